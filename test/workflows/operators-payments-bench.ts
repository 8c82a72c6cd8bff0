import type { UpdateDefinition } from '@temporalio/common';
import { expect } from 'vitest';
import * as m from '../../workflows/messages.ts';
import { openBench, type Placed, signed } from './bench.ts';

export interface Shown {
  order: Placed;
  paymentId: string;
  page: string;
  session: string;
  total: number;
}
interface Refund {
  id: string;
  amount: number;
  payment_intent: string;
}
export type PaymentsBench = Awaited<ReturnType<typeof openPaymentsBench>>;

/** A bench with what operators do to payments; only they ask the gateway, which notifies of refunds only. */
export async function openPaymentsBench() {
  const bench = await openBench((config) => {
    for (const gateway of Object.values(config.gateways)) gateway.timeout = 900;
    config.windows.verify = [600_000];
  });
  const { customer, world, paymentHandle } = bench;
  const stripe = (what: string, body: object) => customer.tells(world.urls.stripe, what, body);
  await stripe('webhooks/endpoint', {
    url: `${world.urls.api}/store/cart/checkout/stripe/webhooks`,
    enabled_events: ['refund.updated', 'refund.failed'],
  });
  async function shown(): Promise<Shown> {
    const order = await bench.places();
    const page = await bench.page(order);
    const paymentId = await bench.lastPayment(order);
    const [found] = await bench.sessionsOf(paymentId);
    return { order, paymentId, page, session: found?.id ?? '', total: found?.amount_total ?? 0 };
  }
  const act = <Given extends m.Signed>(
    { paymentId }: Shown,
    update: UpdateDefinition<string, [Given]>,
    about: Omit<Given, keyof m.Signed>,
  ) =>
    paymentHandle(paymentId).executeUpdate(update, { args: [{ ...signed, ...about } as unknown as Given] });
  const verifies = (payment: Shown) => act(payment, m.verifyNowUpdate, {});

  return {
    ...bench,
    stripe,
    shown,
    verifies,
    resolves: (payment: Shown, about: Omit<m.Resolution, keyof m.Signed>) =>
      act(payment, m.resolveUpdate, about),
    closes: (payment: Shown) => act(payment, m.closePaymentUpdate, {}),
    refunds: (payment: Shown, amount?: number) => act(payment, m.refundUpdate, { amount }),
    offered: async ({ paymentId }: Shown) =>
      (await paymentHandle(paymentId).query(m.actionsQuery)).map(({ action }) => action),
    statusOf: async ({ paymentId }: Shown) => (await bench.sessionsOf(paymentId))[0]?.status,
    async paid(): Promise<Shown> {
      const payment = await shown();
      await customer.presses(payment.page, 'pay-and-close');
      expect(await verifies(payment)).toContain('POSITIVE (PAID)');
      await bench.ends(payment.order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
      return payment;
    },
    /** Done, with one document in the ERP and nothing for a person to do. */
    async written({ order }: Shown) {
      const view = await bench.ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
      expect(await bench.documents(order)).toHaveLength(1);
      return view;
    },
    /** A payment's refunds in the gateway's own books, the oldest first. */
    async given({ paymentId }: Shown): Promise<Refund[]> {
      const [intent] = await bench.charges(paymentId);
      const { refunds } = await customer.books(world.urls.stripe);
      return Object.values(refunds as Record<string, Refund>).filter((r) => r.payment_intent === intent);
    },
  };
}
