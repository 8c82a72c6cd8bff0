import type Stripe from 'stripe';
import { z } from 'zod';
import { bad, type Finding, finding, good, note } from '../../domain/finding.ts';
import { rightFindings } from './check-rights.ts';
import { endpointFindings } from './check-webhooks.ts';
import { callStripe, RightMissing } from './client.ts';
import type { Endpoints } from './endpoints.ts';
import { TYPES } from './events.ts';
import { INSTALLATION_KEY, METADATA_KEY } from './marks.ts';
import type { StripeSettings } from './settings.ts';
import { Account, listOf, metadata } from './wire.ts';

const DAY_S = 86_400;
const MOST = 100;
const Listed = listOf(z.object({ id: z.string() }));
const Events = listOf(z.object({ api_version: z.string().nullish() }));
const Sessions = listOf(z.object({ metadata }));

/** Whether Stripe takes payments from us and tells us of them. Each part is asked by itself, all at once. */
export function check(
  client: Stripe,
  name: string,
  { environment, secretKey }: StripeSettings,
  installation: string,
  webhooks: Endpoints,
) {
  const live = environment === 'production';
  const money = live
    ? 'the production environment: real money moves'
    : 'the test environment: no real money moves';

  const account = async (): Promise<Finding[]> => {
    const known = await unlessForbidden(
      callStripe(`${name}, reading the account`, Account, () => client.accounts.retrieveCurrent()),
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
    return endpointFindings(all, urls, await usualVersion());
  };

  /** Events are kept in the version that the account had then. */
  const usualVersion = async (): Promise<string | undefined> => {
    const newest = await unlessForbidden(
      callStripe(`${name}, reading the newest event`, Events, () => client.events.list({ limit: 1 })),
    );
    return newest?.data[0]?.api_version ?? undefined;
  };

  /** A wrong signing secret can't be seen but by what was refused for it. */
  const deliveries = async (): Promise<Finding[]> => {
    const gte = Math.floor(Date.now() / 1000) - DAY_S;
    const undelivered = await unlessForbidden(
      callStripe(`${name}, looking for undelivered events`, Listed, () =>
        client.events.list({ types: [...TYPES], delivery_success: false, created: { gte }, limit: MOST }),
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

  /** Who else takes money on this account, by the newest pages. */
  const others = async (): Promise<Finding[]> => {
    const sessions = await unlessForbidden(
      callStripe(`${name}, reading the newest pages`, Sessions, () =>
        client.checkout.sessions.list({ limit: MOST }),
      ),
    );
    const names = (sessions?.data ?? [])
      .filter((one) => one.metadata?.[METADATA_KEY] !== undefined)
      .map((one) => one.metadata?.[INSTALLATION_KEY])
      .filter((one) => one !== undefined && one !== installation);
    const mine = `payments are marked as those of "${installation}"`;
    if (names.length === 0) return [good('installation', mine)];
    return [
      note(
        'installation',
        `${mine}; the account has others too, which are not heard here: ${[...new Set(names)].join(', ')}`,
        'If one of these was the name of this installation, give it back: installation in incasso.yaml.',
      ),
    ];
  };

  return (urls: string[]): Promise<Finding[]> =>
    finding('account', async () => {
      // With a key that is refused, or nobody there, the others would say the same.
      const first = await account();
      const parts = await Promise.all([
        rightFindings(client, name, secretKey.startsWith('rk_')),
        finding('webhook endpoint', () => webhook(urls)),
        finding('notifications', deliveries),
        finding('installation', others),
      ]);
      return [...first, ...parts.flat()];
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
