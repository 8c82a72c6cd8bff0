import { describe, expect, test } from 'vitest';
import { check, type Fields, iwsmile, pageUrlOf, paid, press } from './iwsmile-bench.ts';
import { receiver, steer } from './skrill-bench.ts';

describe('a callback', () => {
  test('is a form with the amount written with a comma, and a proof', async () => {
    const { hook, fields } = await paid();
    const today = new Intl.DateTimeFormat('it-IT', { dateStyle: 'short', timeZone: 'Europe/Rome' });
    const [day, month, year] = today.format(new Date()).split('/');
    const date = `${day?.padStart(2, '0')}%2F${month?.padStart(2, '0')}%2F20${year?.slice(-2)}`;
    expect(hook.got[0]?.method).toBe('POST');
    expect(hook.got[0]?.raw).toBe(
      `thx_id=80012345&payer_id=71009999&payer_name=Mario+Rossi&payer_email=m%40example.it&amount=25%2C40&qta=1&item_number=100042&custom=100042-7b1c&payment_date=${date}&payment_status=Completed&verify_sign=${fields.verify_sign}`,
    );
  });

  test('can come by GET, and with a point', async () => {
    const { hook, sandbox, fields } = await paid({ callbackMethod: 'GET', comma: false });
    expect([hook.got[0]?.method, fields.amount]).toEqual(['GET', '25.40']);
    expect(await check(sandbox, fields)).toBe('OK');
  });

  test('comes once, whatever it is answered, and never without an address', async () => {
    const hook = await receiver(() => 500);
    const sandbox = await iwsmile();
    await press(await pageUrlOf(sandbox, { URL_CALLBACK: hook.url }), 'pay');
    await expect.poll(() => sandbox.books.deliveries).toMatchObject([{ status: 500 }]);
    await press(await pageUrlOf(sandbox), 'pay');
    sandbox.advance(24 * 3600);
    expect([hook.got.length, sandbox.books.outbox, sandbox.books.deliveries.length]).toEqual([1, [], 1]);
  });
});

describe('trx.check', () => {
  test('says OK of what was received, as often as it is asked', async () => {
    const { sandbox, fields } = await paid();
    expect([await check(sandbox, fields), await check(sandbox, fields)]).toEqual(['OK', 'OK']);
  });

  test.each<[string, Fields, string]>([
    ['the amount written otherwise', { amount: '25.40' }, 'KO'],
    ['another amount', { amount: '0,01' }, 'KO'],
    ['another payer', { payer_id: '71000000' }, 'KO'],
    ['another payment', { thx_id: '80012346' }, 'KO'],
    ['another proof', { verify_sign: 'ff' }, 'KO'],
    ['the key of another account', { merchant_key: 'ab'.repeat(32) }, 'KO'],
    ['what is no key', { merchant_key: 'secret' }, 'IR'],
    ['no key', { merchant_key: '' }, 'IR'],
    ['no proof', { verify_sign: '' }, 'IR'],
  ])('with %s says so', async (_what, changes, answer) => {
    const { sandbox, fields } = await paid();
    expect(await check(sandbox, fields, changes)).toBe(answer);
  });

  test('says EX once the proof is too old, which it is from the payment on', async () => {
    const { hook, sandbox, fields } = await paid({ proofMs: 600_000 });
    sandbox.advance(599);
    expect(await check(sandbox, fields)).toBe('OK');
    await steer(sandbox, 'webhooks/resend', { payment: '100042-7b1c' });
    sandbox.advance(1);
    const [, again] = await hook.until(2);
    expect(await check(sandbox, again?.fields ?? {})).toBe('EX');
    expect(await check(sandbox, fields, { verify_sign: 'ff' })).toBe('KO');
  });

  test('by GET is no request, and can be made to say anything, be an error, or lose its answer', async () => {
    const { sandbox, fields } = await paid();
    const asked = await fetch(`${sandbox.url}/Pagamenti/trx.check?${new URLSearchParams(fields)}`);
    expect(await asked.text()).toBe('IR');
    await steer(sandbox, 'checks/next', { text: 'KO: NOT OK' });
    expect(await check(sandbox, fields)).toBe('KO: NOT OK');
    await steer(sandbox, 'faults', { kind: 'status', status: 500, times: 1, path: 'trx.check' });
    expect(await check(sandbox, fields)).toContain('<h1>500</h1>');
    await steer(sandbox, 'faults', { kind: 'reset-after', times: 1, path: 'trx.check' });
    await expect(check(sandbox, fields)).rejects.toThrow();
    expect(await check(sandbox, fields)).toBe('OK');
    expect(sandbox.books.checks.map(({ answer }) => answer)).toEqual(['IR', 'KO: NOT OK', 'OK', 'OK']);
  });
});

describe('told to misbehave', () => {
  const misbehave = async (mode: string, extra: object = {}) => {
    const hook = await receiver();
    const sandbox = await iwsmile();
    await steer(sandbox, 'webhooks', { mode, ...extra });
    await press(await pageUrlOf(sandbox, { URL_CALLBACK: hook.url }), 'pay');
    return { hook, sandbox };
  };

  test('it loses the callback, which can be made again', async () => {
    const { hook, sandbox } = await misbehave('lose');
    expect(sandbox.books.deliveries).toMatchObject([{ note: 'lost on purpose' }]);
    await steer(sandbox, 'webhooks/resend', { payment: '80012345' });
    expect(await check(sandbox, await hook.first())).toBe('OK');
  });

  test('duplicate: one payment is told twice', async () => {
    const { hook, sandbox } = await misbehave('duplicate');
    const [first, second] = await hook.until(2);
    expect(first?.raw).toBe(second?.raw);
    expect(sandbox.books.charges).toHaveLength(1);
  });

  test('delay: the callback comes when its proof is too old', async () => {
    const { hook, sandbox } = await misbehave('delay', { ms: 7_200_000 });
    expect(hook.got).toEqual([]);
    sandbox.advance(7200);
    expect(await check(sandbox, await hook.first())).toBe('EX');
  });

  test.each([['corrupt-signature'], ['alter-amount']])('%s: the callback is not verified', async (mode) => {
    const { hook, sandbox } = await misbehave(mode);
    expect(await check(sandbox, await hook.first())).toBe('KO');
  });

  test('a callback meets with what is drawn for it; what was ordered can be taken back, and no other is known', async () => {
    const hook = await receiver();
    const sandbox = await iwsmile({ webhookMishaps: () => ({ mode: 'lose' }) });
    await steer(sandbox, 'webhooks', { mode: 'duplicate' });
    await fetch(`${sandbox.url}/_sandbox/webhooks`, { method: 'DELETE' });
    await press(await pageUrlOf(sandbox, { URL_CALLBACK: hook.url }), 'pay');
    expect(sandbox.books.deliveries).toMatchObject([{ note: 'lost on purpose' }]);
    expect((await steer(sandbox, 'webhooks', { mode: 'shout' })).status).toBe(400);
    expect((await steer(sandbox, 'webhooks/resend', { payment: 'none' })).status).toBe(400);
  });
});
