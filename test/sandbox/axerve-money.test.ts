import { describe, expect, test } from 'vitest';
import { axerve, call, detail, eur, history, move, open, paid, press, steer } from './axerve-bench.ts';

const DAY = 24 * 3600;
const held = (days = '') =>
  axerve({
    capture: 'separated',
    automaticBehaviour: days === '' ? { type: '', days: '' } : { type: 'delete', days },
  });

describe('captured at once (unified)', () => {
  test('the money is taken as it is authorised, and transferred in the night', async () => {
    const sandbox = await axerve();
    const payment = await paid(sandbox);
    expect(sandbox.books.charges).toMatchObject([
      { payment: payment.paymentID, amount: 2540, currency: 'EUR' },
    ]);
    expect(await history(sandbox, payment)).toEqual(['AUT 25.40']);
    sandbox.advance(DAY);
    expect(await history(sandbox, payment)).toEqual(['AUT 25.40', 'MOV 25.40']);
    expect((await detail(sandbox, payment)).events[1]?.eventdate).toMatch(/ 00:13:57$/);
    sandbox.advance(3 * DAY);
    expect(await history(sandbox, payment)).toHaveLength(2);
    expect(sandbox.books.charges).toHaveLength(1);
  });

  test('before the night the whole can be deleted, and nothing refunded; afterwards it is the other way round', async () => {
    const sandbox = await axerve();
    const [deleted, kept] = [await paid(sandbox), await paid(sandbox)];
    expect(await move(sandbox, 'refund', deleted, eur('5.00'))).toMatchObject({
      status: 400,
      code: '2018',
      description: 'Transaction can not be refunded',
    });
    const { bankTransactionID } = await detail(sandbox, deleted);
    expect(await move(sandbox, 'cancel', deleted, { cancelReason: 'ordine annullato' })).toEqual({
      status: 200,
      code: '0',
      description: 'request correctly processed',
      payload: {
        transactionType: 'cancel',
        transactionResult: 'OK',
        bankTransactionID,
        shopTransactionID: '100042-7b1c',
        paymentID: deleted.paymentID,
      },
    });
    expect(sandbox.books.refunds).toMatchObject([
      { kind: 'cancel', payment: deleted.paymentID, amount: 2540 },
    ]);
    await steer(sandbox, 'night');
    expect(await history(sandbox, deleted)).toEqual(['AUT 25.40', 'CAN 25.40']);
    expect((await move(sandbox, 'cancel', deleted)).code).toBe('2017');
    expect((await move(sandbox, 'cancel', kept)).code).toBe('2017');
    expect((await move(sandbox, 'refund', kept, eur('25.40'))).code).toBe('0');
  });

  test('it takes no capture of its own', async () => {
    const sandbox = await axerve();
    expect((await move(sandbox, 'capture', await paid(sandbox), eur('25.40'))).code).toBe('2019');
  });
});

describe('held, and captured later (separated)', () => {
  test('nothing is taken until it is captured, for a part; the same capture again takes nothing', async () => {
    const sandbox = await held();
    const payment = await paid(sandbox);
    await steer(sandbox, 'night');
    expect(await history(sandbox, payment)).toEqual(['AUT 25.40']);
    expect(sandbox.books.charges).toEqual([]);
    const captured = await move(sandbox, 'capture', payment, { ...eur('20.00'), settlementID: 'S1' });
    expect(captured.payload).toMatchObject({ transactionType: 'capture', transactionResult: 'OK' });
    expect((await move(sandbox, 'capture', payment, eur('5.40'))).code).toBe('66');
    expect(await history(sandbox, payment)).toEqual(['AUT 25.40', 'MOV 20.00']);
    expect(sandbox.books.charges).toMatchObject([{ amount: 2000 }]);
    expect((await move(sandbox, 'refund', payment, eur('20.01'))).code).toBe('2014');
    expect((await move(sandbox, 'refund', payment, { ...eur('20.00'), settlementID: 'S2' })).code).toBe(
      '8013',
    );
    expect((await move(sandbox, 'refund', payment, { ...eur('20.00'), settlementID: 'S1' })).code).toBe('0');
  });

  test.each([
    ['more than is held', eur('25.41'), '58', 'Confirmed amount exceeds authorized amount'],
    ['another currency', { amount: '25.40', currency: 'USD' }, '65', 'Wrong currency'],
    ['no currency', { amount: '25.40' }, '1441', 'Missing CURRENCY parameter'],
    ['a comma', eur('25,40'), '1456', 'Amount with wrong deciman separator'],
    [
      'a long settlementID',
      { ...eur('25.40'), settlementID: 'x'.repeat(21) },
      '1129',
      'Too long parameter value',
    ],
  ])('a capture of %s is refused', async (_what, sum, code, description) => {
    const sandbox = await held();
    const payment = await paid(sandbox);
    expect(await move(sandbox, 'capture', payment, sum)).toMatchObject({ status: 400, code, description });
    expect(sandbox.books.charges).toEqual([]);
  });

  test('a hold that is deleted is given back without having been taken, and can be captured no more', async () => {
    const sandbox = await held();
    const payment = await paid(sandbox);
    expect((await move(sandbox, 'cancel', payment)).payload.transactionResult).toBe('OK');
    expect((await move(sandbox, 'capture', payment, eur('25.40'))).code).toBe('2019');
    expect((await detail(sandbox, payment)).transactionState).toBe('CAN');
    expect([sandbox.books.charges, sandbox.books.refunds]).toEqual([[], []]);
  });

  test('a hold that nobody takes is deleted by itself on its day, which its details say before', async () => {
    const sandbox = await held('5');
    const payment = await paid(sandbox);
    const day = expect.stringMatching(/^\d\d\/\d\d\/\d{4}$/);
    const programmed = { automaticOperation: { type: 'delete', date: day, amount: '25.40' } };
    expect(await detail(sandbox, payment)).toMatchObject(programmed);
    sandbox.advance(5 * DAY - 60);
    expect(await history(sandbox, payment)).toEqual(['AUT 25.40']);
    sandbox.advance(120);
    expect(await history(sandbox, payment)).toEqual(['AUT 25.40', 'CAN 25.40']);
    expect(await detail(sandbox, payment)).toMatchObject({
      transactionResult: 'OK',
      automaticOperation: { type: '' },
    });
    expect(sandbox.books.charges).toEqual([]);
  });

  test('or is taken by itself, where the shop is set so', async () => {
    const sandbox = await axerve({
      capture: 'separated',
      automaticBehaviour: { type: 'capture', days: '25' },
    });
    const [left, captured] = [await paid(sandbox), await paid(sandbox)];
    await move(sandbox, 'capture', captured, eur('1.00'));
    sandbox.advance(25 * DAY + 60);
    expect(await history(sandbox, left)).toEqual(['AUT 25.40', 'MOV 25.40']);
    expect(await history(sandbox, captured)).toEqual(['AUT 25.40', 'MOV 1.00']);
    expect(sandbox.books.charges.map(({ amount }) => amount)).toEqual([100, 2540]);
  });

  test('a hold that nothing ends can be taken for 30 days', async () => {
    const sandbox = await held();
    const payment = await paid(sandbox);
    sandbox.advance(30 * DAY + 60);
    expect(await move(sandbox, 'capture', payment, eur('25.40'))).toMatchObject({ code: '64' });
  });

  test('a capture that the bank makes in the night is PRE until then', async () => {
    const sandbox = await held();
    const payment = await paid(sandbox);
    await steer(sandbox, 'captures/next', { status: 'pending' });
    await move(sandbox, 'capture', payment, eur('20.00'));
    expect((await detail(sandbox, payment)).transactionState).toBe('PRE');
    expect((await move(sandbox, 'capture', payment, eur('5.40'))).code).toBe('66');
    await steer(sandbox, 'night');
    expect(await history(sandbox, payment)).toEqual(['AUT 25.40', 'PRE 20.00', 'MOV 20.00']);
    expect(sandbox.books.charges).toMatchObject([{ amount: 2000 }]);
  });

  test('a hold lapses once, and neither what was taken nor what is not paid ever does', async () => {
    const sandbox = await held();
    const [gone, taken, unpaid] = [await paid(sandbox), await paid(sandbox), await open(sandbox)];
    const lapses = ({ paymentID }: { paymentID: string }) => steer(sandbox, `holds/${paymentID}/lapse`);
    await lapses(gone);
    expect(await history(sandbox, gone)).toEqual(['AUT 25.40', 'CAN 25.40']);
    await move(sandbox, 'capture', taken, eur('25.40'));
    await steer(sandbox, 'moto', { paymentType: 'CREDITCARD', capture: 'unified' });
    const atOnce = await paid(sandbox);
    for (const payment of [gone, taken, unpaid, atOnce])
      expect(await lapses(payment)).toMatchObject({ status: 400, body: { error: { code: '2017' } } });
    expect(await history(sandbox, atOnce)).toEqual(['AUT 25.40']);
    expect(sandbox.books.charges).toHaveLength(2);
  });

  test('how the shop was set when the buyer paid goes on to hold', async () => {
    const sandbox = await held();
    const before = await paid(sandbox);
    await steer(sandbox, 'moto', { paymentType: 'CREDITCARD', capture: 'unified' });
    const after = await paid(sandbox);
    await steer(sandbox, 'night');
    expect(await history(sandbox, before)).toEqual(['AUT 25.40']);
    expect(await history(sandbox, after)).toEqual(['AUT 25.40', 'MOV 25.40']);
  });
});

describe('given back', () => {
  const transferred = async () => {
    const sandbox = await axerve();
    const payment = await paid(sandbox);
    await steer(sandbox, 'night');
    return { sandbox, payment, refund: (amount: string) => move(sandbox, 'refund', payment, eur(amount)) };
  };

  test('a refund answers no id, and the same one again gives back again, never more than is left', async () => {
    const { sandbox, payment, refund } = await transferred();
    const first = await refund('10.00');
    expect(first.payload).toMatchObject({ transactionType: 'refund', transactionResult: 'OK' });
    expect(await refund('10.00')).toEqual(first);
    expect((await refund('10.00')).code).toBe('2014');
    expect((await refund('5.40')).code).toBe('0');
    expect((await refund('0.01')).code).toBe('2014');
    expect(await history(sandbox, payment)).toEqual([
      'AUT 25.40',
      'MOV 25.40',
      'STO 10.00',
      'STO 10.00',
      'STO 5.40',
    ]);
    expect(sandbox.books.refunds.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['refund', 1000],
      ['refund', 1000],
      ['refund', 540],
    ]);
  });

  test('one that is only asked for is REQ, counts at once, and is carried out in the night', async () => {
    const { sandbox, payment, refund } = await transferred();
    await steer(sandbox, 'refunds/next', { status: 'pending' });
    await refund('20.00');
    expect((await detail(sandbox, payment)).transactionState).toBe('REQ');
    expect((await refund('5.41')).code).toBe('2014');
    expect(sandbox.books.refunds).toEqual([]);
    await steer(sandbox, 'night');
    expect(await history(sandbox, payment)).toEqual(['AUT 25.40', 'MOV 25.40', 'REQ 20.00', 'STO 20.00']);
    expect((await detail(sandbox, payment)).events.at(-1)).toMatchObject({ eventReferred: '7002' });
    expect(sandbox.books.refunds).toMatchObject([{ amount: 2000 }]);
  });

  test('one that is asked for ends as the bank says: one it refuses can be asked for again', async () => {
    const { sandbox, payment, refund } = await transferred();
    const settle = (status: string) => steer(sandbox, `refunds/${payment.paymentID}`, { status });
    expect((await settle('failed')).status).toBe(400);
    await steer(sandbox, 'refunds/next', { status: 'pending', times: 2 });
    await refund('25.40');
    await settle('failed');
    expect(await detail(sandbox, payment)).toMatchObject({ transactionState: 'MOV' });
    expect(sandbox.books.refunds).toEqual([]);
    expect((await refund('25.40')).code).toBe('0');
    await settle('succeeded');
    expect(await history(sandbox, payment)).toEqual([
      'AUT 25.40',
      'MOV 25.40',
      'REQ 25.40',
      'REQ 25.40',
      'STO 25.40',
    ]);
    expect(sandbox.books.refunds).toMatchObject([{ amount: 2540 }]);
  });

  test.each([
    [{ refundReason: 'x'.repeat(51) }, '1129'],
    [{ refundReason: 'reso; vedi mail' }, '1105'],
    [{ chargeBackFraud: 'yes' }, '1105'],
    [{ currency: 'USD' }, '65'],
    [{ reason: 'reso' }, '1107'],
  ])('a refund with %o is refused', async (more, code) => {
    const { sandbox, payment } = await transferred();
    expect((await move(sandbox, 'refund', payment, { ...eur('1.00'), ...more })).code).toBe(code);
    expect(sandbox.books.refunds).toEqual([]);
  });

  test('what nobody paid can be neither captured, deleted nor refunded', async () => {
    const sandbox = await held();
    const [unpaid, declined] = [await open(sandbox), await open(sandbox)];
    await press(sandbox, declined, 'refuse');
    await steer(sandbox, 'night');
    for (const payment of [unpaid, declined]) {
      expect((await move(sandbox, 'capture', payment, eur('25.40'))).code).toBe('63');
      expect((await move(sandbox, 'cancel', payment)).code).toBe('2017');
      expect((await move(sandbox, 'refund', payment, eur('25.40'))).code).toBe('2018');
    }
  });

  test('a refused operation can be told as understood with the result KO', async () => {
    const { sandbox, payment, refund } = await transferred();
    await steer(sandbox, 'answers', { refusals: 'ko' });
    expect(await refund('25.41')).toMatchObject({
      status: 200,
      code: '0',
      payload: { transactionType: 'refund', transactionResult: 'KO', paymentID: payment.paymentID },
    });
    expect(sandbox.books.refunds).toEqual([]);
  });

  test('what the merchant does in the back office is in the history, and says by whom', async () => {
    const sandbox = await held();
    const [captured, deleted] = [await paid(sandbox), await paid(sandbox)];
    await steer(sandbox, 'captures', { paymentID: captured.paymentID, amount: 2000 });
    await steer(sandbox, 'refunds', { paymentID: captured.paymentID, amount: 500 });
    await steer(sandbox, 'cancels', { paymentID: deleted.paymentID });
    expect((await detail(sandbox, captured)).events).toMatchObject([
      { eventtype: 'AUT', environment: 'ONL', operator: '' },
      { eventtype: 'MOV', environment: 'BOF', eventamount: '20.00', operator: 'operatore' },
      { eventtype: 'STO', environment: 'BOF', eventamount: '5.00' },
    ]);
    expect((await detail(sandbox, deleted)).events.at(-1)).toMatchObject({ environment: 'BOF' });
  });
});

describe('by GET', () => {
  test.each([
    ['capture', 'MOV 25.40'],
    ['cancel', 'CAN 25.40'],
    ['refund', 'STO 25.40'],
  ])('%s moves the whole sum, and the books remember that somebody did so', async (what, last) => {
    const sandbox = await held();
    const payment = await paid(sandbox);
    if (what === 'refund') await move(sandbox, 'capture', payment, eur('25.40'));
    const head = await fetch(`${sandbox.url}/api/v1/payment/${what}/${payment.paymentID}`, {
      method: 'HEAD',
      headers: { authorization: `apikey ${sandbox.apiKey}` },
    });
    expect([head.status, sandbox.books.movedByGet]).toEqual([404, []]);
    const { payload } = await call(sandbox, 'GET', `payment/${what}/${payment.paymentID}`);
    expect(payload).toMatchObject({ transactionType: what, transactionResult: 'OK' });
    expect((await history(sandbox, payment)).at(-1)).toBe(last);
    expect(sandbox.books.movedByGet).toMatchObject([{ path: expect.stringContaining(payment.paymentID) }]);
  });
});
