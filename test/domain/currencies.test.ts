import { readFileSync } from 'node:fs';
import { XMLParser } from 'fast-xml-parser';
import { expect, it } from 'vitest';
import { isCurrency, minorUnitsOf } from '../../domain/currencies.ts';
import { Currency } from '../../domain/schemas/money.ts';

const published = readFileSync(new URL('iso-4217-list-one.xml', import.meta.url), 'utf8');
const entries: { Ccy?: string; CcyMnrUnts?: number | string }[] = new XMLParser().parse(published).ISO_4217
  .CcyTbl.CcyNtry;

it("is every currency of ISO 4217's list one that has minor units, with theirs, and no other", () => {
  const listed = entries.flatMap(({ Ccy, CcyMnrUnts }): [string, number][] =>
    Ccy !== undefined && typeof CcyMnrUnts === 'number' ? [[Ccy, CcyMnrUnts]] : [],
  );
  expect(Object.fromEntries(minorUnitsOf)).toEqual(Object.fromEntries(listed));
  expect(minorUnitsOf.size).toBe(165);
});

it.each([
  ['HUF COP PKR ALL IDR LBP MGA MRU', 2],
  ['ISK UGX JPY KRW CLP', 0],
  ['IQD KWD BHD', 3],
  ['CLF UYW', 4],
])('%s have %d decimals, whatever the runtime says', (codes, places) => {
  for (const code of codes.split(' ')) expect([code, minorUnitsOf.get(code)]).toEqual([code, places]);
});

it('what has no minor units, or is no code, is no currency that amounts can be kept in', () => {
  for (const code of ['XAU', 'XXX', 'XTS', 'EURO', 'eur', '', 'ABC', '__proto__']) {
    expect(isCurrency(code)).toBe(false);
    expect(Currency.safeParse(code).success).toBe(false);
  }
});
