const CURRENCIES = new Set(
  `AED AUD BGN BHD BRL CAD CHF COP CZK DKK EUR GBP HKD HRK HUF ILS INR ISK JOD JPY KRW KWD MAD MXN MYR NOK NZD OMR PEN PLN
   QAR RON RSD SAR SEK SGD THB TND TRY TWD USD ZAR`.split(/\s+/),
);
/** Inferred: which others beside the yen have none. */
const NO_DECIMALS = new Set(['JPY', 'KRW', 'ISK']);
const THREE_DECIMALS = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);

export const isCurrency = (currency: string): boolean => CURRENCIES.has(currency);

const decimals = (currency: string): number =>
  NO_DECIMALS.has(currency) ? 0 : THREE_DECIMALS.has(currency) ? 3 : 2;

/** Minor units of "39.60", "39.6" or "39"; undefined where it is no amount above zero of this currency. */
export function parseAmount(text: string, currency: string): number | undefined {
  const [, whole, fraction = ''] = /^(\d{1,12})(?:\.(\d+))?$/.exec(text) ?? [];
  const places = decimals(currency);
  if (whole === undefined || fraction.length > places) return undefined;
  return Number(whole + fraction.padEnd(places, '0')) || undefined;
}

/** As reports write it, without the zeros that say nothing: "25.4", "25". */
export const shortest = (minor: number, currency: string): string => String(minor / 10 ** decimals(currency));

/** As the account's history writes the account's own amounts: ".5" for half a unit. */
export const inHistory = (minor: number, currency: string): string =>
  shortest(minor, currency).replace(/^(-?)0\./, '$1.');

/** As a refund's answer writes it: "1.000000". */
export const sixPlaces = (minor: number, currency: string): string =>
  (minor / 10 ** decimals(currency)).toFixed(6);

/** The same money in the account's currency, by its rates; 1 where it has none. */
export function convert(
  minor: number,
  from: string,
  { currency, rates }: { currency: string; rates: Record<string, number> },
): number {
  if (from === currency) return minor;
  const units = (minor / 10 ** decimals(from)) * (rates[from] ?? 1);
  return Math.max(1, Math.round(units * 10 ** decimals(currency)));
}

/** As an Italian reads it: "25,40 €". */
export const readable = (minor: number, currency: string): string =>
  new Intl.NumberFormat('it-IT', { style: 'currency', currency }).format(minor / 10 ** decimals(currency));
