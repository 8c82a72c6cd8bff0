import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as m from '../../workflows/messages.ts';
import { refused, UNSIGNED } from './bench.ts';
import { type OrdersBench, openOrdersBench } from './operators-orders-bench.ts';

let bench: OrdersBench;
beforeAll(async () => {
  bench = await openOrdersBench();
});
afterAll(() => bench?.stop());

describe.concurrent('an operator of an order', () => {
  it('who does not sign is told how, and nothing is done', async () => {
    const { order, paymentId } = await bench.shown();
    for (const update of [m.retryUpdate, m.cancelOrderUpdate])
      for (const nobody of [{ step: 'payment' }, { operator: ' ', reason: 'x' }, null]) {
        const args = [nobody as unknown as m.Signed] as [m.Signed];
        const sent = bench.orderHandle(order).executeUpdate(update as typeof m.cancelOrderUpdate, { args });
        await refused(sent, 'UNSIGNED', UNSIGNED);
      }
    expect(await bench.statusOf(paymentId)).toBe('open');
  });

  it('has a new page opened once the old one is closed, one for one update however often it is sent', async () => {
    const { order, paymentId: old } = await bench.shown();
    await Promise.all([
      bench.retries(order, 'payment', 'one-click'),
      bench.retries(order, 'payment', 'one-click'),
    ]);
    const payments = [{ outcome: 'NEGATIVE' }, { outcome: 'PENDING' }].map((p) => expect.objectContaining(p));
    await bench.ends(order, { outcome: 'PENDING', payments });
    expect(await bench.statusOf(old)).toBe('expired');
    await bench.retries(order, 'payment', 'one-click');
    const back = await bench.pays(order);
    expect(await bench.lastPayment(order)).not.toBe(old);
    await bench.customer.opens(back ?? '');
    const view = await bench.ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    expect(view.payments).toHaveLength(2);
    expect(await bench.documents(order)).toHaveLength(1);
  });

  it('has no new page where the old one was paid meanwhile: that counts', async () => {
    const { order, page } = await bench.shown();
    await bench.customer.presses(page, 'pay-and-close');
    await bench.retries(order, 'payment');
    const view = await bench.ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    expect(view.payments).toHaveLength(1);
    expect(await bench.documents(order)).toHaveLength(1);
  });

  it('has the document written once the ERP has the article', async () => {
    const order = await bench.refusedByErp('NEW-1');
    await bench.addArticle('NEW-1');
    await bench.retries(order, 'document');
    const { document } = await bench.ends(order, { stage: 'DONE', attentions: [] });
    expect(await bench.documents(order)).toEqual([document?.number]);
    await refused(bench.retries(order, 'document'), 'NOT_NOW', `the document ${document?.number} is written`);
  });

  it('has the shop told again, which books nothing twice', async () => {
    const order = await bench.paid();
    const before = await bench.inShop(order);
    await bench.retries(order, 'shop');
    const told = [expect.objectContaining({ kind: 'paid', said: 'already invoiced' })];
    await bench.ends(order, { stage: 'DONE', told });
    expect(await bench.inShop(order)).toEqual(before);
    expect(before.invoices).toHaveLength(1);
  });

  it('is told why a step can not be done again', async () => {
    const [done, doubt, bank] = await Promise.all([bench.paid(), bench.inDoubt(), bench.offline()]);
    await refused(
      bench.retries(done, 'payment'),
      'NOT_NOW',
      'the order is paid. Possible now: retry (shop).',
    );
    await refused(bench.retries(doubt, 'payment'), 'NOT_NOW', 'a payment has to be verified first');
    await refused(bench.retries(doubt, 'document'), 'NOT_NOW', 'the payment comes first');
    await refused(bench.retries(bank, 'payment'), 'NOT_NOW', 'does not come by a gateway');
    await refused(bench.retries(done), 'NOTHING_STANDS', 'the order is at stage DONE');
    await refused(
      bench.retries(done, 'lunch' as m.RetryStep),
      'STEP_UNKNOWN',
      '"payment", "document" or "shop"',
    );
  });

  it('gives up an unpaid order: page closed, shop told, no document; and can take it up again', async () => {
    const { order, paymentId } = await bench.shown();
    expect(await bench.givesUp(order)).toContain('The order is given up');
    const told = [expect.objectContaining({ kind: 'failed' })];
    await bench.ends(order, { outcome: 'NEGATIVE', stage: 'DONE', attentions: [], told });
    expect(await bench.statusOf(paymentId)).toBe('expired');
    expect(await bench.documents(order)).toEqual([]);
    await refused(bench.givesUp(order), 'NOT_NOW', 'given up already. Possible now: retry (payment, shop).');
    await refused(bench.retries(order, 'document'), 'NOT_NOW', 'the payment comes first');
    await bench.retries(order, 'payment');
    await bench.returns(order);
    await bench.ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    expect(await bench.documents(order)).toHaveLength(1);
  });

  it('gives up an order that is paid offline, and takes it up again by having its document written', async () => {
    const order = await bench.places({ method: 'banktransfer', items: [{ sku: 'NEW-4', qty: 1 }] });
    await bench.ends(order, {
      stage: 'DOCUMENT',
      attentions: [expect.objectContaining({ code: 'ERP_REFUSED' })],
    });
    await bench.givesUp(order);
    await bench.ends(order, { stage: 'DONE' });
    await bench.addArticle('NEW-4');
    await bench.retries(order, 'document');
    const { document } = await bench.ends(order, {
      stage: 'DONE',
      attentions: [],
      document: expect.anything(),
    });
    expect(await bench.documents(order)).toEqual([document?.number]);
  });

  it('can not give up what is paid, written or in doubt', async () => {
    const [done, doubt, standing] = await Promise.all([
      bench.paid(),
      bench.inDoubt(),
      bench.refusedByErp('NEW-2'),
    ]);
    const [document] = await bench.documents(done);
    await refused(bench.givesUp(done), 'NOT_NOW', `the document ${document} is written`);
    await refused(bench.givesUp(standing), 'NOT_NOW', 'the order is paid: refund the payment first');
    await refused(bench.givesUp(doubt), 'NOT_NOW', 'a payment has to be verified first: resolve it');
  });

  it('is offered what is then accepted, and nothing that is refused', async () => {
    const orders = await Promise.all([
      bench.shown().then(({ order }) => order),
      bench.inDoubt(),
      bench.offline(),
      bench.paid(),
    ]);
    const steps = ['payment', 'document', 'shop'] as const;
    const wanted = [['payment'], ['shop'], ['shop'], ['shop']];
    for (const [i, order] of orders.entries()) {
      const now = await bench.offers(order);
      const offered = now.flatMap((offer) => (offer.action === 'retry' ? offer.steps : []));
      expect(offered).toEqual(wanted[i]);
      for (const step of steps.filter((step) => !offered.includes(step)))
        await refused(bench.retries(order, step), 'NOT_NOW', `retry of the ${step} is not possible`);
      for (const step of offered) expect(await bench.retries(order, step)).toContain('Trying again');
      const replaced = [expect.anything(), expect.objectContaining({ outcome: 'PENDING' })];
      if (i === 0) await bench.ends(order, { payments: replaced });
      if (now.some(({ action }) => action === 'cancelOrder'))
        expect(await bench.givesUp(order)).toContain('given up');
      else await refused(bench.givesUp(order), 'NOT_NOW', 'cancelOrder is not possible');
    }
  });
});

it('replays', async () => {
  expect(await bench.replays(34)).toBe(34);
});
