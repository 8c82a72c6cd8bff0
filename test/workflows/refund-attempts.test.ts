import { afterAll, beforeAll, expect, it } from 'vitest';
import { Failure, type FailureCode, type FailureKind } from '../../domain/failure.ts';
import { paymentWorkflowId } from '../../domain/ids.ts';
import type { RefundOrder } from '../../gateways/gateway.ts';
import * as m from '../../workflows/messages.ts';
import { refused, signed } from './bench.ts';
import { type FakeBench, openFakeBench } from './fake-bench.ts';

let bench: FakeBench;
beforeAll(async () => {
  bench = await openFakeBench();
});
afterAll(() => bench?.stop());

/** A paid payment, of which each attempt to give back ends as it is said, after so many milliseconds. */
async function paid() {
  const id = await bench.starts('card');
  const paymentId = await bench.payment(id);
  await bench.cards.pays(paymentId);
  await bench.ends(id, { stage: 'DONE', outcome: 'POSITIVE' });
  const payment = bench.client.workflow.getHandle(paymentWorkflowId(paymentId));
  const orders: RefundOrder[] = [];
  /** What each attempt was told of those before it: when the last one was made that may have been done. */
  async function refund(
    ends: FailureKind[],
    ms = 0,
    last: FailureCode = 'GATEWAY_REFUSED',
  ): Promise<(string | undefined)[]> {
    orders.length = 0;
    bench.cards.gateway.refund = async (order) => {
      orders.push(order);
      await new Promise((resolve) => setTimeout(resolve, ms));
      const kind = ends.shift();
      if (kind) throw new Failure('GATEWAY_ANSWER_LOST', kind, 'giving back', { retryAfterMs: 1 });
      throw new Failure(last, 'refused', 'giving back');
    };
    const [code, words] = ends.length < 4 ? [last, ''] : ['GATEWAY_ANSWER_LOST', 'Send the same'];
    const update = payment.executeUpdate(m.refundUpdate, { args: [{ ...signed, amount: 100 }] });
    await refused(update, code, words);
    return orders.map(({ unsureSince }) => unsureSince);
  }
  const refusals = () => orders.map((order) => order.refusals);
  const codes = () => bench.codes(id);
  return {
    refund,
    refusals,
    codes,
    unsure: async () => (await payment.query(m.paymentQuery)).refundAsked?.at,
  };
}
const none = undefined;
const time = expect.any(String);

it('an attempt to give back knows whether one before it may have been made, and the next order when that was', async () => {
  const { refund, unsure, codes } = await paid();
  expect(await refund(['away', 'away', 'away', 'away'])).toEqual([none, none, none, none]);
  expect(await unsure()).toBeUndefined();
  expect(await codes()).toEqual([]);
  const before = Date.now();
  expect(await refund(['away', 'maybe', 'away', 'away'])).toEqual([none, none, time, time]);
  await expect.poll(codes).toEqual(['REFUND_UNSURE']);
  // What only looked leaves the time as it was.
  const since = await refund(['away', 'away', 'away', 'away']);
  expect(await refund(['away', 'away', 'away', 'away'])).toEqual(since);
  expect(new Set(since).size).toBe(1);
  expect(Date.parse(String(since[0]))).toBeGreaterThanOrEqual(before);
  await refund([]);
  expect(await unsure()).toBeUndefined();
  await expect.poll(codes).toEqual([]);
}, 90_000);

it('an attempt that did nothing says so also after it has beaten', async () => {
  const { refund } = await paid();
  expect(await refund(['away', 'away'], 6_000)).toEqual([none, none, none]);
}, 60_000);

it('an order to give back says when the last one was asked for, however long the payment has slept', async () => {
  const { refund } = await paid();
  const before = Date.now();
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  await refund(['maybe', 'maybe', 'maybe', 'maybe']);
  const [since] = await refund([]);
  expect(Date.parse(String(since))).toBeGreaterThanOrEqual(before + 2_000);
}, 60_000);

it('an order to give back says how many before it were refused and certainly came to nothing', async () => {
  const { refund, refusals } = await paid();
  await refund([]);
  expect(refusals()).toEqual([undefined]);
  await refund(['away']);
  expect(refusals()).toEqual([1, 1]);
  await refund(['maybe']);
  expect(refusals()).toEqual([2, 2]);
  // What may have been made keeps its key, whatever is said afterwards.
  await refund([]);
  expect(refusals()).toEqual([2]);
}, 60_000);

it.each(['GATEWAY_LOGIN_REFUSED', 'PAGE_NOT_FOUND'] as const)(
  'an order to give back that was lost stays one that nobody knows of, whatever is said by %s after it',
  async (code) => {
    const { refund, unsure } = await paid();
    await refund([], 0, code);
    expect(await unsure()).toBeUndefined();
    await refund(['maybe'], 0, code);
    expect(await unsure()).toBeDefined();
    await refund([], 0, code);
    expect(await unsure()).toBeDefined();
    // What was asked for under its key, and is refused, was not made.
    await refund([]);
    expect(await unsure()).toBeUndefined();
  },
  60_000,
);
