import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as m from '../../workflows/messages.ts';
import { type Bench, openBench, type Placed, signed, until } from './bench.ts';
import { alone, aloneErp } from './gateway-steps.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench(
    (config) => {
      aloneErp(config, { refresh: 400 });
      alone(config, 60_000);
      for (const { import: read } of Object.values(config.shops))
        Object.assign(read, { enabled: true, every: 400, delay: 0, overlap: 60_000, atOnce: 3 });
      for (const line of config.mapping.payments)
        if (line.method === 'stripe_payments') line.capture = 'onShipment';
    },
    { standing: 'all' },
  );
});
afterAll(() => bench?.stop());

const taken = async (paymentId: string): Promise<number> => (await bench.charges(paymentId)).length;
const ships = async (order: Placed) => {
  const [number = ''] = await bench.documents(order);
  const key = number.replace(/[ /]/g, '+');
  return bench.customer.tells(bench.world.urls.mexal, `documents/${key}/ship`, { tracking: 'TRK1' });
};
/** An order whose customer has paid on Stripe's page, with its document written. */
async function held() {
  const order = await bench.places();
  const back = await bench.pays(order);
  const paymentId = await bench.lastPayment(order);
  const view = await bench.settles(paymentId, { outcome: 'PENDING', reason: 'AUTHORISED' });
  await until('the document', async () => (await bench.documents(order))[0]);
  return { order, paymentId, back: back ?? '', view };
}
const noteOf = async (order: Placed): Promise<string> => {
  const { documents } = await bench.customer.books(bench.world.urls.mexal);
  const all = Object.values(documents as Record<string, { header: { nota?: unknown } }>);
  return JSON.stringify(all.find(({ header }) => String(header.nota ?? '').endsWith(`/${order.id}`)));
};

describe.concurrent('an order whose money Stripe holds', () => {
  it('has its document, is told to nobody as paid, and is taken once the ERP says that it shipped', async () => {
    const { ends, inShop, customer } = bench;
    const { order, paymentId, back, view } = await held();
    expect(view.held?.money?.amount).toBe(view.total.amount);
    expect(Date.parse(view.held?.until ?? '')).toBeGreaterThan(Date.now());
    expect(await customer.opens(back)).toBe('held');
    expect(await (await fetch(back)).text()).toMatch(/Prenotato fino al<\/dt><dd>\d+ \w+ 20\d\d</);
    expect(await noteOf(order)).toContain('Autorizzato');
    await ends(order, { outcome: 'PENDING', stage: 'PAYMENT', attentions: [] });
    const said = await until('the comment', async () =>
      (await inShop(order)).status_histories?.find(({ comment }) =>
        comment?.includes('Pagamento autorizzato'),
      ),
    );
    expect(said.comment).toMatch(
      new RegExp(`riferimento ${view.held?.reference}, incassabile fino al .*alla spedizione`, 's'),
    );
    expect((await inShop(order)).invoices).toEqual([]);
    await ships(order);
    await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    expect(await taken(paymentId)).toBe(1);
    expect((await inShop(order)).invoices).toHaveLength(1);
    expect(await bench.documents(order)).toHaveLength(1);
  });

  it('that its shop cancels is let go of at Stripe', async () => {
    const { order, paymentId, view } = await held();
    await bench.customer.tells(bench.world.urls.magento, `orders/${order.id}/cancel`, {});
    await bench.settles(paymentId, { outcome: 'NEGATIVE', reason: 'PAGE_EXPIRED' });
    const { paymentIntents } = await bench.customer.books(bench.world.urls.stripe);
    expect(paymentIntents[view.held?.reference ?? '']).toMatchObject({ status: 'canceled' });
    expect(await bench.charges(paymentId)).toEqual([]);
  });

  it('that lapses is unpaid by Stripe’s word, and its document says so', async () => {
    const { order, paymentId, view } = await held();
    await bench.customer.tells(bench.world.urls.stripe, `holds/${view.held?.reference}/lapse`, {});
    await bench.paymentHandle(paymentId).executeUpdate(m.verifyNowUpdate, { args: [signed] });
    const code = expect.objectContaining({ code: 'DOCUMENT_NOT_PAID' });
    await bench.ends(order, { outcome: 'NEGATIVE', attentions: [code] });
    expect((await bench.inShop(order)).invoices).toEqual([]);
  });

  it('is taken by an operator before, and not again as it ships', async () => {
    const { order, paymentId } = await held();
    const said = await bench.paymentHandle(paymentId).executeUpdate(m.captureUpdate, { args: [signed] });
    expect(said).toContain('POSITIVE (PAID)');
    await bench.ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    await ships(order);
    await until('the shipment', async () =>
      (await bench.view(order)).documentState === 'shipped' ? true : undefined,
    );
    expect(await taken(paymentId)).toBe(1);
  });
});

it('replays', async () => {
  expect(await bench.replays(10)).toBeGreaterThanOrEqual(10);
});
