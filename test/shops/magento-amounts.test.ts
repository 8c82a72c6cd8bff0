import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chargedTotal, discountTotal } from '../../domain/charges.ts';
import { minorUnitsOf } from '../../domain/currencies.ts';
import { decimalNumber, minorUnits } from '../../domain/money.ts';
import { read, recorded } from './magento-recorded.ts';
import { describeRecorded } from './recorded.ts';

describeRecorded('the discount', () => {
  const [hoodie, , dress] = recorded().items;
  const free = { shipping_amount: 0, shipping_incl_tax: 0 };

  it('told with VAT is taken as it is', () => {
    expect(discountTotal(read({ discount_amount: -10, grand_total: 386.87 }))).toBe(1000);
  });

  it('told without VAT is what rows and total leave over', () => {
    // 10 % of 362 net is 36.20; with its VAT of 8.25 % it is 39.19.
    expect(discountTotal(read({ discount_amount: -36.2, grand_total: 357.68 }))).toBe(3919);
  });

  it('is not taken twice from rows that are lessened already, as a recorded shop sends them', () => {
    const items = [
      {
        ...hoodie,
        qty_ordered: 1,
        tax_amount: 4.55,
        price_incl_tax: 74.69,
        discount_amount: 13.8,
        row_total: 55.2,
        row_total_incl_tax: 59.75,
      },
      { ...dress, tax_amount: 14.79, discount_amount: 44.8, row_total: 179.2, row_total_incl_tax: 193.99 },
    ];
    const sums = { subtotal: 293, subtotal_incl_tax: 317.17, discount_amount: -58.6, grand_total: 253.74 };
    const order = read({ ...free, ...sums, items });
    expect(order.lines).toMatchObject([
      { net: 6900, gross: 7469, discount: { net: 1380, gross: 1494 } },
      { net: 22400, gross: 24248, discount: { net: 4479, gross: 4849 } },
    ]);
    expect([chargedTotal(order), order.unexplained]).toEqual([25374, undefined]);
  });
});

describeRecorded('amounts on the wire', () => {
  it('are the same cents after they were a float, in every currency and size', () => {
    const currency = fc.constantFrom(...minorUnitsOf.keys());
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), currency, (amount, code) => {
        const wire: unknown = JSON.parse(JSON.stringify(decimalNumber({ amount, currency: code })));
        expect(minorUnits(wire as number, code)).toBe(amount);
        const order = read({ grand_total: wire, total_paid: String(wire), order_currency_code: code });
        expect([order.total, order.paid]).toEqual([amount, amount]);
      }),
    );
  });

  it('with four decimals are rounded half up, not by what a float happens to hold', () => {
    const whole = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(whole, fc.integer({ min: 0, max: 9999 }), (units, tail) => {
        const text = `${units}.${String(tail).padStart(4, '0')}`;
        expect(read({ grand_total: Number(text) }).total).toBe(units * 100 + Math.floor((tail + 50) / 100));
      }),
    );
  });
});
