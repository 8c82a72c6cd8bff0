import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refused } from './bench.ts';
import { openPaymentsBench, type PaymentsBench } from './operators-payments-bench.ts';

let bench: PaymentsBench;
beforeAll(async () => {
  bench = await openPaymentsBench();
});
afterAll(() => bench?.stop());

describe.concurrent('an operator who gives money back', () => {
  it('all of it, sees it on the order until it was dealt with', async () => {
    const payment = await bench.paid();
    expect(await bench.refunds(payment)).toMatch(/^REFUNDED: .*succeeded/);
    expect(await bench.given(payment)).toMatchObject([{ amount: payment.total }]);
    const stands = [expect.objectContaining({ code: 'REFUNDED' })];
    await bench.ends(payment.order, { stage: 'DONE', attentions: stands });
    expect(await bench.offered(payment)).toEqual(['verifyNow', 'resolve']);
    await refused(bench.refunds(payment), 'NOT_NOW', 'Possible now: verifyNow, resolve.');
    await bench.resolves(payment, { outcome: 'POSITIVE' });
    await bench.written(payment);
    await bench.verifies(payment);
    await bench.written(payment);
  });

  it('in parts, never gives more than was paid, nor an amount that is none', async () => {
    const payment = await bench.paid();
    const { total } = payment;
    for (const wrong of [0, -1, 1.5, total + 1])
      await refused(
        bench.refunds(payment, wrong),
        'AMOUNT_INVALID',
        `more than 0 and at most ${total}, which is`,
      );
    await bench.refunds(payment, 100);
    await refused(bench.refunds(payment, total - 99), 'AMOUNT_INVALID', `at most ${total - 100}, which is`);
    // Both were accepted at the same moment: the second is held to what the first has left.
    const both = await Promise.allSettled([
      bench.refunds(payment, total - 150),
      bench.refunds(payment, total - 150),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await bench.refunds(payment);
    expect((await bench.given(payment)).map(({ amount }) => amount)).toEqual([100, total - 150, 50]);
  });
});

// Alone: its fault would meet another's refund.
it('an operator who gets no answer to a refund sends it again, and it is given once', async () => {
  const payment = await bench.paid();
  const [intent] = await bench.charges(payment.paymentId);
  const away = { kind: 'status', status: 502, method: 'GET', path: `payment_intents/${intent}`, times: 3 };
  await bench.stripe('faults', {
    kind: 'timeout-after',
    method: 'POST',
    path: '/v1/refunds$',
    times: 1,
    next: away,
  });
  const lost = refused(bench.refunds(payment, 200), 'GATEWAY_ANSWER_LOST', 'Send the same refund again');
  await lost;
  await refused(bench.refunds(payment, 100), 'NOT_NOW', 'send that amount again');
  expect(await bench.refunds(payment, 200)).toMatch(/^REFUNDED/);
  expect((await bench.given(payment)).map(({ amount }) => amount)).toEqual([200]);
});

it('an operator gives nothing more back while a refund is under way', async () => {
  const payment = await bench.paid();
  await bench.stripe('refunds/next', { status: 'pending', times: 1 });
  expect(await bench.refunds(payment, 100)).toMatch(/^REFUND_PENDING/);
  expect(await bench.offered(payment)).not.toContain('refund');
  await refused(bench.refunds(payment, 100), 'NOT_NOW', 'A refund is under way');
  const [refund] = await bench.given(payment);
  await bench.stripe(`refunds/${refund?.id}`, { status: 'failed' });
  await bench.ends(payment.order, { attentions: [expect.objectContaining({ code: 'REFUND_FAILED' })] });
  // It came back: all of it can be given.
  await bench.refunds(payment);
  expect((await bench.given(payment)).map(({ amount }) => amount)).toEqual([100, payment.total]);
});

it('replays', async () => {
  expect(await bench.replays(8)).toBe(8);
});
