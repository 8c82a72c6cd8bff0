import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { check, type Fields, iwsmile, link, pageUrlOf, paid, press } from './iwsmile-bench.ts';
import { page, receiver } from './skrill-bench.ts';

describe('the page', () => {
  test('is a link, by GET and by POST alike, in Italian, and escapes what it shows', async () => {
    const sandbox = await iwsmile();
    const shown = await page(link(sandbox, { ITEM_NAME: 'Sedia <b>' }));
    expect(shown.url).toMatch(/\/pay\/[0-9a-f]+$/);
    expect(shown.html).toMatch(/<html lang="it">[\s\S]*Sedia &lt;b&gt;[\s\S]*Paga 25,40\s€/);
    const [address = '', query] = link(sandbox).split('?');
    const posted = await fetch(address, { method: 'POST', body: new URLSearchParams(query) });
    expect(posted.url).toMatch(/\/pay\/[0-9a-f]+$/);
  });

  test.each<[string, Fields]>([
    ['another account', { ACCOUNT: '71000002' }],
    ['no amount', { AMOUNT: '' }],
    ['an amount with a comma', { AMOUNT: '25,40' }],
    ['an amount with a separator of thousands', { AMOUNT: '1,234.00' }],
    ['an amount of zero', { AMOUNT: '0.00' }],
    ['no pieces', { QUANTITY: '0' }],
    ['a language it has not', { LANG_COUNTRY: 'PT' }],
    ['a flag that is none', { FLAG_ONLY_IWS: 'yes' }],
    ['a relative address', { URL_CALLBACK: '/callback' }],
  ])('refuses %s', async (_what, changes) => {
    const sandbox = await iwsmile();
    const { status, html } = await page(link(sandbox, changes));
    expect(status).toBe(400);
    expect(html).toContain(`Il campo ${Object.keys(changes)[0]} non è valido`);
    expect(sandbox.books.visits).toEqual({});
  });

  test('takes AMOUNT for the price of one piece', async () => {
    const hook = await receiver();
    const sandbox = await iwsmile();
    await press(
      await pageUrlOf(sandbox, { AMOUNT: '12.70', QUANTITY: '2.00', URL_CALLBACK: hook.url }),
      'pay',
    );
    expect(await hook.first()).toMatchObject({ amount: '25,40', qta: '2.00' });
    expect(sandbox.books.charges).toMatchObject([{ amount: 2540 }]);
  });

  test('takes the money once however often its form is sent, but again from the same link', async () => {
    const sandbox = await iwsmile();
    const at = await pageUrlOf(sandbox);
    const sent = await Promise.all([1, 2, 3].map(() => press(at, 'pay')));
    expect(new Set(sent.map(({ location }) => location)).size).toBe(1);
    expect(sandbox.books.charges).toHaveLength(1);
    sandbox.advance(365 * 24 * 3600);
    await press(await pageUrlOf(sandbox), 'pay');
    expect(sandbox.books.charges.map(({ id, custom }) => [id, custom])).toEqual([
      ['80012345', '100042-7b1c'],
      ['80012346', '100042-7b1c'],
    ]);
  });

  test('returns to URL_OK with the fields of the callback', async () => {
    const { hook, sandbox } = await paid();
    const { location } = await press(
      await pageUrlOf(sandbox, { URL_OK: 'http://127.0.0.1:9/return?order=1' }),
      'pay',
    );
    const { searchParams } = new URL(location ?? '');
    expect([...searchParams.keys()]).toEqual(['order', ...Object.keys(hook.got[0]?.fields ?? {})]);
    expect(searchParams.get('thx_id')).toBe('80012346');
  });

  test('takes whatever sum the buyer makes of it, since nothing is signed', async () => {
    const hook = await receiver();
    const sandbox = await iwsmile();
    const at = await pageUrlOf(sandbox, { URL_CALLBACK: hook.url });
    expect((await press(at, 'alter-amount', { amount: '0.01' })).html).toMatch(/Paga 0,01\s€/);
    await press(at, 'pay');
    const fields = await hook.first();
    expect(fields).toMatchObject({ amount: '0,01', custom: '100042-7b1c' });
    expect(await check(sandbox, fields)).toBe('OK');
    expect((await press(at, 'alter-amount', { amount: 'x' })).html).toContain('data-state="paid"');
  });

  test('stays open after a refusal; going back cancels nothing, and neither is told', async () => {
    const hook = await receiver();
    const sandbox = await iwsmile();
    const at = await pageUrlOf(sandbox, { URL_CALLBACK: hook.url });
    expect((await press(at, 'refuse')).html).toContain('La carta è stata rifiutata');
    expect((await press(at, 'back')).location).toBe('http://127.0.0.1:9/back');
    expect((await press(at, 'pay')).status).toBe(303);
    expect((await hook.until(1)).map(({ fields }) => fields.payment_status)).toEqual(['Completed']);
  });

  test('paid and left by closing the browser sends nobody back', async () => {
    const sandbox = await iwsmile();
    const closed = await press(await pageUrlOf(sandbox), 'pay-and-close');
    expect([closed.status, closed.location]).toEqual([200, null]);
    expect(closed.html).toContain('Hai chiuso il browser');
    expect(sandbox.books.charges).toHaveLength(1);
    expect((await page(`${sandbox.url}/pay/none`)).status).toBe(404);
  });
});

test("the sandbox's own page shows what was paid, told and asked, and calls back again", async () => {
  const { hook, sandbox, fields } = await paid();
  await check(sandbox, fields, { amount: '1' });
  await fetch(`${sandbox.url}/dashboard/payments/80012345/call-again`, { method: 'POST' });
  expect(await hook.until(2)).toHaveLength(2);
  await fetch(`${sandbox.url}/dashboard/webhooks`, {
    method: 'POST',
    body: new URLSearchParams({ mode: 'lose' }),
  });
  const { html } = await page(sandbox.url);
  expect(html).toMatch(/Ordered: lose × 1[\s\S]*100042-7b1c[\s\S]*80012345[\s\S]*KO/);
});

test('the books outlive a restart: what was paid can still be checked', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'iwsmile-books-')), 'books.json');
  const { sandbox, fields } = await paid({ file });
  sandbox.advance(60);
  await sandbox.close();
  const again = await iwsmile({ file });
  expect(await check(again, fields)).toBe('OK');
  expect(again.now().getTime() - Date.now()).toBeGreaterThan(50_000);
});
