import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as m from '../../workflows/messages.ts';
import { refused, signed, UNSIGNED } from './bench.ts';
import { openPaymentsBench, type PaymentsBench, type Shown } from './operators-payments-bench.ts';

let bench: PaymentsBench;
beforeAll(async () => {
  bench = await openPaymentsBench();
});
afterAll(() => bench?.stop());

/** A payment in doubt: the gateway was asked twice and gave no answer. */
async function inDoubt(): Promise<Shown> {
  const payment = await bench.shown();
  const fault = {
    kind: 'status',
    status: 502,
    method: 'GET',
    path: `/v1/checkout/sessions/${payment.session}`,
    times: 6,
  };
  await bench.stripe('faults', fault);
  expect(await bench.verifies(payment)).toContain('VERIFY (NO_ANSWER)');
  return payment;
}

describe.concurrent('an operator of a payment', () => {
  it('who does not sign is told how, and nothing is done', async () => {
    const { paymentId } = await bench.shown();
    const { verifyNowUpdate, closePaymentUpdate, resolveUpdate, refundUpdate } = m;
    for (const update of [verifyNowUpdate, closePaymentUpdate, resolveUpdate, refundUpdate])
      for (const nobody of [{}, { operator: 'Ada', reason: ' ' }, null]) {
        const args = [nobody as unknown as m.Resolution] as [m.Resolution];
        const handle = bench.paymentHandle(paymentId);
        await refused(handle.executeUpdate(update as typeof resolveUpdate, { args }), 'UNSIGNED', UNSIGNED);
      }
    expect((await bench.paymentView(paymentId)).messages).toEqual([]);
  });

  it('finds a payment whose notification was lost, and what is sent twice is done once', async () => {
    const payment = await bench.shown();
    await bench.customer.presses(payment.page, 'pay-and-close');
    const handle = bench.paymentHandle(payment.paymentId);
    const once = { args: [signed] as [m.Signed], updateId: 'one-click' };
    const first = await handle.executeUpdate(m.verifyNowUpdate, once);
    expect(first).toContain('POSITIVE (PAID)');
    expect(await handle.executeUpdate(m.verifyNowUpdate, once)).toBe(first);
    expect((await bench.paymentView(payment.paymentId)).messages).toHaveLength(1);
    await bench.written(payment);
  });

  it('decides that a payment in doubt was paid: its document has the reference that was given', async () => {
    const payment = await inDoubt();
    const words = await bench.resolves(payment, { outcome: 'POSITIVE', gatewayReference: 'pi_seen' });
    expect(words).toContain('POSITIVE (CONFIRMED)');
    expect((await bench.written(payment)).collected).toMatchObject({ reference: 'pi_seen' });
    expect(await bench.statusOf(payment)).toBe('expired');
  });

  it('decides that it was not: its page is closed at the gateway, and the customer pays again', async () => {
    const { order, ...payment } = await inDoubt();
    expect(await bench.resolves({ order, ...payment }, { outcome: 'NEGATIVE' })).toContain(
      'NEGATIVE (DENIED)',
    );
    await bench.ends(order, { outcome: 'NEGATIVE', stage: 'PAYMENT' });
    expect(await bench.statusOf({ order, ...payment })).toBe('expired');
    await bench.customer.opens((await bench.pays(order)) ?? '');
    const { payments } = await bench.written({ order, ...payment });
    expect(payments.map(({ outcome }) => outcome)).toEqual(['NEGATIVE', 'POSITIVE']);
  });

  it("can't decide against the gateway by mistake, but can on purpose", async () => {
    const open = await bench.shown();
    await refused(bench.resolves(open, { outcome: 'POSITIVE' }), 'GATEWAY_CONTRADICTS', '"override": true');
    expect(await bench.paymentView(open.paymentId)).toMatchObject({ outcome: 'PENDING' });
    const payment = await bench.paid();
    await refused(bench.resolves(payment, { outcome: 'NEGATIVE' }), 'GATEWAY_CONTRADICTS', 'complete/paid');
    expect(await bench.resolves(open, { outcome: 'POSITIVE', override: true })).toContain(
      'POSITIVE (CONFIRMED)',
    );
    await bench.written(open);
    expect(await bench.statusOf(open)).toBe('expired');
    const mistaken = 'MAYBE' as m.Resolution['outcome'];
    await refused(
      bench.resolves(open, { outcome: mistaken }),
      'RESOLUTION_INVALID',
      '"POSITIVE" or "NEGATIVE"',
    );
  });

  it('hears of it when what was decided as unpaid is paid after all, and decides again', async () => {
    const payment = await inDoubt();
    await bench.resolves(payment, { outcome: 'NEGATIVE' });
    const money = { amount: payment.total, currency: 'EUR' };
    await bench.says(payment.paymentId, { fact: 'PAID', page: payment.session, charge: 'pi_late', money });
    const stands = [expect.objectContaining({ code: 'PAID_AFTER_DENIED' })];
    await bench.ends(payment.order, { outcome: 'VERIFY', stage: 'PAYMENT', attentions: stands });
    expect(await bench.documents(payment.order)).toEqual([]);
    await bench.resolves(payment, { outcome: 'POSITIVE' });
    expect((await bench.written(payment)).collected).toMatchObject({ reference: 'pi_late' });
  });

  it('closes the page at the gateway; one that was paid counts', async () => {
    const payment = await bench.shown();
    expect(await bench.closes(payment)).toContain('NEGATIVE (PAGE_EXPIRED)');
    expect(await bench.statusOf(payment)).toBe('expired');
    const late = await bench.shown();
    await bench.customer.presses(late.page, 'pay-and-close');
    expect(await bench.closes(late)).toContain('POSITIVE (PAID)');
    await bench.written(late);
  });

  it('is offered what is then accepted, and told what is possible where something is not', async () => {
    const payment = await bench.shown();
    const possible = ['verifyNow', 'resolve', 'closePayment'];
    expect(await bench.offered(payment)).toEqual(possible);
    const words = `the payment is PENDING (NOTHING_YET). Possible now: ${possible.join(', ')}.`;
    await refused(bench.refunds(payment), 'NOT_NOW', words);
    await bench.verifies(payment);
    await bench.closes(payment);
    expect(await bench.offered(payment)).toEqual(['verifyNow', 'resolve']);
    await refused(bench.closes(payment), 'NOT_NOW', 'Possible now: verifyNow, resolve.');
    await bench.verifies(payment);
    expect(await bench.resolves(payment, { outcome: 'NEGATIVE' })).toContain('DENIED');
  });
});

it('replays', async () => {
  expect(await bench.replays(21)).toBe(21);
});
