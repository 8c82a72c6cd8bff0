import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiAlone, bareConfig } from './bench.ts';
import { asksFor, deposits, depositsKey, wanted } from './deposits-bench.ts';

const withDeposits = () =>
  bareConfig((config) => {
    config.deposits = deposits;
  });

// No refused request gets as far as Temporal: there is no server here.
let api: Awaited<ReturnType<typeof apiAlone>>;
beforeAll(async () => {
  api = await apiAlone(withDeposits(), '127.0.0.1:9');
});
afterAll(() => api?.close());

const asks = (body: unknown, headers?: object) => asksFor(api.url, body, headers);

describe('a request', () => {
  test('without the right key is refused before its body is looked at', async () => {
    const near = depositsKey.replace(/.$/, 'x');
    for (const authorization of [
      undefined,
      '',
      'Bearer ',
      depositsKey,
      `Bearer ${near}`,
      `Bearer ${depositsKey}x`,
    ]) {
      const { status, data } = await asks({ amount: 'x' }, { authorization });
      expect([authorization, status, data.error.code]).toEqual([authorization, 401, 'DEPOSIT_KEY_REFUSED']);
      expect(JSON.stringify(data)).not.toContain(depositsKey);
    }
  });

  test('for a gateway that is not there is told which there are', async () => {
    for (const gateway of ['satispay', '__proto__', 'toString']) {
      const { status, data } = await asks({ ...wanted, gateway });
      expect([status, data.error.code]).toEqual([422, 'DEPOSIT_REFUSED']);
      expect(data.error.message).toContain(`gateway: none is called "${gateway}" (there are: stripe, `);
    }
  });

  test.each(['29m', '25h'])('for a page of %s is told how long the gateway takes', async (expiresIn) => {
    const { status, data } = await asks({ ...wanted, expiresIn });
    expect([status, data.error.message]).toEqual([
      422,
      'expiresIn: gateway "stripe" takes pages of 30m to 24h',
    ]);
  });

  test.each([
    [{ amount: 1 }, 'stripe takes €0.50 to €9,999,999,999.99 at once, and this is €0.01'],
    [{ amount: 49 }, '€0.50 to'],
    [{ amount: 1_000_000_000_000 }, 'to €9,999,999,999.99 at once, and this is €10,000,000,000.00'],
    [{ amount: Number.MAX_SAFE_INTEGER }, 'to €9,999,999,999.99 at once'],
    [{ amount: 17_499, currency: 'HUF' }, 'takes HUF 175.00 to'],
    [{ amount: 150, currency: 'MGA' }, 'in steps of MGA 1.00'],
    [{ amount: 5_000, currency: 'KWD' }, 'stripe takes no payments in KWD'],
    [{ amount: 5_000, currency: 'CUP' }, 'stripe takes no payments in CUP'],
  ])('over a sum that can never be paid is told what can: %j', async (changes, words) => {
    const { status, data } = await asks({ ...wanted, ...changes });
    expect([status, data.error.code]).toEqual([400, 'GATEWAY_AMOUNT_REFUSED']);
    expect(data.error.message).toContain(words);
    expect(data.error.whatToDo).toMatch(/\S/);
  });

  test.each([
    ['amount', { amount: 0 }],
    ['amount', { amount: -1 }],
    ['amount', { amount: 12.5 }],
    ['amount', { amount: '2500' }],
    ['amount', { amount: 1e300 }],
    ['currency', { currency: 'eur' }],
    ['currency', { currency: 'QQQ' }],
    ['currency', { currency: 'XAU' }],
    ['customer', { customer: { name: '  ' } }],
    ['customer', { customer: { name: 'Ada', email: 'nobody' } }],
    ['description', { description: 'two\nlines' }],
    ['description', { description: 'Acconto \u202e71' }],
    ['customer', { customer: { name: 'Ada\u2066' } }],
    ['expiresIn', { expiresIn: 24 }],
    ['locale', { locale: 'fr' }],
    ['metadata', { metadata: {} }],
  ])('with a bad %s is refused: %j', async (field, wrong) => {
    const { status, data } = await asks({ ...wanted, ...wrong });
    expect([status, data.error.code]).toEqual([400, expect.any(String)]);
    expect(data.error.message).toContain(field);
  });

  test('in a currency that the books of its document do not take is refused before anybody is charged', async () => {
    const config = withDeposits();
    const document = { article: 'ACCONTO', taxRate: 0, country: 'IT' };
    config.deposits = { ...deposits, document };
    const written = await apiAlone(config, '127.0.0.1:9');
    const { status, data } = await asksFor(written.url, { ...wanted, currency: 'GBP' });
    expect([status, data.error.code]).toEqual([422, 'DEPOSIT_REFUSED']);
    expect(data.error.message).toMatch(/^currency: the books of mexal are kept in EUR, .* in GBP$/);
    expect((await asksFor(written.url, wanted)).data.error.code).toBe('TEMPORAL_AWAY');
    await written.close();
  });

  test('without an Idempotency-Key of 8 to 200 printable characters is refused', async () => {
    for (const badKey of [undefined, '', 'seven77', 'x'.repeat(201), 'tab\there-']) {
      const { status, data } = await asks(wanted, { 'idempotency-key': badKey });
      expect([badKey, status, data.error.message]).toEqual([
        badKey,
        400,
        expect.stringContaining('idempotency-key'),
      ]);
    }
  });

  test('that is no JSON is refused', async () => {
    expect((await asks('{', { 'content-type': 'application/json' })).status).toBe(400);
    expect((await asks('a=b', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
  });

  test('is not found where deposits are off, in a sentence, and 503 while Temporal is away', async () => {
    const withoutDeposits = await apiAlone(bareConfig(), '127.0.0.1:9');
    const { status, data } = await asksFor(withoutDeposits.url, wanted);
    expect([status, data.error]).toEqual([
      404,
      {
        code: 'DEPOSITS_OFF',
        message: 'this installation takes no deposits',
        whatToDo: expect.stringContaining('deposits.key'),
      },
    ]);
    await withoutDeposits.close();
    const away = await apiAlone(withDeposits(), '127.0.0.1:9');
    const answer = await asksFor(away.url, wanted);
    expect([answer.status, answer.data.error.code]).toEqual([503, 'TEMPORAL_AWAY']);
    await away.close();
  });
});
