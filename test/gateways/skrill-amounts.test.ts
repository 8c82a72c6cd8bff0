import fc from 'fast-check';
import { expect, it } from 'vitest';
import { minorUnitsOf } from '../../domain/currencies.ts';
import { decimalText } from '../../domain/money.ts';
import { pageIdOf, readPageId } from '../../gateways/pages.ts';
import { amounts, exactMoney, roundedMoney, samePart } from '../../gateways/skrill/amounts.ts';
import { pageOf } from '../../gateways/skrill/pages.ts';
import { aRequest } from './skrill-given.ts';

const taken = [...minorUnitsOf.keys()].filter((currency) => amounts(currency));

it.each([
  ['39.60', 'EUR', 3960],
  ['39.6', 'EUR', 3960],
  ['39', 'EUR', 3900],
  ['.5', 'EUR', 50],
  ['5000', 'JPY', 5000],
  ['1.234', 'KWD', 1234],
  ['1.000000', 'USD', 100],
])('"%s" of %s is %d minor units', (text, currency, amount) => {
  expect(exactMoney(text, currency)).toEqual({ amount, currency });
});

it.each([
  ['25.401', 'EUR'],
  ['25.4', 'JPY'],
  ['25,4', 'EUR'],
  ['-25.4', 'EUR'],
  ['', 'EUR'],
  ['.', 'EUR'],
  ['1e3', 'EUR'],
  ['25.4', 'EU'],
  ['25.4', undefined],
])('"%s" of %s is no sum', (text, currency) => {
  expect(exactMoney(text, currency)).toBeUndefined();
});

it('what the history writes with more decimals than the currency has is rounded', () => {
  expect(roundedMoney('558.513759', 'USD')).toEqual({ amount: 55851, currency: 'USD' });
});

it('what is asked for is what is read again, in every currency that is taken', () => {
  expect(taken.length).toBeGreaterThan(30);
  const money = fc.record({
    amount: fc.integer({ min: 1, max: 999_999_999 }),
    currency: fc.constantFrom(...taken),
  });
  fc.assert(
    fc.property(money, (one) => {
      expect(exactMoney(decimalText(one), one.currency)).toEqual(one);
    }),
  );
});

it('a part of a converted sum is the same part of the other, and all of it is all', () => {
  const [paid, came] = [
    { amount: 10_000, currency: 'GBP' },
    { amount: 11_501, currency: 'EUR' },
  ];
  expect(samePart(paid, paid, came)).toEqual(came);
  expect(samePart({ amount: 3_333, currency: 'GBP' }, paid, came)).toEqual({
    amount: 3_833,
    currency: 'EUR',
  });
  expect(samePart({ amount: 77, currency: 'EUR' }, paid, came)).toEqual({ amount: 77, currency: 'EUR' });
});

it('a page’s id has all that Skrill can’t be asked for, and is of its payment only', () => {
  const request = aRequest({ expiresAt: '2026-03-02T12:00:00.900Z' });
  const { paymentId, total } = request;
  const key = `${paymentId}-12`;
  const id = pageIdOf(request, key);
  expect(id).toMatch(/^[A-Za-z0-9.-]+$/);
  expect(readPageId(id)).toEqual({ key, expiresAt: Date.parse('2026-03-02T12:00:00Z'), total });
  expect(pageOf(paymentId, id)).toBeDefined();
  for (const other of [paymentId.slice(0, -1), `${paymentId}x`, '100042', 'another', ''])
    expect(pageOf(other, id)).toBeUndefined();
  for (const other of [`${id}x`, `x.${id}.1`, '', key, `${key}.12.2540.EUR`, `${key}.1772452800.2540.XXX`])
    expect(pageOf(paymentId, other)).toBeUndefined();
});
