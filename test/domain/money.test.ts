import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minorUnitsOf } from '../../domain/currencies.ts';
import {
  decimalNumber,
  decimalPlaces,
  decimalText,
  formatMoney,
  minorUnits,
  sameMoney,
  unitPrice,
} from '../../domain/money.ts';

const currency = fc.constantFrom(...minorUnitsOf.keys());
const amount = fc.integer({ min: -999_999_999, max: 999_999_999 });
const aMoney = fc.record({ amount, currency });

describe('an amount of money', () => {
  it('has as many decimals as its currency', () => {
    expect(['EUR', 'JPY', 'KWD'].map(decimalPlaces)).toEqual([2, 0, 3]);
    expect(decimalText({ amount: 32217, currency: 'EUR' })).toBe('322.17');
    expect(decimalText({ amount: 32217, currency: 'JPY' })).toBe('32217');
    expect(decimalText({ amount: 32217, currency: 'KWD' })).toBe('32.217');
    expect(decimalText({ amount: -5, currency: 'EUR' })).toBe('-0.05');
    expect(decimalText({ amount: 500_000, currency: 'HUF' })).toBe('5000.00');
    expect(minorUnits('12500.50', 'HUF')).toBe(1_250_050);
    expect(minorUnits('1250.5', 'ALL')).toBe(125_050);
  });

  it('comes back the same from its decimal text and from its decimal number', () => {
    fc.assert(
      fc.property(aMoney, (money) => {
        expect(minorUnits(decimalText(money), money.currency)).toBe(money.amount);
        expect(minorUnits(decimalNumber(money), money.currency)).toBe(money.amount);
      }),
    );
  });

  it('comes back the same from the zeros and the noise that shops send behind it', () => {
    const noise = fc.double({ min: -0.000_000_4, max: 0.000_000_4, noNaN: true });
    fc.assert(
      fc.property(aMoney, noise, (money, noise) => {
        const decimal = decimalNumber(money);
        expect(minorUnits(decimal.toFixed(8), money.currency)).toBe(money.amount);
        expect(minorUnits(decimal + noise, money.currency)).toBe(money.amount);
      }),
    );
  });

  it('is read from what floats make of it', () => {
    expect(minorUnits(2449.999999, 'EUR')).toBe(245000);
    expect(minorUnits('71.510000', 'EUR')).toBe(7151);
    expect(minorUnits(0.1 + 0.2, 'EUR')).toBe(30);
    expect(minorUnits(1.15, 'EUR')).toBe(115);
    expect(minorUnits('1e2', 'EUR')).toBe(10000);
  });

  it('is never a negative zero', () => {
    expect(minorUnits(-5e-324, 'EUR')).toBe(0);
  });

  it('is rounded half up, away from zero where it is negative', () => {
    expect(minorUnits('0.005', 'EUR')).toBe(1);
    expect(minorUnits('0.00499', 'EUR')).toBe(0);
    expect(minorUnits(1.005, 'EUR')).toBe(101);
    expect(minorUnits('2.5', 'JPY')).toBe(3);
    expect(minorUnits('1.0005', 'KWD')).toBe(1001);
    expect(minorUnits('-0.005', 'EUR')).toBe(-1);
  });

  it('is never guessed from what is no number', () => {
    for (const text of ['', 'abc', '1,50', 'NaN']) expect(() => minorUnits(text, 'EUR')).toThrow();
  });

  it('is the same only in the same currency', () => {
    expect(sameMoney({ amount: 1, currency: 'EUR' }, { amount: 1, currency: 'EUR' })).toBe(true);
    expect(sameMoney({ amount: 1, currency: 'EUR' }, { amount: 1, currency: 'USD' })).toBe(false);
    expect(sameMoney({ amount: 1, currency: 'EUR' }, { amount: 2, currency: 'EUR' })).toBe(false);
  });

  it('is shown as Italians write it, without characters that break searching', () => {
    expect(formatMoney({ amount: 123456, currency: 'EUR' })).toBe('1234,56 €');
    expect(formatMoney({ amount: 1234567, currency: 'EUR' })).toBe('12.345,67 €');
    expect(formatMoney({ amount: 32217, currency: 'EUR' }, 'en')).toBe('€322.17');
  });

  it('is shown with the decimals that it is kept with, whatever is written elsewhere', () => {
    expect(formatMoney({ amount: 500_050, currency: 'HUF' })).toBe('5000,50 HUF');
    expect(formatMoney({ amount: 1, currency: 'IDR' }, 'en')).toBe('IDR 0.01');
    expect(formatMoney({ amount: 12_345, currency: 'CLF' }, 'en')).toBe('CLF 1.2345');
  });

  it('in what is no currency is only a number, and never read', () => {
    expect(formatMoney({ amount: 32217, currency: 'ZZZ' })).toBe('32217 ZZZ');
    for (const code of ['ZZZ', 'XAU', 'eur', '']) expect(() => minorUnits('1', code)).toThrow(RangeError);
  });
});

describe('a unit price', () => {
  it('comes to the total of its row, with as few decimals as do', () => {
    expect(unitPrice({ amount: 1000, currency: 'EUR' }, 3)).toBe(3.333);
    expect(unitPrice({ amount: 1000, currency: 'EUR' }, 4)).toBe(2.5);
    expect(unitPrice({ amount: 1000, currency: 'EUR' }, 0.75)).toBe(13.33);
    expect(unitPrice({ amount: 1000, currency: 'JPY' }, 3)).toBe(333.3);
  });

  it('times the quantity is the total, for whole and weighed goods', () => {
    const quantity = fc.oneof(
      fc.integer({ min: 1, max: 5_000 }),
      fc.integer({ min: 1, max: 99_999 }).map((grams) => grams / 1_000),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999 }), quantity, (amount, quantity) => {
        const price = unitPrice({ amount, currency: 'EUR' }, quantity);
        expect(minorUnits((price * quantity).toFixed(8), 'EUR')).toBe(amount);
      }),
    );
  });
});
