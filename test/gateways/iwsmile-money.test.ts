import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Message } from '../../domain/schemas/message.ts';
import type { Page, PageRequest } from '../../domain/schemas/payment.ts';
import { type Settlement, settle } from '../../domain/settle.ts';
import { pressAt } from '../sandbox/sandbox-bench.ts';
import { fieldsOf, type IwsmileBench, iwsmileBench } from './iwsmile-bench.ts';
import { aRequest, KEYS } from './iwsmile-given.ts';
import { at } from './receiver.ts';

const EUR = (amount: number) => ({ amount, currency: 'EUR' });

let bench: IwsmileBench;
beforeEach(async () => {
  bench = await iwsmileBench();
});
afterEach(() => bench.close());

/** A payment as a workflow keeps it: what it heard, and the page that it shows. */
async function aPayment(changes: Partial<PageRequest> = {}) {
  const request = aRequest({ notifyUrl: bench.notifyUrl, ...changes });
  const page = await bench.bareGateway().openPage(request, `${request.paymentId}-1`);
  const messages: Message[] = [];
  return {
    request,
    page,
    messages,
    /** The n-th callback that comes, brought to the payment. */
    async hears(n = 1): Promise<Message[]> {
      await expect.poll(() => bench.received.length, { timeout: 5_000 }).toBeGreaterThanOrEqual(n);
      const came = bench.received[n - 1] ?? expect.fail('it came');
      const gateway = bench.bareGateway({ timeout: 1_000 });
      const read = await gateway.readNotification(came);
      const found = read.kind === 'lookup' ? await gateway.lookUp(read) : expect.fail(read.kind);
      expect(found?.paymentId).toBe(request.paymentId);
      messages.push(...(found?.messages ?? []).map((one) => Message.parse(one)));
      return messages;
    },
    async asks(): Promise<Settlement> {
      const proofs = messages.flatMap(({ proof }) => proof ?? []);
      messages.push(...(await bench.bareGateway().inquire(request.paymentId, page.id, proofs)));
      return this.settled();
    },
    settled: () => settle({ money: request.total, live: false, page: page.id }, messages),
  };
}
const press = async (page: Page, action: string, fields: Record<string, string> = {}) => {
  const form = await bench.come(page);
  await pressAt(`${form}/${action}`, new URLSearchParams(fields));
  return form;
};

describe('money at IWSmile', () => {
  it.each([
    ['POST', true, '25,40'],
    ['GET', false, '25.40'],
  ] as const)('that is told by %s, with a comma: %s, is paid', async (callbackMethod, comma, amount) => {
    await bench.steer('account', { callbackMethod, comma });
    const payment = await aPayment();
    await press(payment.page, 'pay');
    const [message] = await payment.hears();
    expect(message).toMatchObject({ fact: 'PAID', money: EUR(2540), page: payment.page.id });
    expect(bench.received[0] && fieldsOf(bench.received[0]).amount).toBe(amount);
    expect(payment.settled()).toMatchObject({ outcome: 'POSITIVE', reason: 'PAID' });
    expect(await payment.asks()).toMatchObject({ outcome: 'POSITIVE', verified: true });
  });

  it('of which the buyer changed the sum in the address is verified, over that sum, and waits for a person', async () => {
    const payment = await aPayment();
    const form = await press(payment.page, 'alter-amount', { amount: '0.01' });
    await pressAt(`${form}/pay`);
    expect(await payment.hears()).toMatchObject([{ fact: 'PAID', money: EUR(1) }]);
    expect(await payment.asks()).toMatchObject({ outcome: 'VERIFY', reason: 'AMOUNT_MISMATCH' });
  });

  it.each(['corrupt-signature', 'alter-amount'])(
    'of a callback that was spoiled (%s) is unknown, and fails nothing',
    async (mode) => {
      const payment = await aPayment();
      await bench.steer('webhooks', { mode });
      const form = await press(payment.page, 'pay');
      expect(await payment.hears()).toMatchObject([{ fact: 'UNKNOWN', status: 'KO: not verified' }]);
      expect(await payment.asks()).toMatchObject({ outcome: 'VERIFY', reason: 'UNKNOWN_STATUS' });
      expect(form).toBeTruthy();
      await bench.steer('webhooks/resend', { payment: payment.request.paymentId });
      await payment.hears(2);
      expect(payment.settled()).toMatchObject({ outcome: 'POSITIVE', reason: 'PAID' });
    },
  );

  it.each(['timeout-before', 'timeout-after', 'reset-after', 'status'])(
    'whose check got no answer (%s) is not lost: the payment has the proof and asks again, for the person who looks',
    async (kind) => {
      const payment = await aPayment();
      await bench.steer('faults', { kind, status: 500, times: 1, path: 'trx.check' });
      await press(payment.page, 'pay');
      const [message] = await payment.hears();
      expect(message).toMatchObject({
        fact: 'UNKNOWN',
        status: expect.stringMatching(/^not checked: wallet/),
      });
      expect(payment.settled().outcome).toBe('VERIFY');
      expect(await payment.asks()).toMatchObject({ outcome: 'VERIFY', reason: 'UNKNOWN_STATUS' });
      expect(payment.messages.at(-1)).toMatchObject({
        status: expect.stringMatching(/^verified, but only later/),
        note: expect.stringMatching(/transaction \d+ over 25,40 EUR in IWSmile's back office/),
      });
    },
  );

  it('whose proof has expired before it could be checked goes to a person, with where to look', async () => {
    const payment = await aPayment();
    await bench.steer('faults', { kind: 'status', status: 503, times: 1, path: 'trx.check' });
    await press(payment.page, 'pay');
    await payment.hears();
    bench.sandbox.advance(3_600);
    expect(await payment.asks()).toMatchObject({ outcome: 'VERIFY', reason: 'UNKNOWN_STATUS' });
    const last = payment.messages.at(-1);
    expect([last?.status, last?.note]).toEqual([
      'EX: the proof has expired',
      expect.stringMatching(/transaction \d+ over 25,40 EUR in IWSmile's back office/),
    ]);
  });

  it('that was paid stays paid once its proof has expired', async () => {
    const payment = await aPayment();
    await press(payment.page, 'pay');
    await payment.hears();
    bench.sandbox.advance(24 * 3_600);
    expect(await payment.asks()).toMatchObject({ outcome: 'POSITIVE', reason: 'PAID' });
    expect(payment.messages.at(-1)).toMatchObject({ fact: 'UNKNOWN' });
  });

  it('whose callback was lost is not known of; told again once the page is over, it is paid', async () => {
    const payment = await aPayment();
    await bench.steer('webhooks', { mode: 'lose' });
    await press(payment.page, 'pay');
    expect(await payment.asks()).toMatchObject({ outcome: 'PENDING' });
    expect(await at(Date.parse(payment.page.expiresAt) + 1_000, () => payment.asks())).toMatchObject({
      outcome: 'NEGATIVE',
      reason: 'PAGE_EXPIRED',
    });
    expect(payment.messages.at(-1)?.note).toMatch(/back office/);
    await bench.steer('webhooks/resend', { payment: payment.request.paymentId });
    await payment.hears();
    expect(payment.settled()).toMatchObject({ outcome: 'POSITIVE', reason: 'PAID' });
  });

  it('told twice is one message, and one charge', async () => {
    const payment = await aPayment();
    await bench.steer('webhooks', { mode: 'duplicate' });
    await press(payment.page, 'pay');
    const [first, second] = [...(await payment.hears(1)), ...(await payment.hears(2)).slice(1)];
    expect(second?.id).toBe(first?.id);
    expect(payment.settled().charges).toHaveLength(1);
  });

  it('paid twice by one link, which nobody can close, is two charges', async () => {
    const payment = await aPayment();
    await press(payment.page, 'pay');
    await payment.hears(1);
    await press(payment.page, 'pay');
    await payment.hears(2);
    expect(payment.settled()).toMatchObject({ outcome: 'VERIFY', reason: 'DOUBLE_CHARGE' });
    expect(await payment.asks()).toMatchObject({ reason: 'DOUBLE_CHARGE' });
  });

  it('of a customer who was refused, or went back, is not there', async () => {
    const payment = await aPayment();
    await press(payment.page, 'refuse');
    await press(payment.page, 'back');
    expect(await payment.asks()).toMatchObject({ outcome: 'PENDING' });
    expect([bench.received, payment.messages.at(-1)?.fact]).toEqual([[], 'PAGE_OPEN']);
  });

  it('with a wrong key is unknown, and once the key is right people are told that it is verified', async () => {
    const payment = await aPayment();
    await bench.steer('account', { merchantKey: KEYS.wrong });
    await press(payment.page, 'pay');
    expect(await payment.hears()).toMatchObject([{ fact: 'UNKNOWN', status: 'KO: not verified' }]);
    await bench.steer('account', { merchantKey: KEYS.right });
    expect(await payment.asks()).toMatchObject({ outcome: 'VERIFY', reason: 'UNKNOWN_STATUS' });
    expect(payment.messages.at(-1)?.status).toMatch(/^verified, but only later/);
  });

  it('asked for too often is asked for later', async () => {
    const payment = await aPayment();
    await press(payment.page, 'pay');
    await payment.hears();
    await bench.steer('faults', { kind: 'status', status: 429, retryAfter: 7, times: 1, path: 'trx.check' });
    await expect(payment.asks()).rejects.toMatchObject({ code: 'GATEWAY_AWAY', retryAfterMs: 7_000 });
  });
});
