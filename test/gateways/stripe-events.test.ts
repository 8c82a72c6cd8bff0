import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Page, PageRequest } from '../../domain/schemas/payment.ts';
import { stripe } from '../../gateways/stripe/index.ts';
import { suite } from '../contract/gateway-suite.ts';
import { posted } from './receiver.ts';
import { type StripeBench, stripeBench } from './stripe-bench.ts';

let bench: StripeBench;
const { aNewPage, failureOf } = suite(() => bench, {
  name: 'Stripe',
  kind: stripe,
  window: stripe.pageWindow,
});
beforeAll(async () => {
  bench = await stripeBench();
});
afterAll(() => bench.close());

async function aPaidPage(): Promise<{ request: PageRequest; page: Page; intent: string }> {
  const opened = await aNewPage();
  await bench.pay(opened.page);
  const [{ charge }] = await bench.makeGateway().inquire(opened.request.paymentId, opened.page.id);
  return { ...opened, intent: charge ?? expect.fail('a paid page has a charge') };
}

async function notified(type: string, intent: string) {
  const came = await bench.arrived((body) => body.includes(`"type": "${type}"`) && body.includes(intent));
  return bench.makeGateway().readNotification(came);
}

describe('after the money', () => {
  it('the sum of all refunds is what the gateway is asked about: each alone has its own id', async () => {
    const { request, intent } = await aPaidPage();
    await bench.steer('refunds', { payment_intent: intent, amount: 1990 });
    const lookup = await notified('charge.refunded', intent);
    expect(lookup).toEqual({
      kind: 'lookup',
      id: expect.stringMatching(/^evt_/),
      type: 'charge.refunded',
      charge: intent,
    });
    if (lookup.kind !== 'lookup') expect.fail('it names the charge only');
    await bench.steer('refunds', { payment_intent: intent, amount: 10 });
    const [first, second] = Object.keys(bench.sandbox.books.refunds).slice(-2);
    expect(await bench.makeGateway().lookUp(lookup)).toMatchObject({
      paymentId: request.paymentId,
      messages: [
        { id: `refund:${first}:succeeded`, money: { amount: 1990, currency: 'EUR' } },
        { id: `refund:${second}:succeeded`, money: { amount: 10, currency: 'EUR' } },
      ],
    });
  });

  it.each([
    ['succeeded', 'refund.updated', 'REFUNDED'],
    ['pending', 'refund.created', 'REFUND_PENDING'],
    ['requires_action', 'refund.created', 'REFUND_PENDING'],
    ['failed', 'refund.failed', 'REFUND_FAILED'],
    ['canceled', 'refund.updated', 'REFUND_FAILED'],
    ['pondering', 'charge.refund.updated', 'UNKNOWN'],
  ])('a refund that is %s, told by %s, is %s', async (status, type, fact) => {
    expect(await signed(type, { ...aRefund, status })).toMatchObject({
      kind: 'message',
      message: { fact, id: `refund:re_1:${status}`, charge: 'pi_1', status: `${type} ${status}` },
    });
  });

  it('one refund told by several events is one message', async () => {
    const ids: string[] = [];
    for (const type of ['refund.created', 'refund.updated', 'charge.refund.updated']) {
      const read = await signed(type, { ...aRefund, status: 'succeeded' }, { id: `evt_${type}` });
      ids.push(read.kind === 'message' ? read.message.id : read.kind);
    }
    expect(new Set(ids)).toEqual(new Set(['refund:re_1:succeeded']));
  });

  it.each([
    ['charge.dispute.created', 'needs_response', 'DISPUTED'],
    ['charge.dispute.updated', 'under_review', 'DISPUTED'],
    ['charge.dispute.funds_withdrawn', 'needs_response', 'DISPUTED'],
    ['charge.dispute.funds_withdrawn', 'lost', 'DISPUTE_LOST'],
    ['charge.dispute.funds_reinstated', 'won', 'DISPUTE_CLOSED'],
    ['charge.dispute.closed', 'won', 'DISPUTE_CLOSED'],
    ['charge.dispute.closed', 'lost', 'DISPUTE_LOST'],
    ['charge.dispute.closed', 'pondering', 'DISPUTED'],
  ])('a dispute told by %s, %s, is %s of the charge, and names the dispute', async (type, status, fact) => {
    const id = `dispute:du_1:${status}:2026-03-05T08:40:00.000Z`;
    expect(await signed(type, { ...aRefund, id: 'du_1', status })).toMatchObject({
      message: { fact, id, charge: 'pi_1', case: 'du_1' },
    });
  });

  it('the end of a dispute told once more later, or another end, is another message', async () => {
    const closed = async (status: string, created: number) => {
      const read = await signed('charge.dispute.closed', { ...aRefund, id: 'du_1', status }, { created });
      return read.kind === 'message' ? read.message.id : read.kind;
    };
    expect(await closed('won', 1_772_700_000)).toBe(await closed('won', 1_772_700_000));
    const ids = [
      await closed('won', 1_772_700_000),
      await closed('lost', 1_772_700_000),
      await closed('won', 1_772_700_001),
    ];
    expect(new Set(ids).size).toBe(3);
  });

  it.each<[string, object, string, string, object]>([
    ['review.opened', { open: true, reason: 'rule' }, 'IN_REVIEW', 'review:prv_1:opened', { case: 'prv_1' }],
    [
      'review.closed',
      { open: false, reason: 'approved' },
      'REVIEW_CLOSED',
      'review:prv_1:closed',
      { case: 'prv_1' },
    ],
    [
      'radar.early_fraud_warning.created',
      { fraud_type: 'made_with_stolen_card' },
      'FRAUD_WARNING',
      'warning:prv_1',
      {},
    ],
  ])(
    '%s %o, which names no payment of ours, is asked for, and says %s',
    async (type, object, fact, id, of) => {
      const suspicion = { ...object, id: 'prv_1', charge: 'ch_1', payment_intent: 'pi_1' };
      expect(await signed(type, suspicion, {}, {})).toMatchObject({
        kind: 'lookup',
        charge: 'pi_1',
        message: { id, fact, ...of, charge: 'pi_1', at: '2026-03-05T08:40:00.000Z', live: false },
      });
    },
  );

  it('a warning and a review made at Stripe belong to the payment of their charge', async () => {
    const { request, intent } = await aPaidPage();
    await bench.steer('warnings', { payment_intent: intent });
    await bench.steer('reviews', { payment_intent: intent });
    for (const [type, fact] of [
      ['radar.early_fraud_warning.created', 'FRAUD_WARNING'],
      ['review.opened', 'IN_REVIEW'],
    ] as const) {
      const lookup = await notified(type, intent);
      if (lookup.kind !== 'lookup') expect.fail(`${type} names the charge only`);
      expect(await bench.makeGateway().lookUp(lookup)).toMatchObject({
        paymentId: request.paymentId,
        messages: [{ fact, charge: intent }],
      });
    }
  });

  it.each([
    ['refund.created', {}, { kind: 'lookup', charge: 'pi_1' }],
    ['charge.dispute.created', {}, { kind: 'lookup', charge: 'pi_1' }],
    ['refund.created', { payment_intent: null }, { kind: 'foreign' }],
    ['charge.dispute.created', { payment_intent: null }, { kind: 'foreign' }],
  ])('what of %s names no payment of ours (%o) is %o', async (type, changes, kind) => {
    const object = { ...aRefund, status: 'succeeded', ...changes };
    expect(await signed(type, object, {}, {})).toMatchObject(kind);
  });

  it.each([
    ['needs_response', ['DISPUTED']],
    ['warning_under_review', ['DISPUTED']],
    ['pondering', ['DISPUTED']],
    ['won', ['DISPUTE_CLOSED']],
    ['lost', ['DISPUTE_LOST']],
    ['warning_closed', ['DISPUTE_CLOSED']],
  ])('a dispute that is %s is found by an inquiry as %o, and noted', async (status, facts) => {
    const { request, page, intent } = await aPaidPage();
    const { id } = await bench.steer('disputes', { payment_intent: intent });
    Object.assign(bench.sandbox.books.disputes[String(id)] ?? {}, { status });
    const [state, ...since] = await bench.makeGateway().inquire(request.paymentId, page.id);
    expect(state).toMatchObject({ fact: 'PAID', note: 'disputed' });
    expect(since.map(({ fact }) => fact)).toEqual(facts);
  });

  const aRefund = {
    id: 're_1',
    amount: 500,
    currency: 'eur',
    charge: 'ch_1',
    payment_intent: 'pi_1',
    created: 1_772_700_000,
  };

  /** Reads an event over the object, ours unless told otherwise, properly signed. */
  function signed(
    type: string,
    object: object,
    event = {},
    metadata: object = { incasso_payment: 'order-12' },
  ) {
    const blank = { object: 'event', id: 'evt_1', type, created: 1_772_700_000, livemode: false };
    const body = { ...blank, ...event, data: { object: { ...object, metadata } } };
    return bench.makeGateway().readNotification(bench.sign(posted(Buffer.from(JSON.stringify(body)))));
  }

  it('an object of ours in a shape that is not of Stripe is not understood, rather than guessed', async () => {
    const failure = await failureOf(() => signed('charge.refunded', { id: 'ch_1', amount: 'a lot' }));
    expect(failure).toMatchObject({ code: 'MESSAGE_UNREADABLE', kind: 'refused' });
  });
});

describe('at the edges', () => {
  it('a page that is paid while it is being closed counts as paid', async () => {
    const { request, page } = await aNewPage();
    await bench.steer('faults', { kind: 'latency', ms: 500, times: 1, method: 'POST', path: '/expire$' });
    const closing = bench.makeGateway().closePage(request.paymentId, page.id);
    const waiting = async () => (await fetch(`${bench.sandbox.url}/_sandbox/faults`)).json();
    await expect.poll(waiting, { interval: 5 }).toEqual({ faults: [] });
    await bench.pay(page);
    expect((await closing)[0]).toMatchObject({ fact: 'PAID', money: request.total });
  });

  it.each([-5, 0, 5])(
    'an answer is of the second in which it was asked for by the clock of Stripe, %i s from ours',
    async (s) => {
      const { request, page } = await aNewPage();
      const { sandbox } = bench;
      const theirs = vi.spyOn(sandbox, 'now').mockImplementation(() => new Date(Date.now() + s * 1000));
      const second = () => Math.floor(sandbox.now().getTime() / 1000);
      const before = second();
      const [{ at }] = await bench.makeGateway().inquire(request.paymentId, page.id);
      expect(Math.floor(Date.parse(at) / 1000)).toBeGreaterThanOrEqual(before);
      expect(Math.floor(Date.parse(at) / 1000)).toBeLessThanOrEqual(second());
      theirs.mockRestore();
    },
  );

  it('two answers within one second are two, also where the clock of Stripe is another', async () => {
    const { request, page } = await aNewPage();
    const theirs = vi.spyOn(bench.sandbox, 'now').mockImplementation(() => new Date(Date.now() + 5_000));
    const gateway = bench.makeGateway();
    const first = await gateway.inquire(request.paymentId, page.id);
    const second = await gateway.inquire(request.paymentId, page.id);
    expect(second[0].id).not.toBe(first[0].id);
    theirs.mockRestore();
  });

  it('a page is expired by the clock of Stripe', async () => {
    const { request, page } = await aNewPage();
    await bench.steer('clock', { advanceSeconds: 3700 });
    const [state] = await bench.makeGateway().inquire(request.paymentId, page.id);
    expect(state.fact).toBe('PAGE_EXPIRED');
  });

  it('the address after paying carries the id of the session, to ask with', async () => {
    const expiresAt = new Date(bench.sandbox.now().getTime() + 3_600_000).toISOString();
    const { page } = await aNewPage({ expiresAt });
    const answer = await fetch(`${page.url}/pay`, { method: 'POST', redirect: 'manual' });
    expect(answer.headers.get('location')).toBe(
      `https://shop.example/pay/return?order=12&session=${page.id}`,
    );
  });

  it('a notification signed with both secrets of a roll is believed by who knows only the older', async () => {
    const endpoint = bench.sandbox.books.endpoints.we_1SandboxDefault ?? expect.fail('no endpoint');
    const [standing = ''] = endpoint.secrets;
    endpoint.secrets = ['whsec_NewerOfTheRoll', standing];
    const expiresAt = new Date(bench.sandbox.now().getTime() + 3_600_000).toISOString();
    const { page } = await aNewPage({ expiresAt });
    await bench.pay(page);
    const came = await bench.notification(page, 'PAID');
    expect(String(came.headers['stripe-signature']).match(/v1=/g)).toHaveLength(2);
    expect(await bench.makeGateway().readNotification(came)).toMatchObject({ kind: 'message' });
  });
});
