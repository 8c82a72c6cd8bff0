import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../domain/failure.ts';
import { paymentWorkflowId } from '../../domain/ids.ts';
import type { RefundOrder } from '../../gateways/gateway.ts';
import * as m from '../../workflows/messages.ts';
import { refused, signed } from './bench.ts';
import { type FakeBench, openFakeBench, withCodes } from './fake-bench.ts';

const PAGE_MS = 6_000;

let bench: FakeBench;
beforeAll(async () => {
  bench = await openFakeBench([1_000, 60_000]);
  const { gateway } = bench.cards;
  gateway.closePage = undefined;
  gateway.refund = undefined;
  const { openPage } = gateway;
  gateway.openPage = (request, key) =>
    openPage({ ...request, expiresAt: new Date(Date.now() + PAGE_MS).toISOString() }, key);
});
afterAll(() => bench?.stop());

const at = (paymentId: string) => bench.client.workflow.getHandle(paymentWorkflowId(paymentId));
const resolves = (paymentId: string, outcome: 'POSITIVE' | 'NEGATIVE', override?: boolean) =>
  at(paymentId).executeUpdate(m.resolveUpdate, { args: [{ ...signed, outcome, override }] });
const paysAgain = (id: string) => bench.handle(id).executeUpdate(m.payAgainUpdate);
const payable = (id: string) =>
  expect.poll(async () => (await bench.checkout(id)).state, { timeout: 45_000 }).toBe('can_pay_again');

describe.concurrent('a page that its gateway can not close', () => {
  it('and whose payment a person decided as unpaid leads to no other page before its time is over', async () => {
    const id = await bench.starts('card');
    const first = await bench.payment(id);
    expect(await resolves(first, 'NEGATIVE')).toMatch(/NEGATIVE.*closes no page/);
    await bench.ends(id, { stage: 'PAYMENT', outcome: 'PENDING' });
    await refused(paysAgain(id), 'PAY_AGAIN_REFUSED', 'order is payable');
    expect((await at(first).query(m.paymentQuery)).pageUrl).toBeUndefined();
    expect(bench.shop.toldOf(id)).not.toContain('failed');
    await payable(id);
    expect(bench.cards.stateOf(first)).toBe('PAGE_OPEN');
    await paysAgain(id);
    await bench.cards.pays(await bench.payment(id, 1));
    await bench.ends(id, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
  });

  it('is not replaced before its time is over, and counts where it is paid after that', async () => {
    const id = await bench.starts('card');
    const first = await bench.payment(id);
    await bench.changes(id, { state: 'on_hold' });
    await bench.ends(id, { attentions: withCodes('ORDER_ON_HOLD') });
    await bench.changes(id, { state: 'open' });
    await bench.ends(id, { attentions: [] });
    const second = await bench.payment(id, 1);
    expect(await at(first).query(m.paymentQuery)).toMatchObject({
      outcome: 'NEGATIVE',
      reason: 'PAGE_EXPIRED',
    });
    await bench.cards.pays(first);
    await bench.ends(id, { outcome: 'POSITIVE', stage: 'DONE' });
    expect(await bench.checkout(id)).toMatchObject({ state: 'paid' });
    expect((await at(second).query(m.paymentQuery)).pageUrl).toBeUndefined();

    // It can be paid all the same, and then one of the two has to go back by hand.
    await bench.cards.pays(second);
    await bench.ends(id, { outcome: 'POSITIVE', attentions: withCodes('DOUBLE_CHARGE') });
    await refused(
      at(second).executeUpdate(m.refundUpdate, { args: [signed] }),
      'NOT_NOW',
      'in its own back office',
    );
    await resolves(second, 'NEGATIVE', true);
    await bench.ends(id, { outcome: 'POSITIVE', attentions: withCodes('REFUND_DUE', 'DOUBLE_CHARGE') });
    await at(second).executeUpdate(m.settledUpdate, { args: [signed] });
    await bench.ends(id, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    expect(await at(second).query(m.paymentQuery)).toMatchObject({
      outcome: 'NEGATIVE',
      charges: [{ held: 0 }],
    });
    // The gateway knows nothing of what went back by hand, and says "paid" as before: that is no news.
    await at(second).executeUpdate(m.verifyNowUpdate, { args: [signed] });
    await bench.ends(id, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    expect(bench.books.draftsOf(id)).toHaveLength(1);
  });

  it('is over for its operator at its time, not when they wanted it closed', async () => {
    const id = await bench.starts('card');
    const first = await bench.payment(id);
    const said = await at(first).executeUpdate(m.closePaymentUpdate, { args: [signed] });
    expect(said).toMatch(/PENDING.*closes no page: nobody is shown it any more/);
    await bench.ends(id, { outcome: 'PENDING' });
    await refused(paysAgain(id), 'PAY_AGAIN_REFUSED', 'order is payable');
    await payable(id);
  });
});

it('a refund whose answer was lost is sent again with what had gone back before it, though the gateway tells of it by now', async () => {
  const orders: RefundOrder[] = [];
  let lost = true;
  const { gateway, gaveBack } = bench.cards;
  gateway.refund = async (order) => {
    orders.push(order);
    const { paymentId, charge, money, already } = order;
    if (orders.length === 1) gaveBack(paymentId, money.amount);
    if (lost) throw new Failure('GATEWAY_ANSWER_LOST', 'maybe', 'no answer');
    const given = { id: `refund:re_${money.amount}:succeeded`, at: new Date().toISOString(), charge, money };
    return { ...given, source: 'inquiry', fact: 'REFUNDED', live: false, status: `${already?.amount}` };
  };
  const id = await bench.starts('card');
  const paymentId = await bench.payment(id);
  await bench.cards.pays(paymentId);
  await bench.ends(id, { outcome: 'POSITIVE', stage: 'DONE' });
  const gives = () => at(paymentId).executeUpdate(m.refundUpdate, { args: [{ ...signed, amount: 100 }] });
  await refused(gives(), 'GATEWAY_ANSWER_LOST', 'Send the same refund again');
  const { messages } = await at(paymentId).query(m.paymentQuery);
  expect(messages.map(({ fact }) => fact)).toContain('REFUNDED');
  const before = orders.length;
  lost = false;
  expect(await gives()).toMatch(/^REFUNDED/);
  expect(orders.length).toBe(before + 1);
  for (const { refundKey, already } of orders)
    expect([refundKey, already?.amount]).toEqual([`refund:${paymentId}:1`, 0]);
  gateway.refund = undefined;
});
