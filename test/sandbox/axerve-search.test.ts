import { describe, expect, test } from 'vitest';
import { day } from '../../sandbox/axerve/time.ts';
import { axerve, call, detail, type Json, open, paid, press, SHOP, steer } from './axerve-bench.ts';

type Sandbox = Awaited<ReturnType<typeof axerve>>;
const DAY = 24 * 3600;
const search = (sandbox: Sandbox, query: Json = {}, path = 'dashboard/search') =>
  call(sandbox, 'POST', path, { shopLogin: SHOP, ...query });
const found = async (sandbox: Sandbox, query: Json = {}) => {
  const { code, payload } = await search(sandbox, query);
  return code === '0' ? payload.payments.map(({ paymentID }) => paymentID) : code;
};

describe('a search', () => {
  test('finds payments by day, the newest first, each with its sum and state', async () => {
    const sandbox = await axerve();
    const first = await paid(sandbox);
    const firstDay = day(sandbox.now());
    sandbox.advance(DAY);
    const second = await open(sandbox, { shopTransactionID: '100043' });
    await press(sandbox, second, 'refuse');
    const today = day(sandbox.now());
    const { payload } = await search(sandbox, { dateFrom: firstDay, dateTo: today });
    const { bankTransactionID } = await detail(sandbox, first);
    expect(payload).toMatchObject({ nResults: '2', rangeResults: '1/2' });
    expect(payload.payments).toMatchObject([
      {
        Date: expect.stringContaining(today),
        transactionResult: 'KO',
        transactionState: 'AUT',
        transactionErrorCode: '74',
        paymentID: second.paymentID,
        shopTransactionID: '100043',
      },
      {
        Date: expect.stringMatching(/^\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d$/),
        transactionResult: 'OK',
        transactionState: 'MOV',
        bankTransactionID,
        paymentID: first.paymentID,
        shopTransactionID: '100042-7b1c',
        amount: '25.40',
        currency: 'EUR',
        paymentMethod: { paymentType: 'CREDITCARD', name: 'VISA VBV' },
        disputeState: { status: '', chargeback: '' },
      },
    ]);
    expect(await found(sandbox, { dateFrom: today })).toEqual([second.paymentID]);
    expect(await found(sandbox, { dateTo: firstDay })).toEqual([first.paymentID]);
    expect(await found(sandbox, { lastNDays: '0' })).toEqual([second.paymentID]);
    expect((await search(sandbox, {}, 'dashboard/search/execute')).payload.nResults).toBe('2');
  });

  test('leaves out what nobody submitted, unless asked for it', async () => {
    const sandbox = await axerve();
    const [left, bought] = [await open(sandbox), await paid(sandbox)];
    expect(await found(sandbox)).toEqual([bought.paymentID]);
    expect(await found(sandbox, { authorizationResult: ['UNSUBMITTED'] })).toEqual([left.paymentID]);
    expect(await found(sandbox, { authorizationResult: ['APPROVED'] })).toEqual([bought.paymentID]);
    expect(await found(sandbox, { authorizationResult: ['KO', 'XX'] })).toBe('1401');
  });

  test('goes by ids, state, method, currency, error and what happened on a day', async () => {
    const sandbox = await axerve({ customFields: ['order'] });
    const euros = await paid(sandbox, { customInfo: { order: '7' } });
    const dollars = await open(sandbox, { currency: 'USD', shopTransactionID: 'usd' });
    await press(sandbox, dollars, 'pay-paypal');
    const declined = await open(sandbox, { shopTransactionID: 'no' });
    await press(sandbox, declined, 'refuse');
    sandbox.advance(DAY);
    await steer(sandbox, 'refunds', { paymentID: euros.paymentID, amount: 100 });
    const today = day(sandbox.now());
    const cases: [Json, string[] | string][] = [
      [{ paymentID: euros.paymentID }, [euros.paymentID]],
      [{ shopTransactionID: 'usd' }, [dollars.paymentID]],
      [{ currency: ['USD'] }, [dollars.paymentID]],
      [{ paymentMethod: [{ paymentType: 'PAYPAL', name: [''] }] }, [dollars.paymentID]],
      [{ transactionState: ['STO'] }, [euros.paymentID]],
      [{ transactionErrorCode: '74' }, [declined.paymentID]],
      [{ customFields: [{ order: '7' }] }, [euros.paymentID]],
      [{ event: { type: 'STO', from: today, to: today } }, [euros.paymentID]],
      [{ event: { type: 'STO', lastNDays: '1', includeToday: 'True' } }, [euros.paymentID]],
      [{ event: { type: 'STO', lastNDays: '1' } }, '1401'],
      [
        { event: { type: '', from: '', to: '', lastNDays: '', includeToday: '' }, transactionState: [] },
        [declined.paymentID, dollars.paymentID, euros.paymentID],
      ],
    ];
    for (const [query, expected] of cases) {
      const ids = await found(sandbox, query);
      expect([query, typeof ids === 'string' ? ids : ids.toSorted()]).toEqual([
        query,
        typeof expected === 'string' ? expected : expected.toSorted(),
      ]);
    }
  });

  test('answers by ranges, at most 100 rows at a time', async () => {
    const sandbox = await axerve();
    const ids: unknown[] = [];
    for (let n = 0; n < 23; n += 1) {
      ids.unshift((await paid(sandbox)).paymentID);
    }
    const first = await search(sandbox);
    expect([first.payload.nResults, first.payload.rangeResults]).toEqual(['23', '1/20']);
    expect(await found(sandbox, { rangeResults: '21/100' })).toEqual(ids.slice(20));
    expect(await found(sandbox, { rangeResults: '1/101' })).toBe('1425');
  });

  test('can leave the paymentID out of its rows, as an example of the documents does', async () => {
    const sandbox = await axerve();
    await paid(sandbox);
    await steer(sandbox, 'answers', { rowsWithPaymentID: false });
    const [row] = (await search(sandbox)).payload.payments;
    expect(Object.keys(row ?? {})).not.toContain('paymentID');
    expect(row).toMatchObject({ shopTransactionID: '100042-7b1c' });
  });

  test.each([
    [{ dateFrom: '2026-03-02' }, '1410'],
    [{ dateTo: '31/02/2026' }, '1410'],
    [{ lastNDays: 'three' }, '1411'],
    [{ authorizationResult: ['PAID'] }, '1414'],
    [{ transactionState: ['SET'] }, '1418'],
    [{ event: { type: 'SET' } }, '1416'],
    [{ event: { from: '01/01/2026' } }, '1420'],
    [{ event: { type: 'MOV', includeToday: 'yes' } }, '1417'],
    [{ chargeback: { type: 'LOST' } }, '1419'],
    [{ chargeback: { lastNDays: '3' } }, '1421'],
    [{ rangeResults: '1-20' }, '1425'],
    [{ rangeResults: '0/20' }, '1425'],
    [{ status: 'OK' }, '1107'],
  ])('%o is refused with %s', async (query, code) => {
    expect(await search(await axerve(), query)).toMatchObject({ status: 400, code });
  });
});

describe('a dispute', () => {
  const disputed = async () => {
    const sandbox = await axerve();
    const { paymentID } = await paid(sandbox);
    await paid(sandbox, { shopTransactionID: 'other' });
    await steer(sandbox, 'night');
    await steer(sandbox, 'refunds', { paymentID, amount: 540 });
    await steer(sandbox, 'disputes', { paymentID });
    return { sandbox, paymentID };
  };
  const state = async (sandbox: Sandbox, paymentID: string) =>
    (await search(sandbox, { paymentID })).payload.payments[0]?.disputeState;

  test.each([
    ['won' as const, 'False', []],
    ['lost' as const, 'True', [{ kind: 'chargeback', amount: 2000 }]],
  ])(
    'is seen by a search only, and closed as %s says whether the money went',
    async (outcome, chargeback, back) => {
      const { sandbox, paymentID } = await disputed();
      expect(await state(sandbox, paymentID)).toEqual({ status: 'Open', chargeback: 'Null' });
      for (const type of ['ALL', 'OPEN'])
        expect(await found(sandbox, { chargeback: { type } })).toEqual([paymentID]);
      expect(await found(sandbox, { chargeback: { type: 'CLOSE' } })).toBe('1401');
      await steer(sandbox, `disputes/${paymentID}/close`, { outcome });
      expect(await state(sandbox, paymentID)).toEqual({ status: 'Closed', chargeback });
      const charged = await found(sandbox, { chargeback: { type: 'CLOSE WITH CHARGE' } });
      expect(charged).toEqual(outcome === 'lost' ? [paymentID] : '1401');
      expect(sandbox.books.refunds.filter(({ kind }) => kind === 'chargeback')).toMatchObject(back);
      expect((await steer(sandbox, `disputes/${paymentID}/close`, { outcome })).status).toBe(400);
    },
  );

  test('of a payment without money there is none', async () => {
    const sandbox = await axerve();
    const { paymentID } = await open(sandbox);
    expect((await steer(sandbox, 'disputes', { paymentID })).status).toBe(400);
  });
});
