import { expect } from 'vitest';
import * as m from '../../workflows/messages.ts';
import { openBench, type Placed, signed } from './bench.ts';

export type OrdersBench = Awaited<ReturnType<typeof openOrdersBench>>;

/** A bench with what operators do to orders. Payments are known by asking the gateway only; doubts don't end by themselves. */
export async function openOrdersBench() {
  const bench = await openBench((config) => {
    config.windows.verify = [600_000];
  });
  const { customer, world, orderHandle, places, page, pays, ends } = bench;
  await customer.tells(world.urls.stripe, 'webhooks/endpoint', {
    url: `${world.urls.api}/store/cart/checkout/stripe/webhooks`,
    enabled_events: ['charge.refunded'],
  });
  async function shown(items?: object[]) {
    const order = await places(items && { items });
    const open = await page(order);
    return { order, page: open, paymentId: await bench.lastPayment(order) };
  }
  const returns = async (order: Placed) => customer.opens((await pays(order)) ?? '');

  return {
    ...bench,
    shown,
    retries: (order: Placed, step?: m.RetryStep, updateId?: string) =>
      orderHandle(order).executeUpdate(m.retryUpdate, { args: [{ ...signed, step }], updateId }),
    givesUp: (order: Placed) => orderHandle(order).executeUpdate(m.cancelOrderUpdate, { args: [signed] }),
    offers: (order: Placed) => orderHandle(order).query(m.actionsQuery),
    statusOf: async (paymentId: string) => (await bench.sessionsOf(paymentId))[0]?.status,
    /** Pays, and comes back. */
    returns,
    async paid(): Promise<Placed> {
      const order = await places();
      await returns(order);
      await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
      return order;
    },
    /** Paid, but of an article that the ERP does not have yet. */
    async refusedByErp(sku: string): Promise<Placed> {
      const order = await places({ items: [{ sku, qty: 1 }] });
      await returns(order);
      const told = [expect.objectContaining({ kind: 'paid' })];
      await ends(order, { stage: 'DOCUMENT', attentions: withCodes('ERP_REFUSED'), told });
      return order;
    },
    addArticle: (codice: string) =>
      customer.tells(world.urls.mexal, 'articles', { codice, descrizione: 'Articolo nuovo' }),
    async inDoubt(): Promise<Placed> {
      const { order, paymentId } = await shown();
      const money = { amount: 1, currency: 'EUR' };
      await bench.says(paymentId, { fact: 'PAID', charge: 'pi_short', money });
      const told = [expect.objectContaining({ kind: 'verify' })];
      await ends(order, { outcome: 'VERIFY', stage: 'PAYMENT', told });
      return order;
    },
    async offline(): Promise<Placed> {
      const order = await places({ method: 'banktransfer' });
      await ends(order, { stage: 'DONE', attentions: [] });
      return order;
    },
    /** What the order's page in the Temporal UI says. */
    async details(order: Placed): Promise<string> {
      const metadata = await orderHandle(order).query<{ currentDetails: string }>(
        '__temporal_workflow_metadata',
      );
      return metadata.currentDetails;
    },
  };
}

export const withCodes = (...codes: string[]) => codes.map((code) => expect.objectContaining({ code }));
