import type { Alert, AlertChannel } from '../domain/alert.ts';
import { mail } from './mail.ts';
import { post } from './post.ts';
import type { AlertSettings } from './settings.ts';

/** The ways out that this installation has. Each answers what a person should know of it, and throws `Failure` only. */
export type AlertChannels = Partial<Record<AlertChannel, (alert: Alert) => Promise<string>>>;

/** A channel for each that is configured; none where nothing is. */
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
