import { AxerveError } from './errors.ts';
import type { Wire } from './objects.ts';

/**
 * Characters and strings that must not occur in parameters (hype-app/gestpay-api, Encrypt). The strings `*P1*`, `/*` and
 * `//` are refused by their characters already.
 */
const FORBIDDEN = /[&§()*<>,;:/[\]?=%~°]|--/;

/** Throws 1105. [INF] REST has the SOAP service's list, since the engine is the same; spaces are allowed in what a person writes. */
export function refuseForbidden(value: string, spaces = false): void {
  if (FORBIDDEN.test(value) || (!spaces && value.includes(' '))) throw new AxerveError('1105');
}

/** A request's object. [INF] Unknown fields are refused with 1107, which the documents say of customised ones only. */
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

/** A text without forbidden characters. */
export function plainText(from: Wire, name: string, most: number, spaces = false): string | undefined {
  const value = text(from, name, most);
  if (value !== undefined) refuseForbidden(value, spaces);
  return value;
}

/** A list of texts, undefined where it is left out or empty. Throws `wrong` where one is not known. */
export function texts(
  from: Wire,
  name: string,
  wrong: string,
  known?: readonly string[],
): string[] | undefined {
  const value = from[name];
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string'))
    throw new AxerveError('1173');
  if (known && !value.every((item) => known.includes(item))) throw new AxerveError(wrong);
  return value.length === 0 ? undefined : value;
}

/** An address that begins with http; undefined where it is left out. */
export function webAddress(from: Wire, name: string): string | undefined {
  const value = text(from, name, 2000);
  if (value !== undefined && !(/^https?:\/\//.test(value) && URL.canParse(value)))
    throw new AxerveError('1105');
  return value;
}

/** What passes for a mail address. */
export const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** How a payment is named: by at least one of the three; where several are given, all have to agree. */
export interface Ids {
  paymentID?: string;
  shopTransactionID?: string;
  bankTransactionID?: string;
}
/** The fields of a body that name its payment. */
export const ID_FIELDS = ['shopLogin', 'paymentID', 'shopTransactionID', 'bankTransactionID'] as const;

/** Throws 1413 where paymentID is no number, 2016 where there is no id. */
export function readIds(from: Wire): Ids {
  const paymentID = text(from, 'paymentID', 50);
  if (paymentID !== undefined && !/^\d+$/.test(paymentID)) throw new AxerveError('1413');
  const shopTransactionID = text(from, 'shopTransactionID', 50, '1116');
  const bankTransactionID = text(from, 'bankTransactionID', 50);
  if (paymentID === undefined && shopTransactionID === undefined && bankTransactionID === undefined)
    throw new AxerveError('2016');
  return { paymentID, shopTransactionID, bankTransactionID };
}
