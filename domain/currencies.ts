/**
 * Decimal places of every currency of ISO 4217 that has minor units: list one as SIX, its maintenance agency, published it
 * on 2026-01-01. The copy in `test/domain/iso-4217-list-one.xml` is compared with it: put a newer one there, and the test
 * names what has changed.
 *
 * Not what the runtime says: CLDR's digits are those that people write today (HUF, COP, IDR have none there), and change
 * with it.
 */
export const minorUnitsOf: ReadonlyMap<string, number> = new Map([
  ...placed(0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'),
  ...placed(
    2,
    `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP
    COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR
    JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN
    NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL
    THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG`,
  ),
  ...placed(3, 'BHD IQD JOD KWD LYD OMR TND'),
  ...placed(4, 'CLF UYW'),
]);

/** Whether amounts can be kept in this currency: a code of ISO 4217 with minor units. Gold (XAU) and "none" (XXX) have none. */
export const isCurrency = (code: string): boolean => minorUnitsOf.has(code);

function placed(places: number, codes: string): [code: string, places: number][] {
  return codes.split(/\s+/).map((code) => [code, places]);
}
