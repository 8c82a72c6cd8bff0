import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as m from '../../workflows/messages.ts';
import { refused, signed, until } from './bench.ts';
import { openPaymentsBench, type PaymentsBench, type Shown } from './operators-payments-bench.ts';

let bench: PaymentsBench;
beforeAll(async () => {
  bench = await openPaymentsBench();
});
afterAll(() => bench?.stop());

const lost = [expect.objectContaining({ code: 'DISPUTE_LOST' })];

/** Paid at the gateway, with nobody told of it until it is asked for: by then a dispute was lost. */
async function lostBeforeItWasKnown(): Promise<{ payment: Shown; dispute: string }> {
  const payment = await bench.shown();
  await bench.customer.presses(payment.page, 'pay-and-close');
  const [payment_intent] = await bench.charges(payment.paymentId);
  const { id } = await bench.stripe('disputes', { payment_intent });
  await bench.stripe(`disputes/${id}/close`, { outcome: 'lost' });
  expect(await bench.verifies(payment)).toContain('POSITIVE (PAID)');
  const { told } = await bench.ends(payment.order, {
    stage: 'DOCUMENT',
    outcome: 'POSITIVE',
    attentions: lost,
  });
  expect(told.map(({ kind }) => kind)).not.toContain('paid');
  expect(await bench.documents(payment.order)).toEqual([]);
  expect(await bench.offered(payment)).not.toContain('refund');
  return { payment, dispute: String(id) };
}
const letThrough = ({ order }: Shown, update: typeof m.letThroughUpdate) =>
  bench.orderHandle(order).executeUpdate(update, { args: [signed] });
const toldPaid = async ({ order }: Shown) =>
  (await bench.view(order)).told.some(({ kind }) => kind === 'paid');

describe.concurrent('an order whose customer has the money back by a dispute before it was written', () => {
  it('is written, and booked, once a person lets it through', async () => {
    const { payment } = await lostBeforeItWasKnown();
    const { order } = payment;
    const offers = await bench.orderHandle(order).query(m.actionsQuery);
    expect(offers.map(({ action }) => action)).toEqual(['retry', 'letThrough', 'cancelOrder']);
    await refused(
      bench.orderHandle(order).executeUpdate(m.retryUpdate, { args: [{ ...signed, step: 'document' }] }),
      'NOT_NOW',
      'the order waits (DISPUTE_LOST)',
    );
    expect(await letThrough(payment, m.letThroughUpdate)).toContain('DISPUTE_LOST is let through');
    await bench.ends(order, { stage: 'DONE', outcome: 'POSITIVE', attentions: lost });
    expect(await bench.documents(order)).toHaveLength(1);
    expect(await toldPaid(payment)).toBe(true);
  });

  it('goes on by itself where the bank decides the other way after all', async () => {
    const { payment, dispute } = await lostBeforeItWasKnown();
    await bench.stripe(`disputes/${dispute}/close`, { outcome: 'won' });
    await bench.verifies(payment);
    await bench.written(payment);
    expect(await toldPaid(payment)).toBe(true);
  });

  it('goes on where a person decides that it is paid', async () => {
    const { payment } = await lostBeforeItWasKnown();
    await bench.resolves(payment, { outcome: 'POSITIVE' });
    await bench.written(payment);
    await bench.verifies(payment);
    await bench.written(payment);
  });

  it('can be given up: nothing is written, then or later', async () => {
    const { payment } = await lostBeforeItWasKnown();
    expect(await letThrough(payment, m.cancelOrderUpdate)).toContain('cancel the order there too');
    await bench.ends(payment.order, { stage: 'DONE', outcome: 'POSITIVE', attentions: lost });
    expect(await bench.documents(payment.order)).toEqual([]);
    expect(await toldPaid(payment)).toBe(false);
  });
});

it('an order given back whole at its gateway before anybody here knew of its payment is written only once a person lets it through', async () => {
  const payment = await bench.shown();
  await bench.customer.presses(payment.page, 'pay-and-close');
  const [payment_intent] = await bench.charges(payment.paymentId);
  await bench.stripe('refunds', { payment_intent });
  expect(await bench.verifies(payment)).toContain('POSITIVE (PAID)');
  const attentions = [expect.objectContaining({ code: 'REFUNDED' })];
  await bench.ends(payment.order, { stage: 'DOCUMENT', outcome: 'POSITIVE', attentions });
  expect(await bench.documents(payment.order)).toEqual([]);
  expect(await toldPaid(payment)).toBe(false);
  expect(await letThrough(payment, m.letThroughUpdate)).toContain('REFUNDED is let through');
  await bench.ends(payment.order, { stage: 'DONE', outcome: 'POSITIVE', attentions });
  expect(await bench.documents(payment.order)).toHaveLength(1);
});

it('a written order has each dispute of its payment told, and stays written', async () => {
  const payment = await bench.paid();
  const [payment_intent] = await bench.charges(payment.paymentId);
  const [first, second] = [
    await bench.stripe('disputes', { payment_intent, amount: 100 }),
    await bench.stripe('disputes', { payment_intent, amount: 200 }),
  ];
  await bench.verifies(payment);
  const stands = async () =>
    (await bench.view(payment.order)).attentions.map(
      ({ code, text }) => `${code} ${text.split(', ').at(-1)}`,
    );
  const including = (...all: string[]) => expect.arrayContaining(all);
  await expect.poll(stands).toEqual(including(`DISPUTED ${first.id}`, `DISPUTED ${second.id}`));
  await bench.stripe(`disputes/${first.id}/close`, { outcome: 'won' });
  await bench.verifies(payment);
  await expect.poll(stands).toEqual([`DISPUTED ${second.id}`]);
  await bench.stripe(`disputes/${first.id}/close`, { outcome: 'lost' });
  await bench.verifies(payment);
  await expect.poll(stands).toEqual([`DISPUTE_LOST ${first.id}`, `DISPUTED ${second.id}`]);
  expect((await bench.view(payment.order)).stage).toBe('DONE');
  expect(await bench.documents(payment.order)).toHaveLength(1);
});

it('a dispute that the bank decides again and again, several times a second, stands as the gateway answered last', async () => {
  const payment = await bench.paid();
  const [payment_intent] = await bench.charges(payment.paymentId);
  const { id } = await bench.stripe('disputes', { payment_intent });
  for (const outcome of ['lost', 'won', 'lost', 'won', 'lost', 'won']) {
    await bench.stripe(`disputes/${id}/close`, { outcome });
    await bench.verifies(payment);
    const { charges } = await bench.paymentView(payment.paymentId);
    expect(charges.map(({ held }) => held)).toEqual([outcome === 'lost' ? 0 : payment.total]);
  }
  await bench.ends(payment.order, { stage: 'DONE', attentions: [] });
});

it('a refund refused since it was made at the gateway is asked about at once: nothing is offered to be refunded', async () => {
  const payment = await bench.paid();
  const [payment_intent] = await bench.charges(payment.paymentId);
  // Its notification is of a kind that this endpoint is not sent.
  await bench.stripe('refunds', { payment_intent });
  expect(await bench.offered(payment)).toContain('refund');
  await refused(bench.refunds(payment), 'GATEWAY_REFUSED', 'has already been refunded');
  expect(await bench.offered(payment)).not.toContain('refund');
  await bench.ends(payment.order, { attentions: [expect.objectContaining({ code: 'REFUNDED' })] });
  await until('the refund on the page', async () =>
    (await bench.paymentView(payment.paymentId)).messages.some(({ fact }) => fact === 'REFUNDED')
      ? true
      : undefined,
  );
});

it('replays', async () => {
  expect(await bench.replays(16)).toBe(16);
});
