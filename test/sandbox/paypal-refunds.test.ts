import { describe, expect, test } from 'vitest';
import { call, issues, newKey, orderOf, pay, paypal, receiver, steer } from './paypal-bench.ts';

const eur = (value: string) => ({ currency_code: 'EUR', value });
const EXAMPLE = { amount: eur('5.00'), custom_id: 'refund:100042-7b1c:1' };

type Sandbox = Awaited<ReturnType<typeof paypal>>;
const refund = (sandbox: Sandbox, { id }: { id: string }, body: object = {}, key = newKey()) =>
  call(sandbox, 'POST', `/v2/payments/captures/${id}/refund`, body, key);

test('the example is given back as it is written, listed in its order and told with the capture it is of', async () => {
  const hook = await receiver();
  const sandbox = await paypal({ webhookUrl: hook.url });
  const { order, capture } = await pay(sandbox);
  const given = await refund(sandbox, capture, EXAMPLE);
  expect(given.status).toBe(201);
  const { id } = given.body;
  expect(given.body).toMatchObject({
    id: expect.stringMatching(/^[A-Z0-9]{17}$/),
    status: 'COMPLETED',
    ...EXAMPLE,
    seller_payable_breakdown: { total_refunded_amount: eur('5.00') },
    links: [
      { rel: 'self', method: 'GET', href: `${sandbox.url}/v2/payments/refunds/${id}` },
      { rel: 'up', method: 'GET', href: `${sandbox.url}/v2/payments/captures/${capture.id}` },
    ],
  });
  expect((await call(sandbox, 'GET', `/v2/payments/refunds/${id}`)).body).toEqual(given.body);
  const [unit] = (await orderOf(sandbox, order)).purchase_units;
  expect(unit?.payments.refunds).toMatchObject([{ id, custom_id: 'refund:100042-7b1c:1' }]);
  expect(unit?.payments.captures).toMatchObject([{ status: 'PARTIALLY_REFUNDED' }]);
  const told = (await hook.until(3)).find(({ event }) => event.event_type === 'PAYMENT.CAPTURE.REFUNDED');
  expect(told?.event).toMatchObject({ resource_type: 'refund', resource: { id } });
});

test('an empty body gives back all that is left, and then nothing is left', async () => {
  const sandbox = await paypal();
  const { capture } = await pay(sandbox);
  await refund(sandbox, capture, EXAMPLE);
  const rest = await refund(sandbox, capture);
  expect(rest.body).toMatchObject({
    amount: eur('20.40'),
    seller_payable_breakdown: { total_refunded_amount: eur('25.40') },
  });
  expect((await call(sandbox, 'GET', `/v2/payments/captures/${capture.id}`)).body.status).toBe('REFUNDED');
  expect(issues(await refund(sandbox, capture))).toEqual(['CAPTURE_FULLY_REFUNDED']);
});

describe('a refund is refused', () => {
  test.each<[string, object, number, string]>([
    ['beyond what is left', { amount: eur('25.41') }, 422, 'REFUND_AMOUNT_EXCEEDED'],
    [
      'in another currency',
      { amount: { currency_code: 'USD', value: '1.00' } },
      422,
      'REFUND_CAPTURE_CURRENCY_MISMATCH',
    ],
    ['of nothing', { amount: eur('0.00') }, 422, 'CANNOT_BE_ZERO_OR_NEGATIVE'],
    ['of a thousandth', { amount: eur('1.005') }, 422, 'DECIMAL_PRECISION'],
    ['of words', { amount: eur('all') }, 400, 'INVALID_PARAMETER_SYNTAX'],
    ['with a long note', { note_to_payer: 'x'.repeat(256) }, 400, 'INVALID_STRING_LENGTH'],
  ])('%s', async (_, body, status, issue) => {
    const sandbox = await paypal();
    const { capture } = await pay(sandbox);
    const answer = await refund(sandbox, capture, body);
    expect([answer.status, ...issues(answer)]).toEqual([status, issue]);
    expect(sandbox.books.refunds).toEqual({});
  });

  test('of a capture that is not there', async () => {
    const sandbox = await paypal();
    const answer = await refund(sandbox, { id: '3C679366HH908993F' });
    expect([answer.status, ...issues(answer)]).toEqual([404, 'INVALID_RESOURCE_ID']);
  });

  test('under an invoice_id that a refund had', async () => {
    const sandbox = await paypal();
    const { capture } = await pay(sandbox);
    await refund(sandbox, capture, { ...EXAMPLE, invoice_id: 'R-1' });
    expect(issues(await refund(sandbox, capture, { ...EXAMPLE, invoice_id: 'R-1' }))).toEqual([
      'DUPLICATE_INVOICE_ID',
    ]);
  });

  test('after 180 days, and after twenty of them', async () => {
    const sandbox = await paypal();
    const { capture } = await pay(sandbox);
    for (let n = 0; n < 20; n += 1) await refund(sandbox, capture, { amount: eur('1.00') });
    expect(issues(await refund(sandbox, capture))).toEqual(['MAX_NUMBER_OF_REFUNDS_EXCEEDED']);
    sandbox.advance(181 * 24 * 3600);
    expect(issues(await refund(sandbox, capture))).toEqual(['REFUND_TIME_LIMIT_EXCEEDED']);
  });

  test('where the account has no money, if that was ordered', async () => {
    const sandbox = await paypal();
    const { capture } = await pay(sandbox);
    await steer(sandbox, 'refusals', { operation: 'refund', issue: 'REFUND_FAILED_INSUFFICIENT_FUNDS' });
    expect(issues(await refund(sandbox, capture))).toEqual(['REFUND_FAILED_INSUFFICIENT_FUNDS']);
    expect((await refund(sandbox, capture)).status).toBe(201);
  });
});

test.each([
  ['succeeded', 'COMPLETED', 'REFUNDED', 'PAYMENT.CAPTURE.REFUNDED'],
  ['failed', 'FAILED', 'COMPLETED', 'PAYMENT.REFUND.FAILED'],
  ['cancelled', 'CANCELLED', 'COMPLETED', 'PAYMENT.REFUND.FAILED'],
])(
  'a pending refund holds its sum, and when it has %s it is %s and the capture %s',
  async (end, status, captureStatus, event) => {
    const hook = await receiver();
    const sandbox = await paypal({ webhookUrl: hook.url, webhookEvents: ['*'] });
    const { capture } = await pay(sandbox);
    await steer(sandbox, 'refunds/next', { status: 'pending' });
    const pending = await refund(sandbox, capture);
    expect(pending.body).toMatchObject({ status: 'PENDING', status_details: { reason: 'ECHECK' } });
    expect(issues(await refund(sandbox, capture))).toEqual(['CAPTURE_FULLY_REFUNDED']);
    await steer(sandbox, `refunds/${pending.body.id}`, { status: end });
    expect((await call(sandbox, 'GET', `/v2/payments/refunds/${pending.body.id}`)).body.status).toBe(status);
    expect((await call(sandbox, 'GET', `/v2/payments/captures/${capture.id}`)).body.status).toBe(
      captureStatus,
    );
    await expect.poll(hook.types).toEqual(expect.arrayContaining(['PAYMENT.REFUND.PENDING', event]));
    expect((await refund(sandbox, capture)).status).toBe(captureStatus === 'REFUNDED' ? 422 : 201);
  },
);

test('a refund by hand in the account is told and listed, without a custom_id', async () => {
  const sandbox = await paypal();
  const { order, capture } = await pay(sandbox);
  await steer(sandbox, 'refunds', { capture: capture.id, amount: eur('1.00') });
  const [unit] = (await orderOf(sandbox, order)).purchase_units;
  expect(unit?.payments.refunds).toMatchObject([{ amount: eur('1.00') }]);
  expect(unit?.payments.refunds[0]).not.toHaveProperty('custom_id');
});

describe('a dispute', () => {
  test('is told as in the examples, and stops refunds of a part', async () => {
    const hook = await receiver();
    const sandbox = await paypal({ webhookUrl: hook.url });
    const { capture } = await pay(sandbox);
    const opened = await steer(sandbox, 'disputes', { capture: capture.id });
    const told = (await hook.until(3)).at(-1)?.event;
    expect(told).toMatchObject({
      event_type: 'CUSTOMER.DISPUTE.CREATED',
      resource_type: 'dispute',
      resource: {
        dispute_id: 'PP-D-4012',
        disputed_transactions: [
          {
            seller_transaction_id: capture.id,
            custom: '100042-7b1c',
            invoice_number: '100042-7b1c',
          },
        ],
        reason: 'MERCHANDISE_OR_SERVICE_NOT_RECEIVED',
        status: 'OPEN',
        dispute_amount: eur('25.40'),
        dispute_life_cycle_stage: 'INQUIRY',
      },
    });
    const shown = await call(sandbox, 'GET', `/v1/customer/disputes/${opened.body.dispute_id}`);
    expect(shown.body).toEqual(told?.resource);
    const listed = await call(sandbox, 'GET', `/v1/customer/disputes?disputed_transaction_id=${capture.id}`);
    expect(listed.body.items).toEqual([shown.body]);
    expect(issues(await refund(sandbox, capture, EXAMPLE))).toEqual(['TRANSACTION_DISPUTED']);
    expect((await refund(sandbox, capture)).status).toBe(201);
    expect((await steer(sandbox, 'disputes', { capture: capture.id })).status).toBe(422);
  });

  test.each([
    ['won', 'RESOLVED_SELLER_FAVOUR', false],
    ['lost', 'RESOLVED_BUYER_FAVOUR', true],
    ['RESOLVED_WITH_PAYOUT', 'RESOLVED_WITH_PAYOUT', false],
    ['CANCELED_BY_BUYER', 'CANCELED_BY_BUYER', false],
    ['ACCEPTED', 'ACCEPTED', true],
    ['DENIED', 'DENIED', false],
  ])('%s: it is told as %s, and the money is gone: %s', async (outcome, code, gone) => {
    const hook = await receiver();
    const sandbox = await paypal({ webhookUrl: hook.url });
    const { capture } = await pay(sandbox);
    const { body } = await steer(sandbox, 'disputes', { capture: capture.id, amount: eur('25.40') });
    await steer(sandbox, `disputes/${body.dispute_id}/close`, { outcome });
    const told = (await hook.until(4)).find(({ event }) => event.event_type === 'CUSTOMER.DISPUTE.RESOLVED');
    expect(told?.event.resource).toMatchObject({
      status: 'RESOLVED',
      dispute_outcome: { outcome_code: code },
    });
    expect((await refund(sandbox, capture)).status).toBe(gone ? 422 : 201);
  });

  test('won on appeal ends the other way', async () => {
    const sandbox = await paypal();
    const { capture } = await pay(sandbox);
    const { body } = await steer(sandbox, 'disputes', { capture: capture.id });
    const close = (outcome: string) => steer(sandbox, `disputes/${body.dispute_id}/close`, { outcome });
    await close('lost');
    expect((await close('lost')).status).toBe(400);
    expect((await close('won')).body).toMatchObject({
      dispute_outcome: { outcome_code: 'RESOLVED_SELLER_FAVOUR' },
    });
    expect((await refund(sandbox, capture)).status).toBe(201);
  });

  test('by the bank of the card takes the money back at once, and nothing can be refunded', async () => {
    const hook = await receiver();
    const sandbox = await paypal({ webhookUrl: hook.url });
    const { capture } = await pay(sandbox);
    await steer(sandbox, 'reversals', { capture: capture.id });
    const told = (await hook.until(3)).find(({ event }) => event.event_type === 'PAYMENT.CAPTURE.REVERSED');
    expect(told?.event).toMatchObject({
      resource_type: 'refund',
      resource: {
        status: 'COMPLETED',
        amount: eur('25.40'),
        note_to_payer: 'Payment reversed',
        create_time: expect.stringMatching(/T\d\d:\d\d:\d\d-07:00$/),
        links: [{ rel: 'self' }, { rel: 'up', href: `${sandbox.url}/v2/payments/captures/${capture.id}` }],
      },
    });
    const at = Date.parse(String(told?.event.resource.create_time));
    expect(Math.abs(at - sandbox.now().getTime())).toBeLessThan(60_000);
    expect(issues(await refund(sandbox, capture))).toEqual(['REFUND_NOT_PERMITTED_DUE_TO_CHARGEBACK']);
  });
});
