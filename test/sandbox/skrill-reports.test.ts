import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { open, press, query, receiver, skrill, statusOf, steer } from './skrill-shop.ts';

const EXAMPLE =
  'pay_to_email=shop%40example.it&pay_from_email=b%40example.com&merchant_id=100005&transaction_id=100042-7b1c&mb_transaction_id=2451682729&mb_amount=25.4&mb_currency=EUR&status=2&md5sig=EEF83786DED92AECBE955626BAF34A48&amount=25.40&currency=EUR&payment_type=WLT&incasso_key=100042-7b1c-1';

type Options = Parameters<typeof skrill>[0];
const shop = async (options?: Options, answer?: Parameters<typeof receiver>[0]) => {
  const hook = await receiver(answer);
  const sandbox = await skrill(options);
  const sid = await open(sandbox, { status_url: hook.url });
  return { hook, sandbox, sid };
};

/** md5sig as whoever receives it works it out, from the posted fields. */
function md5sig(fields: Record<string, string>, secret = 'incasso1'): string {
  const md5 = (text: string) => createHash('md5').update(text).digest('hex').toUpperCase();
  const { merchant_id, transaction_id, mb_amount, mb_currency, status } = fields;
  return md5(`${merchant_id}${transaction_id}${md5(secret)}${mb_amount}${mb_currency}${status}`);
}

describe('a status report', () => {
  test('is a form that is signed over its values as they are posted', async () => {
    const { hook, sandbox, sid } = await shop();
    await press(sandbox, sid, 'pay');
    const [report] = await hook.until(1);
    expect([report?.method, report?.raw]).toEqual(['POST', EXAMPLE]);
  });

  test('carries sha2sig too where the account has it', async () => {
    const { hook, sandbox, sid } = await shop({ sha2: true });
    await press(sandbox, sid, 'pay');
    const [report] = await hook.until(1);
    expect(report?.fields).toMatchObject({
      md5sig: 'EEF83786DED92AECBE955626BAF34A48',
      sha2sig: '2F879B8A337E416039869F6CDC245D19D011AB16D5C3C1CB0FA24A69C27EEF9E',
    });
  });

  test('of a refusal says why, if the account may know', async () => {
    const { hook, sandbox, sid } = await shop();
    await press(sandbox, sid, 'refuse', { reason: '32' });
    await steer(sandbox, 'account', { reasons: false });
    await press(sandbox, sid, 'refuse', { reason: '32' });
    const [told, silent] = await hook.until(2);
    expect(told?.fields).toMatchObject({
      status: '-2',
      failed_reason_code: '32',
      md5sig: '71EA6237BAD45F0E2042EB3888D24A64',
      payment_type: 'VSA',
    });
    expect(silent?.fields).not.toHaveProperty('failed_reason_code');
  });

  test('has the money in the currency of the account, and unsigned the sum that was asked for', async () => {
    const { hook, sandbox, sid } = await shop({ currency: 'GBP', rates: { EUR: 0.85 } });
    await press(sandbox, sid, 'pay');
    const fields = await hook.first();
    expect(fields).toMatchObject({
      mb_amount: '21.59',
      mb_currency: 'GBP',
      amount: '25.40',
      currency: 'EUR',
    });
    expect(fields.md5sig).toBe(md5sig(fields));
  });

  test('without a transaction_id of the merchant carries its own in that place', async () => {
    const hook = await receiver();
    const sandbox = await skrill();
    await press(sandbox, await open(sandbox, { transaction_id: undefined, status_url: hook.url }), 'pay');
    const fields = await hook.first();
    expect(fields.transaction_id).toBe(fields.mb_transaction_id);
  });

  test('goes to both addresses, and to one of mail only in the books', async () => {
    const [one, two] = [await receiver(), await receiver()];
    const sandbox = await skrill();
    await press(sandbox, await open(sandbox, { status_url: one.url, status_url2: two.url }), 'pay');
    await Promise.all([one.until(1), two.until(1)]);
    const mail = { transaction_id: 'x', status_url: one.url, status_url2: 'mailto:shop@example.it' };
    await press(sandbox, await open(sandbox, mail), 'pay');
    await one.until(2);
    await expect
      .poll(() => sandbox.books.deliveries.map(({ note }) => note))
      .toEqual(['', '', 'by mail', '']);
  });

  test('of what was pending and then paid is about one transaction', async () => {
    const { hook, sandbox, sid } = await shop({ delayedMs: null });
    await press(sandbox, sid, 'delayed-succeed');
    await hook.until(1);
    await steer(sandbox, `delayed/${sid}`, { result: 'succeed' });
    const told = (await hook.until(2)).map(({ fields }) => [fields.status, fields.mb_transaction_id]);
    expect(told).toEqual([
      ['0', '2451682729'],
      ['2', '2451682729'],
    ]);
  });

  test('of a chargeback comes long after that of the payment, about the same transaction, and only once', async () => {
    const { hook, sandbox, sid } = await shop();
    await press(sandbox, sid, 'pay');
    await hook.until(1);
    sandbox.advance(120 * 24 * 3600);
    await steer(sandbox, 'disputes', { transaction: '100042-7b1c' });
    const [, report] = await hook.until(2);
    expect(report?.fields).toMatchObject({
      status: '-3',
      mb_transaction_id: '2451682729',
      mb_amount: '25.4',
    });
    expect(await statusOf(sandbox)).toMatchObject({ status: '-3' });
    expect((await steer(sandbox, 'disputes', { transaction: '100042-7b1c' })).status).toBe(400);
  });
});

describe('a report that is not answered 200', () => {
  test('is posted again, the same, until it is', async () => {
    const answers = [500, 302, 204, 200];
    const { hook, sandbox, sid } = await shop(
      { webhookRetryMs: [10, 10, 10, 10] },
      () => answers.shift() ?? 500,
    );
    await press(sandbox, sid, 'pay');
    await hook.until(4);
    await expect.poll(() => sandbox.books.outbox).toEqual([]);
    expect(new Set(hook.got.map(({ raw }) => raw))).toEqual(new Set([EXAMPLE]));
    expect(sandbox.books.deliveries.map(({ attempt, status }) => [attempt, status])).toEqual([
      [1, 500],
      [2, 302],
      [3, 204],
      [4, 200],
    ]);
  });

  test('is posted ten times in all, as the clock goes on', async () => {
    const { hook, sandbox, sid } = await shop({}, () => 500);
    await press(sandbox, sid, 'pay');
    for (let posted = 1; posted < 10; posted += 1) {
      await expect.poll(() => sandbox.books.deliveries.length).toBe(posted);
      sandbox.advance(600);
    }
    await hook.until(10);
    await expect.poll(() => sandbox.books.outbox).toEqual([]);
    sandbox.advance(24 * 3600);
    expect(hook.got).toHaveLength(10);
  });
});

describe('told to misbehave', () => {
  const misbehave = async (mode: string, extra: object = {}) => {
    const made = await shop({ webhookRetryMs: [10, 10], delayedMs: null });
    await steer(made.sandbox, 'webhooks', { mode, times: 1, ...extra });
    return made;
  };

  test('it loses one report, which can be asked for again', async () => {
    const { hook, sandbox, sid } = await misbehave('lose');
    await press(sandbox, sid, 'pay');
    expect(sandbox.books.deliveries).toMatchObject([{ note: 'lost on purpose' }]);
    expect(await query(sandbox, { action: 'repost', trn_id: '100042-7b1c' })).toEqual(['200\t\tOK']);
    expect((await hook.until(1))[0]?.raw).toBe(EXAMPLE);
  });

  test('duplicate: one fact is told twice', async () => {
    const { hook, sandbox, sid } = await misbehave('duplicate');
    await press(sandbox, sid, 'pay');
    expect((await hook.until(2)).map(({ raw }) => raw)).toEqual([EXAMPLE, EXAMPLE]);
    expect(sandbox.books.charges).toHaveLength(1);
  });

  test('delay: the buyer is back before the report', async () => {
    const { hook, sandbox, sid } = await misbehave('delay', { ms: 60_000 });
    expect((await press(sandbox, sid, 'pay')).status).toBe(303);
    expect(hook.got).toEqual([]);
    sandbox.advance(60);
    await hook.until(1);
  });

  test('reorder: a report arrives after the one that follows it', async () => {
    const { hook, sandbox, sid } = await misbehave('reorder', { type: '0' });
    await press(sandbox, sid, 'delayed-succeed');
    await steer(sandbox, `delayed/${sid}`, { result: 'succeed' });
    expect((await hook.until(2)).map(({ fields }) => fields.status)).toEqual(['2', '0']);
  });

  test('corrupt-signature: the first post is signed wrongly, its repetition rightly', async () => {
    const answer = ({ fields }: { fields: Record<string, string> }) =>
      fields.md5sig === md5sig(fields) ? 200 : 400;
    const { hook, sandbox, sid } = await shop({ webhookRetryMs: [10] }, answer);
    await steer(sandbox, 'webhooks', { mode: 'corrupt-signature' });
    await press(sandbox, sid, 'pay');
    const [wrong, right] = await hook.until(2);
    expect(wrong?.fields.md5sig).not.toBe('EEF83786DED92AECBE955626BAF34A48');
    expect(right?.raw).toBe(EXAMPLE);
  });

  test('alter-amount: the unsigned sum is another, and the signature still right', async () => {
    const { hook, sandbox, sid } = await misbehave('alter-amount');
    await press(sandbox, sid, 'pay');
    const fields = await hook.first();
    expect(fields).toMatchObject({ amount: '0.01', mb_amount: '25.4', md5sig: md5sig(fields) });
  });

  test('a paid payment is told as failed, and asked for it is paid', async () => {
    const { hook, sandbox, sid } = await shop();
    expect((await steer(sandbox, `sessions/${sid}/contradict`, {})).status).toBe(400);
    await press(sandbox, sid, 'pay');
    await steer(sandbox, `sessions/${sid}/contradict`, {});
    expect((await hook.until(2)).map(({ fields }) => fields.status)).toEqual(['2', '-2']);
    expect(hook.got[1]?.fields.md5sig).toBe('71EA6237BAD45F0E2042EB3888D24A64');
    expect(await statusOf(sandbox)).toMatchObject({ status: '2' });
  });

  test('what was ordered can be taken back, and a misbehaviour nobody knows is refused', async () => {
    const { hook, sandbox, sid } = await misbehave('lose');
    await fetch(`${sandbox.url}/_sandbox/webhooks`, { method: 'DELETE' });
    await press(sandbox, sid, 'pay');
    await hook.until(1);
    expect((await steer(sandbox, 'webhooks', { mode: 'shout' })).status).toBe(400);
  });

  test('a report meets with what is drawn for its status', async () => {
    const hook = await receiver();
    const sandbox = await skrill({
      webhookMishaps: (type) => (type === '-2' ? { mode: 'lose' } : undefined),
    });
    const sid = await open(sandbox, { status_url: hook.url });
    await press(sandbox, sid, 'refuse');
    await press(sandbox, sid, 'pay');
    expect((await hook.until(1))[0]?.fields.status).toBe('2');
  });
});
