import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nameOf } from '../../domain/shown.ts';
import * as m from '../../workflows/messages.ts';
import { refused, signed } from './bench.ts';
import { type FakeBench, openFakeBench, withCodes } from './fake-bench.ts';
import { openPaymentsBench, type PaymentsBench, type Shown } from './operators-payments-bench.ts';

const CHANGED = m.CHANGED;
const namesOf = (offers: m.ActionOffer[], action: string) =>
  (offers.find((offer) => offer.action === action)?.shown ?? []).map(nameOf);

describe('two people with a form each about one payment', () => {
  let bench: PaymentsBench;
  beforeAll(async () => {
    bench = await openPaymentsBench();
  });
  afterAll(() => bench?.stop());

  const offers = ({ paymentId }: Shown) => bench.paymentHandle(paymentId).query(m.actionsQuery);
  const seenOf = async (payment: Shown, action: string) => namesOf(await offers(payment), action);
  const refunds = ({ paymentId }: Shown, about: Partial<m.RefundRequest>) =>
    bench.paymentHandle(paymentId).executeUpdate(m.refundUpdate, { args: [{ ...signed, ...about }] });

  it('who refund half of it each: the second is told what the first did, and nothing is given twice', async () => {
    const payment = await bench.paid();
    const half = Math.floor(payment.total / 2);
    const seen = await seenOf(payment, 'refund');
    expect(seen).toEqual([expect.stringMatching(/^charge pi_\w+ \d+ EUR$/)]);
    // Sent in the same moment: the first to have its turn is done.
    const both = await Promise.allSettled(
      ['Ada', 'Bob'].map((operator) => refunds(payment, { operator, amount: half, seen })),
    );
    const [first, second] = both[0]?.status === 'fulfilled' ? ['Ada', 'Bob'] : ['Bob', 'Ada'];
    const told = expect.stringMatching(new RegExp(`refund re_\\w+ REFUNDED \\d+ EUR by ${first}`));
    expect(both).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ status: 'fulfilled' }),
        expect.objectContaining({
          reason: expect.objectContaining({
            cause: expect.objectContaining({ type: CHANGED, message: told }),
          }),
        }),
      ]),
    );
    expect((await bench.given(payment)).map(({ amount }) => amount)).toEqual([half]);
    const details = await bench
      .paymentHandle(payment.paymentId)
      .query<{ currentDetails: string }>('__temporal_workflow_metadata');
    expect(details.currentDetails).toContain(`refund by ${first}`);
    expect(details.currentDetails).not.toContain(`refund by ${second}`);
    // Shown what happened, the second confirms.
    await refunds(payment, { operator: second, amount: half, seen: await seenOf(payment, 'refund') });
    expect((await bench.given(payment)).map(({ amount }) => amount)).toEqual([half, half]);
    const { messages } = await bench.paymentView(payment.paymentId);
    expect(messages.filter(({ fact }) => fact === 'REFUNDED').map(({ by }) => by)).toEqual([first, second]);
  });

  it('of whom one only verifies: the other refunds', async () => {
    const payment = await bench.paid();
    const seen = await seenOf(payment, 'refund');
    await bench.verifies(payment);
    expect(await refunds(payment, { amount: 100, seen })).toMatch(/^REFUNDED/);
  });

  it('of whom one refunds in the gateway: what is known of it meanwhile stands in the way', async () => {
    const payment = await bench.paid();
    const seen = await seenOf(payment, 'refund');
    const [payment_intent] = await bench.charges(payment.paymentId);
    await bench.stripe('refunds', { payment_intent, amount: 100 });
    await bench.verifies(payment);
    await refused(refunds(payment, { amount: 100, seen }), CHANGED, 'REFUNDED 100 EUR.');
    expect(await bench.given(payment)).toHaveLength(1);
  });

  it('of whom one sends by hand: nothing was shown, nothing is compared, whatever "seen" is', async () => {
    const payment = await bench.paid();
    await refunds(payment, { amount: 100 });
    for (const seen of ['charge pi_1', 7, null, { 0: 'x' }])
      await refunds(payment, { amount: 100, seen: seen as unknown as string[] });
    expect(await bench.given(payment)).toHaveLength(5);
  });

  it('who decide its outcome: what the gateway says only then is shown first, and so is the other’s decision', async () => {
    const payment = await bench.shown();
    const seen = await seenOf(payment, 'resolve');
    expect(seen).toEqual(['outcome PENDING NOTHING_YET']);
    await bench.customer.presses(payment.page, 'pay-and-close');
    const denied = bench.resolves(payment, { outcome: 'NEGATIVE', override: true, seen } as never);
    await refused(denied, CHANGED, 'outcome POSITIVE PAID');
    const paid = await seenOf(payment, 'resolve');
    await bench.resolves(payment, { outcome: 'POSITIVE', seen: paid } as never);
    await refused(
      bench.resolves(payment, { outcome: 'POSITIVE', seen: paid } as never),
      CHANGED,
      'CONFIRMED by Ada',
    );
    await bench.written(payment);
  });

  it('and an answer that was lost: the other is shown who asked for it, and may only repeat it', async () => {
    const payment = await bench.paid();
    const [intent] = await bench.charges(payment.paymentId);
    const seen = await seenOf(payment, 'refund');
    await bench.stripe('faults', {
      kind: 'timeout-after',
      method: 'POST',
      path: '/v1/refunds$',
      times: 1,
      next: { kind: 'status', status: 502, method: 'GET', path: `payment_intents/${intent}`, times: 3 },
    });
    await refused(
      refunds(payment, { amount: 200, seen }),
      'GATEWAY_ANSWER_LOST',
      'Send the same refund again',
    );
    const { refundAsked } = await bench.paymentView(payment.paymentId);
    expect(refundAsked).toEqual({
      money: { amount: 200, currency: 'EUR' },
      already: { amount: 0, currency: 'EUR' },
      by: 'Ada',
      charge: intent,
      at: expect.stringMatching(/Z$/),
    });
    await refused(refunds(payment, { amount: 200, seen }), CHANGED, 'refund asked for 200 EUR');
    const now = await seenOf(payment, 'refund');
    expect(await refunds(payment, { amount: 200, seen: now })).toMatch(/^REFUNDED/);
    expect((await bench.paymentView(payment.paymentId)).refundAsked).toBeUndefined();
    expect((await bench.given(payment)).map(({ amount }) => amount)).toEqual([200]);
  });

  it('replays', async () => {
    expect(await bench.replays(12)).toBe(12);
  });
});

describe('two people with a form each about one order', () => {
  let bench: FakeBench;
  beforeAll(async () => {
    bench = await openFakeBench();
  });
  afterAll(() => bench?.stop());
  const seenOf = async (id: string, action: string) =>
    namesOf(await bench.handle(id).query(m.actionsQuery), action);
  const decide = (id: string, update: typeof m.letThroughUpdate, seen: string[]) =>
    bench.handle(id).executeUpdate(update, { args: [{ ...signed, seen }] });

  it('one lets it through, the other gives it up: the second is told', async () => {
    const id = await bench.starts('card', { state: 'in_review' });
    await bench.ends(id, { attentions: withCodes('ORDER_IN_REVIEW') });
    const seen = await seenOf(id, 'cancelOrder');
    await decide(id, m.letThroughUpdate, await seenOf(id, 'letThrough'));
    await bench.payment(id);
    await refused(decide(id, m.cancelOrderUpdate, seen), CHANGED, 'let through ORDER_IN_REVIEW');
    await decide(id, m.cancelOrderUpdate, await seenOf(id, 'cancelOrder'));
    expect(bench.books.draftsOf(id)).toEqual([]);
  });

  it('what came up since one says that all is settled is shown first', async () => {
    const id = await bench.starts('bank');
    await bench.ends(id, { stage: 'DONE', attentions: [] });
    await bench.changes(id, { state: 'in_review' });
    await bench.ends(id, { attentions: withCodes('ORDER_IN_REVIEW') });
    const seen = await seenOf(id, 'settled');
    expect(seen).toEqual([expect.stringMatching(/^attention ORDER_IN_REVIEW [0-9a-f]+$/)]);
    await bench.changes(id, { total: 99_999, state: 'in_review' });
    await bench.ends(id, { attentions: withCodes('ORDER_CHANGED', 'ORDER_IN_REVIEW') });
    await refused(decide(id, m.settledUpdate, seen), CHANGED, 'attention ORDER_CHANGED');
    await decide(id, m.settledUpdate, await seenOf(id, 'settled'));
    expect(await bench.codes(id)).toEqual([]);
  });

  it('replays', async () => {
    expect(await bench.replays(2)).toBeGreaterThanOrEqual(2);
  });
});
