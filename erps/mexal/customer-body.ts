import { createHash } from 'node:crypto';
import type { Order } from '../../domain/schemas/order.ts';
import type { TaxData } from '../../domain/tax-data.ts';
import { isEuCountry } from '../../domain/tax-data.ts';
import type { MexalSettings } from './settings.ts';

// The length of cod_alternativo is not published.
const REFERENCE_LENGTH = 20;

/** The customer of a document: the order, and the customer's tax data once verified. */
export interface Buyer {
  order: Order;
  tax: TaxData;
}

/** Kept in cod_alternativo: shop and the shop's customer id; a guest's is the order's, so that a repeated creation finds it. */
export function customerReference({ shop, id, customer }: Order): string {
  const reference = `${shop}:${customer.id ?? `#${id}`}`;
  if (reference.length <= REFERENCE_LENGTH) return reference;
  return createHash('sha256').update(reference).digest('hex').slice(0, REFERENCE_LENGTH);
}

/** The body of POST clienti. */
export function customerBody({ order, tax }: Buyer, settings: MexalSettings): object {
  const { customer, billing } = order;
  const { masterCode, vatPrefix, fields } = settings.customers;
  const company = customer.company || billing.company;
  const name = `${customer.lastName} ${customer.firstName}`.trim() || billing.name;
  const province = billing.region?.trim().toUpperCase();
  const body = {
    codice: `${masterCode}.AUTO`,
    cod_alternativo: customerReference(order),
    ragione_sociale: company || name,
    ...(company ? {} : { gest_per_fisica: 'S', cognome: customer.lastName, nome: customer.firstName }),
    tp_nazionalita: nationalityOf(billing.country, settings),
    cod_paese: billing.country.toUpperCase(),
    indirizzo: billing.street.join(', '),
    cap: billing.postcode,
    localita: billing.city,
    provincia: province && /^[A-Z]{2}$/.test(province) ? province : undefined,
    telefono: billing.phone,
    email: customer.email.trim(),
    codice_fiscale: tax.taxCode,
    partita_iva: vatPrefix === 'foreign' ? tax.vatNumber?.replace(/^IT/, '') : tax.vatNumber,
    // Without any number Mexal refuses an Italian ("Partita iva e codice fiscale assenti") unless told that there is none.
    gest_no_piva: tax.vatNumber ? undefined : 'S',
    pec: tax.pec,
    codice_sdi: tax.sdi,
    // Refused without these two, which have no default.
    cod_listino: 1,
    valuta: 1,
    ...fields,
  };
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined && value !== ''));
}

/** "IT01234560785" -> "01234560785". */
export const bareVat = (vat: string): string => vat.replace(/^[A-Z]{2}/, '');

/** What is sent of a person and must not come back in a failure's message. */
export function personalOf({ order: { customer, billing }, tax }: Buyer): string[] {
  const { email, firstName, lastName, company, taxCode, vatNumber, pec, sdi } = customer;
  const numbers = [
    taxCode,
    vatNumber,
    pec,
    sdi,
    tax.taxCode,
    tax.vatNumber,
    bareVat(tax.vatNumber ?? ''),
    tax.sdi,
  ];
  const own = [email, firstName, lastName, company, billing.name, billing.phone, ...billing.street];
  return [...own, ...numbers].filter((value): value is string => Boolean(value));
}

export type Nationality = 'I' | 'R' | 'V' | 'C' | 'E';

// R and V as a Magento module of a live installation has them (see docs/mexal.md).
const OWN: Record<string, Nationality> = { IT: 'I', SM: 'R', VA: 'V' };

/** Mexal's tp_nazionalita of a country: Italy, San Marino, Vatican, EU, elsewhere. */
export function nationalityOf(country: string, { customers }: MexalSettings): Nationality {
  const code = country.toUpperCase();
  return customers.nationality[code] ?? OWN[code] ?? (isEuCountry(code) ? 'C' : 'E');
}
