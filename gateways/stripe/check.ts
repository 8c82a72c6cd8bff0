import type Stripe from 'stripe';
import { z } from 'zod';
import { bad, type Finding, finding, good, note } from '../../domain/finding.ts';
import { asked, RightMissing } from './client.ts';
import { type Endpoints, hears, isEnabled } from './endpoints.ts';
import { COMPULSORY, TYPES } from './events.ts';
import type { StripeSettings } from './settings.ts';
import { Account, listOf, type WebhookEndpoint } from './wire.ts';

const DAY_S = 86_400;
const Listed = listOf(z.object({ id: z.string() }));

/** Whether Stripe takes payments from us and tells us of them. Each part is asked by itself, all at once. */
export function check(
  client: Stripe,
  name: string,
  { environment, secretKey }: StripeSettings,
  webhooks: Endpoints,
) {
  const live = environment === 'production';
  const restricted = secretKey.startsWith('rk_');
  const money = live
    ? 'the production environment: real money moves'
    : 'the test environment: no real money moves';

  const account = async (): Promise<Finding[]> => {
    const known = await unlessForbidden(
      asked(`${name}, reading the account`, Account, () => client.accounts.retrieveCurrent()),
    );
    if (known === undefined) return [good('account', `reached with a restricted key of ${money}`)];
    const { id, charges_enabled, settings } = known;
    const called = settings?.dashboard?.display_name;
    const text = `${called ? `"${called}" ` : ''}${id}, key of ${money}`;
    if (charges_enabled !== false) return [good('account', text)];
    const why = `${text}; Stripe has not activated it`;
    const todo = 'Complete the account in the Stripe dashboard: until then it takes no real money.';
    return [live ? bad('account', why, todo) : note('account', why, todo)];
  };

  const rights = async (): Promise<Finding[]> => {
    const one = { limit: 1 };
    const reads = {
      'Checkout Sessions': () => client.checkout.sessions.list(one),
      PaymentIntents: () => client.paymentIntents.list(one),
      Charges: () => client.charges.list(one),
      Refunds: () => client.refunds.list(one),
      Disputes: () => client.disputes.list(one),
      Events: () => client.events.list(one),
    };
    const looked = await Promise.all(
      Object.entries(reads).map(([what, call]) => mayRead(`${name}, reading ${what}`, what, call)),
    );
    const found = looked.flat();
    if (found.length === 0) found.push(good('rights to read', Object.keys(reads).join(', ')));
    if (restricted)
      found.push(
        note('rights to write', 'reading does not show them: Checkout Sessions, Charges and Refunds'),
      );
    return found;
  };

  const webhook = async (urls: string[]): Promise<Finding[]> => {
    const all = await unlessForbidden(webhooks.list());
    if (all === undefined)
      return [
        note(
          'webhook endpoint',
          'the restricted key may not read webhook endpoints',
          `See in the Stripe dashboard (Developers > Webhooks) that there is one for ${urls[0]}.`,
        ),
      ];
    return ofEndpoints(all, urls);
  };

  /** A wrong signing secret can't be seen but by what was refused for it. */
  const deliveries = async (): Promise<Finding[]> => {
    const gte = Math.floor(Date.now() / 1000) - DAY_S;
    const undelivered = await unlessForbidden(
      asked(`${name}, looking for undelivered events`, Listed, () =>
        client.events.list({ types: [...TYPES], delivery_success: false, created: { gte }, limit: 100 }),
      ),
    );
    if (undelivered === undefined) return [];
    const { data, has_more } = undelivered;
    if (data.length === 0) return [good('notifications', 'none of the last day is undelivered')];
    return [
      note(
        'notifications',
        `${has_more ? 'more than ' : ''}${data.length} of the last day could not be delivered`,
        'If it goes on: see that Stripe reaches api.publicUrl, and that webhookSecret is the signing secret of this endpoint.',
      ),
    ];
  };

  return (urls: string[]): Promise<Finding[]> =>
    finding('account', async () => {
      // With a key that is refused, or nobody there, the others would say the same.
      const first = await account();
      const parts = await Promise.all([
        rights(),
        finding('webhook endpoint', () => webhook(urls)),
        finding('notifications', deliveries),
      ]);
      return [...first, ...parts.flat()];
    });
}

function ofEndpoints(all: WebhookEndpoint[], urls: string[]): Finding[] {
  const subject = 'webhook endpoint';
  const there = all.filter(({ url }) => urls.includes(url));
  const [first] = there;
  if (!first) {
    const others = all.map(({ url }) => url.replace(/[?#].*/, '')).join(', ');
    return [
      bad(
        subject,
        `Stripe has none for ${urls[0]}; it has ${others || 'none at all'}`,
        'Make it: incasso check --create-webhook.',
      ),
    ];
  }
  const standing = there.filter(isEnabled);
  if (standing.length === 0)
    return [
      bad(subject, `${first.id} for ${first.url} is disabled`, 'Enable it in Stripe: Developers > Webhooks.'),
    ];
  const found = [good(subject, standing.map(({ id, url }) => `${url} (${id})`).join(', '))];
  if (standing.length > 1)
    found.push(
      note(
        'webhook endpoints',
        'there are several, each with a signing secret of its own',
        'Remove all in Stripe but the one whose signing secret webhookSecret is.',
      ),
    );
  const missing = TYPES.filter((type) => !standing.some((endpoint) => hears(endpoint, type)));
  const compulsory: readonly string[] = COMPULSORY;
  const needed = missing.filter((type) => compulsory.includes(type));
  const useful = missing.filter((type) => !compulsory.includes(type));
  const todo = 'Add them: incasso check --create-webhook.';
  if (needed.length > 0) found.push(bad('events', `the endpoint lacks ${needed.join(', ')}`, todo));
  if (useful.length > 0)
    found.push(note('further events', `would be quicker than looking: ${useful.join(', ')}`, todo));
  if (missing.length === 0) found.push(good('events', 'all that are used'));
  return found;
}

/** Nothing where it may. */
async function mayRead(what: string, subject: string, call: () => Promise<unknown>): Promise<Finding[]> {
  return finding(`right to read ${subject}`, async () => {
    await asked(what, Listed, call);
    return [];
  });
}

/** Undefined where the key has no right to it. */
async function unlessForbidden<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof RightMissing) return undefined;
    throw error;
  }
}
