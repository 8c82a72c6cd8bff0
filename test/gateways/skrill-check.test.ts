import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SkrillBench, skrillBench } from './skrill-bench.ts';
import { aRequest } from './skrill-given.ts';

const url = 'https://pay.example.it/store/cart/checkout/skrill/webhooks';

describe('the check of a Skrill account', () => {
  let bench: SkrillBench;
  beforeAll(async () => {
    bench = await skrillBench();
  });
  afterAll(() => bench?.close());
  const check = async (settings: object = {}, urls = [url]) =>
    Object.fromEntries((await bench.gatewayWith(settings).check(urls)).map((one) => [one.subject, one]));
  const pay = async (installation?: string) => {
    const request = aRequest();
    await bench.pay(await bench.makeGateway({ installation }).openPage(request, `${request.paymentId}-1`));
  };

  it('of an account that nobody paid yet says what can’t be compared, and stops nothing', async () => {
    expect(await check()).toMatchObject({
      account: { ok: true, text: expect.stringMatching(/shop@example\.it, kept in EUR; a test account/) },
      refunds: { ok: true },
      'newest payments': { ok: 'note' },
      installation: { ok: true, text: expect.stringContaining('pay.shop.example') },
      'status reports': { ok: true, text: expect.stringContaining(url) },
    });
    expect((await check({ environment: 'production' })).account?.text).toContain('real money moves');
  });

  it('finds a merchantId that is another account’s by the newest payment', async () => {
    await pay();
    expect((await check())['newest payments']).toMatchObject({ ok: true, text: 'are of account 100005' });
    expect((await check({ merchantId: '100006' }))['newest payments']).toMatchObject({
      ok: false,
      text: expect.stringMatching(/100005.*merchantId is 100006/),
      todo: expect.stringContaining('100005'),
    });
  });

  it('names other installations on the account', async () => {
    await pay('trial.shop.example');
    expect((await check()).installation).toMatchObject({
      ok: 'note',
      text: expect.stringContaining('trial.shop.example'),
    });
  });

  it('says that Skrill posts to few ports', async () => {
    for (const other of ['https://pay.example.it:8443/hook', 'http://127.0.0.1:8080/hook'])
      expect((await check({}, [other]))['status reports']).toMatchObject({
        ok: 'note',
        todo: expect.stringMatching(/443/),
      });
  });

  it('of an account whose interface is off, that is locked, or from an address that may not ask, says so once', async () => {
    const once = async (said: RegExp) => {
      const findings = await bench.gatewayWith({}).check([url]);
      expect(findings).toMatchObject([{ ok: false, subject: 'account', text: expect.stringMatching(said) }]);
    };
    await bench.steer('account', { services: false });
    await once(/401|Cannot login/);
    await bench.steer('account', { services: true, allowedIps: ['192.0.2.1'] });
    await once(/Cannot login/);
    await bench.steer('account', { allowedIps: null });
    Object.assign(bench.sandbox.books, { lockedUntil: Date.now() + 60_000 });
    await once(/locked/);
    await bench.steer('unlock', {});
  });

  it('changes nothing', async () => {
    const { transactions, refunds, refundSessions, sessions } = bench.sandbox.books;
    const before = JSON.stringify({ transactions, refunds, refundSessions, sessions });
    await check();
    expect(JSON.stringify({ transactions, refunds, refundSessions, sessions })).toBe(before);
  });
});
