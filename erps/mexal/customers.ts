import { createHash } from 'node:crypto';
import type { Order } from '../../domain/schemas/order.ts';
import type { MexalClient } from './client.ts';
import { nationalityOf } from './nationality.ts';
import type { MexalSettings } from './settings.ts';
import { CustomerRead, type Filter } from './wire.ts';

const path = 'clienti';
// The length of cod_alternativo is not published.
const REFERENCE_LENGTH = 20;

export interface Customers {
  /** The account code of the order's customer ("501.00042"), created where there is none. */
  codeOf(order: Order): Promise<string>;
}

export function customers(client: MexalClient, settings: MexalSettings, thisYear: () => number): Customers {
  const inProgress = new Map<string, Promise<string>>();

  const lookUp = async (order: Order): Promise<string | undefined> => {
    const { taxCode, vatNumber, email } = order.customer;
    const vat = vatNumber && vatWithCountry(vatNumber, order.billing.country);
    const exact = (campo: string, valore: string | string[]): Filter => ({ campo, condizione: '=', valore });
    const searches: { filter: Filter; fits: (found: CustomerRead) => boolean }[] = [
      { filter: exact('cod_alternativo', customerReference(order)), fits: (c) => !contradicts(c, order) },
    ];
    if (vat)
      searches.push({
        filter: exact('partita_iva', [vat, bareVat(vat)]),
        fits: (c) => !contradicts(c, order),
      });
    if (taxCode)
      searches.push({
        filter: { ...exact('codice_fiscale', plain(taxCode)), case_insensitive: true },
        fits: (c) => !contradicts(c, order),
      });
    // An e-mail address is weak: a private order doesn't go to the account of the company behind the same address.
    if (email)
      searches.push({
        filter: { ...exact('email', email.trim()), case_insensitive: true },
        fits: (c) => !contradicts(c, order) && Boolean(bareVat(c.partita_iva)) === Boolean(vat),
      });
    for (const { filter, fits } of searches) {
      const personal = personalOf(order);
      const target = { what: `search of customers by ${filter.campo}`, path, year: thisYear(), personal };
      const fields = ['codice', 'codice_fiscale', 'partita_iva', 'conto_precanc'];
      const found = await client.readAll(target, CustomerRead, { filters: [filter], fields });
      const codes = found.filter((c) => c.conto_precanc !== 'S' && fits(c)).map((c) => c.codice);
      // Of several records of one customer the oldest, so that the answer is always the same.
      if (codes.length > 0) return codes.sort()[0];
    }
    return undefined;
  };

  const findOrCreate = async (order: Order): Promise<string> => {
    const known = await lookUp(order);
    if (known) return known;
    const what = `creation of the customer of order ${order.number}`;
    return client.create(
      { what, path, year: thisYear(), personal: personalOf(order) },
      customerBody(order, settings),
    );
  };

  return {
    codeOf(order) {
      // Two orders of one new customer at the same time share the creation, and its failure.
      const { email, vatNumber, taxCode } = order.customer;
      const who = JSON.stringify([
        email.trim().toLowerCase() || customerReference(order),
        vatNumber,
        taxCode,
      ]);
      const running = inProgress.get(who);
      if (running) return running;
      const started = findOrCreate(order).finally(() => inProgress.delete(who));
      inProgress.set(who, started);
      return started;
    },
  };
}

/** Kept in cod_alternativo: shop and the shop's customer id; a guest's is the order's, so that a repeated creation finds it. */
export function customerReference({ shop, id, customer }: Order): string {
  const reference = `${shop}:${customer.id ?? `#${id}`}`;
  if (reference.length <= REFERENCE_LENGTH) return reference;
  return createHash('sha256').update(reference).digest('hex').slice(0, REFERENCE_LENGTH);
}

/** The body of POST clienti. */
export function customerBody(order: Order, settings: MexalSettings): object {
  const { customer, billing } = order;
  const { masterCode, fields } = settings.customers;
  const country = billing.country.toUpperCase();
  const company = customer.company || billing.company;
  const name = `${customer.lastName} ${customer.firstName}`.trim() || billing.name;
  const province = billing.region?.trim().toUpperCase();
  const body = {
    codice: `${masterCode}.AUTO`,
    cod_alternativo: customerReference(order),
    ragione_sociale: company || name,
    ...(company ? {} : { gest_per_fisica: 'S', cognome: customer.lastName, nome: customer.firstName }),
    tp_nazionalita: nationalityOf(country, settings),
    cod_paese: country,
    indirizzo: billing.street.join(', '),
    cap: billing.postcode,
    localita: billing.city,
    provincia: province && /^[A-Z]{2}$/.test(province) ? province : undefined,
    telefono: billing.phone,
    email: customer.email.trim(),
    codice_fiscale: customer.taxCode && plain(customer.taxCode),
    partita_iva: customer.vatNumber && vatWithCountry(customer.vatNumber, country),
    // Without any number Mexal refuses an Italian ("Partita iva e codice fiscale assenti") unless told that there is none.
    gest_no_piva: customer.vatNumber ? undefined : 'S',
    // Refused without these two, which have no default.
    cod_listino: 1,
    valuta: 1,
    ...fields,
  };
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined && value !== ''));
}

const plain = (text: string): string => text.replace(/[\s.-]/g, '').toUpperCase();
const bareVat = (vat: string): string => plain(vat).replace(/^[A-Z]{2}/, '');
/** "01234567890" of Italy -> "IT01234567890". */
const vatWithCountry = (vat: string, country: string): string =>
  /^[A-Z]{2}/.test(plain(vat)) ? plain(vat) : country.toUpperCase() + plain(vat);

/** Another person or company, whatever else is the same: both sides have the number and it differs. */
function contradicts(found: CustomerRead, { customer }: Order): boolean {
  const differ = (a: string, b: string) => a !== '' && b !== '' && a !== b;
  return (
    differ(bareVat(found.partita_iva), bareVat(customer.vatNumber ?? '')) ||
    differ(plain(found.codice_fiscale), plain(customer.taxCode ?? ''))
  );
}

/** What is sent of a person and must not come back in a failure's message. */
function personalOf({ customer, billing }: Order): string[] {
  const { email, firstName, lastName, company, taxCode, vatNumber } = customer;
  const numbers = [taxCode, vatNumber].flatMap((text) => (text ? [text, plain(text), bareVat(text)] : []));
  return [
    email,
    firstName,
    lastName,
    company,
    ...numbers,
    billing.name,
    billing.phone,
    ...billing.street,
  ].filter((value): value is string => Boolean(value));
}
