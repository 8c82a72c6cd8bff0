import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page, PageRequest } from '../../domain/schemas/payment.ts';
import { suite } from '../contract/gateway-bench.ts';
import { arrived, type StripeBench, stripeBench } from './stripe-bench.ts';

let bench: StripeBench;
const { aNewPage, failureOf } = suite(
  () => bench,
  () => true,
);
beforeAll(async () => {
  bench = await stripeBench();
});
afterAll(() => bench.close());

async function aPaidPage(): Promise<{ request: PageRequest; page: Page; intent: string }> {
  const opened = await aNewPage();
  await bench.pay(opened.page);
  const { charge } = await bench.makeGateway().inquire(opened.request.paymentId, opened.page.id);
  return { ...opened, intent: charge ?? expect.fail('a paid page has a charge') };
}

async function notified(type: string, intent: string) {
  const { rawBody, headers } = await arrived(
    bench,
    (body) => body.includes(`"type": "${type}"`) && body.includes(intent),
  );
  return bench.makeGateway().readNotification(rawBody, headers);
}

describe('after the money', () => {
  it('a refund made in the dashboard is told with its charge, and noted by an inquiry', async () => {
    const { request, page, intent } = await aPaidPage();
    await bench.steer('refunds', { payment_intent: intent, amount: 1990 });
    expect(await notified('charge.refunded', intent)).toMatchObject({
      paymentId: request.paymentId,
      message: {
        fact: 'REFUNDED',
        charge: intent,
        money: { amount: 1990, currency: 'EUR' },
        note: 'refunded 19,90 € of 79,90 €',
      },
    });
    expect(await bench.makeGateway().inquire(request.paymentId, page.id)).toMatchObject({
      fact: 'PAID',
      note: 'refunded 19,90 € of 79,90 €',
    });
  });

  it.each([
    ['succeeded', 'refund.updated', 'REFUNDED'],
    ['pending', 'refund.created', 'REFUNDED'],
    ['failed', 'refund.failed', 'REFUND_FAILED'],
    ['canceled', 'refund.updated', 'REFUND_FAILED'],
    ['pondering', 'refund.updated', 'UNKNOWN'],
  ])('a refund that is %s, told by %s, is %s', (status, type, fact) => {
    const refund = {
      id: 're_1',
      amount: 500,
      currency: 'eur',
      status,
      charge: 'ch_1',
      payment_intent: 'pi_1',
    };
    expect(signed(type, refund)).toMatchObject({
      message: { fact, charge: 'pi_1', status: `${type} ${status}` },
    });
  });

  it.each([
    ['charge.dispute.created', 'needs_response', 'DISPUTED'],
    ['charge.dispute.closed', 'lost', 'DISPUTE_CLOSED'],
  ])('a dispute told by %s, %s, is %s of the charge', (type, status, fact) => {
    const dispute = {
      id: 'du_1',
      amount: 500,
      currency: 'eur',
      status,
      charge: 'ch_1',
      payment_intent: 'pi_1',
    };
    expect(signed(type, dispute)).toMatchObject({ message: { fact, charge: 'pi_1' } });
  });

  it('a dispute is noted by an inquiry', async () => {
    const { request, page, intent } = await aPaidPage();
    await bench.steer('disputes', { payment_intent: intent });
    expect(await bench.makeGateway().inquire(request.paymentId, page.id)).toMatchObject({ note: 'disputed' });
  });

  /** Reads an event of ours over the object, properly signed. */
  function signed(type: string, object: object) {
    const metadata = { incasso_payment: 'order-12' };
    const event = { object: 'event', id: 'evt_1', type, created: 1_772_700_000, livemode: false };
    const rawBody = Buffer.from(JSON.stringify({ ...event, data: { object: { ...object, metadata } } }));
    const received = bench.sign({ rawBody, headers: {} });
    return bench.makeGateway().readNotification(received.rawBody, received.headers);
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
    expect(await closing).toMatchObject({ fact: 'PAID', money: request.total });
  });

  it('a page is expired by the clock of Stripe', async () => {
    const { request, page } = await aNewPage();
    await bench.steer('clock', { advanceSeconds: 3700 });
    expect(await bench.makeGateway().inquire(request.paymentId, page.id)).toMatchObject({
      fact: 'PAGE_EXPIRED',
    });
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
    const { rawBody, headers } = await bench.notification(page, 'PAID');
    expect(String(headers['stripe-signature']).match(/v1=/g)).toHaveLength(2);
    expect(bench.makeGateway().readNotification(rawBody, headers)).toMatchObject({ kind: 'message' });
  });
});
