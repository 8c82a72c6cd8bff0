import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../domain/failure.ts';
import { orderWorkflowId, paymentWorkflowId } from '../../domain/ids.ts';
import type { DocumentState } from '../../domain/schemas/document.ts';
import type { Answer } from '../../gateways/gateway.ts';
import * as m from '../../workflows/messages.ts';
import { refused, signed, until } from './bench.ts';
import { matching } from './books.ts';
import { type FakeBench, openFakeBench, withCodes } from './fake-bench.ts';
import { stretched } from './stretched.ts';

const DAY_MS = 24 * 3_600_000;
let bench: FakeBench;
beforeAll(async () => {
  bench = await openFakeBench([400, 900]);
});
afterAll(() => bench?.stop());

const handleOf = (paymentId: string) => bench.client.workflow.getHandle(paymentWorkflowId(paymentId));
const viewOf = (paymentId: string) => handleOf(paymentId).query(m.paymentQuery);
const becomes = (paymentId: string, wanted: Partial<m.PaymentView>) =>
  matching(paymentId, () => viewOf(paymentId), wanted);
const takes = (paymentId: string, about: Partial<m.CaptureRequest> = {}) =>
  handleOf(paymentId).executeUpdate(m.captureUpdate, { args: [{ ...signed, ...about }] });
const outcomeOf = async (workflowId: string) => {
  const { searchAttributes } = await bench.client.workflow.getHandle(workflowId).describe();
  return (searchAttributes as Record<string, unknown[]>).Outcome?.[0];
};
const ships = (order: string, state: DocumentState = 'shipped') =>
  bench.send(bench.handle(order).workflowId, m.documentChangedSignal, {
    number: 'OC 1/1',
    state,
    seen: 'BC 1/12 was made of it',
  });
async function held(method: 'shipped' | 'hand' = 'shipped') {
  const order = await bench.starts(method);
  const paymentId = await bench.payment(order);
  await bench.cards.holds(paymentId);
  const view = await becomes(paymentId, { outcome: 'PENDING', reason: 'AUTHORISED' });
  return { order, paymentId, view };
}

describe.concurrent('money that is held until the goods go out', () => {
  it('has its document written, which says until when it is to be taken, and nobody is told that it is paid', async () => {
    const { cards, books, shop, name } = bench;
    const { order, paymentId, view } = await held();
    const written = await until('the document', async () => books.draftsOf(order)[0]);
    const total = { amount: 32217, currency: 'EUR' };
    const hold = { reference: `auth_${paymentId}`, money: total, until: view.held?.until };
    expect([written.collected, written.authorised]).toEqual([undefined, { gateway: 'cards', ...hold }]);
    expect(view.held).toEqual({ ...hold, page: `page-${paymentId}` });
    await bench.ends(order, { outcome: 'PENDING', stage: 'PAYMENT', attentions: [] });
    expect(await bench.checkout(order)).toMatchObject({ state: 'held', heldUntil: hold.until });
    expect(await bench.details(order)).toContain('## Held, not taken: take it before');
    await until('the notice', async () => (shop.toldOf(order).includes('held') ? true : undefined));
    expect(shop.toldOf(order)).not.toContain('paid');
    expect(cards.triesOf(paymentId)).toEqual([]);
    for (const workflowId of [orderWorkflowId(name, order), paymentWorkflowId(paymentId)])
      expect(await outcomeOf(workflowId)).toBe('AUTHORISED');
  });

  it('that is to be let go of, and is not since its gateway is away, has no document written', async () => {
    const { cards, books } = bench;
    const order = await bench.starts('shipped');
    const paymentId = await bench.payment(order);
    const { closePage, void: letGo } = cards.gateway;
    let away = true;
    let asked = 0;
    const unless = <Of>(of: Of, call: ((of: Of) => Promise<Answer>) | undefined, its: string) => {
      if (its !== paymentId || !away) return call?.(of) ?? expect.fail('it can');
      asked += 1;
      throw new Failure('GATEWAY_AWAY', 'away', `letting go of ${paymentId}`, { retryAfterMs: 1 });
    };
    cards.gateway.closePage = async (of, page) =>
      unless(of, () => closePage?.(of, page) ?? expect.fail(), of);
    cards.gateway.void = async (hold) => unless(hold, letGo, hold.paymentId);
    await handleOf(paymentId).executeUpdate(m.closePaymentUpdate, { args: [signed] });
    await cards.holds(paymentId);
    const before = asked;
    await until('it to be asked for again and again', async () => (asked > before + 8 ? true : undefined));
    expect(books.draftsOf(order)).toEqual([]);
    away = false;
    await becomes(paymentId, { outcome: 'NEGATIVE' });
    expect(books.draftsOf(order)).toEqual([]);
  });

  it('is taken once as the ERP says that they did, and then the shop is told that it is paid', async () => {
    const { cards, shop } = bench;
    const { order, paymentId } = await held();
    await until('the document', async () => bench.books.draftsOf(order)[0]);
    await ships(order);
    await ships(order, 'invoiced');
    const { collected } = await bench.ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    expect(collected?.reference).toBe(`pi_${paymentId}`);
    expect(cards.triesOf(paymentId)).toMatchObject([
      { captureKey: `capture:${paymentId}:1`, hold: `auth_${paymentId}`, money: { amount: 32217 } },
    ]);
    expect(shop.toldOf(order).filter((kind) => kind !== 'pay')).toEqual(['held', 'paid', 'document']);
    expect(bench.books.draftsOf(order)).toHaveLength(1);
    expect(await outcomeOf(orderWorkflowId(bench.name, order))).toBe('POSITIVE');
  });

  it('is taken under the same key where the answer was lost', async () => {
    const { cards } = bench;
    const { order, paymentId } = await held();
    await until('the document', async () => bench.books.draftsOf(order)[0]);
    cards.willBe(paymentId, 'undone', 'lost');
    await ships(order);
    await bench.ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    expect(new Set(cards.triesOf(paymentId).map(({ captureKey }) => captureKey)).size).toBe(1);
  });

  it('is let go of where the shop cancels the order, and never taken then', async () => {
    const { cards } = bench;
    const { order, paymentId } = await held();
    await until('the document', async () => bench.books.draftsOf(order)[0]);
    await bench.changes(order, { state: 'cancelled', status: 'canceled' });
    await becomes(paymentId, { outcome: 'NEGATIVE', reason: 'PAGE_EXPIRED' });
    await ships(order);
    await bench.ends(order, { outcome: 'NEGATIVE', attentions: withCodes('CANCELLED_AFTER_DOCUMENT') });
    await wait(800);
    expect([cards.voided.includes(paymentId), cards.triesOf(paymentId)]).toEqual([true, []]);
  });

  it('is taken once where the gateway holds it twice, and the other hold is let go of', async () => {
    const { cards } = bench;
    const order = await bench.starts('shipped');
    const first = await bench.payment(order);
    cards.becomes(first, 'PAGE_EXPIRED');
    await cards.tells(first);
    await until('another page', async () =>
      (await bench.checkout(order)).state === 'can_pay_again' ? true : undefined,
    );
    await bench.handle(order).executeUpdate(m.payAgainUpdate);
    const second = await bench.payment(order, 1);
    await wait(1_000);
    await cards.holds(second);
    await becomes(second, { outcome: 'PENDING', reason: 'AUTHORISED' });
    await cards.holds(first);
    await becomes(first, { reason: 'AUTHORISED' });
    await until('the document', async () => bench.books.draftsOf(order)[0]);
    await ships(order);
    await bench.ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    await wait(800);
    expect([...cards.triesOf(first), ...cards.triesOf(second)]).toHaveLength(1);
    expect(cards.voided).toEqual(expect.arrayContaining([second]));
  });

  it('is taken for no more than the shop asks for by then, and its document is to be compared', async () => {
    const { cards } = bench;
    const { order, paymentId } = await held();
    await until('the document', async () => bench.books.draftsOf(order)[0]);
    await bench.changes(order, { total: 30_000 });
    await bench.ends(order, { attentions: withCodes('ORDER_CHANGED') });
    await ships(order);
    const { collected } = await bench.ends(order, {
      outcome: 'POSITIVE',
      attentions: withCodes('ORDER_CHANGED', 'TOTAL_MISMATCH'),
    });
    expect(collected?.money.amount).toBe(30_000);
    expect(cards.triesOf(paymentId)).toHaveLength(1);
  });

  it('that the gateway let go of is unpaid, and its document says so', async () => {
    const { cards, shop } = bench;
    const { order, paymentId } = await held();
    await until('the document', async () => bench.books.draftsOf(order)[0]);
    cards.becomes(paymentId, 'PAGE_EXPIRED');
    await wait(1_000);
    await cards.tells(paymentId);
    await bench.ends(order, { outcome: 'NEGATIVE', attentions: withCodes('DOCUMENT_NOT_PAID') });
    await until('the notice', async () => (shop.toldOf(order).includes('verify') ? true : undefined));
    expect(shop.toldOf(order).filter((kind) => kind !== 'pay')).toEqual(['held', 'verify']);
  });

  it('whose time ends soon is told to people, and is still held once its time is over, until the gateway says otherwise', async () => {
    const { cards } = bench;
    const order = await bench.starts('shipped');
    const paymentId = await bench.payment(order);
    cards.holdsFor(paymentId, 2 * DAY_MS - 1_000);
    await cards.holds(paymentId);
    await bench.ends(order, { outcome: 'PENDING', attentions: withCodes('HOLD_ENDS_SOON') });
    const over = await bench.starts('shipped');
    const lapsed = await bench.payment(over);
    cards.holdsFor(lapsed, -60_000);
    await cards.holds(lapsed);
    await ships(over);
    const { held } = await becomes(lapsed, { outcome: 'PENDING', reason: 'AUTHORISED' });
    await bench.ends(over, { outcome: 'PENDING', attentions: withCodes('HOLD_ENDS_SOON') });
    expect(await bench.textOf(over, 'HOLD_ENDS_SOON')).toContain(`time is over since ${held?.until}`);
    expect(await bench.textOf(order, 'HOLD_ENDS_SOON')).toContain(', held until ');
    expect(cards.triesOf(lapsed)).toEqual([]);
  });
});

describe.concurrent('money that is held until a person takes it', () => {
  it('has no document and is asked for by nobody, until an operator takes it, all or a part', async () => {
    const { cards, books } = bench;
    const { order, paymentId } = await held('hand');
    await ships(order);
    await bench.ends(order, { outcome: 'PENDING', stage: 'PAYMENT', attentions: [] });
    expect([books.draftsOf(order), cards.triesOf(paymentId)]).toEqual([[], []]);
    const offers = await handleOf(paymentId).query(m.actionsQuery);
    expect(offers.map(({ action }) => action)).toEqual(['verifyNow', 'resolve', 'capture', 'closePayment']);
    for (const amount of [0, -1, 0.5, 32218, Number.NaN])
      await refused(takes(paymentId, { amount }), 'AMOUNT_INVALID', 'at most 32217');
    await refused(takes(paymentId, { operator: '' }), 'UNSIGNED', 'Say who you are');
    expect(await takes(paymentId, { amount: 30_000 })).toContain('POSITIVE (PAID)');
    const attentions = withCodes('TOTAL_MISMATCH');
    const { collected } = await bench.ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions });
    expect(collected?.money.amount).toBe(30_000);
    await refused(takes(paymentId), 'NOT_NOW', 'capture is not possible');
    expect(cards.triesOf(paymentId)).toHaveLength(1);
  });

  it('is let go of by an operator who closes the payment, and the customer can pay again', async () => {
    const { cards } = bench;
    const { order, paymentId } = await held('hand');
    await handleOf(paymentId).executeUpdate(m.closePaymentUpdate, { args: [signed] });
    // Let go of within the second in which it was told to be held, that is known once it was asked again.
    await becomes(paymentId, { outcome: 'NEGATIVE', reason: 'PAGE_EXPIRED' });
    expect(cards.voided).toContain(paymentId);
    await until('another page', async () =>
      (await bench.checkout(order)).state === 'can_pay_again' ? true : undefined,
    );
    await until('the notice', async () => (bench.shop.toldOf(order).includes('failed') ? true : undefined));
    expect(bench.shop.toldOf(order).filter((kind) => kind !== 'pay')).toEqual(['held', 'failed']);
  });

  it('and whose taking is not answered is told to the operator, and tried again by itself', async () => {
    const { cards } = bench;
    const { order, paymentId } = await held('hand');
    cards.willBe(paymentId, 'away', 'undone');
    expect(await takes(paymentId)).toContain('PENDING (AUTHORISED)');
    await bench.ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    expect(new Set(cards.triesOf(paymentId).map(({ captureKey }) => captureKey)).size).toBe(1);
  });

  it('and that a person decides as unpaid is let go of', async () => {
    const { cards } = bench;
    const { paymentId } = await held('hand');
    const args: [m.Resolution] = [{ ...signed, outcome: 'POSITIVE' }];
    await refused(
      handleOf(paymentId).executeUpdate(m.resolveUpdate, { args }),
      'GATEWAY_CONTRADICTS',
      'says otherwise',
    );
    await handleOf(paymentId).executeUpdate(m.resolveUpdate, { args: [{ ...signed, outcome: 'NEGATIVE' }] });
    expect(await becomes(paymentId, { outcome: 'NEGATIVE', reason: 'DENIED' })).toMatchObject({
      charges: [],
    });
    expect([cards.voided.includes(paymentId), cards.triesOf(paymentId)]).toEqual([true, []]);
  });
});

describe.concurrent('money that is held, and is not the sum that was asked for', () => {
  async function heldOther() {
    const order = await bench.starts('hand');
    const paymentId = await bench.payment(order);
    await bench.cards.holds(paymentId, 30_000);
    await becomes(paymentId, { outcome: 'VERIFY', reason: 'AMOUNT_MISMATCH' });
    return { order, paymentId };
  }

  it('is let go of where the shop cancels the order', async () => {
    const { order, paymentId } = await heldOther();
    await bench.changes(order, { state: 'cancelled', status: 'canceled' });
    await becomes(paymentId, { outcome: 'NEGATIVE', reason: 'PAGE_EXPIRED' });
    await bench.ends(order, { outcome: 'NEGATIVE', stage: 'DONE', attentions: [] });
    expect([bench.cards.voided.includes(paymentId), bench.cards.triesOf(paymentId)]).toEqual([true, []]);
  });

  it('is let go of by an operator who closes the payment, and the customer can pay again', async () => {
    const { order, paymentId } = await heldOther();
    const offers = await handleOf(paymentId).query(m.actionsQuery);
    expect(offers.map(({ action }) => action)).toEqual(['verifyNow', 'resolve', 'closePayment']);
    await handleOf(paymentId).executeUpdate(m.closePaymentUpdate, { args: [signed] });
    await becomes(paymentId, { outcome: 'NEGATIVE', reason: 'PAGE_EXPIRED' });
    expect(bench.cards.voided).toContain(paymentId);
    await until('another page', async () =>
      (await bench.checkout(order)).state === 'can_pay_again' ? true : undefined,
    );
  });
});

it('money that the shop’s own gateway holds has its document at once where it is taken as it ships, and is missed once it shipped', async () => {
  const order = await bench.starts('klarna', { authorised: 32217 });
  const written = await until('the document', async () => bench.books.draftsOf(order)[0]);
  expect(written.collected).toBeUndefined();
  expect(written.authorised).toEqual({
    gateway: 'shop',
    reference: 'klarna',
    money: { amount: 32217, currency: 'EUR' },
  });
  await bench.ends(order, { outcome: 'PENDING', stage: 'DONE', attentions: [] });
  expect(await outcomeOf(orderWorkflowId(bench.name, order))).toBe('AUTHORISED');
  await ships(order);
  await bench.ends(order, { outcome: 'PENDING', attentions: withCodes('PREPAID_NOT_PAID') });
  await bench.changes(order, { paid: 32217, authorised: 0 });
  await bench.ends(order, { outcome: 'POSITIVE', attentions: [] });
  expect(bench.books.draftsOf(order)).toHaveLength(1);
});

it('a page that is agreed to first is held by one key, and taken by another', async () => {
  const { cards } = bench;
  const order = await bench.starts('shipped');
  const paymentId = await bench.payment(order);
  await cards.agrees(paymentId);
  await becomes(paymentId, { outcome: 'PENDING', reason: 'AUTHORISED' });
  await until('the document', async () => bench.books.draftsOf(order)[0]);
  await ships(order);
  await bench.ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
  expect(cards.triesOf(paymentId)).toMatchObject([
    { captureKey: `capture:${paymentId}:1` },
    { captureKey: `capture:${paymentId}:2`, hold: `auth_${paymentId}` },
  ]);
});

it.each([undefined, 1, 100 * 24 * 3_600])(
  'goes the way that was gone, also %s seconds later',
  async (seconds) => {
    const changed = (history: Parameters<typeof stretched>[0]) =>
      seconds === undefined ? history : stretched(history, seconds);
    expect(await bench.replays(20, changed)).toBeGreaterThanOrEqual(20);
  },
);
