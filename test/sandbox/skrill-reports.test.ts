import { describe, expect, test } from 'vitest';
import { EXAMPLE, md5sig, open, press, receiver, shop, skrill, statusOf, steer } from './skrill-bench.ts';

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
    const [first, second] = [await receiver(), await receiver()];
    const sandbox = await skrill();
    await press(sandbox, await open(sandbox, { status_url: first.url, status_url2: second.url }), 'pay');
    await Promise.all([first.until(1), second.until(1)]);
    const mail = { transaction_id: 'x', status_url: first.url, status_url2: 'mailto:shop@example.it' };
    await press(sandbox, await open(sandbox, mail), 'pay');
    await first.until(2);
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
