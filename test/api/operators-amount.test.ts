import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAmount, writtenAmount } from '../../api/operators/amount.ts';
import { minorUnitsOf } from '../../domain/currencies.ts';
import { formatMoney } from '../../domain/money.ts';

const languages = ['it', 'en'] as const;
const currencies = [...minorUnitsOf.keys()];
const locales = { it: 'it-IT', en: 'en-GB' };
const money = fc.record({
  amount: fc.integer({ min: 0, max: 999_999_999 }),
  currency: fc.constantFrom(...currencies),
});

test('what the field is filled in with, and what people are shown, reads as the same amount', () => {
  fc.assert(
    fc.property(money, fc.constantFrom(...languages), (shown, language) => {
      for (const text of [writtenAmount(shown, language), formatMoney(shown, locales[language])])
        expect([text, readAmount(text, shown.currency, language)]).toEqual([text, shown.amount]);
    }),
  );
});

test('whatever is typed is an amount in whole minor units, or a mistake with its name', () => {
  const typed = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom(..."0123456789.,' €-+eEx\u00a0") }),
    fc.double().map(String),
  );
  fc.assert(
    fc.property(
      typed,
      fc.constantFrom(...currencies),
      fc.constantFrom(...languages),
      (text, currency, language) => {
        const amount = readAmount(text, currency, language);
        if (typeof amount === 'number') expect(Number.isSafeInteger(amount) && amount >= 0).toBe(true);
        else expect(['unreadable', 'ambiguous', 'decimals']).toContain(amount.mistake);
      },
    ),
    { numRuns: 2_000 },
  );
});

test('an amount read is never more than its digits say: no separator makes cents of euros', () => {
  const digits = fc.stringMatching(/^[1-9]\d{0,8}$/);
  const cents = fc.stringMatching(/^\d{2}$/);
  fc.assert(
    fc.property(digits, cents, fc.constantFrom(...languages), (whole, decimals, language) => {
      const wanted = Number(whole) * 100 + Number(decimals);
      for (const text of [`${whole},${decimals}`, `${whole}.${decimals}`, `€ ${whole},${decimals}`])
        expect(readAmount(text, 'EUR', language)).toBe(wanted);
      expect(readAmount(whole, 'EUR', language)).toBe(Number(whole) * 100);
    }),
  );
});

test.each([
  ['12,50', 1_250],
  ['12.5', 1_250],
  ['12', 1_200],
  ['0,05', 5],
  ['1.234,56', 123_456],
  ['1,234.56', 123_456],
  ['1 234,56', 123_456],
  ["1'234.56", 123_456],
  ['1’234,5', 123_450],
  ['1.234.567', 123_456_700],
  ['  12,50 € ', 1_250],
  ['EUR 12,50', 1_250],
  ['12,50 eur', 1_250],
  ['12,50\u00a0€', 1_250],
])('%s is %i cents', (text, cents) => {
  expect(readAmount(text, 'EUR', 'it')).toBe(cents);
});

test.each([
  ['', 'unreadable'],
  ['-1', 'unreadable'],
  ['+1', 'unreadable'],
  ['1e3', 'unreadable'],
  ['0x10', 'unreadable'],
  ['12,', 'unreadable'],
  ['247194764230501', 'unreadable'],
  [',50', 'unreadable'],
  ['12 50', 'unreadable'],
  ['1.23.456', 'unreadable'],
  ['1.234,56,7', 'unreadable'],
  ['$ 12,50', 'unreadable'],
  ['٣', 'unreadable'],
  ['1'.repeat(16), 'unreadable'],
  ['1.234', 'ambiguous'],
  ['1,234', 'ambiguous'],
  ['12,345', 'ambiguous'],
  ['0,505', 'decimals'],
  ['1234,567', 'decimals'],
])('"%s" is not guessed: %s', (text, mistake) => {
  for (const language of languages) expect(readAmount(text, 'EUR', language)).toEqual({ mistake });
});

test('currencies have the decimals they have', () => {
  expect(readAmount('1.234', 'JPY', 'it')).toBe(1_234);
  expect(readAmount('12,5', 'JPY', 'it')).toEqual({ mistake: 'decimals' });
  expect(readAmount('1,234', 'KWD', 'it')).toBe(1_234);
  expect(readAmount('1.234', 'KWD', 'it')).toEqual({ mistake: 'ambiguous' });
});
