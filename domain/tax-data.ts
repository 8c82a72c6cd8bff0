import { euVat, stdnum } from 'stdnum';
import { z } from 'zod';
import type { Customer, Order } from './schemas/order.ts';

/** A customer's tax data as far as it can be right, ready to be written. */
export interface TaxData {
  /** Codice fiscale, in capitals without blanks. */
  taxCode?: string;
  /** Partita IVA with its country before it: "IT01234560785". */
  vatNumber?: string;
  pec?: string;
  /** Codice destinatario. */
  sdi?: string;
  /** What was given and can't be right, as Italians call it; without the value, which is personal. */
  wrong: string[];
}

const EU = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

/** Whether a country (ISO 3166-1 alpha-2) is in the EU; Italy is at home and not among them. */
export const isEuCountry = (country: string): boolean => EU.has(country.toUpperCase());

/** The customer's tax data, with check digits verified where there is a rule for them: Italy and the EU. */
export function taxDataOf({ customer, billing }: Pick<Order, 'customer' | 'billing'>): TaxData {
  const wrong: string[] = [];
  const checked = (name: string, value: string | undefined, valid: boolean) => {
    if (value && !valid) wrong.push(name);
    return value && valid ? value : undefined;
  };
  const { taxCode, vat } = numbersOf(customer, billing.country.toUpperCase());
  const { pec, sdi } = invoiceAddress(customer.pec, customer.sdi);
  return {
    taxCode: checked('codice fiscale', taxCode, isTaxCode(taxCode)),
    vatNumber: checked('partita IVA', vat, isVatNumber(vat)),
    pec: checked('PEC', pec, z.email().safeParse(pec).success),
    // Six characters for public bodies, seven for everybody else.
    sdi: checked('codice destinatario SDI', sdi, /^[A-Z0-9]{6,7}$/.test(sdi)),
    wrong,
  };
}

/**
 * Tax code and VAT number, each in its own place: many shops have one field, in which customers write either, so the
 * check digits tell which it is. A company's tax code has eleven digits and can be either: it stays where it was given,
 * unless its place is needed for the other number.
 */
function numbersOf({ taxCode, vatNumber }: Customer, country: string): { taxCode: string; vat: string } {
  const [code, number] = [plain(taxCode), plain(vatNumber)];
  const vat = withCountry(number, country);
  const personal = number.replace(/^IT(?=.{16}$)/, '');
  if (isPersonalCode(personal)) {
    if (code === personal) return { taxCode: code, vat: '' };
    // Each is in the other's place; or the second place is empty, or holds what can't be right.
    const [swapped, free] = [withCountry(code, country), !isTaxCode(code)];
    if (code !== '' && isSurelyVatNumber(swapped)) return { taxCode: personal, vat: swapped };
    if (free) return { taxCode: personal, vat: '' };
  }
  if (code !== '' && !isTaxCode(code) && isSurelyVatNumber(code)) {
    if (number === '' || !isVatNumber(vat)) return { taxCode: '', vat: code };
    return { taxCode: code.replace(/^IT/, ''), vat };
  }
  return { taxCode: code, vat };
}

/** "dE 811.907.980" -> "DE811907980". */
const plain = (text: string | undefined): string => (text ?? '').replace(/[\s.:/-]/g, '').toUpperCase();

/** One field may hold either: an e-mail address is a PEC, anything else an SDI code. */
function invoiceAddress(...fields: (string | undefined)[]): { pec?: string; sdi: string } {
  const given = fields.map((field) => field?.trim() ?? '').filter(Boolean);
  return {
    pec: given.find((field) => field.includes('@')),
    sdi: plain(given.find((field) => !field.includes('@'))),
  };
}

/** A company's code is made as a partita IVA is, of eleven digits. */
const isTaxCode = (code: string): boolean =>
  isPersonalCode(code) || (/^\d{11}$/.test(code) && stdnum.IT?.iva?.validate(code).isValid === true);

const isPersonalCode = (code: string): boolean =>
  code.length === 16 && stdnum.IT?.codicefiscale?.validate(code).isValid === true;

// Greece's numbers begin with EL, not with its country code.
const prefixOf = (country: string): string => (country === 'GR' ? 'EL' : country);

/** The number with its country before it, if it has none; outside of the EU as it is where it begins with letters. */
function withCountry(number: string, country: string): string {
  if (number === '') return '';
  const own = number.slice(0, 2);
  const known = own === 'EL' || own === 'IT' || isEuCountry(own);
  const foreign = /^[A-Z]{2}/.test(number) && country !== 'IT' && !isEuCountry(country);
  return known || foreign ? number : prefixOf(country) + number;
}

/** Whether the check digits are right; true for countries whose rule is not known here. */
const isVatNumber = (number: string): boolean => !rulesOf(number) || isSurelyVatNumber(number);

/** Whether there is a rule for its check digits, and they are right. */
const isSurelyVatNumber = (number: string): boolean =>
  rulesOf(number)?.some((rule) => [number, number.slice(2)].some((text) => rule.validate(text).isValid)) ===
  true;

function rulesOf(number: string) {
  const own = number.slice(0, 2);
  const country = own === 'EL' ? 'GR' : own;
  return country === 'IT' || isEuCountry(country) ? euVat[country] : undefined;
}
