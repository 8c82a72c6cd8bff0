import { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import { bad, type Finding, finding, good, note } from '../../domain/finding.ts';
import { webhookFindings } from './check-webhooks.ts';
import { NONE, type PayPalClient, RightMissing } from './client.ts';
import type { Endpoints } from './endpoints.ts';
import type { PayPalSettings } from './settings.ts';

const APP = 'developer.paypal.com: Apps & Credentials > your app > Features';

/** Whether PayPal takes payments from us and tells us of them. Each part is asked by itself, all at once. */
export function check(
  client: PayPalClient,
  name: string,
  { environment, webhookId }: PayPalSettings,
  installation: string,
  webhooks: Endpoints,
) {
  const money =
    environment === 'production'
      ? 'the production environment (Live): real money moves'
      : 'the test environment (Sandbox): no real money moves';

  /** Undefined where the app may. */
  const missing = async (right: string, path: string): Promise<RightMissing | undefined> => {
    try {
      await client.call(`${name}, trying the right to ${right}`, z.looseObject({}), { method: 'GET', path });
    } catch (error) {
      if (error instanceof RightMissing) return error;
      if (!(error instanceof Failure && error.code === 'PAGE_NOT_FOUND')) throw error;
    }
    return undefined;
  };

  const account = async (): Promise<Finding[]> => {
    const refused = await missing('orders', `/v2/checkout/orders/${NONE}`);
    return refused
      ? [bad('account', refused.message, `Switch on "Accept payments" of the app (${APP}).`)]
      : [good('account', `reached with an app of ${money}; it may open orders and take their money`)];
  };

  const refunds = async (): Promise<Finding[]> => {
    const refused = await missing('refunds', `/v2/payments/refunds/${NONE}`);
    return refused
      ? [bad('right to refunds', refused.message, `Switch on "Accept payments" of the app (${APP}).`)]
      : [good('right to refunds', 'the app may give money back')];
  };

  const disputes = async (): Promise<Finding[]> => {
    const refused = await missing('disputes', '/v1/customer/disputes?page_size=1');
    return refused
      ? [
          note(
            'right to disputes',
            'the app may not read them: they are known by notification only',
            `Switch on "Customer Disputes" of the app (${APP}).`,
          ),
        ]
      : [good('right to disputes', 'the app may read them')];
  };

  const webhook = async (urls: string[]): Promise<Finding[]> => {
    try {
      return webhookFindings(await webhooks.list(), urls, [webhookId].flat());
    } catch (error) {
      if (!(error instanceof RightMissing)) throw error;
      return [
        bad(
          'webhook',
          'the app may not read webhooks, nor what they have told',
          `Give it that right (${APP}).`,
        ),
      ];
    }
  };

  return (urls: string[]): Promise<Finding[]> =>
    finding('account', async () => {
      // With a secret that is refused, or nobody there, the others would say the same.
      const first = await account();
      const parts = await Promise.all([
        finding('right to refunds', refunds),
        finding('right to disputes', disputes),
        finding('webhook', () => webhook(urls)),
      ]);
      const mine = good('installation', `payments are marked as those of "${installation}"`);
      return [...first, ...parts.flat(), mine];
    });
}
