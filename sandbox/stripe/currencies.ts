/** The currencies that the API lists in its error. Source of all rules here: docs.stripe.com/currencies, and the API's errors. */
export const SUPPORTED =
  `usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf clp cny
  cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl hrk htg huf idr ils inr isk jmd jod
  jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mro mur mvr mwk mxn myr mzn nad ngn nio
  nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sll sos srd std szl thb tjs tnd
  top try ttd twd tzs uah ugx uyu uzs vnd vuv wst xaf xcd xof xpf yer zar zmw usdc btn ghs eek lvl svc vef ltl`.split(
    /\s+/,
  );

const NO_DECIMALS = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
const THREE_DECIMALS = new Set(['bhd', 'jod', 'kwd', 'omr', 'tnd']);
/** Currencies with two decimals on the wire, but none in reality. */
const WHOLE_ONLY = new Set(['isk', 'ugx']);

/** The smallest charge, by the currency in which it is paid out; the account has a bank account in each of these. */
const LEAST: Record<string, number> = {
  usd: 50,
  aed: 200,
  ars: 50,
  aud: 50,
  brl: 50,
  cad: 50,
  chf: 50,
  cop: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17_500,
  idr: 50,
  ils: 50,
  inr: 50,
  jpy: 50,
  krw: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  php: 50,
  pln: 200,
  ron: 200,
  rub: 50,
  sek: 300,
  sgd: 50,
  thb: 1000,
  zar: 50,
};
/** Other currencies are converted into euro: roughly how many cents one of their units on the wire is. */
const CENTS: Record<string, number> = { isk: 0.007, ugx: 0.00024, vnd: 0.0034, lbp: 0.000_01, twd: 0.029 };
const MOST_DIGITS: Record<string, number> = { idr: 12, cop: 10, inr: 9 };

/** A currency's decimal places on the wire. */
export const places = (currency: string): number =>
  NO_DECIMALS.has(currency) ? 0 : THREE_DECIMALS.has(currency) ? 3 : 2;

/** An amount in units of the wire as people write it. */
export function readable(amount: number, currency: string, lang = 'en'): string {
  const digits = places(currency);
  const format = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(lang, { style: 'currency', currency, ...format }).format(
    amount / 10 ** digits,
  );
}

/** Why Stripe refuses a sum, in its words; undefined where it doesn't. */
export function refusedSum(
  total: number,
  currency: string,
  byCard: boolean,
): { message: string; code: string } | undefined {
  const fraction = refusedFraction(total, currency);
  if (total === 0 || fraction) return fraction;
  const most = 10 ** (byCard ? 12 : (MOST_DIGITS[currency] ?? 8)) - 1;
  const sum = "The Checkout Session's total amount";
  if (total > most)
    return {
      message: `${sum} due must be no more than ${readable(most, currency)}.`,
      code: 'amount_too_large',
    };
  const least = LEAST[currency];
  const cents = Math.floor(total * (CENTS[currency] ?? 1));
  if (least !== undefined && total < least)
    return {
      message: `${sum} due must add up to at least ${readable(least, currency)} ${currency}`,
      code: 'amount_too_small',
    };
  if (least === undefined && cents < 50)
    return {
      message: `${sum} must convert to at least 50 cents. ${readable(total, currency)} converts to approximately ${readable(cents, 'eur')}.`,
      code: 'amount_too_small',
    };
  return undefined;
}

/** Why Stripe refuses fractions that a currency lacks. The words for three decimals are inferred. */
export function refusedFraction(
  amount: number,
  currency: string,
): { message: string; code: string } | undefined {
  const code = 'invalid_charge_amount_no_decimal_compatible';
  if (WHOLE_ONLY.has(currency) && amount % 100 !== 0)
    return {
      message: `Invalid amount. Currency ${currency.toUpperCase()} has become effectively zero-decimal and charged amounts must be evenly divisible by 100. See https://stripe.com/docs/currencies#special-cases for more information.`,
      code,
    };
  if (THREE_DECIMALS.has(currency) && amount % 10 !== 0)
    return {
      message: `Invalid amount. Amounts in ${currency.toUpperCase()} must be evenly divisible by 10.`,
      code: 'invalid_charge_amount',
    };
  return undefined;
}
