import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AxerveBench, axerveBench } from './axerve-bench.ts';
import { aRequest } from './axerve-given.ts';

const url = 'https://pay.example.it/store/cart/checkout/axerve/webhooks';

describe('the check of a shop at Axerve', () => {
  let bench: AxerveBench;
  beforeEach(async () => {
    bench = await axerveBench();
  });
  afterEach(() => bench?.close());
  const check = async (settings: object = {}, urls = [url]) =>
    Object.fromEntries((await bench.gatewayWith(settings).check(urls)).map((one) => [one.subject, one]));
  const pay = async (settings: object = {}, installation?: string) =>
    bench.pay(await bench.gatewayWith(settings, installation).openPage(aRequest(), 'k'));

  it('of a new shop says what can’t be seen yet, and stops nothing', async () => {
    expect(await check()).toMatchObject({
      shop: { ok: true, text: expect.stringMatching(/GESPAY00001 .*SANDBOX: no real money/) },
      version: { ok: true, text: 'Unlimited' },
      capture: { ok: true, text: 'CREDITCARD unified, PAYPAL unified' },
      installation: { ok: 'note', todo: expect.stringContaining('"incasso"') },
      notifications: { ok: true, text: expect.stringContaining(url) },
    });
  });

  it('of a shop of the other environment says so, both ways', async () => {
    expect((await check({ environment: 'production' })).shop).toMatchObject({
      ok: false,
      text: expect.stringMatching(/is SANDBOX at Axerve, but environment is "production"/),
    });
    await bench.steer('account', { environment: 'LIVE' });
    expect((await check()).shop).toMatchObject({ ok: false, text: expect.stringMatching(/LIVE.*"test"/) });
  });

  it('says that a Starter shop notifies nothing', async () => {
    await bench.steer('account', { version: 'Starter' });
    expect((await check()).version).toMatchObject({
      ok: 'note',
      text: expect.stringMatching(/notifies nothing/),
    });
  });

  const separate = () =>
    bench.steer('moto', {
      paymentType: 'CREDITCARD',
      capture: 'SEPARATED',
      automaticBehaviour: { type: 'DELETE', days: '7' },
    });

  it('finds a shop that holds money where the settings take it, and the other way round', async () => {
    await separate();
    expect((await check()).capture).toMatchObject({
      ok: false,
      text: expect.stringMatching(/shopCapture: unified.*\(CREDITCARD separated\)/),
    });
    expect((await check({ shopCapture: 'separated' })).capture).toMatchObject({
      ok: false,
      text: expect.stringContaining('(PAYPAL unified)'),
    });
    expect((await check({ paymentMethods: ['PAYPAL'] })).capture).toMatchObject({ ok: true });
  });

  it('says plainly who takes money that is held', async () => {
    await separate();
    const settings = { shopCapture: 'separated', paymentMethods: ['CREDITCARD'] };
    expect((await check(settings)).capture).toMatchObject({
      ok: 'note',
      text: expect.stringMatching(/held first, and taken by a call of ours/),
      todo: expect.stringMatching(/unified/),
    });
  });

  it('sees by the newest payments that the customised parameter is there, and who else takes money', async () => {
    await pay();
    expect((await check()).installation).toMatchObject({
      ok: true,
      text: expect.stringContaining('pay.shop.example'),
    });
    await pay({}, 'trial:8080/negozio');
    expect((await check()).installation).toMatchObject({
      ok: 'note',
      text: expect.stringMatching(/others.*: trial:8080\/negozio$/),
    });
  });

  it('says that payments carry no name where Axerve kept none, or none is sent', async () => {
    await pay({ installationField: false });
    expect((await check()).installation).toMatchObject({
      ok: 'note',
      text: expect.stringMatching(/have no "incasso"/),
    });
    expect((await check({ installationField: false })).installation).toMatchObject({
      ok: 'note',
      todo: expect.stringContaining('shopLogin of its own'),
    });
  });

  it('says that the address for notifications is no https', async () => {
    expect((await check({}, ['http://127.0.0.1:8080/hook'])).notifications).toMatchObject({ ok: 'note' });
  });

  it('of a shop that is switched off, or asked from an address that it does not know, says so once', async () => {
    for (const [account, said] of [
      [{ active: false }, /1132/],
      [{ active: true, addressAllowed: false }, /1142/],
    ] as const) {
      await bench.steer('account', account);
      expect(await bench.gatewayWith({}).check([url])).toMatchObject([
        { ok: false, subject: 'shop', text: expect.stringMatching(said) },
      ]);
    }
  });

  it('changes nothing, and moves nothing by GET', async () => {
    await pay();
    const books = () => {
      const { payments, charges, refunds, movedByGet } = bench.sandbox.books;
      return JSON.stringify({ payments, charges, refunds, movedByGet });
    };
    const before = books();
    await check();
    expect(books()).toBe(before);
    expect(bench.sandbox.books.movedByGet).toEqual([]);
  });
});

describe('a customised parameter that the back office does not have', () => {
  let bench: AxerveBench;
  beforeAll(async () => {
    bench = await axerveBench({ customFields: [] });
  });
  afterAll(() => bench?.close());

  it('has the page refused in Axerve’s words, which say where it is set up; without it pages open', async () => {
    await expect(bench.makeGateway().openPage(aRequest(), 'k')).rejects.toMatchObject({
      code: 'GATEWAY_REFUSED',
      message: expect.stringMatching(/1107 .*Fields and Parameters/),
    });
    const gateway = bench.gatewayWith({ installationField: false });
    const request = aRequest();
    const page = await gateway.openPage(request, 'k');
    await bench.pay(page);
    const hint = await gateway.readNotification(await bench.arrived(page.id));
    expect(hint.kind === 'lookup' && (await gateway.lookUp(hint))).toMatchObject({
      paymentId: request.paymentId,
      messages: [{ fact: 'PAID' }],
    });
  });
});
