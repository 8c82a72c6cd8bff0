import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type PayPalBench, paypalBench } from './paypal-bench.ts';
import { aRequest, orderIn } from './paypal-given.ts';

let bench: PayPalBench;
beforeAll(async () => {
  bench = await paypalBench();
});
afterAll(() => bench?.close());

const open = (gateway = bench.makeGateway(), changes: object = {}) => {
  const request = aRequest(changes);
  return gateway.openPage(request, `${request.paymentId}-1`);
};
const failureOf = (call: Promise<unknown>) => call.catch((error: unknown) => error);
const token = { method: 'POST', path: '/v1/oauth2/token' };

describe('the token', () => {
  it('is asked for once, however many calls wait for it, and kept', async () => {
    const gateway = bench.makeGateway();
    await bench.steer('faults', { ...token, kind: 'latency', ms: 50, times: 1 });
    await Promise.all([open(gateway), open(gateway), open(gateway)]);
    // A second one would not be given.
    await bench.steer('faults', { ...token, kind: 'status', status: 503, times: 1 });
    await open(gateway);
    await expect(open()).rejects.toMatchObject({ code: 'GATEWAY_AWAY', kind: 'away' });
  });

  it('that could not be had is told to each who waited for it under its own name', async () => {
    const gateway = bench.makeGateway();
    await bench.steer('faults', { ...token, kind: 'status', status: 503, times: 1 });
    const requests = [aRequest(), aRequest()];
    const pages = requests.map((request) => gateway.openPage(request, `${request.paymentId}-1`));
    const all = await Promise.all(pages.map(failureOf));
    expect(all.map(String)).toEqual(requests.map(({ paymentId }) => expect.stringContaining(paymentId)));
  });

  it('that was revoked is dropped, and what it was for is done once with another', async () => {
    const gateway = bench.makeGateway();
    await open(gateway);
    await bench.steer('token/revoke', {});
    const page = await open(gateway);
    expect(await bench.pagesOf(bench.paymentOf(page))).toEqual([page.id]);
  });

  it('is renewed before it ends', async () => {
    const gateway = bench.makeGateway();
    await open(gateway);
    await bench.steer('token/revoke', {});
    // Asked for anew by the clock, and not because PayPal refused the old one: the first call would meet with this.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 9 * 3_600_000 - 30_000 });
    await bench.steer('faults', { ...token, kind: 'status', status: 503, times: 1 });
    await expect(open(gateway)).rejects.toMatchObject({
      message: expect.stringContaining('no access token'),
    });
    await open(gateway);
    vi.useRealTimers();
  });

  it.each([
    ['too many were asked for', { kind: 'status', status: 429, retryAfter: 3 }, { retryAfterMs: 3000 }],
    ['no answer comes', { kind: 'timeout-before' }, {}],
    ['the connection is cut', { kind: 'reset-after' }, {}],
  ])('that could not be had because %s did nothing', async (_why, fault, more) => {
    await bench.steer('faults', { ...token, ...fault, times: 1 });
    const failure = await failureOf(open(bench.makeGateway({ timeoutMs: 300 })));
    expect(failure).toMatchObject({ code: 'GATEWAY_AWAY', kind: 'away', ...more });
  });
});

describe("PayPal's answers", () => {
  it('that refuse are told by its words and its debug id, never by what was sent', async () => {
    const changes = { backUrl: 'nowhere', customerEmail: 'ada.neri@shop.example' };
    const failure = await failureOf(open(bench.makeGateway(), changes));
    expect(failure).toMatchObject({ code: 'GATEWAY_REFUSED' });
    expect(String(failure)).toMatch(
      /HTTP 400: INVALID_REQUEST INVALID_PARAMETER_SYNTAX at \S*cancel_url \(debug id \w+\)/,
    );
    expect(String(failure)).not.toContain('neri');
    expect(String(failure)).not.toContain('nowhere');
  });

  it.each(['CURRENCY_NOT_SUPPORTED_FOR_COUNTRY', 'MAX_VALUE_EXCEEDED'])(
    'with %s are about the sum',
    async (issue) => {
      await bench.steer('refusals', { operation: 'create', issue, times: 1 });
      await expect(open()).rejects.toMatchObject({ code: 'GATEWAY_AMOUNT_REFUSED', kind: 'refused' });
    },
  );

  it('that ask for a wait of a day, or for ever, are waited for a quarter of an hour: a payment hears nothing meanwhile', async () => {
    const create = { method: 'POST', path: '/v2/checkout/orders$', kind: 'status', status: 429, times: 1 };
    for (const retryAfter of [86_400, 1e12]) {
      await bench.steer('faults', { ...create, retryAfter });
      await expect(open()).rejects.toMatchObject({ code: 'GATEWAY_AWAY', retryAfterMs: 900_000 });
    }
  });

  it('in its own words that it failed are no answer', async () => {
    await bench.steer('failure', { times: 1 });
    await expect(open()).rejects.toMatchObject({ code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' });
  });

  it('without a right say which call lacks it', async () => {
    await bench.steer('key', { lacks: ['https://uri.paypal.com/services/payments/payment'] });
    const failure = await failureOf(open());
    await bench.steer('key', { lacks: [] });
    expect(failure).toMatchObject({
      code: 'GATEWAY_LOGIN_REFUSED',
      message: expect.stringContaining('PERMISSION_DENIED'),
    });
  });
});

describe('the page', () => {
  it('offers only what pays at once, unless bank accounts are wanted too', async () => {
    const preference = async (settings: object) => {
      const page = await open(bench.makeGateway({ settings }));
      return bench.orderOf(page).experience.payment_method_preference;
    };
    expect(await preference({ immediatePayment: true })).toBe('IMMEDIATE_PAYMENT_REQUIRED');
    expect(await preference({ immediatePayment: false })).toBe('UNRESTRICTED');
  });

  it("is in the customer's language, under the shop's name, and comes back with until when it lives", async () => {
    const gateway = bench.makeGateway({ settings: { brandName: 'Negozio' } });
    const page = await open(gateway, {
      customerEmail: ' ada@shop.example ',
      returnUrl: 'https://shop.example/r?a=1',
    });
    const until = page.id.split('-')[1];
    expect(bench.orderOf(page)).toMatchObject({
      email: 'ada@shop.example',
      experience: {
        locale: 'it-IT',
        brand_name: 'Negozio',
        return_url: `https://shop.example/r?a=1&until=${until}`,
        user_action: 'PAY_NOW',
        shipping_preference: 'NO_SHIPPING',
      },
      units: [{ custom_id: `${bench.paymentOf(page)}.${until}.pay.shop.example` }],
    });
    const html = await (await fetch(page.url)).text();
    expect(html).toContain('Paga 25,40');
  });

  it.each([
    ['en', 'en-GB'],
    ['de_AT', 'de-AT'],
    ['tlh', undefined],
  ])('for a customer who reads %s is in %s', async (locale, sent) => {
    expect(bench.orderOf(await open(undefined, { locale })).experience.locale).toBe(sent);
  });

  it.each([
    'not an address',
    'ada@',
    'ada@shop',
    '',
    'ada..neri@shop.it',
    '.ada@shop.it',
    'ada.@shop.it',
    'ada@-shop.it',
    'ada@shop-.it',
    'ada@sh_op.it',
    'ada@shop@shop.it',
    `ada@${'shop.'.repeat(60)}it`,
  ])('leaves out the e-mail address "%s"', async (customerEmail) => {
    expect(bench.orderOf(await open(undefined, { customerEmail })).email).toBeNull();
  });

  it('has long names cut, and whole characters only', async () => {
    const lines = [{ name: `${'x'.repeat(126)}😀`, quantity: 1, unitAmount: 2540 }];
    const page = await open(undefined, { lines, description: ' ' });
    const [unit] = bench.orderOf(page).units;
    expect(unit?.items?.[0]?.name).toBe('x'.repeat(126));
    expect(unit?.description).toBe(bench.paymentOf(page));
    expect(orderIn(page)).toMatch(/^[A-Z0-9]{17}$/);
  });

  it('keeps an installation’s name in the letters that PayPal takes, and tells two alike apart', async () => {
    const [a, b] = [
      bench.makeGateway({ installation: 'x.it/a' }),
      bench.makeGateway({ installation: 'x.it_a' }),
    ];
    const page = await open(a);
    await bench.press(page, 'pay');
    const event = await bench.arrived('CHECKOUT.ORDER.APPROVED', (body) => body.includes(orderIn(page)));
    expect(bench.orderOf(page).units[0]?.custom_id).toMatch(/^[\w.-]{1,127}$/);
    expect(await b.readNotification(event)).toMatchObject({ kind: 'foreign' });
    expect(await a.readNotification(event)).toMatchObject({ kind: 'message' });
  });
});
