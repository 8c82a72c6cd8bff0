import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as m from '../../workflows/messages.ts';
import { refused, signed } from './bench.ts';
import { openPaymentsBench, type PaymentsBench, type Shown } from './operators-payments-bench.ts';

let bench: PaymentsBench;
beforeAll(async () => {
  bench = await openPaymentsBench();
});
afterAll(() => bench?.stop());

const stands = (...codes: string[]) => codes.map((code) => expect.objectContaining({ code }));
const deny = { outcome: 'NEGATIVE' } as const;
const denyAllTheSame = { ...deny, override: true } as const;
const link = ({ order }: Shown) => bench.customer.checkoutLink(order.id);
const paymentsOf = async ({ order }: Shown) => (await bench.view(order)).payments.length;
const away = ({ session }: Shown, times: number) =>
  bench.stripe('faults', {
    kind: 'status',
    status: 502,
    method: 'GET',
    path: `/v1/checkout/sessions/${session}`,
    times,
  });

describe.concurrent('a payment that an operator denies though the gateway has its money', () => {
  it('opens no page before all of it went back; then the customer pays again, and is charged once', async () => {
    const payment = await bench.paid();
    const { order } = payment;
    expect(await bench.resolves(payment, denyAllTheSame)).toContain('NEGATIVE (DENIED)');
    const attentions = stands('REFUND_DUE', 'DOCUMENT_NOT_PAID');
    const { told } = await bench.ends(order, { outcome: 'NEGATIVE', stage: 'DOCUMENT', attentions });
    expect(told.map(({ kind }) => kind)).not.toContain('failed');
    const again = { args: [{ ...signed, step: 'payment' as const }] as [m.Signed & { step: m.RetryStep }] };
    for (const back of [100, undefined]) {
      expect(await bench.customer.opens(await link(payment))).toBe('to_clarify');
      await refused(
        bench.orderHandle(order).executeUpdate(m.retryUpdate, again),
        'NOT_NOW',
        'still has the money: refund it',
      );
      expect(await paymentsOf(payment)).toBe(1);
      await bench.refunds(payment, back);
    }
    await bench.ends(order, { stage: 'DOCUMENT', attentions: stands('DOCUMENT_NOT_PAID') });
    // The gateway says "paid" as before, and that all of it went back.
    expect(await bench.verifies(payment)).toContain('NEGATIVE (DENIED)');
    await bench.customer.opens((await bench.pays(order)) ?? '');
    const { payments, collected } = await bench.written(payment);
    expect(payments.map(({ outcome, charges }) => [outcome, charges.map(({ held }) => held)])).toEqual([
      ['NEGATIVE', [0]],
      ['POSITIVE', [payment.total]],
    ]);
    expect(collected?.reference).toBe(payments[1]?.charges[0]?.reference);
  });

  it('is paid as before once the operator decides so again', async () => {
    const payment = await bench.paid();
    await bench.resolves(payment, denyAllTheSame);
    await bench.ends(payment.order, { attentions: stands('REFUND_DUE', 'DOCUMENT_NOT_PAID') });
    await bench.resolves(payment, { outcome: 'POSITIVE' });
    await bench.written(payment);
    expect(await bench.customer.opens(await link(payment))).toBe('paid');
  });

  it('is a double charge where another payment was paid too, until one of the two went back', async () => {
    const payment = await bench.shown();
    await bench.closes(payment);
    const second = { ...payment, page: await bench.page(payment.order) };
    second.paymentId = await bench.lastPayment(payment.order);
    await bench.stripe(`sessions/${payment.session}/pay-late`, {});
    await bench.customer.presses(second.page, 'pay-and-close');
    await bench.verifies(second);
    await bench.verifies(payment);
    await bench.ends(payment.order, { attentions: stands('DOUBLE_CHARGE') });
    await bench.resolves(payment, denyAllTheSame);
    await bench.ends(payment.order, {
      outcome: 'POSITIVE',
      attentions: stands('REFUND_DUE', 'DOUBLE_CHARGE'),
    });
    await bench.refunds(payment);
    await bench.written(payment);
  });

  it('needs the override also where the gateway contradicted itself and does not answer now', async () => {
    const payment = await bench.shown();
    await bench.customer.presses(payment.page, 'pay-and-close');
    const [charge] = await bench.charges(payment.paymentId);
    const about = { page: payment.session, charge };
    const money = { amount: payment.total, currency: 'EUR' };
    await away(payment, 12);
    await bench.says(payment.paymentId, { fact: 'FAILED', ...about });
    await bench.says(payment.paymentId, { fact: 'PAID', money, ...about });
    expect(await bench.verifies(payment)).toContain('VERIFY (CONTRADICTION)');
    await refused(bench.resolves(payment, deny), 'GATEWAY_CONTRADICTS', '"override": true');
    expect(await bench.resolves(payment, denyAllTheSame)).toContain('NEGATIVE (DENIED)');
    await bench.ends(payment.order, {
      outcome: 'NEGATIVE',
      stage: 'PAYMENT',
      attentions: stands('REFUND_DUE'),
    });
    await bench.customer.faultsMet(bench.world.urls.stripe);
    expect(await bench.verifies(payment)).toContain('VERIFY (PAID_AFTER_DENIED)');
    await bench.ends(payment.order, { outcome: 'VERIFY', attentions: stands('PAID_AFTER_DENIED') });
    expect(await bench.customer.opens(await link(payment))).toBe('verify');
    await bench.resolves(payment, { outcome: 'POSITIVE' });
    await bench.written(payment);
  });
});

it('replays', async () => {
  expect(await bench.replays(10)).toBeGreaterThanOrEqual(10);
});
