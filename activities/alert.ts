import type { AlertChannels } from '../alerts/index.ts';
import type { Alert, AlertChannel } from '../domain/alert.ts';
import { sorted } from './failures.ts';

export interface AlertActivities {
  /** The channels that this installation has. */
  alertChannels(): Promise<AlertChannel[]>;
  /** Posts the alert; repeating is safe, since its key stays the same. */
  postAlert(alert: Alert): Promise<string>;
  /** Mails the alert; repeating is safe, since its Message-ID stays the same. */
  mailAlert(alert: Alert): Promise<string>;
}

export function alertActivities(channels: AlertChannels): AlertActivities {
  // Taken out of the configuration after the alert was raised: then nobody is to be told this way.
  const none = async () => 'not configured any more';
  return {
    alertChannels: async () => Object.keys(channels) as AlertChannel[],
    postAlert: (alert) => sorted('looks-first', () => (channels.post ?? none)(alert)),
    mailAlert: (alert) => sorted('looks-first', () => (channels.mail ?? none)(alert)),
  };
}
