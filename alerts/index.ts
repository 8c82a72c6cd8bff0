import type { Alert, AlertChannel } from '../domain/alert.ts';
import { mail } from './mail.ts';
import { post } from './post.ts';
import type { AlertSettings } from './settings.ts';

/** The configured alert channels. Each sends an alert and answers a line for people about it; throws only `Failure`. */
export type AlertChannels = Partial<Record<AlertChannel, (alert: Alert) => Promise<string>>>;

/** Creates the channels that are configured. */
export function createAlertChannels(settings: AlertSettings): AlertChannels {
  const { mail: mailing, language, timeout, link } = settings;
  const linked = (alert: Alert): Alert => ({
    ...alert,
    link: link?.replaceAll('{workflowId}', () => encodeURIComponent(alert.workflowId)) ?? alert.link,
  });
  return {
    ...(settings.url && { post: (alert) => post(settings, linked(alert)) }),
    ...(mailing && { mail: (alert) => mail(mailing, language, timeout, linked(alert)) }),
  };
}
