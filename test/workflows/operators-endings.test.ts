import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lateMessageWorkflowId } from '../../domain/ids.ts';
import * as m from '../../workflows/messages.ts';
import { signed, until } from './bench.ts';
import { openPaymentsBench, type PaymentsBench, type Shown } from './operators-payments-bench.ts';

let bench: PaymentsBench;
beforeAll(async () => {
  bench = await openPaymentsBench();
});
afterAll(() => bench?.stop());

const stands = (code: string) => ({ attentions: [expect.objectContaining({ code })] });
const unattended = { attentions: [] };
const charge = async ({ paymentId }: Shown) => (await bench.charges(paymentId))[0];
const seen = { outcome: 'POSITIVE' } as const;

describe.concurrent('an attention ends as docs/operators.md says:', () => {
  it('money given back, and a dispute, by a decision once a person has dealt with it', async () => {
    const refunded = await bench.paid();
    await bench.stripe('refunds', { payment_intent: await charge(refunded) });
    await bench.verifies(refunded);
    await bench.ends(refunded.order, stands('REFUNDED'));
    await bench.resolves(refunded, seen);
    await bench.ends(refunded.order, { outcome: 'POSITIVE', stage: 'DONE', ...unattended });

    const disputed = await bench.paid();
    await bench.says(disputed.paymentId, { fact: 'DISPUTED', charge: await charge(disputed) });
    await bench.ends(disputed.order, stands('DISPUTED'));
    await bench.resolves(disputed, seen);
    await bench.ends(disputed.order, { outcome: 'POSITIVE', stage: 'DONE', ...unattended });
    expect(await bench.documents(disputed.order)).toHaveLength(1);
  });

  it('one of two payments, once it is refunded: its document is right as it is', async () => {
    const first = await bench.shown();
    await bench.closes(first);
    const page = await bench.page(first.order);
    const second = { ...first, paymentId: await bench.lastPayment(first.order) };
    await bench.customer.presses(page, 'pay-and-close');
    await bench.verifies(second);
    await bench.ends(first.order, { stage: 'DONE', ...unattended });
    await bench.stripe(`sessions/${first.session}/pay-late`, {});
    await bench.verifies(first);
    await bench.ends(first.order, stands('DOUBLE_CHARGE'));
    await bench.refunds(first);
    const back = [stands('REFUNDED'), unattended].map((about) => expect.objectContaining(about));
    await bench.ends(first.order, { outcome: 'POSITIVE', stage: 'DONE', payments: back, ...unattended });
    expect(await bench.documents(first.order)).toHaveLength(1);
  });

  it('a paid order that was cancelled in the shop, once it is refunded and that was seen', async () => {
    const payment = await bench.shown();
    await bench.customer.tells(bench.world.urls.magento, `orders/${payment.order.id}/cancel`, {});
    await bench.customer.presses(payment.page, 'pay-and-close');
    await bench.verifies(payment);
    await bench.ends(payment.order, stands('PAID_BUT_CANCELLED'));
    await bench.refunds(payment);
    await bench.ends(payment.order, stands('REFUNDED'));
    await bench.resolves(payment, seen);
    await bench.ends(payment.order, { outcome: 'POSITIVE', stage: 'DONE', ...unattended });
    expect(await bench.documents(payment.order)).toEqual([]);
  });

  it('a cancellation that was ignored: by retry', async () => {
    const payment = await bench.paid();
    await bench.orderHandle(payment.order).cancel();
    await bench.ends(payment.order, stands('CANCELLATION_IGNORED'));
    await bench.retries(payment.order);
    await bench.ends(payment.order, { outcome: 'POSITIVE', stage: 'DONE', ...unattended });
  });
});

describe('a payment that was terminated', () => {
  it('leaves its page open; what comes of it is a late message, and its order waits for ever', async () => {
    const payment = await bench.shown();
    await bench.paymentHandle(payment.paymentId).terminate('an operator did it');
    expect(await bench.statusOf(payment)).toBe('open');
    await bench.customer.presses(payment.page, 'pay-and-close');
    const [session] = await bench.sessionsOf(payment.paymentId);
    const event = { id: `evt_late_${payment.paymentId.slice(-12)}` };
    await bench.notifies('checkout.session.completed', { ...session }, event);
    const late = bench.world.client.workflow.getHandle(lateMessageWorkflowId('stripe', event.id));
    await until(
      'the late message',
      async () => (await late.describe()).status.name === 'RUNNING' || undefined,
    );
    const { order } = payment;
    await bench.orderHandle(order).executeUpdate(m.cancelOrderUpdate, { args: [signed] });
    await bench.orderHandle(order).executeUpdate(m.retryUpdate, { args: [{ ...signed, step: 'payment' }] });
    expect(await bench.view(order)).toMatchObject({ outcome: 'PENDING', stage: 'PAYMENT', ...unattended });
    expect((await bench.view(order)).payments).toHaveLength(1);
  });
});

it('replays', async () => {
  expect(await bench.replays(14)).toBe(14);
});
