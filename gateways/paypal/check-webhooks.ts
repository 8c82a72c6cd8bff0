import { bad, type Finding, good, note } from '../../domain/finding.ts';
import { notNotified } from '../notifications.ts';
import { hears, isEnabled } from './endpoints.ts';
import { COMPULSORY, TYPES, UNSURE } from './event-types.ts';
import type { Webhook } from './wire.ts';

const WHERE = 'Apps & Credentials > your app > Webhooks';

/** What PayPal tells us, at which address. */
export function webhookFindings(all: Webhook[], urls: string[], webhookIds: string[]): Finding[] {
  const subject = 'webhook';
  const there = all.filter(({ url }) => urls.includes(url));
  const [first] = there;
  if (!first) return [notNotified(subject, 'PayPal', all, urls)];
  const enabled = there.filter(isEnabled);
  if (enabled.length === 0)
    return [
      bad(subject, `${first.id} for ${first.url} is disabled`, `Enable its events in PayPal: ${WHERE}.`),
    ];
  return [
    good(subject, enabled.map(({ id, url }) => `${url} (${id})`).join(', ')),
    ...idFindings(enabled, webhookIds),
    ...eventFindings(enabled),
  ];
}

/** Notifications are signed for the webhook's id: with another one all would be refused, and payments known only by asking. */
function idFindings(enabled: Webhook[], webhookIds: string[]): Finding[] {
  const unknown = enabled.filter(({ id }) => !webhookIds.includes(id));
  if (unknown.length === 0) return [good('webhook id', 'is that of the webhook')];
  return [
    note(
      'webhook id',
      `webhookId is ${webhookIds.join(', ')}, and notifications are signed for ${unknown.map(({ id }) => id).join(', ')}: they are refused`,
      `Set webhookId to ${unknown[0]?.id}, then restart API and worker.`,
    ),
  ];
}

function eventFindings(enabled: Webhook[]): Finding[] {
  const missing = TYPES.filter((type) => !enabled.some((webhook) => hears(webhook, type)));
  const compulsory: readonly string[] = COMPULSORY;
  const needed = missing.filter((type) => compulsory.includes(type));
  const useful = missing.filter((type) => !compulsory.includes(type) && !UNSURE.includes(type));
  const todo = 'Add them: incasso check --create-webhook.';
  if (needed.length + useful.length === 0) return [good('events', 'all that are used')];
  return [
    ...(needed.length > 0 ? [bad('events', `the webhook lacks ${needed.join(', ')}`, todo)] : []),
    ...(useful.length > 0
      ? [note('further events', `would be quicker than looking: ${useful.join(', ')}`, todo)]
      : []),
  ];
}
