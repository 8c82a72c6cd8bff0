import { decimalPlaces, decimalText } from '../../domain/money.ts';
import type { Money } from '../../domain/schemas/money.ts';

export type Language = 'it' | 'en';

const DECIMAL_SIGN: Record<Language, string> = { it: ',', en: '.' };
const LONGEST = 15;

/** Why a text is no amount: not readable, readable in two ways, or with more decimals than the currency has. */
export type AmountMistake = 'unreadable' | 'ambiguous' | 'decimals';

/**
 * Minor units of an amount as people write it: "12,50", "12.5", "1.234,56", "1 234,56 €". What could mean two amounts
 * ("1.234" euro) is not guessed.
 */
export function readAmount(
  text: string,
  currency: string,
  language: Language,
): number | { mistake: AmountMistake } {
  const places = decimalPlaces(currency);
  const bare = withoutCurrency(text, currency);
  if (bare.length > LONGEST || !/^\d[\d.,' ]*$/.test(bare) || !/\d$/.test(bare))
    return { mistake: 'unreadable' };
  const signs = [...bare.matchAll(/[.,]/g)].map(([sign]) => sign);
  const last = signs.at(-1);
  const [whole = '', decimals = ''] = last ? splitAtLast(bare, last) : [bare];
  const minor = (units: string, fraction: string) => {
    const amount =
      Number(units.replace(/\D/g, '')) * 10 ** places + Number(fraction.padEnd(places, '0') || 0);
    return Number.isSafeInteger(amount) ? amount : { mistake: 'unreadable' as const };
  };
  const grouped = (units: string, by: string) =>
    new RegExp(`^(\\d+|\\d{1,3}([${by}]\\d{3})+|\\d{1,3}( \\d{3})+|\\d{1,3}('\\d{3})+)$`).test(units);

  if (!last) return grouped(bare, '.,') ? minor(bare, '') : { mistake: 'unreadable' };
  const other = last === '.' ? ',' : '.';
  const groupsOnly = signs.length > 1 && !signs.includes(other);
  if (groupsOnly) return grouped(bare, last) ? minor(bare, '') : { mistake: 'unreadable' };
  if (!grouped(whole, other) || !/^\d+$/.test(decimals)) return { mistake: 'unreadable' };
  // A single sign before three digits separates thousands for some and decimals for others.
  if (signs.length === 1 && decimals.length === 3 && /^[1-9]\d{0,2}$/.test(whole)) {
    if (places === 0) return minor(whole + decimals, '');
    if (places < 3 || last !== DECIMAL_SIGN[language]) return { mistake: 'ambiguous' };
  }
  return decimals.length <= places ? minor(whole, decimals) : { mistake: 'decimals' };
}

/** An amount as the field is filled in with: "1234,56", without the currency, which stands beside it. */
export function writtenAmount(money: Money, language: Language): string {
  return decimalText(money).replace('.', DECIMAL_SIGN[language]);
}

function withoutCurrency(text: string, currency: string): string {
  // Phones put spaces of several widths between digits and symbol.
  const spaced = text.replace(/\s+/gu, ' ').replace(/[’ʼ]/g, "'").trim();
  const mark = marksOf(currency).find(
    (known) => spaced.toUpperCase().startsWith(known) || spaced.toUpperCase().endsWith(known),
  );
  if (!mark) return spaced;
  const bare = spaced.toUpperCase().startsWith(mark)
    ? spaced.slice(mark.length)
    : spaced.slice(0, -mark.length);
  return bare.trim();
}

// Making a format takes longer than using it a hundred times.
const marks = new Map<string, string[]>();

/** How a currency is written beside an amount, longest first: "US$", "USD", "$". */
function marksOf(currency: string): string[] {
  const known = marks.get(currency) ?? marksMade(currency);
  marks.set(currency, known);
  return known;
}

function marksMade(currency: string): string[] {
  const written = ['it-IT', 'en-GB'].flatMap((locale) =>
    (['symbol', 'narrowSymbol', 'code'] as const).map((currencyDisplay) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay })
        .formatToParts(0)
        .find(({ type }) => type === 'currency')
        ?.value.replace(/\s+/gu, ' ')
        .toUpperCase(),
    ),
  );
  return written.filter((mark) => mark !== undefined).sort((a, b) => b.length - a.length);
}

function splitAtLast(text: string, sign: string): [string, string] {
  const at = text.lastIndexOf(sign);
  return [text.slice(0, at), text.slice(at + 1)];
}
