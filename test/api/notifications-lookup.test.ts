import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { orderWorkflowId, paymentWorkflowId } from '../../domain/ids.ts';
import { type Customer, until } from '../../sandbox/customer.ts';
import type { World } from '../../sandbox/world.ts';
import { orderQuery, paymentQuery } from '../../workflows/messages.ts';
import { testWorld } from '../world.ts';
import { apiAlone, bareConfig, http, notify } from './bench.ts';

const EVENTS = [
  'checkout.session.completed',
  'refund.created',
  'refund.updated',
  'charge.refunded',
  'charge.dispute.created',
];

/** Stripe's event of a dispute at the bank: it names the charge, but has none of our metadata. */
const disputeOf = (payment_intent: string) =>
  JSON.stringify({
    id: `evt_${payment_intent}`,
    object: 'event',
    type: 'charge.dispute.created',
    created: Math.floor(Date.now() / 1000),
    livemode: false,
    data: {
      object: {
        id: `du_${payment_intent}`,
        object: 'dispute',
        amount: 500,
        currency: 'eur',
        status: 'needs_response',
        reason: 'fraudulent',
        charge: 'ch_1',
        payment_intent,
        created: 1,
        metadata: {},
      },
    },
  });

let world: World;
let customer: Customer;
beforeAll(async () => {
  ({ world, customer } = await testWorld());
});
afterAll(() => world.stop());

const steer = (what: string, body: object) => customer.tells(world.urls.stripe, what, body);
const counts = async () => (await http.get(`${world.urls.api}/health`)).data.notifications;

async function paid() {
  const { id } = await customer.places({});
  await customer.presses(await customer.goesToPay(await customer.checkoutLink(id)), 'pay');
  const view = await until('the payment', async () => {
    const seen = await world.client.workflow.getHandle(orderWorkflowId(world.shop, id)).query(orderQuery);
    return seen.outcome === 'POSITIVE' ? seen : undefined;
  });
  const { paymentId, charges } = view.payments[0] ?? expect.fail('no payment');
  const payment = () => world.client.workflow.getHandle(paymentWorkflowId(paymentId)).query(paymentQuery);
  return { paymentId, charge: charges[0]?.reference ?? '', payment };
}

describe('a notification that names only the charge', () => {
  test('finds its payment, and one refund told by many is one', async () => {
    const { charge, payment } = await paid();
    const url = `${world.urls.api}/store/cart/checkout/stripe/webhooks`;
    await steer('webhooks/endpoint', { url, enabled_events: EVENTS });
    const before = await counts();
    await steer('refunds', { payment_intent: charge, amount: 500 });
    await until('both notifications', async () =>
      (await counts()).held >= before.held + 2 ? true : undefined,
    );
    const refunds = async () => (await payment()).messages.filter(({ fact }) => fact === 'REFUNDED');
    const seen = await until('the refund', async () => ((await refunds()).length ? refunds() : undefined));
    expect(new Set(seen.map(({ id }) => id)).size).toBe(1);
    expect(seen[0]).toMatchObject({ charge, money: { amount: 500, currency: 'EUR' } });
    await steer('disputes', { payment_intent: charge });
    await until('the dispute', async () =>
      (await payment()).messages.some(({ fact }) => fact === 'DISPUTED') ? true : undefined,
    );
  });

  test('of a charge that is not ours is acknowledged and counted', async () => {
    const before = await counts();
    const { status, data } = await notify(world.urls.api, disputeOf('pi_of_somebody'));
    expect([status, data]).toEqual([200, { received: 'foreign' }]);
    expect(await counts()).toEqual({ ...before, foreign: before.foreign + 1 });
  });

  test('is refused for now while the gateway can not be asked, so that it is sent again', async () => {
    const { charge, payment } = await paid();
    for (const fault of [
      { kind: 'status', status: 429 },
      { kind: 'reset-before' },
      { kind: 'status', status: 502 },
    ]) {
      await steer('faults', { ...fault, times: 3, path: '/v1/payment_intents/' });
      const { status, data } = await notify(world.urls.api, disputeOf(charge));
      expect([status, data.error.code]).toEqual([503, expect.stringMatching(/^GATEWAY_/)]);
      await http.delete(`${world.urls.stripe}/_sandbox/faults`);
    }
    expect((await payment()).messages.map(({ fact }) => fact)).not.toContain('DISPUTED');
    expect((await notify(world.urls.api, disputeOf(charge))).data).toEqual({ received: 'held' });
  });

  test('is refused for now while nobody is at the gateway, or the key is wrong', async () => {
    const nobody = await apiAlone(bareConfig(), inject('temporalAddress'));
    const wrong = await apiAlone(
      bareConfig(({ gateways: { stripe } }) => {
        if (stripe) Object.assign(stripe, { apiUrl: world.urls.stripe, secretKey: 'sk_test_of_nobody' });
      }),
      inject('temporalAddress'),
    );
    const told = async (api: typeof nobody) => {
      const { status, data } = await notify(api.url, disputeOf('pi_1'));
      return [status, data.error?.code];
    };
    expect(await told(nobody)).toEqual([503, 'GATEWAY_AWAY']);
    expect(await told(wrong)).toEqual([503, 'GATEWAY_LOGIN_REFUSED']);
    await nobody.close();
    await wrong.close();
  });
});
