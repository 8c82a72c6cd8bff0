const CURRENCIES = new Set(
  `AED AUD BGN BHD BRL CAD CHF COP CZK DKK EUR GBP HKD HRK HUF ILS INR ISK JOD JPY KRW KWD MAD MXN MYR NOK NZD OMR PEN PLN
   QAR RON RSD SAR SEK SGD THB TND TRY TWD USD ZAR`.split(/\s+/),
);
/** Currencies without decimals. Inferred: those beside the yen. */
const NO_DECIMALS = new Set(['JPY', 'KRW', 'ISK']);
const THREE_DECIMALS = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);

/** Whether Skrill supports the currency. */
export const isCurrency = (currency: string): boolean => CURRENCIES.has(currency);

const decimals = (currency: string): number =>
  NO_DECIMALS.has(currency) ? 0 : THREE_DECIMALS.has(currency) ? 3 : 2;

/** The minor units of "39.60", "39.6" or "39"; undefined where it is no amount above zero in this currency. */
export function parseAmount(text: string, currency: string): number | undefined {
  const [, whole, fraction = ''] = /^(\d{1,12})(?:\.(\d+))?$/.exec(text) ?? [];
  const places = decimals(currency);
  if (whole === undefined || fraction.length > places) return undefined;
  return Number(whole + fraction.padEnd(places, '0')) || undefined;
}

/** An amount as reports write it, without trailing zeros: "25.4", "25". */
export const shortest = (minor: number, currency: string): string => String(minor / 10 ** decimals(currency));

/** An amount as the account's history writes it: ".5" for half a unit. */
export const inHistory = (minor: number, currency: string): string =>
  shortest(minor, currency).replace(/^(-?)0\./, '$1.');

/** An amount as the refund interface writes it: "1.000000". */
export const sixPlaces = (minor: number, currency: string): string =>
  (minor / 10 ** decimals(currency)).toFixed(6);

/** An amount in the account's currency, by its rates (1 where there is none); in minor units. */
export function convert(
  minor: number,
  from: string,
  { currency, rates }: { currency: string; rates: Record<string, number> },
): number {
  if (from === currency) return minor;
  const units = (minor / 10 ** decimals(from)) * (rates[from] ?? 1);
  return Math.max(1, Math.round(units * 10 ** decimals(currency)));
}

/** An amount as an Italian reads it: "25,40 €". */
export const readable = (minor: number, currency: string): string =>
  new Intl.NumberFormat('it-IT', { style: 'currency', currency }).format(minor / 10 ** decimals(currency));
