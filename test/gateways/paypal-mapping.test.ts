import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minorUnitsOf } from '../../domain/currencies.ts';
import { amounts, ourMoney, paypalAmount } from '../../gateways/paypal/amounts.ts';
import { factOfCapture, factOfUntried } from '../../gateways/paypal/mapping.ts';
import { customId, markOf, ownMark, readPageId } from '../../gateways/paypal/marks.ts';
import { orderParams } from '../../gateways/paypal/order-params.ts';
import { anyText } from '../text-given.ts';

describe('amounts on the wire', () => {
  it.each([
    ['EUR', 2540, '25.40'],
    ['EUR', 5, '0.05'],
    ['HUF', 100_000, '1000'],
    ['TWD', 500, '5'],
    ['JPY', 500, '500'],
    ['USD', 999_999_999_999, '9999999999.99'],
  ])('of %s %i are %s, and back', (currency, amount, value) => {
    expect(paypalAmount({ amount, currency })).toEqual({ currency_code: currency, value });
    expect(ourMoney({ currency_code: currency, value })).toEqual({ amount, currency });
  });

  it('are refused where they are no whole forints, New Taiwan dollars, or nothing that PayPal takes', () => {
    expect(amounts('HUF')).toMatchObject({ least: 100, step: 100 });
    expect(amounts('TWD')).toMatchObject({ least: 100, step: 100 });
    expect(amounts('JPY')).toMatchObject({ least: 1, step: 1 });
    expect(paypalAmount({ amount: 1050, currency: 'HUF' })).toBeUndefined();
    for (const currency of ['BRL', 'CNY', 'INR', 'MYR', 'KWD', 'RUB'])
      expect(amounts(currency)).toBeUndefined();
  });

  it('are read exactly or not at all', () => {
    const read = (value: string, currency_code = 'EUR') => ourMoney({ currency_code, value })?.amount;
    expect([read('25.4'), read('25'), read('25.400')]).toEqual([2540, 2500, 2540]);
    expect([read('25.405'), read('-1.00'), read('99999999999999.99'), read('1.00', 'KWD')]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect([read('500.00', 'JPY'), read('1000.5', 'HUF')]).toEqual([500, 100_050]);
  });

  it('come back as they went, in every currency that is taken', () => {
    const taken = [...minorUnitsOf.keys()].filter((currency) => amounts(currency));
    expect(taken).toHaveLength(21);
    const money = fc.record({
      steps: fc.integer({ min: 1, max: 2 ** 40 }),
      currency: fc.constantFrom(...taken),
    });
    fc.assert(
      fc.property(money, ({ steps, currency }) => {
        const amount = steps * (amounts(currency)?.step ?? 1);
        expect(ourMoney(paypalAmount({ amount, currency }))).toEqual({ amount, currency });
      }),
    );
  });
});

describe('the items of an order', () => {
  const settings = { immediatePayment: true, brandName: undefined };
  const aRequest = {
    paymentId: '100042-7b1c',
    description: 'Ordine 100042',
    locale: 'it',
    returnUrl: 'https://shop.example/r',
    backUrl: 'https://shop.example/b',
    expiresAt: '2026-03-05T12:15:00.000Z',
  };
  const line = fc.record({
    name: anyText(),
    quantity: fc.integer({ min: -1, max: 50 }),
    unitAmount: fc.integer({ min: -500, max: 500_000 }),
  });

  it('sum to the total in PayPal’s own sums, whatever the lines of the request are', () => {
    const request = fc.record({
      lines: fc.array(line, { maxLength: 120 }),
      off: fc.constantFrom(0, 0, 1, -1),
      currency: fc.constantFrom('EUR', 'JPY', 'HUF'),
    });
    fc.assert(
      fc.property(request, ({ lines, off, currency }) => {
        const step = amounts(currency)?.step ?? 1;
        const scaled = lines.map((one) => ({ ...one, unitAmount: one.unitAmount * (off === 0 ? step : 1) }));
        const sum = scaled.reduce((so, l) => so + l.quantity * l.unitAmount, 0) + off;
        const amount = Math.max(step, Math.ceil(sum / step) * step);
        const total = { amount, currency };
        const params = orderParams({ ...aRequest, lines: scaled, total }, 'pay.shop.example', settings);
        const [unit] = (params as { purchase_units: Unit[] }).purchase_units;
        const items = unit?.items ?? [];
        const cents = (value: string) => ourMoney({ currency_code: currency, value })?.amount ?? Number.NaN;
        expect(items.reduce((so, i) => so + Number(i.quantity) * cents(i.unit_amount.value), 0)).toBe(amount);
        expect(unit?.amount.breakdown.item_total.value).toBe(unit?.amount.value);
        for (const { name, quantity } of items) {
          expect(quantity).toMatch(/^[1-9]\d{0,9}$/);
          expect(name.length).toBeGreaterThan(0);
          expect(name.length).toBeLessThanOrEqual(127);
          expect(() => encodeURIComponent(name)).not.toThrow();
        }
      }),
    );
  });
});

interface Unit {
  amount: { value: string; breakdown: { item_total: { value: string } } };
  items: { name: string; quantity: string; unit_amount: { value: string } }[];
}

describe('the mark of a payment', () => {
  const until = 1_772_445_600;
  const aName = fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' });

  it('fits, and says whose it is, for any installation', () => {
    fc.assert(
      fc.property(aName, aName, (installation, other) => {
        const mark = customId({ paymentId: 'x'.repeat(50), until, installation });
        expect(mark).toMatch(/^[\w.-]{1,127}$/);
        expect(ownMark(mark, installation)).toMatchObject({ paymentId: 'x'.repeat(50), until });
        if (installation !== other) expect(ownMark(mark, other)).toBeUndefined();
      }),
    );
  });

  it.each([
    '',
    '12',
    '100042-7b1c',
    '100042-7b1c.1772445600',
    '100042-7b1c.soon.shop',
    'a b.1772445600.shop',
  ])('is not "%s"', (text) => {
    expect(markOf(text)).toBeUndefined();
    expect(readPageId(text)).toBeUndefined();
  });
});

describe('what PayPal says of an order', () => {
  const amount = { currency_code: 'EUR', value: '25.40' };
  const order = (status: string) => ({ id: '5O190127TN364715T', status, purchase_units: [{ amount }] });

  it.each([
    ['CREATED', 'PAGE_OPEN', 'PAGE_EXPIRED'],
    ['SAVED', 'PAGE_OPEN', 'PAGE_EXPIRED'],
    ['PAYER_ACTION_REQUIRED', 'PAGE_OPEN', 'PAGE_EXPIRED'],
    ['APPROVED', 'APPROVED', 'PAGE_EXPIRED'],
    ['VOIDED', 'PAGE_EXPIRED', 'PAGE_EXPIRED'],
    ['COMPLETED', 'UNKNOWN', 'UNKNOWN'],
    ['PONDERING', 'UNKNOWN', 'UNKNOWN'],
  ])('that is %s and has no payment is %s, and %s once its time is over', (status, before, after) => {
    expect(factOfUntried(order(status), false).fact).toBe(before);
    expect(factOfUntried(order(status), true).fact).toBe(after);
  });

  it.each([
    ['COMPLETED', 'PAID'],
    ['PARTIALLY_REFUNDED', 'PAID'],
    ['REFUNDED', 'PAID'],
    ['PENDING', 'PROCESSING'],
    ['DECLINED', 'FAILED'],
    ['FAILED', 'FAILED'],
    ['PONDERING', 'UNKNOWN'],
  ])('whose capture is %s is %s', (status, fact) => {
    expect(factOfCapture({ id: '3C6', status, amount }).fact).toBe(fact);
  });
});
