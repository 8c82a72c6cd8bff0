import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paymentWorkflowId } from '../../domain/ids.ts';
import * as m from '../../workflows/messages.ts';
import { paymentStart } from '../../workflows/payment/start.ts';
import { signed, until } from './bench.ts';
import { type FakeBench, openFakeBench } from './fake-bench.ts';
import { anImport, aPage } from './states-given.ts';

const MINUTE_MS = 60_000;
const LINK_MS = 14 * MINUTE_MS;

let bench: FakeBench;
beforeAll(async () => {
  bench = await openFakeBench(undefined, { linkMs: LINK_MS });
});
afterAll(() => bench?.stop());

const at = (paymentId: string) => bench.client.workflow.getHandle(paymentWorkflowId(paymentId));
const seen = (paymentId: string) => at(paymentId).query(m.paymentQuery);
const comes = (paymentId: string) =>
  at(paymentId).executeUpdate(m.pageOpenedUpdate, { updateId: 'page-opened' });
const paymentOf = (id: string, before = 0) =>
  until('a payment', async () => {
    const { payments } = await bench.view(id);
    return payments.length > before ? payments.at(-1)?.paymentId : undefined;
  });

describe('a page whose address is not good for long', () => {
  it('is opened as its customer comes, once, and says until when others can be sent to it', async () => {
    const id = await bench.starts('card');
    const payment = await paymentOf(id);
    await expect.poll(() => bench.checkout(id)).toMatchObject({ state: 'payable' });
    expect(await seen(payment)).toMatchObject({ opening: true, outcome: 'PENDING' });
    expect(bench.cards.stateOf(payment)).toBeUndefined();

    const before = Date.now();
    const [first, second] = await Promise.all([comes(payment), comes(payment)]);
    expect(first.pageUrl).toEqual(expect.any(String));
    expect(second.pageUrl).toBe(first.pageUrl);
    const left = Date.parse(first.linkUntil ?? '') - before;
    expect(left).toBeGreaterThan(LINK_MS - MINUTE_MS);
    expect(left).toBeLessThan(LINK_MS + MINUTE_MS);
    expect(Date.parse(first.pageUntil ?? '') - before).toBeGreaterThan(LINK_MS);

    await bench.cards.pays(payment);
    await bench.ends(id, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
  });

  it('is never opened where the order is cancelled before anybody came', async () => {
    const id = await bench.starts('card');
    const payment = await paymentOf(id);
    await bench.changes(id, { state: 'cancelled' });
    await bench.ends(id, { stage: 'DONE', outcome: 'NEGATIVE', attentions: [] });
    expect((await comes(payment)).pageUrl).toBeUndefined();
    expect(bench.cards.stateOf(payment)).toBeUndefined();
  });

  it('is never opened where an operator closed it before anybody came; then the customer can pay again', async () => {
    const id = await bench.starts('card');
    const payment = await paymentOf(id);
    expect((await at(payment).query(m.actionsQuery)).map(({ action }) => action)).toEqual(['closePayment']);
    const said = await at(payment).executeUpdate(m.closePaymentUpdate, { args: [signed] });
    expect(said).toMatch(/^NEGATIVE.*nobody had come to pay/);
    await expect.poll(() => bench.checkout(id)).toMatchObject({ state: 'can_pay_again' });
    await bench.handle(id).executeUpdate(m.payAgainUpdate);
    const again = await paymentOf(id, 1);
    expect((await comes(again)).pageUrl).toEqual(expect.any(String));
    await bench.cards.pays(again);
    await bench.ends(id, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
  });

  it('is held back with its order, and opened for whoever comes after that', async () => {
    const id = await bench.starts('card');
    const payment = await paymentOf(id);
    await bench.changes(id, { state: 'on_hold' });
    await expect.poll(() => seen(payment)).toMatchObject({ outcome: 'NEGATIVE', reason: 'PAGE_EXPIRED' });
    await bench.changes(id, { state: 'open' });
    const again = await paymentOf(id, 1);
    await comes(again);
    await bench.cards.pays(again);
    await bench.ends(id, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
  });

  it('of a payment without an order is waited for as long as a page can be paid', async () => {
    const paymentId = `deposit-${bench.name}`;
    const input: m.PaymentInput = {
      paymentId,
      gateway: 'cards',
      live: false,
      page: aPage(paymentId, { amount: 5_000, currency: 'EUR' }),
      customerLabel: 'Ada Rossi',
      links: {},
      timing: { ...anImport().timing, linkMs: LINK_MS, pageMs: 2_000 },
    };
    await bench.client.workflow.start('payment', { ...paymentStart(input), taskQueue: bench.taskQueue });
    expect(await seen(paymentId)).toMatchObject({ outcome: 'PENDING', opening: true });
    await expect
      .poll(() => seen(paymentId), { timeout: 20_000 })
      .toMatchObject({ outcome: 'NEGATIVE', reason: 'PAGE_EXPIRED', opening: false });
    expect(bench.cards.stateOf(paymentId)).toBeUndefined();
  });

  it('and all that came of it goes the same way again', async () => {
    await bench.replays(11);
  });
});
