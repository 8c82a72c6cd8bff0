import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { open, page, payment, post, press, skrill, statusOf } from './skrill-bench.ts';

const EXAMPLE =
  'pay_to_email=shop%40example.it&transaction_id=100042-7b1c&prepare_only=1&amount=25.40&currency=EUR&language=IT&return_url=http%3A%2F%2F127.0.0.1%3A9%2Freturn&cancel_url=http%3A%2F%2F127.0.0.1%3A9%2Fback&status_url=http%3A%2F%2F127.0.0.1%3A9%2Fstatus&detail1_description=Ordine&detail1_text=100042&merchant_fields=incasso_key&incasso_key=100042-7b1c-1';

describe('a preparation', () => {
  test('is answered with a plain session id, by POST and by GET alike', async () => {
    const sandbox = await skrill();
    const sent = [
      await post(sandbox, '/', Object.fromEntries(new URLSearchParams(EXAMPLE))),
      await page(`${sandbox.url}/?${EXAMPLE}`).then(({ status, html }) => ({ status, text: html })),
    ];
    for (const { status, text } of sent)
      expect([status, text]).toEqual([200, expect.stringMatching(/^[0-9a-f]{32}$/)]);
    expect(Object.values(sandbox.books.sessions)).toMatchObject([
      { transactionId: '100042-7b1c', minor: 2540, merchantFields: { incasso_key: '100042-7b1c-1' } },
      { transactionId: '100042-7b1c', minor: 2540 },
    ]);
  });

  test('repeated makes another page of the same transaction_id', async () => {
    const sandbox = await skrill();
    const [first, second] = [await post(sandbox, '/', payment()), await post(sandbox, '/', payment())];
    expect(first.text).not.toBe(second.text);
    expect(Object.keys(sandbox.books.sessions)).toHaveLength(2);
  });

  test.each([
    ['another account', { pay_to_email: 'other@example.it' }, 'pay_to_email'],
    ['no account', { pay_to_email: undefined }, 'pay_to_email'],
    ['no amount', { amount: undefined }, 'amount'],
    ['an amount with a comma', { amount: '25,40' }, 'amount'],
    ['an amount of zero', { amount: '0.00' }, 'amount'],
    ['a negative amount', { amount: '-1.00' }, 'amount'],
    ['a third decimal of euros', { amount: '25.401' }, 'amount'],
    ['a decimal of yen', { amount: '25.4', currency: 'JPY' }, 'amount'],
    ['a currency it has not', { currency: 'euro' }, 'currency'],
    ['a language it has not', { language: 'XX' }, 'language'],
    ['a relative return address', { return_url: '/thanks' }, 'return_url'],
    ['reports to nowhere', { status_url: 'somewhere' }, 'status_url'],
    ['six merchant fields', { merchant_fields: 'a,b,c,d,e,f' }, 'merchant_fields'],
    ['a description of 31 characters', { recipient_description: 'x'.repeat(31) }, 'recipient_description'],
    ['a transaction_id of 101 characters', { transaction_id: 'x'.repeat(101) }, 'transaction_id'],
  ])('with %s is answered with JSON, and nothing is prepared', async (_what, changes, named) => {
    const sandbox = await skrill();
    const { status, text } = await post(sandbox, '/', payment(changes));
    expect(status).toBe(400);
    expect(JSON.parse(text)).toEqual({ code: 'BAD_REQUEST', message: expect.stringContaining(named) });
    expect(sandbox.books.sessions).toEqual({});
  });

  test('takes "39.60", "39.6" and "39", yen without decimals, dinars with three, and fields that nobody knows', async () => {
    const sandbox = await skrill();
    for (const changes of [
      { amount: '39.60' },
      { amount: '39.6' },
      { amount: '39' },
      { amount: '2540', currency: 'JPY' },
      { amount: '1.234', currency: 'KWD' },
      { whatever: '1' },
    ])
      await open(sandbox, changes);
    expect(Object.values(sandbox.books.sessions).map(({ minor }) => minor)).toEqual([
      3960, 3960, 3900, 2540, 1234, 2540,
    ]);
  });

  test('without prepare_only sends the browser to the page at once', async () => {
    const sandbox = await skrill();
    const { status, headers } = await post(sandbox, '/', payment({ prepare_only: undefined }));
    expect([status, headers.get('location')]).toEqual([303, expect.stringMatching(/^\/pay\/[0-9a-f]{32}$/)]);
  });
});

test("the sandbox's own page shows pages, tries and reports, and settles what its buttons say", async () => {
  const sandbox = await skrill({ delayedMs: null });
  await press(sandbox, await open(sandbox), 'delayed-succeed');
  expect((await page(sandbox.url)).html).toMatch(/100042-7b1c[\s\S]*2451682729: pending/);
  const button = (what: string) => post(sandbox, '/dashboard/transactions/2451682729', { what });
  await button('succeed');
  expect((await button('cancel')).status).toBe(400);
  await button('chargeback');
  expect((await page(sandbox.url)).html).toContain('2451682729: charged back');
  await post(sandbox, '/dashboard/webhooks', { mode: 'lose' });
  expect((await page(sandbox.url)).html).toContain('Ordered: lose × 1');
});

test('the books outlive a restart: pages, transactions, ids and the clock', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'skrill-books-')), 'books.json');
  const first = await skrill({ file });
  const sid = await open(first);
  await press(first, sid, 'pay');
  first.advance(3600);
  await first.close();
  const second = await skrill({ file });
  expect(await statusOf(second)).toMatchObject({ status: '2', mb_transaction_id: '2451682729' });
  await press(second, await open(second, { transaction_id: 'other' }), 'pay');
  expect(second.books.charges).toHaveLength(2);
  expect(second.now().getTime() - Date.now()).toBeGreaterThan(3_500_000);
});
