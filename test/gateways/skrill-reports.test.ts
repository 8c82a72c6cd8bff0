import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page, PageRequest } from '../../domain/schemas/payment.ts';
import type { NotificationRequest } from '../../gateways/gateway.ts';
import { type SkrillBench, skrillBench } from './skrill-bench.ts';
import { aRequest, fieldsOf, formOf, posted, signature } from './skrill-given.ts';

let bench: SkrillBench;
beforeAll(async () => {
  bench = await skrillBench();
});
afterAll(() => bench?.close());

const open = async (changes: Partial<PageRequest> = {}) => {
  const request = aRequest(changes);
  const page = await bench.makeGateway().openPage(request, `${request.paymentId}-1`);
  return { request, page };
};
const paid = async (changes?: Partial<PageRequest>) => {
  const { request, page } = await open(changes);
  await bench.pay(page);
  const [{ id: charge } = { id: '' }] = bench.triesOf(page);
  const report = await bench.arrived(({ mb_transaction_id }) => mb_transaction_id === charge);
  return { request, page, charge, report };
};
/** What a report comes to once Skrill is asked. */
const heard = async (request: NotificationRequest, gateway = bench.makeGateway()) => {
  const lookup = await gateway.readNotification(request);
  expect(lookup).toMatchObject({ kind: 'lookup' });
  expect(lookup).not.toHaveProperty('message');
  return lookup.kind === 'lookup' ? gateway.lookUp(lookup) : undefined;
};
/** The report with other fields that nobody signs. */
const hinting = (came: NotificationRequest, changes: Record<string, string | undefined>) =>
  posted(formOf({ ...fieldsOf(came), ...changes }));
const next = (page: Page, status: string) => {
  const ids = bench.triesOf(page).map(({ id }) => id);
  return bench.arrived((one) => one.status === status && ids.includes(one.mb_transaction_id ?? ''));
};

describe('a status report', () => {
  it('is known by its transaction and status: sent again after a year it is the same message', async () => {
    const { report, charge, page } = await paid();
    const known = { messages: [{ id: `skrill:${charge}:2` }] };
    expect(await heard(report)).toMatchObject(known);
    const later = { ...page, expiresAt: new Date(Date.now() + 365 * 86_400_000).toISOString() };
    expect(await bench.onceOver(later, () => heard(report))).toMatchObject(known);
  });

  it('is of the second in which it came: nothing in it is dated', async () => {
    const { report } = await paid();
    expect(await heard(report)).toMatchObject({
      messages: [{ at: expect.stringMatching(/T\d\d:\d\d:\d\d\.000Z$/) }],
    });
  });

  it.each([
    ['amount', { amount: '0.01' }],
    ['transaction', { mb_transaction_id: '999' }],
  ])(
    'whose %s, which nobody signs, was altered says what Skrill says when it is asked',
    async (_what, hint) => {
      const { request, report, charge } = await paid();
      expect(await heard(hinting(report, hint))).toMatchObject({
        paymentId: request.paymentId,
        messages: [{ fact: 'PAID', money: request.total, charge }],
      });
    },
  );

  it('that names the transaction of another payment of ours says nothing of that one', async () => {
    const [mine, other] = [await paid(), await paid()];
    expect(await heard(hinting(mine.report, { mb_transaction_id: other.charge }))).toMatchObject({
      paymentId: mine.request.paymentId,
      messages: [{ fact: 'PAID', charge: mine.charge }],
    });
  });

  it('of a payment in another currency than the account’s says the sum that was asked for', async () => {
    const { request, report } = await paid({ total: { amount: 2540, currency: 'GBP' } });
    expect(fieldsOf(report)).toMatchObject({ mb_amount: '29.21', mb_currency: 'EUR', currency: 'GBP' });
    expect(await heard(report)).toMatchObject({ messages: [{ fact: 'PAID', money: request.total }] });
  });

  it.each([
    ['no installation', { incasso_installation: undefined }],
    ['another installation', { incasso_installation: 'trial.shop.example' }],
    ['no page', { incasso_page: undefined }],
    ["another payment's page", { incasso_page: 'another-1.4070908800.2540.EUR' }],
    ['no currency', { currency: undefined }],
    ['a refund', { incasso_refund: 'refund:1' }],
  ])('with a hint of %s is asked about, and believed in nothing', async (_what, hint) => {
    const { report, request } = await paid();
    expect((await heard(hinting(report, hint)))?.paymentId).toBe(request.paymentId);
  });

  it('that names a transaction which there is not is asked for by our reference', async () => {
    const { report, request, charge } = await paid();
    const found = await heard(hinting(report, { mb_transaction_id: '999', incasso_page: undefined }));
    expect(found).toMatchObject({ paymentId: request.paymentId, messages: [{ fact: 'PAID', charge }] });
  });

  it('that a payment failed, which the books do not bear out, says that it was paid', async () => {
    const { page, request, charge } = await paid();
    await bench.steer(`sessions/${charge}/contradict`, {});
    expect(await heard(await next(page, '-2'))).toMatchObject({
      paymentId: request.paymentId,
      messages: [{ id: `skrill:${charge}:2`, fact: 'PAID' }],
    });
  });

  it('of a refused try leaves the page open, and is another message than its end', async () => {
    const { page } = await open();
    await bench.refuse(page);
    const report = await next(page, '-2');
    const said = async () => (await heard(report))?.messages ?? [];
    const now = await said();
    const over = await bench.onceOver(page, said);
    expect([now[0]?.fact, over[0]?.fact]).toEqual(['TRY_REFUSED', 'FAILED']);
    expect(now[0]?.id).not.toBe(over[0]?.id);
    await bench.pay(page);
    expect(await bench.chargesOf(page)).toHaveLength(1);
  });

  it('of a chargeback long after is a dispute of the same charge, and never an end of the payment', async () => {
    const { page, request, charge } = await paid();
    await bench.dispute(page);
    const told = await heard(await next(page, '-3'));
    const dispute = { id: `dispute:${charge}:-3`, fact: 'DISPUTED', charge, money: request.total };
    expect(told).toMatchObject({
      paymentId: request.paymentId,
      messages: [{ fact: 'PAID', charge }, dispute],
    });
    const [state, ...since] = await bench.makeGateway().inquire(request.paymentId, page.id);
    expect(state).toMatchObject({ fact: 'PAID', charge, money: request.total });
    expect(since).toMatchObject([dispute]);
  });

  it('of an account that signs by sha2sig is believed by that', async () => {
    const sha2 = bench.gatewayWith({ signature: 'sha2' });
    const { report } = await paid();
    await expect(sha2.readNotification(report)).rejects.toMatchObject({ code: 'SIGNATURE_INVALID' });
    bench.sandbox.account.sha2 = true;
    const { report: signed } = await paid();
    bench.sandbox.account.sha2 = false;
    expect(await heard(signed, sha2)).toMatchObject({ messages: [{ fact: 'PAID' }] });
  });

  it('of another account, signed by the same word, is foreign', async () => {
    const { report } = await paid();
    const fields = { ...fieldsOf(report), merchant_id: '100006' };
    const md5sig = signature('md5', fields, bench.sandbox.account.secretWord);
    const { kind } = await bench.makeGateway().readNotification(posted(formOf({ ...fields, md5sig })));
    expect(kind).toBe('foreign');
  });

  it('of a refund of ours leads to the history, and to that refund only', async () => {
    const { page, request, charge } = await paid();
    await bench.giveBack(page, 500);
    const order = {
      paymentId: request.paymentId,
      charge,
      refundKey: `refund:${request.paymentId}:1`,
      money: { amount: 700, currency: 'EUR' },
      already: { amount: 500, currency: 'EUR' },
    };
    const answer = await bench.makeGateway().refund(order);
    const report = await bench.arrived((one) => one.incasso_refund === order.refundKey);
    const found = await heard(report);
    expect(found?.messages.map(({ fact, money }) => `${fact} ${money?.amount}`)).toEqual([
      'REFUNDED 500',
      'REFUNDED 700',
    ]);
    expect(found?.messages.map(({ id }) => id)).toContain(answer.id);
  });
});
