import { AxerveError } from './errors.ts';
import type { Wire } from './objects.ts';

/**
 * Characters and strings that must not occur in parameters (hype-app/gestpay-api, Encrypt). The strings `*P1*`, `/*` and
 * `//` are refused by their characters already.
 */
const FORBIDDEN = /[&§()*<>,;:/[\]?=%~°]|--/;

/** [INF] The list is of the SOAP service; REST goes by the same engine. A space passes in what a person writes. */
export function refuseForbidden(value: string, spaces = false): void {
  if (FORBIDDEN.test(value) || (!spaces && value.includes(' '))) throw new AxerveError('1105');
}

/** The object of a request. [INF] Fields that the documents don't have are refused, as 1107 says it of customised ones. */
export function readObject(input: unknown, known: readonly string[]): Wire {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw new AxerveError('1173');
  if (Object.keys(input).some((name) => !known.includes(name))) throw new AxerveError('1107');
  return input as Wire;
}

/** A text, undefined where it is left out or empty. Numbers and booleans go over this wire as texts. */
export function text(from: Wire, name: string, most: number, tooLong = '1129'): string | undefined {
  const value = from[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string') throw new AxerveError('1173');
  if (value.length > most) throw new AxerveError(tooLong);
  return value;
}

/** A text in which no forbidden character stands. */
export function plainText(from: Wire, name: string, most: number, spaces = false): string | undefined {
  const value = text(from, name, most);
  if (value !== undefined) refuseForbidden(value, spaces);
  return value;
}

export function texts(
  from: Wire,
  name: string,
  wrong: string,
  known?: readonly string[],
): string[] | undefined {
  const value = from[name];
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string')) throw new AxerveError('1173');
  if (known && !value.every((one) => known.includes(one))) throw new AxerveError(wrong);
  return value.length === 0 ? undefined : value;
}

export function webAddress(from: Wire, name: string): string | undefined {
  const value = text(from, name, 2000);
  if (value !== undefined && !(/^https?:\/\//.test(value) && URL.canParse(value)))
    throw new AxerveError('1105');
  return value;
}

export const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** How a payment is named: by at least one of the three, and where by several, all have to agree. */
export interface Ids {
  paymentID?: string;
  shopTransactionID?: string;
  bankTransactionID?: string;
}
export const ID_FIELDS = ['shopLogin', 'paymentID', 'shopTransactionID', 'bankTransactionID'] as const;

export function readIds(from: Wire): Ids {
  const paymentID = text(from, 'paymentID', 50);
  if (paymentID !== undefined && !/^\d+$/.test(paymentID)) throw new AxerveError('1413');
  const shopTransactionID = text(from, 'shopTransactionID', 50, '1116');
  const bankTransactionID = text(from, 'bankTransactionID', 50);
  if (paymentID === undefined && shopTransactionID === undefined && bankTransactionID === undefined)
    throw new AxerveError('2016');
  return { paymentID, shopTransactionID, bankTransactionID };
}
