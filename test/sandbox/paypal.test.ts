import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createPayPalSandbox } from '../../sandbox/paypal/index.ts';
import {
  askToken,
  call,
  capture,
  issues,
  newKey,
  open,
  orderOf,
  page,
  pay,
  paypal,
  press,
  receiver,
  steer,
} from './paypal-bench.ts';

const ORDER = '/v2/checkout/orders/5O190127TN364715T';

describe('a token', () => {
  test('is given for id and secret, with its scopes and what is left of nine hours', async () => {
    const sandbox = await paypal();
    const first = await askToken(sandbox);
    expect(first).toMatchObject({ status: 200, body: { token_type: 'Bearer' } });
    // Whole seconds: the one that it is asked in can have ended.
    expect([32_399, 32_400]).toContain(first.body.expires_in);
    expect(first.body.scope.split(' ')).toEqual(
      expect.arrayContaining([
        'https://uri.paypal.com/services/payments/payment',
        'https://uri.paypal.com/services/payments/refund',
        'https://uri.paypal.com/services/applications/webhooks',
        'https://uri.paypal.com/services/reporting/search/read',
      ]),
    );
    sandbox.advance(3600);
    const second = await askToken(sandbox);
    expect(second.body.access_token).toBe(first.body.access_token);
    expect(Math.abs(second.body.expires_in - 28_800)).toBeLessThan(30);
    sandbox.advance(7.5 * 3600);
    expect((await askToken(sandbox)).body.access_token).not.toBe(first.body.access_token);
  });

  test('is refused for a wrong secret or another grant, in the shape of OAuth', async () => {
    const sandbox = await paypal();
    expect(await askToken(sandbox, { secret: 'wrong' })).toEqual({
      status: 401,
      body: { error: 'invalid_client', error_description: 'Client Authentication failed' },
    });
    const other = await askToken(sandbox, { grant_type: 'password' });
    expect(other).toMatchObject({ status: 400, body: { error: 'unsupported_grant_type' } });
  });

  test('ends after nine hours, or when it is revoked: 401 invalid_token', async () => {
    const sandbox = await paypal();
    const { access_token } = (await askToken(sandbox)).body;
    const bearer = { authorization: `Bearer ${access_token}` };
    expect((await call(sandbox, 'GET', ORDER, undefined, bearer)).status).toBe(404);
    await steer(sandbox, 'token/revoke', {});
    const revoked = await call(sandbox, 'GET', ORDER, undefined, bearer);
    expect([revoked.status, revoked.body.error]).toEqual([401, 'invalid_token']);
    const again = (await askToken(sandbox)).body.access_token;
    sandbox.advance(9 * 3600 + 1);
    const over = { authorization: `Bearer ${again}` };
    expect((await call(sandbox, 'GET', ORDER, undefined, over)).status).toBe(401);
  });

  test('is needed: without one the answer has the shape of the API', async () => {
    const sandbox = await paypal();
    for (const authorization of ['', 'Basic abc']) {
      const answer = await call(sandbox, 'GET', ORDER, undefined, { authorization });
      expect([answer.status, answer.body.name]).toEqual([401, 'AUTHENTICATION_FAILURE']);
    }
  });

  test('lets do only what its scopes say', async () => {
    const sandbox = await paypal();
    await steer(sandbox, 'key', { lacks: ['https://uri.paypal.com/services/payments/refund'] });
    expect((await askToken(sandbox)).body.scope).not.toContain('/payments/refund');
    const { capture: taken } = await pay(sandbox);
    const refused = await call(sandbox, 'POST', `/v2/payments/captures/${taken.id}/refund`, {}, newKey());
    expect([refused.status, refused.body.name, ...issues(refused)]).toEqual([
      403,
      'NOT_AUTHORIZED',
      'PERMISSION_DENIED',
    ]);
  });

  test('is not given to whoever asks for one all the time', async () => {
    const sandbox = await paypal({ tokensPerMinute: 2 });
    const statuses = [];
    for (let n = 0; n < 3; n += 1) {
      // With less than an hour to go each question is answered with a new one.
      for (const token of Object.values(sandbox.books.tokens)) token.endsAt = sandbox.now().getTime() + 1000;
      statuses.push((await askToken(sandbox)).status);
    }
    expect(statuses).toEqual([200, 200, 429]);
    sandbox.advance(61);
    expect((await askToken(sandbox)).status).toBe(200);
  });
});

describe('the page of the buyer', () => {
  const payer = (order: { links: { href: string; rel: string }[] }) =>
    order.links.find(({ rel }) => rel === 'payer-action')?.href ?? '';

  test('is Italian unless the order asks for English, says what is paid, and escapes it', async () => {
    const sandbox = await paypal();
    const italian = await page(payer(await open(sandbox, { experience: { brand_name: 'Sedie <b>' } })));
    expect(italian.html).toContain('<html lang="it">');
    expect(italian.html).toContain('Paga 25,40');
    expect(italian.html).toContain('Ordine 100042');
    expect(italian.html).toContain('Sedie &lt;b&gt;');
    const english = await page(payer(await open(sandbox, { experience: { locale: 'en-GB' } })));
    expect(english.html).toContain('Pay €25.40');
    const later = await page(payer(await open(sandbox, { experience: { user_action: 'CONTINUE' } })));
    expect(later.html).toContain('Continua e conferma nel negozio');
  });

  test('agreed to three times tells the shop once and takes nothing', async () => {
    const hook = await receiver();
    const sandbox = await paypal({ webhookUrl: hook.url });
    const order = await open(sandbox);
    const sent = await Promise.all([1, 2, 3].map(() => press(sandbox, order, 'pay')));
    for (const { status, location } of sent)
      expect([status, new URL(location ?? '').searchParams.get('token')]).toEqual([303, order.id]);
    expect((await page(payer(order))).html).toContain('data-state="approved"');
    expect(hook.types()).toEqual(['CHECKOUT.ORDER.APPROVED']);
    expect(sandbox.books.charges).toEqual([]);
  });

  test('left by going back names the order and nothing else, and can be agreed to later', async () => {
    const sandbox = await paypal();
    const order = await open(sandbox);
    expect((await press(sandbox, order, 'back')).location).toBe(
      `https://shop.example/checkout/T/back?token=${order.id}`,
    );
    expect((await press(sandbox, order, 'pay')).status).toBe(303);
  });

  test('keeps what the return address had', async () => {
    const sandbox = await paypal();
    const experience = { return_url: 'https://shop.example/r?a=1', cancel_url: 'https://shop.example/c?b=2' };
    const order = await open(sandbox, { experience });
    expect((await press(sandbox, order, 'back')).location).toBe(
      `https://shop.example/c?b=2&token=${order.id}`,
    );
    expect((await press(sandbox, order, 'pay')).location).toMatch(
      new RegExp(`^https://shop.example/r\\?a=1&token=${order.id}&PayerID=[A-Z0-9]{13}$`),
    );
  });

  test('refuses a card at once, and stays open', async () => {
    const sandbox = await paypal();
    const order = await open(sandbox);
    const refused = await press(sandbox, order, 'refuse');
    expect(refused.status).toBe(200);
    expect(refused.html).toContain('Scegli un altro modo di pagare');
    expect((await orderOf(sandbox, order)).status).toBe('PAYER_ACTION_REQUIRED');
  });

  test('is open again, and says why, where the card was declined as the shop took the money', async () => {
    const sandbox = await paypal();
    const order = await open(sandbox);
    await press(sandbox, order, 'declined');
    await capture(sandbox, order);
    const again = await page(payer(order));
    expect(again.html).toContain('Il pagamento non è riuscito');
    expect(again.html).toContain('data-action="pay"');
  });

  test('agreed to and closed leads nowhere, and the shop is told', async () => {
    const hook = await receiver();
    const sandbox = await paypal({ webhookUrl: hook.url });
    const closed = await press(sandbox, await open(sandbox), 'pay-and-close');
    expect([closed.status, closed.location]).toEqual([200, null]);
    expect(closed.html).toContain('Hai chiuso il browser');
    await hook.until(1);
  });

  test('offers no eCheck to a shop that wants the money at once, and takes none', async () => {
    const sandbox = await paypal();
    const experience = { payment_method_preference: 'IMMEDIATE_PAYMENT_REQUIRED' };
    const order = await open(sandbox, { experience });
    expect((await page(payer(order))).html).not.toContain('delayed-succeed');
    await press(sandbox, order, 'delayed-succeed');
    expect((await orderOf(sandbox, order)).status).toBe('PAYER_ACTION_REQUIRED');
  });

  test('says that money is held, or on its way, or taken', async () => {
    const sandbox = await paypal({ delayedMs: null });
    const held = await open(sandbox, { intent: 'AUTHORIZE' });
    expect((await page(payer(held))).html).toContain('incassa quando spedisce');
    await press(sandbox, held, 'pay');
    await call(sandbox, 'POST', `/v2/checkout/orders/${held.id}/authorize`, {}, newKey());
    expect((await page(payer(held))).html).toContain('data-state="held"');
    await steer(sandbox, 'account', { uniqueInvoiceIds: false });
    const { order } = await pay(sandbox, {}, 'delayed-fail');
    expect((await page(payer(order))).html).toContain('data-state="processing"');
    await steer(sandbox, `delayed/${order.id}`, { result: 'fail' });
    expect((await page(payer(order))).html).toContain('data-state="failed"');
    const paid = await pay(sandbox);
    expect((await page(payer(paid.order))).html).toContain('data-state="paid"');
  });

  test('that lapsed says so and takes no agreement; one that never was is 404', async () => {
    const sandbox = await paypal();
    const order = await open(sandbox);
    sandbox.advance(3 * 3600 + 1);
    expect((await page(payer(order))).html).toContain('Questa pagina è scaduta');
    expect((await press(sandbox, order, 'pay')).html).toContain('data-state="expired"');
    expect((await page(`${sandbox.url}/checkoutnow?token=NONE`)).status).toBe(404);
    expect((await page(`${sandbox.url}/checkoutnow?token=__proto__`)).status).toBe(404);
  });
});

describe('the report of transactions', () => {
  const report = (sandbox: Awaited<ReturnType<typeof paypal>>, query: Record<string, string>) =>
    call(sandbox, 'GET', `/v1/reporting/transactions?${new URLSearchParams(query)}`);
  const day = (sandbox: Awaited<ReturnType<typeof paypal>>) => ({
    start_date: new Date(sandbox.now().getTime() - 24 * 3600_000).toISOString(),
    end_date: sandbox.now().toISOString(),
  });

  test('knows of a payment and a refund three hours later, and of their sums', async () => {
    const sandbox = await paypal();
    const { capture: taken } = await pay(sandbox);
    const amount = { currency_code: 'EUR', value: '5.00' };
    await call(sandbox, 'POST', `/v2/payments/captures/${taken.id}/refund`, { amount }, newKey());
    sandbox.advance(3 * 3600 - 60);
    expect((await report(sandbox, day(sandbox))).body.transaction_details).toEqual([]);
    sandbox.advance(62);
    const { body } = await report(sandbox, day(sandbox));
    expect(body.transaction_details.map(({ transaction_info }) => transaction_info)).toMatchObject([
      {
        transaction_id: taken.id,
        transaction_event_code: 'T0006',
        transaction_amount: { currency_code: 'EUR', value: '25.40' },
        fee_amount: { currency_code: 'EUR', value: '-1.21' },
        transaction_status: 'S',
        custom_field: '100042-7b1c',
      },
      {
        paypal_reference_id: taken.id,
        transaction_event_code: 'T1107',
        transaction_amount: { currency_code: 'EUR', value: '-5.00' },
      },
    ]);
    expect(body).toMatchObject({ page: 1, total_items: 2, total_pages: 1 });
    const second = await report(sandbox, { ...day(sandbox), page_size: '1', page: '2' });
    expect(second.body.transaction_details).toHaveLength(1);
    const byId = await report(sandbox, { ...day(sandbox), transaction_id: taken.id });
    expect(byId.body.transaction_details).toHaveLength(1);
  });

  test.each<[string, Record<string, string>]>([
    ['without an end', { start_date: '2026-03-01T00:00:00Z' }],
    ['of minutes', { start_date: '2026-03-01T00:00Z', end_date: '2026-03-02T00:00Z' }],
    ['of 32 days', { start_date: '2026-03-01T00:00:00Z', end_date: '2026-04-02T00:00:00Z' }],
    [
      'of 501 rows',
      { start_date: '2026-03-01T00:00:00Z', end_date: '2026-03-02T00:00:00Z', page_size: '501' },
    ],
  ])('is refused %s', async (_, query) => {
    const answer = await report(await paypal(), query);
    expect([answer.status, answer.body.name]).toEqual([400, 'INVALID_REQUEST']);
  });
});

test('the books outlive a restart: orders, webhooks, certificates and keys', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'paypal-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'paypal.json');
  const hook = await receiver();
  const first = await createPayPalSandbox({ file, webhookUrl: hook.url });
  const order = await open(first);
  await press(first, order, 'pay');
  const key = newKey();
  await capture(first, order, key);
  await expect.poll(() => first.books.outbox).toEqual([]);
  await first.close();
  const again = await paypal({ file });
  expect(again.authority).toBe(first.authority);
  expect(again.books.charges).toHaveLength(1);
  expect((await capture(again, order, key)).status).toBe(200);
  const { pathname } = new URL(String(hook.got[0]?.headers['paypal-cert-url']));
  expect((await fetch(again.url + pathname)).status).toBe(200);
});

test('the dashboard shows the payments, and what happens to them there happens', async () => {
  const sandbox = await paypal({ delayedMs: null });
  const { order, capture: pending } = await pay(sandbox, {}, 'delayed-succeed');
  const act = (what: string, of: string) =>
    fetch(`${sandbox.url}/dashboard/happens`, {
      method: 'POST',
      body: new URLSearchParams({ what, of }),
      redirect: 'manual',
    });
  expect((await page(sandbox.url)).html).toContain(order.id);
  expect((await act('arrives', pending.id)).status).toBe(303);
  await act('dispute', pending.id);
  await act('lost', 'PP-D-4012');
  expect((await page(sandbox.url)).html).toContain('RESOLVED_BUYER_FAVOUR');
  expect(sandbox.books.charges).toHaveLength(1);
  expect((await act('celebrate', pending.id)).status).toBe(404);
});

test('an address that PayPal has not is not found', async () => {
  const sandbox = await paypal();
  const answer = await call(sandbox, 'GET', '/v2/checkout/baskets/1');
  expect([answer.status, answer.body.name]).toEqual([404, 'RESOURCE_NOT_FOUND']);
});
