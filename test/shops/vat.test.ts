import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { impliedVat } from '../../shops/vat.ts';

describe('VAT that a shop does not name', () => {
  it.each([
    ['9.775000', '11.730000', [], 20],
    ['9.78', '11.73', [], 20],
    ['0.413223', '0.500000', [22], 21],
    ['13.440000', '16.396721', [], 22],
    ['20.000000', '20.800000', [22], 4],
    [4032, 4919.04, [], 22],
    ['5.66', '6.90', [22], 22],
    ['0.41', '0.50', [22], 22],
    ['7.00', '7.00', [22], 0],
  ])('of %s and %s, beside rows at %j, is %d', (net, gross, known, rate) => {
    expect(impliedVat(net, gross, known)).toEqual({ taxRate: rate });
  });

  it.each([
    ['100.00', '114.30', [22, 4], 14.3],
    ['97.80', '117.20', [22], 19.8],
    ['0.41', '0.50', [], 22],
    ['0.00', '1.00', [22], 0],
    ['10.00', '9.00', [22], -10],
  ])('of %s and %s, beside rows at %j, is said to be unclear', (net, gross, known, told) => {
    expect(impliedVat(net, gross, known)).toEqual({ taxRate: told, rateUnclear: true });
  });

  it('is never another one than the price was made with, where its net has more than cents', () => {
    const rates = fc.constantFrom(4, 5, 5.5, 8.1, 10, 19, 20, 21, 22, 25.5);
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 5_000_00 }), rates, rates, (cents, rate, other) => {
        const net = (cents / (100 + rate)).toFixed(6);
        // A net of whole cents may have been rounded to them: then a rate of the other rows fits too.
        fc.pre(!net.endsWith('0000'));
        expect(impliedVat(net, (cents / 100).toFixed(6), [other])).toEqual({ taxRate: rate });
      }),
    );
  });

  it('is never a rate that the cents do not bear', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.double({ min: 0.001, max: 0.3, noNaN: true }),
        (net, rate) => {
          const gross = Math.round(net * (1 + rate));
          const { taxRate, rateUnclear } = impliedVat(net / 100, gross / 100, [22]);
          const difference = Math.abs(net * (1 + taxRate / 100) - gross);
          expect(rateUnclear || difference <= 1.2).toBe(true);
        },
      ),
    );
  });
});
