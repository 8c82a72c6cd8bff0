import { describe, expect, it } from 'vitest';
import { chargedTotal, settledTotal } from '../../domain/charges.ts';
import { explained } from '../../shops/fees.ts';
import { anOrder } from '../domain/orders-given.ts';

const lines = [
  { sku: 'A', name: 'A', quantity: 1, net: 1000, gross: 1040, taxRate: 4 },
  { sku: 'B', name: 'B', quantity: 1, net: 2000, gross: 2440, taxRate: 22 },
];
const cod = { payment: { code: 'cod', title: 'Contrassegno' } };
const explainedOf = (total: number, changes: object = {}) =>
  explained(anOrder({ lines, shippingCost: undefined, total, ...changes }), {
    cents: 2,
    fees: { cod: { taxRate: 22 } },
  });

describe('what a total has beside what the order charges', () => {
  it('is nothing where the two are the same', () => {
    expect(explainedOf(3480)).not.toHaveProperty('fees.0');
    expect(explainedOf(2980, { settled: [{ by: 'gift_card', amount: 500 }] })).not.toHaveProperty(
      'unexplained',
    );
  });

  it.each([
    [3482, 2, 2],
    [3478, -2, -2],
  ])(
    'is a row of rounding, at the VAT of most of the goods, where it is a few cents (%d)',
    (total, gross, net) => {
      expect(explainedOf(total).fees).toEqual([
        { kind: 'rounding', code: 'rounding', title: 'Arrotondamento', gross, net, taxRate: 22 },
      ]);
    },
  );

  it('is the fee of a payment method that bears one', () => {
    expect(explainedOf(3846, cod).fees).toEqual([
      { kind: 'payment', code: 'cod', title: 'Contrassegno', gross: 366, net: 300, taxRate: 22 },
    ]);
  });

  it('is unexplained where the method bears none, or where something is missing', () => {
    expect(explainedOf(3846)).toMatchObject({ unexplained: 366 });
    expect(explainedOf(3000, cod)).toMatchObject({ unexplained: -480 });
  });

  it.each([[3480], [3481], [3846], [100]])(
    'leaves charges, settlements and the rest at the total (%d)',
    (total) => {
      for (const changes of [{}, cod, { settled: [{ by: 'gift_card', amount: 50 }] }]) {
        const read = explainedOf(total, changes);
        expect(chargedTotal(read) - settledTotal(read) + (read.unexplained ?? 0)).toBe(total);
      }
    },
  );
});
