import Stripe from 'stripe';
import { bad, type Finding, good, note } from '../../domain/finding.ts';
import { notNotified } from '../notifications.ts';
import { hears, isEnabled } from './endpoints.ts';
import { COMPULSORY, TYPES } from './events.ts';
import type { WebhookEndpoint } from './wire.ts';

const WHERE = 'Developers > Webhooks';

/** What Stripe tells us, at which address. `usual`: the version of events at an endpoint that has none of its own, as far as it is known. */
export function endpointFindings(
  all: WebhookEndpoint[],
  urls: string[],
  usual: string | undefined,
): Finding[] {
  const subject = 'webhook endpoint';
  const there = all.filter(({ url }) => urls.includes(url));
  const [first] = there;
  if (!first) return [notNotified(subject, 'Stripe', all, urls)];
  const enabled = there.filter(isEnabled);
  if (enabled.length === 0)
    return [bad(subject, `${first.id} for ${first.url} is disabled`, `Enable it in Stripe: ${WHERE}.`)];
  const found = [good(subject, enabled.map(({ id, url }) => `${url} (${id})`).join(', '))];
  if (enabled.length > 1)
    found.push(
      note(
        'webhook endpoints',
        'there are several, each with a signing secret of its own',
        'Remove all in Stripe but the one whose signing secret webhookSecret is.',
      ),
    );
  return [...found, ...eventFindings(enabled), ...enabled.flatMap((one) => versionFindings(one, usual))];
}

function eventFindings(enabled: WebhookEndpoint[]): Finding[] {
  const missing = TYPES.filter((type) => !enabled.some((endpoint) => hears(endpoint, type)));
  const compulsory: readonly string[] = COMPULSORY;
  const needed = missing.filter((type) => compulsory.includes(type));
  const useful = missing.filter((type) => !compulsory.includes(type));
  const todo = 'Add them: incasso check --create-webhook.';
  if (missing.length === 0) return [good('events', 'all that are used')];
  return [
    ...(needed.length > 0 ? [bad('events', `the endpoint lacks ${needed.join(', ')}`, todo)] : []),
    ...(useful.length > 0
      ? [note('further events', `would be quicker than looking: ${useful.join(', ')}`, todo)]
      : []),
  ];
}

/** An endpoint keeps the version it was made with. Releases of one name ("endive") change nothing that was there before. */
function versionFindings({ id, api_version }: WebhookEndpoint, usual: string | undefined): Finding[] {
  const version = api_version ?? usual;
  const subject = `version of ${id}`;
  if (version === undefined) return [note(subject, "is the account's, which shows with its first event")];
  const release = (one: string) => one.split('.')[1] ?? one;
  const whose = api_version == null ? `${version}, the account's` : version;
  if (release(version) === release(Stripe.API_VERSION)) return [good(subject, whose)];
  return [
    note(
      subject,
      `is ${whose}: events may look otherwise than Incasso reads them, which is ${Stripe.API_VERSION}`,
      `Delete the endpoint in Stripe (${WHERE}), make it anew by incasso check --create-webhook, and put its signing secret in place of the old one.`,
    ),
  ];
}
