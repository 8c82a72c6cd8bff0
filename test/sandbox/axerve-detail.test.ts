import { describe, expect, test } from 'vitest';
import { dayNumber, longTime, nightAfter, shortTime } from '../../sandbox/axerve/time.ts';
import { axerve, call, detail, eur, move, open, paid, press, SHOP, steer } from './axerve-bench.ts';

describe('the details of a payment', () => {
  test('of one that was paid, transferred by night and given back in part have the sum in its events only', async () => {
    const sandbox = await axerve();
    const payment = await paid(sandbox);
    await steer(sandbox, 'night');
    await move(sandbox, 'refund', payment, eur('5.00'));
    const shown = await detail(sandbox, payment);
    const stamp = expect.stringMatching(/^\d\d\/\d\d\/\d\d \d\d:\d\d:\d\d$/);
    expect(shown).toMatchObject({
      transactionResult: 'OK',
      transactionState: 'STO',
      bankTransactionID: expect.stringMatching(/^\d{18}$/),
      authorizationCode: expect.stringMatching(/^\d{6}$/),
      paymentMethod: 'CREDITCARD',
      buyer: { name: 'Mario Rossi', email: 'm.rossi@example.it' },
      events: [
        { eventtype: 'AUT', eventamount: '25.40', eventdate: stamp, eventID: '7001', environment: 'ONL' },
        { eventtype: 'MOV', eventamount: '25.40', eventdate: stamp, eventID: '7002', environment: 'BAT' },
        {
          eventtype: 'STO',
          eventamount: '5.00',
          eventdate: stamp,
          eventID: '7003',
          eventReferred: '7002',
          environment: 'ONL',
        },
      ],
    });
    expect(Object.keys(shown)).not.toContain('amount');
  });

  test('of one that was declined have the code, its words, and the sum that was not authorised', async () => {
    const sandbox = await axerve();
    const payment = await open(sandbox);
    await press(sandbox, payment, 'refuse');
    expect(await detail(sandbox, payment)).toMatchObject({
      transactionResult: 'KO',
      transactionState: 'AUT',
      transactionErrorCode: '74',
      transactionErrorDescription: 'Authorization denied',
      authorizationCode: '',
      events: [{ eventtype: 'AUT', eventamount: '25.40' }],
    });
  });

  test('are found by paymentID, the reference of the shop and that of the bank, which all have to agree', async () => {
    const sandbox = await axerve();
    const { paymentID } = await paid(sandbox);
    const { bankTransactionID } = await detail(sandbox, { paymentID });
    const ask = (ids: object) => call(sandbox, 'POST', 'payment/detail', { shopLogin: SHOP, ...ids });
    for (const ids of [{ paymentID }, { shopTransactionID: '100042-7b1c' }, { bankTransactionID }])
      expect((await ask(ids)).payload.paymentID).toBe(paymentID);
    expect((await ask({ paymentID, shopTransactionID: 'other' })).code).toBe('2011');
    expect((await ask({ paymentID: String(Number(paymentID) + 1) })).code).toBe('2011');
    expect((await ask({ paymentID: 'PAY-1' })).code).toBe('1413');
    expect((await ask({})).code).toBe('2016');
  });

  test('nest each event by GET, and are flat by POST', async () => {
    const sandbox = await axerve();
    const { paymentID } = await paid(sandbox);
    const byGet = await call(sandbox, 'GET', `payment/detail/${paymentID}`);
    expect(byGet.payload.events).toMatchObject([{ event: { eventtype: 'AUT', eventamount: '25.40' } }]);
    expect((await detail(sandbox, { paymentID })).events).toMatchObject([{ eventtype: 'AUT' }]);
  });

  test('are written as told where the documents differ: names, results, events and their ids', async () => {
    const sandbox = await axerve();
    const payment = await paid(sandbox);
    await steer(sandbox, 'answers', { names: 'pascal', results: 'long', events: 'nested', eventIDs: false });
    expect(await detail(sandbox, payment)).toMatchObject({
      TransactionResult: 'APPROVED',
      events: [{ event: { eventtype: 'AUT', eventID: '' } }],
    });
    await steer(sandbox, 'answers', {});
    expect(await detail(sandbox, payment)).toMatchObject({ transactionResult: 'OK' });
  });

  test('can have words that nobody knows yet', async () => {
    const sandbox = await axerve();
    const payment = await paid(sandbox);
    await steer(sandbox, `payments/${payment.paymentID}/shown`, { result: 'REVIEW', state: 'SUS' });
    const words = { transactionResult: 'REVIEW', transactionState: 'SUS' };
    expect(await detail(sandbox, payment)).toMatchObject(words);
    const { payload } = await call(sandbox, 'POST', 'dashboard/search', { shopLogin: SHOP });
    expect(payload.payments).toMatchObject([words]);
  });

  test('of a yen have no decimals', async () => {
    const sandbox = await axerve();
    const payment = await paid(sandbox, { amount: '2540', currency: 'JPY' });
    expect((await detail(sandbox, payment)).events).toMatchObject([{ eventamount: '2540' }]);
  });
});

describe('read by the token of the payment', () => {
  const tokenOf = (paymentToken: string) => ({ paymentToken });

  test.each([
    ['SANDBOX' as const, 5],
    ['LIVE' as const, 10],
  ])(
    '%s: as often as one likes before it is authorised, and %i times afterwards',
    async (environment, times) => {
      const sandbox = await axerve({ environment });
      const { paymentID, paymentToken } = await open(sandbox);
      const read = () =>
        call(sandbox, 'GET', `payment/detail/${paymentID}`, undefined, tokenOf(paymentToken));
      for (let n = 0; n < 12; n += 1) expect((await read()).code).toBe('0');
      await press(sandbox, { paymentID }, 'pay');
      const codes = [];
      for (let n = 0; n < times + 1; n += 1) codes.push((await read()).code);
      expect(codes).toEqual([...Array.from({ length: times }, () => '0'), '1457']);
      expect((await detail(sandbox, { paymentID })).transactionResult).toBe('OK');
    },
  );

  test('it serves for 24 hours', async () => {
    const sandbox = await axerve();
    const { paymentID, paymentToken } = await paid(sandbox);
    const read = () =>
      call(sandbox, 'POST', 'payment/detail', { shopLogin: SHOP, paymentID }, tokenOf(paymentToken));
    sandbox.advance(24 * 3600 - 60);
    expect((await read()).code).toBe('0');
    sandbox.advance(120);
    expect(await read()).toMatchObject({ status: 403, code: '1457', description: 'Expired paymentToken' });
  });

  test('it shows no other payment, and moves no money', async () => {
    const sandbox = await axerve();
    const [payment, other] = [await open(sandbox), await open(sandbox)];
    const token = tokenOf(payment.paymentToken);
    const read = (id: string) => call(sandbox, 'GET', `payment/detail/${id}`, undefined, token);
    expect((await read(other.paymentID)).code).toBe('1170');
    expect(
      (await call(sandbox, 'GET', `payment/detail/${payment.paymentID}`, undefined, tokenOf('x'))).code,
    ).toBe('1170');
    await press(sandbox, payment, 'pay');
    const cancel = { shopLogin: SHOP, paymentID: payment.paymentID };
    expect((await call(sandbox, 'POST', 'payment/cancel/', cancel, token)).code).toBe('1404');
  });
});

describe('times', () => {
  test('are those of Rome, in winter and in summer', () => {
    expect(shortTime(new Date('2026-03-02T10:00:00Z'))).toBe('02/03/26 11:00:00');
    expect(longTime(new Date('2026-07-31T22:30:00Z'))).toBe('01/08/2026 00:30:00');
  });

  test.each([
    ['2026-03-02T10:00:00Z', '03/03/2026 00:13:57'],
    ['2026-03-02T22:59:59Z', '03/03/2026 00:13:57'],
    ['2026-03-02T23:00:00Z', '04/03/2026 00:13:57'],
    ['2026-03-28T12:00:00Z', '29/03/2026 00:13:57'],
    ['2026-03-29T12:00:00Z', '30/03/2026 00:13:57'],
    ['2026-10-24T12:00:00Z', '25/10/2026 00:13:57'],
    ['2026-10-25T12:00:00Z', '26/10/2026 00:13:57'],
    ['2026-12-31T12:00:00Z', '01/01/2027 00:13:57'],
  ])('the night after %s runs at %s', (at, night) => {
    expect(longTime(nightAfter(new Date(at)))).toBe(night);
  });

  test('a day that no calendar has is none', () => {
    expect(dayNumber('01/01/1970')).toBe(0);
    expect(['30/02/2026', '2026-03-02', '2/3/2026'].map(dayNumber)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
