import { describe, expect, test } from 'vitest';
import {
  MQI,
  md5sig,
  open,
  press,
  query,
  receiver,
  refund,
  skrill,
  statusOf,
  steer,
} from './skrill-bench.ts';

const paid = async (options?: Parameters<typeof skrill>[0]) => {
  const sandbox = await skrill(options);
  await press(sandbox, await open(sandbox), 'pay');
  return sandbox;
};
const whole = { action: 'prepare', transaction_id: '100042-7b1c' };
const part = (amount: string) => ({ ...whole, amount });
type Shop = Awaited<ReturnType<typeof skrill>>;
const execute = (sandbox: Shop, sid: string | undefined) => refund(sandbox, { action: 'refund', sid });
const made = async (sandbox: Shop, fields: object) =>
  execute(sandbox, (await refund(sandbox, { ...whole, ...fields })).sid);

describe('a refund', () => {
  test('is prepared, which changes nothing, and then made', async () => {
    const sandbox = await paid();
    const before = sandbox.books.balance;
    const prepared = await refund(sandbox, {
      action: 'prepare',
      mb_transaction_id: '2451682729',
      amount: '5.00',
    });
    expect(prepared.text).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<response><sid>[0-9a-f]{32}<\/sid><\/response>$/,
    );
    expect([sandbox.books.balance, sandbox.books.refunds]).toEqual([before, {}]);
    expect((await execute(sandbox, prepared.sid)).text).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<response><mb_amount>5.000000</mb_amount><mb_currency>EUR</mb_currency><mb_transaction_id>2451682732</mb_transaction_id><merchant_id>100005</merchant_id><status>2</status><transaction_id>100042-7b1c</transaction_id></response>',
    );
    expect(sandbox.books.balance).toBe(before - 500);
    expect(await statusOf(sandbox)).toMatchObject({ status: '2', mb_amount: '25.4' });
  });

  test('without an amount gives back all that is left, and never more', async () => {
    const sandbox = await paid();
    expect((await made(sandbox, { amount: '5' })).status).toBe('2');
    expect((await refund(sandbox, part('20.41'))).error).toBe('INVALID_AMOUNT');
    expect((await made(sandbox, {})).element('mb_amount')).toBe('20.400000');
    expect((await refund(sandbox, part('0.01'))).error).toBe('ALREADY_REFUNDED');
  });

  test('prepared twice can be made once only, if both together are more than is left', async () => {
    const sandbox = await paid();
    const [first, second] = [await refund(sandbox, whole), await refund(sandbox, whole)];
    expect(first.sid).not.toBe(second.sid);
    expect((await execute(sandbox, first.sid)).status).toBe('2');
    expect((await execute(sandbox, second.sid)).error).toBe('ALREADY_REFUNDED');
  });

  test('whose answer is lost is made; repeated with the same session id it is not made again', async () => {
    const sandbox = await paid();
    const { sid } = await refund(sandbox, part('5.00'));
    await steer(sandbox, 'faults', { kind: 'reset-after', times: 1, path: '/app/refund.pl' });
    await expect(execute(sandbox, sid)).rejects.toThrow();
    expect((await execute(sandbox, sid)).error).toBe('ALREADY_EXECUTED');
    sandbox.advance(15 * 60);
    expect((await execute(sandbox, sid)).error).toBe('SESSION_EXPIRED');
    expect(Object.values(sandbox.books.refunds)).toMatchObject([{ mbMinor: 500 }]);
  });

  test('whose second step never arrived can be made within 15 minutes of its preparation', async () => {
    const sandbox = await paid();
    const { sid } = await refund(sandbox, whole);
    await steer(sandbox, 'faults', { kind: 'reset-before', times: 1, path: '/app/refund.pl' });
    await expect(execute(sandbox, sid)).rejects.toThrow();
    sandbox.advance(14 * 60);
    expect((await execute(sandbox, sid)).status).toBe('2');
    expect((await refund(sandbox, whole)).error).toBe('ALREADY_REFUNDED');
  });

  test.each([
    ['of an unknown payment', { transaction_id: 'other' }, 'INVALID_TRANSACTION_ID'],
    ['of no payment', { transaction_id: undefined }, 'INVALID_TRANSACTION_ID'],
    ['of more than was paid', { amount: '25.41' }, 'INVALID_AMOUNT'],
    ['of nothing', { amount: '0' }, 'INVALID_AMOUNT'],
    ['with a comma', { amount: '5,00' }, 'INVALID_AMOUNT'],
    ['told to nowhere', { refund_status_url: 'somewhere' }, 'INVALID_STATUS_URL'],
    ['with six fields', { merchant_fields: 'a,b,c,d,e,f' }, 'TOO_MANY_MERCHANT_FIELDS'],
    ['by a wrong password', { password: 'no' }, 'CANNOT_LOGIN'],
    ['by its hash in capitals', { password: MQI.toUpperCase() }, 'CANNOT_LOGIN'],
    ['by no action', { action: '' }, 'INVALID_OR_MISSING_ACTION'],
  ])('%s is refused', async (_what, changes, error) => {
    const sandbox = await paid();
    const answer = await refund(sandbox, { ...whole, ...changes });
    expect([answer.error, answer.sid]).toEqual([error, undefined]);
  });

  test('of what is not paid, or was charged back, is refused', async () => {
    const sandbox = await skrill({ delayedMs: null });
    const sid = await open(sandbox);
    await press(sandbox, sid, 'delayed-succeed');
    expect((await refund(sandbox, whole)).error).toBe('INVALID_TRANSACTION_ID');
    await steer(sandbox, `delayed/${sid}`, { result: 'succeed' });
    const { sid: prepared } = await refund(sandbox, whole);
    await steer(sandbox, 'disputes', { transaction: sid });
    expect((await refund(sandbox, whole)).error).toBe('INVALID_TRANSACTION_ID');
    expect((await execute(sandbox, prepared)).error).toBe('INVALID_TRANSACTION_ID');
  });

  test('under an unknown session id, or of more than the account has, is refused as it is made', async () => {
    const sandbox = await paid();
    expect((await execute(sandbox, '0'.repeat(32))).error).toBe('SESSION_EXPIRED');
    expect((await execute(sandbox, undefined)).error).toBe('SESSION_EXPIRED');
    await steer(sandbox, 'balance', { amount: 100 });
    expect((await made(sandbox, {})).error).toBe('BALANCE_NOT_ENOUGH');
    expect(sandbox.books.refunds).toEqual({});
  });

  test('is refused while the account is locked, which wrong passwords of queries bring about too', async () => {
    const sandbox = await paid();
    for (let tries = 0; tries < 5; tries += 1) await query(sandbox, { action: 'history', password: 'no' });
    expect((await refund(sandbox, whole)).error).toBe('ACCOUNT_LOCKED');
  });

  test("is in the currency of the account, whatever the payment's was", async () => {
    const sandbox = await paid({ currency: 'GBP', rates: { EUR: 0.85 } });
    expect((await refund(sandbox, part('25.40'))).error).toBe('INVALID_AMOUNT');
    const answer = await made(sandbox, {});
    expect([answer.element('mb_amount'), answer.element('mb_currency')]).toEqual(['21.590000', 'GBP']);
  });
});

describe('what becomes of a refund', () => {
  test('is reported, signed, to the address that was given with it, with its fields', async () => {
    const hook = await receiver();
    const sandbox = await paid();
    const told = { refund_status_url: hook.url, merchant_fields: 'key', key: 'refund-1' };
    const { element } = await made(sandbox, { amount: '5.00', ...told });
    const fields = await hook.first();
    expect(fields).toEqual({
      transaction_id: '100042-7b1c',
      mb_transaction_id: element('mb_transaction_id'),
      mb_amount: '5',
      mb_currency: 'EUR',
      status: '2',
      md5sig: md5sig({ ...fields, merchant_id: '100005' }),
      key: 'refund-1',
    });
  });

  test.each([
    ['succeeded', '2', 'processed'],
    ['failed', '-2', 'failed'],
  ])('can be pending first: %s is told as %s', async (result, status, told) => {
    const hook = await receiver();
    const sandbox = await paid();
    const before = sandbox.books.balance;
    await steer(sandbox, 'refunds/next', { status: 'pending' });
    const answer = await made(sandbox, { refund_status_url: hook.url });
    expect(answer.status).toBe('0');
    expect((await refund(sandbox, whole)).error).toBe('ALREADY_REFUNDED');
    await hook.until(1);
    const id = answer.element('mb_transaction_id') ?? '';
    await steer(sandbox, `refunds/${id}`, { status: result });
    expect((await hook.until(2)).map(({ fields }) => fields.status)).toEqual(['0', status]);
    expect(sandbox.books.history.at(-1)).toMatchObject({ id, status: told, minus: 2540 });
    expect(sandbox.books.balance).toBe(result === 'failed' ? before : before - 2540);
    expect((await refund(sandbox, whole)).error).toBe(result === 'failed' ? undefined : 'ALREADY_REFUNDED');
    expect((await steer(sandbox, `refunds/${id}`, { status: result })).status).toBe(400);
  });

  test('can be a failure at once, and moves nothing', async () => {
    const sandbox = await paid();
    const before = sandbox.books.balance;
    await steer(sandbox, 'refunds/next', { status: 'failed' });
    expect((await made(sandbox, {})).status).toBe('-2');
    expect(sandbox.books.balance).toBe(before);
    expect((await made(sandbox, {})).status).toBe('2');
  });

  test("is found by the id of the refund, and in the account's history; one made by hand only there", async () => {
    const hook = await receiver();
    const sandbox = await skrill();
    await press(sandbox, await open(sandbox, { status_url: hook.url }), 'pay');
    await hook.until(1);
    const id = (await made(sandbox, { amount: '5.00' })).element('mb_transaction_id');
    const [line, fields] = await query(sandbox, { action: 'status_trn', mb_trn_id: id });
    expect(line).toBe('200\t\tOK');
    expect(Object.fromEntries(new URLSearchParams(fields))).toMatchObject({ status: '2', mb_amount: '5' });
    await steer(sandbox, 'refunds', { transaction: '100042-7b1c', amount: '1.00' });
    const rows = await query(sandbox, { action: 'history', start_date: '01-01-2026' });
    expect(rows.slice(-2).map((row) => row.split('","').slice(2, 6))).toEqual([
      ['Send Money', 'to b@example.com', '5', ''],
      ['Send Money', 'to b@example.com', '1', ''],
    ]);
    expect((await steer(sandbox, 'refunds', { transaction: '100042-7b1c', amount: '99' })).status).toBe(400);
    expect(hook.got).toHaveLength(1);
  });
});
