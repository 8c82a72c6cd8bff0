import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../domain/failure.ts';
import { ourMoney } from '../../gateways/stripe/amounts.ts';
import { stripeLines } from '../../gateways/stripe/lines.ts';
import { sessionParams } from '../../gateways/stripe/session-params.ts';
import { anyText } from '../text-given.ts';
import { aRequest, PAYMENT_ID } from './stripe-given.ts';

const sumOf = (lines: ReturnType<typeof stripeLines>) =>
  lines.reduce((sum, line) => sum + line.quantity * line.price_data.unit_amount, 0);
const priced = (currency: string, amount: number) =>
  stripeLines(aRequest({ total: { amount, currency }, lines: [] }));

describe('the lines that go to Stripe', () => {
  const line = fc.record({
    name: anyText(),
    quantity: fc.integer({ min: -1, max: 50 }),
    unitAmount: fc.integer({ min: -500, max: 500_000 }),
  });

  it('sum to the total and are never negative, whatever the lines of the request are', () => {
    const request = fc.record({
      lines: fc.array(line, { maxLength: 120 }),
      off: fc.constantFrom(0, 0, 1, -1),
      currency: fc.constantFrom('EUR', 'JPY', 'UGX', 'ISK', 'HUF', 'LAK'),
    });
    fc.assert(
      fc.property(request, ({ lines, off, currency }) => {
        const amount = Math.max(0, lines.reduce((sum, l) => sum + l.quantity * l.unitAmount, 0) + off);
        const sent = stripeLines(aRequest({ lines, total: { amount, currency } }));
        expect(ourMoney(sumOf(sent), currency)).toEqual({ amount, currency });
        expect(sent.length).toBeGreaterThan(0);
        expect(sent.length).toBeLessThanOrEqual(100);
        for (const { quantity, price_data } of sent) {
          expect(quantity).toBeGreaterThan(0);
          expect(price_data.unit_amount).toBeGreaterThanOrEqual(0);
          expect(price_data.product_data.name).not.toBe('');
          expect(() => encodeURIComponent(price_data.product_data.name)).not.toThrow();
        }
      }),
    );
  });

  it("are the request's own where they make up the total", () => {
    expect(
      stripeLines(aRequest()).map((l) => [
        l.price_data.product_data.name,
        l.quantity,
        l.price_data.unit_amount,
      ]),
    ).toEqual([
      ['Blue shirt', 2, 3270],
      ['Shipping', 1, 1450],
    ]);
  });

  it.each([
    ['there are none', []],
    ['they miss the total by a cent', [{ name: 'Blue shirt', quantity: 1, unitAmount: 7989 }]],
    [
      'one of them is negative',
      [
        { name: 'Shirt', quantity: 1, unitAmount: 8990 },
        { name: 'Discount', quantity: 1, unitAmount: -1000 },
      ],
    ],
    ['one of them is of more than a million pieces', [{ name: 'Grain', quantity: 1_000_000, unitAmount: 0 }]],
    [
      'there are more than a hundred',
      [...Array(101).keys()].map((n) => ({ name: `Row ${n}`, quantity: 1, unitAmount: n ? 0 : 7990 })),
    ],
  ])('are one line with the description and the total where %s', (_why, lines) => {
    const [only, ...others] = stripeLines(aRequest({ lines }));
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      quantity: 1,
      price_data: { unit_amount: 7990, product_data: { name: 'Order 000000012' } },
    });
  });
});

describe('amounts on the wire', () => {
  it.each([
    ['EUR', 1999, 'eur', 1999],
    ['JPY', 500, 'jpy', 500],
    ['ISK', 5, 'isk', 500],
    ['UGX', 700, 'ugx', 70_000],
  ])('of %s %i are %s %i, and back', (currency, amount, wireCurrency, wireAmount) => {
    expect(priced(currency, amount)[0]?.price_data).toMatchObject({
      currency: wireCurrency,
      unit_amount: wireAmount,
    });
    expect(ourMoney(wireAmount, wireCurrency)).toEqual({ amount, currency });
  });

  it('are refused where the total is negative', () => {
    expect(() => priced('EUR', -1)).toThrow(Failure);
  });

  it('are no money where Stripe tells half a unit of a currency without decimals', () => {
    expect(ourMoney(550, 'ugx')).toBeUndefined();
  });
});

describe('the parameters of a page', () => {
  it('carry our payment on the session and on its intent', () => {
    expect(sessionParams(aRequest(), 'pay.shop.example', undefined)).toMatchObject({
      mode: 'payment',
      client_reference_id: PAYMENT_ID,
      metadata: { incasso_payment: PAYMENT_ID, incasso_installation: 'pay.shop.example' },
      payment_intent_data: {
        metadata: { incasso_payment: PAYMENT_ID, incasso_installation: 'pay.shop.example' },
      },
      cancel_url: 'https://shop.example/pay/back',
      customer_email: 'ada@shop.example',
      locale: 'it',
      expires_at: Date.UTC(2026, 2, 5, 12, 15) / 1000,
    });
  });

  it('are the same for the same request, so that attempts are identical', () => {
    expect(JSON.stringify(sessionParams(aRequest(), 'pay.shop.example', ['card']))).toBe(
      JSON.stringify(sessionParams(aRequest(), 'pay.shop.example', ['card'])),
    );
  });

  it.each([
    ['https://shop.example/r', 'https://shop.example/r?session={CHECKOUT_SESSION_ID}'],
    ['https://shop.example/r?a=1', 'https://shop.example/r?a=1&session={CHECKOUT_SESSION_ID}'],
    ['https://shop.example/r?a=1#top', 'https://shop.example/r?a=1&session={CHECKOUT_SESSION_ID}#top'],
  ])('return to %s with the placeholder written literally', (returnUrl, success_url) => {
    expect(sessionParams(aRequest({ returnUrl }), 'pay.shop.example', undefined).success_url).toBe(
      success_url,
    );
  });

  it.each([
    ['it', 'it'],
    ['en_GB', 'en-GB'],
    ['it-CH', 'it'],
    ['tlh', 'auto'],
  ])('show the page of a customer who reads %s in %s', (locale, sent) => {
    expect(sessionParams(aRequest({ locale }), 'pay.shop.example', undefined).locale).toBe(sent);
  });

  it('leave out an e-mail address that Stripe would refuse the page for', () => {
    for (const customerEmail of ['not an address', 'ada@', 'ada@shop', ''])
      expect(
        sessionParams(aRequest({ customerEmail }), 'pay.shop.example', undefined).customer_email,
      ).toBeUndefined();
  });

  it('offer the payment methods of the settings, or leave the choice to the dashboard', () => {
    expect(
      sessionParams(aRequest(), 'pay.shop.example', ['card', 'sepa_debit']).allowed_payment_method_types,
    ).toEqual(['card', 'sepa_debit']);
    expect(sessionParams(aRequest(), 'pay.shop.example', undefined)).not.toHaveProperty(
      'allowed_payment_method_types',
    );
    expect(sessionParams(aRequest({ paymentMethods: ['eps'] }), 'pay.shop.example', ['card'])).toHaveProperty(
      'allowed_payment_method_types',
      ['eps'],
    );
  });
});
