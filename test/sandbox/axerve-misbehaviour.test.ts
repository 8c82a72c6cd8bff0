import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createAxerveSandbox } from '../../sandbox/axerve/index.ts';
import { axerve, call, detail, eur, history, move, open, order, page, paid, steer } from './axerve-bench.ts';

const failing = (effect: boolean) => ({ status: 500, code: '9999', description: 'Technical error', effect });

describe('a technical failure', () => {
  test.each([failing(false), failing(true)])(
    'of a create: the page is there: $effect',
    async ({ effect, ...seen }) => {
      const sandbox = await axerve();
      await steer(sandbox, 'failures', { effect });
      expect(await call(sandbox, 'POST', 'payment/create/', order())).toEqual({ ...seen, payload: {} });
      expect(Object.keys(sandbox.books.payments)).toHaveLength(effect ? 1 : 0);
      expect((await call(sandbox, 'POST', 'payment/create/', order())).code).toBe('0');
    },
  );

  test.each([failing(false), failing(true)])(
    'of a refund: the money went: $effect',
    async ({ effect, ...seen }) => {
      const sandbox = await axerve();
      const payment = await paid(sandbox);
      await steer(sandbox, 'night');
      await steer(sandbox, 'failures', { effect });
      expect(await move(sandbox, 'refund', payment, eur('5.00'))).toMatchObject(seen);
      expect(sandbox.books.refunds).toHaveLength(effect ? 1 : 0);
      expect((await history(sandbox, payment)).filter((event) => event === 'STO 5.00')).toHaveLength(
        effect ? 1 : 0,
      );
    },
  );

  test('what would have been refused is refused in its place', async () => {
    const sandbox = await axerve();
    await steer(sandbox, 'failures', { effect: true });
    const { code } = await call(sandbox, 'POST', 'payment/create/', order({ amount: '0.00' }));
    expect(code).toBe('1146');
  });
});

describe('at the door', () => {
  test("429 and 502 are a proxy's HTML, and nothing is opened", async () => {
    const sandbox = await axerve({
      mishaps: ({ url }) => (url.includes('/payment/detail') ? { kind: 'status', status: 502 } : undefined),
    });
    await steer(sandbox, 'faults', { kind: 'status', status: 429, times: 1, path: '/payment/create' });
    const statuses = [];
    for (const path of ['payment/create/', 'payment/detail']) {
      const response = await fetch(`${sandbox.url}/api/v1/${path}`, {
        method: 'POST',
        headers: { authorization: `apikey ${sandbox.apiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify(order()),
      });
      statuses.push(response.status);
      expect(await response.text()).toContain('<html>');
    }
    expect(statuses).toEqual([429, 502]);
    expect(sandbox.books.payments).toEqual({});
    expect((await page(`${sandbox.url}/`)).status).toBe(200);
  });

  test('an answer is lost after its effect: the capture was made, and a second one is refused', async () => {
    const sandbox = await axerve({ capture: 'separated' });
    const payment = await paid(sandbox);
    await steer(sandbox, 'faults', { kind: 'reset-after', times: 1, path: '/payment/capture' });
    await expect(move(sandbox, 'capture', payment, eur('25.40'))).rejects.toThrow('fetch failed');
    expect(sandbox.books.charges).toHaveLength(1);
    expect((await move(sandbox, 'capture', payment, eur('25.40'))).code).toBe('66');
    expect(sandbox.books.charges).toHaveLength(1);
  });
});

describe('its books', () => {
  test('outlast it: a payment, its history, its shop and its clock are found again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'incasso-axerve-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const file = join(folder, 'axerve.json');
    const first = await createAxerveSandbox({ file, capture: 'separated' });
    const payment = await paid(first);
    await steer(first, 'account', { version: 'Professional' });
    first.advance(3600);
    await first.close();

    const second = await axerve({ file });
    expect(second.now().getTime() - Date.now()).toBeGreaterThan(3_500_000);
    expect(await detail(second, payment)).toMatchObject({ transactionResult: 'OK', transactionState: 'AUT' });
    expect((await call(second, 'GET', `shop/version/${second.shopLogin}`)).payload.version).toBe(
      'Professional',
    );
    expect((await move(second, 'capture', payment, eur('25.40'))).code).toBe('0');
    expect(await history(second, payment)).toEqual(['AUT 25.40', 'MOV 25.40']);
  });

  test('can be read over HTTP, as of any sandbox', async () => {
    const sandbox = await axerve();
    const { paymentID } = await open(sandbox);
    const books = JSON.parse((await page(`${sandbox.url}/_sandbox/books`)).html);
    expect(books).toMatchObject({ charges: [], refunds: [], movedByGet: [], payments: { [paymentID]: {} } });
  });
});
