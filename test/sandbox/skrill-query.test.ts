import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { EXAMPLE, MQI, open, press, query, receiver, skrill, statusOf, steer } from './skrill-bench.ts';

const paid = async (options?: Parameters<typeof skrill>[0]) => {
  const sandbox = await skrill(options);
  await press(sandbox, await open(sandbox), 'pay');
  return sandbox;
};
const status = { action: 'status_trn', trn_id: '100042-7b1c' };

describe('status_trn', () => {
  test("answers a line, and the report's fields, by the merchant's id or by Skrill's", async () => {
    const sandbox = await paid();
    expect(await query(sandbox, status)).toEqual(['200\t\tOK', EXAMPLE]);
    expect(await query(sandbox, { action: 'status_trn', mb_trn_id: '2451682729' })).toEqual([
      '200\t\tOK',
      EXAMPLE,
    ]);
  });

  test('knows nothing of a page that nobody has tried to pay on', async () => {
    const sandbox = await skrill();
    await open(sandbox);
    expect(await query(sandbox, status)).toEqual(['403\t\tTransaction not found: 100042-7b1c']);
  });

  test.each([
    ['an action it has not', { action: 'cancel', trn_id: '1' }, '402\t\tUnknown action: cancel'],
    ['no id', { action: 'status_trn' }, '405\t\tMissing parameter: trn_id'],
    ['no day to begin at', { action: 'history' }, '405\t\tMissing parameter: start_date'],
    [
      'a day of another form',
      { action: 'history', start_date: '02-08-201' },
      '404\t\tIllegal parameter value: 02-08-201',
    ],
  ])('with %s is answered by its code', async (_what, fields, answer) => {
    expect(await query(await skrill(), fields)).toEqual([answer]);
  });
});

describe('a login', () => {
  test.each([
    ['a wrong password', { password: 'no' }],
    ['the password itself', { password: 'MqiPass1' }],
    ['its hash in capitals', { password: MQI.toUpperCase() }],
    ['another address', { email: 'other@example.it' }],
    ['no password', { password: undefined }],
  ])('by %s is refused', async (_what, changes) => {
    expect(await query(await paid(), { ...status, ...changes })).toEqual(['401\t\tCannot login']);
  });

  test('refused five times locks the account for the right password too, until its time is over', async () => {
    const sandbox = await paid();
    for (let tries = 0; tries < 5; tries += 1) await query(sandbox, { ...status, password: 'no' });
    expect(await query(sandbox, status)).toEqual(['401\t\tYour account is currently locked']);
    sandbox.advance(3600);
    expect((await query(sandbox, status))[0]).toBe('200\t\tOK');
  });

  test('that succeeds forgets the refused ones before it; a locked account can be unlocked by hand', async () => {
    const sandbox = await paid();
    for (let tries = 0; tries < 8; tries += 1)
      await query(sandbox, tries === 4 ? status : { ...status, password: 'no' });
    expect((await query(sandbox, status))[0]).toBe('200\t\tOK');
    for (let tries = 0; tries < 5; tries += 1) await query(sandbox, { ...status, password: 'no' });
    await steer(sandbox, 'unlock', {});
    expect((await query(sandbox, status))[0]).toBe('200\t\tOK');
  });

  test('from an address that is not listed, or while the service is off, is refused and locks nothing', async () => {
    const sandbox = await paid();
    for (const account of [{ allowedIps: ['203.0.113.7'] }, { allowedIps: null, services: false }]) {
      await steer(sandbox, 'account', account);
      for (let tries = 0; tries < 6; tries += 1)
        expect(await query(sandbox, status)).toEqual(['401\t\tCannot login']);
    }
    await steer(sandbox, 'account', { services: true, allowedIps: ['127.0.0.1'] });
    expect((await query(sandbox, status))[0]).toBe('200\t\tOK');
  });
});

describe('repost', () => {
  test('posts the last report again, to its address or to the one that is named', async () => {
    const [hook, other] = [await receiver(), await receiver()];
    const sandbox = await skrill();
    await press(sandbox, await open(sandbox, { status_url: hook.url }), 'pay');
    await hook.until(1);
    await query(sandbox, { action: 'repost', trn_id: '100042-7b1c' });
    await query(sandbox, { action: 'repost', mb_trn_id: '2451682729', status_url: other.url });
    expect((await hook.until(2))[1]?.raw).toBe(hook.got[0]?.raw);
    expect((await other.until(1))[0]?.raw).toBe(hook.got[0]?.raw);
  });

  test('finds nothing where no report was ever posted', async () => {
    expect(await query(await paid(), { action: 'repost', trn_id: '100042-7b1c' })).toEqual([
      '403\t\tTransaction not found: 100042-7b1c',
    ]);
  });
});

describe('history', () => {
  const HEADER =
    '"ID","Time (CET)","Type","Transaction Details","[-] EUR","[+] EUR","Status","balance","Reference","Amount Sent","Currency sent","More information","ID of the corresponding Skrill transaction","Payment Type"';
  const days = (sandbox: Awaited<ReturnType<typeof skrill>>, from: number, to?: number) => {
    const at = (offset: number) =>
      DateTime.fromJSDate(sandbox.now(), { zone: 'Europe/Rome' })
        .plus({ days: offset })
        .toFormat('dd-MM-yyyy');
    return { action: 'history', start_date: at(from), ...(to !== undefined && { end_date: at(to) }) };
  };

  test('has a row for the payment and one for its fee, which has no amount sent', async () => {
    const sandbox = await paid();
    const at = DateTime.fromMillis(sandbox.books.history[0]?.at ?? 0, { zone: 'Europe/Rome' });
    const time = at.setLocale('en').toFormat('dd MMM yy HH:mm');
    expect(await query(sandbox, days(sandbox, 0))).toEqual([
      HEADER,
      `"2451682729","${time}","Receive Money","from b@example.com","","25.4","processed","1025.4","100042-7b1c","25.4","EUR","","2451682730","WLT"`,
      `"2451682731","${time}","Receive Money","Fee","1.03","","processed","1024.37","100042-7b1c","","","","2451682730",""`,
    ]);
  });

  test('is asked for by whole days, both included', async () => {
    const sandbox = await paid();
    sandbox.advance(24 * 3600);
    await press(sandbox, await open(sandbox, { transaction_id: 'today', amount: '0.50' }), 'pay');
    const references = async (from: number, to?: number) =>
      (await query(sandbox, days(sandbox, from, to)))
        .slice(1)
        .map((row) => row.split('","')[8])
        .filter((reference, i, all) => all.indexOf(reference) === i);
    expect(await references(-1)).toEqual(['100042-7b1c', 'today']);
    expect(await references(-1, -1)).toEqual(['100042-7b1c']);
    expect(await references(0)).toEqual(['today']);
    expect(await references(-9, -2)).toEqual([]);
    expect((await query(sandbox, days(sandbox, 0)))[1]).toContain('"",".5","processed"');
  });

  test('keeps a pending payment at the day it was begun, and has chargebacks as rows of their own', async () => {
    const sandbox = await skrill({ delayedMs: null });
    const sid = await open(sandbox);
    await press(sandbox, sid, 'delayed-succeed');
    sandbox.advance(3 * 24 * 3600);
    await steer(sandbox, `delayed/${sid}`, { result: 'succeed' });
    const first = await query(sandbox, days(sandbox, -3, -3));
    expect(first[1]).toContain('"2451682729"');
    expect(first[1]).toContain('"processed"');
    await steer(sandbox, 'disputes', { transaction: sid });
    const today = await query(sandbox, days(sandbox, 0));
    expect(today.at(-1)).toMatch(/"Chargeback","to b@example.com","25.4","","processed".*"100042-7b1c"/);
  });

  test('names its columns by the currency of the account', async () => {
    const sandbox = await paid({ currency: 'GBP', rates: { EUR: 0.85 } });
    const [header, row] = await query(sandbox, days(sandbox, 0));
    expect(header).toContain('"[-] GBP","[+] GBP"');
    expect(row).toContain('"","21.59","processed","1021.59","100042-7b1c","25.4","EUR"');
  });
});

test('an answer can be lost, come late, be an error or HTML, while what it did is done', async () => {
  const sandbox = await skrill();
  const fault = (kind: object) => steer(sandbox, 'faults', { times: 1, ...kind });
  await fault({ kind: 'reset-after', path: '/$', method: 'POST' });
  await expect(open(sandbox)).rejects.toThrow();
  expect(Object.keys(sandbox.books.sessions)).toHaveLength(1);
  await fault({ kind: 'status', status: 429, path: '/app/query.pl' });
  expect((await query(sandbox, status))[0]).toContain('<h1>429</h1>');
  await fault({ kind: 'status', status: 200, path: '/$', method: 'POST' });
  await expect(open(sandbox)).rejects.toThrow('<html>');
  await press(sandbox, await open(sandbox), 'pay');
  expect(await statusOf(sandbox)).toMatchObject({ status: '2' });
});
