import { doubts, oneAtATime } from './calls.ts';
import type { MexalClient } from './client.ts';
import { type Buyer, bareVat, customerBody, customerReference, personalOf } from './customer-body.ts';
import type { MexalSettings } from './settings.ts';
import { CustomerRead, type Filter } from './wire.ts';

const path = 'clienti';

export interface Customers {
  /** The account code of the order's customer ("501.00042"), created where there is none. */
  codeOf(buyer: Buyer): Promise<string>;
}

/** Customers looked for and created. Orders of one customer go one after the other, so that a new one is created once. */
export function customers(client: MexalClient, settings: MexalSettings, thisYear: () => number): Customers {
  const oneByOne = oneAtATime();
  const unlessInDoubt = doubts(settings.serverLimit);

  const lookUp = async (buyer: Buyer): Promise<string | undefined> => {
    for (const { filter, fits } of searches(buyer)) {
      const what = `search of customers by ${filter.campo}`;
      const target = { what, path, year: thisYear(), personal: personalOf(buyer) };
      const fields = ['codice', 'codice_fiscale', 'partita_iva', 'conto_precanc'];
      const found = await client.readAll(target, CustomerRead, { filters: [filter], fields });
      const codes = found.filter((c) => c.conto_precanc !== 'S' && fits(c)).map((c) => c.codice);
      // Where one customer has several records, the oldest is taken, so that the answer is always the same.
      if (codes.length > 0) return codes.sort()[0];
    }
    return undefined;
  };

  const create = (buyer: Buyer, keys: string[]): Promise<string> => {
    const what = `creation of the customer of order ${buyer.order.number}`;
    const target = { what, path, year: thisYear(), personal: personalOf(buyer) };
    return unlessInDoubt(keys, what, () => client.create(target, customerBody(buyer, settings)));
  };

  return {
    codeOf(buyer) {
      const keys = keysOf(buyer);
      return oneByOne(keys, async () => (await lookUp(buyer)) ?? create(buyer, keys));
    },
  };
}

/** What identifies a customer: two orders that share any of these wait for each other. */
function keysOf({ order, tax }: Buyer): string[] {
  const email = order.customer.email.trim().toLowerCase();
  const known = [customerReference(order), tax.vatNumber, tax.taxCode, email];
  return known.filter((key): key is string => Boolean(key));
}

/** The searches for a customer, the surest first, each with a condition that what it finds has to fulfil. */
function searches(buyer: Buyer): { filter: Filter; fits: (found: CustomerRead) => boolean }[] {
  const { taxCode, vatNumber } = buyer.tax;
  const email = buyer.order.customer.email.trim();
  const same = (found: CustomerRead) => !contradicts(found, buyer);
  const exact = (campo: string, valore: string | string[]): Filter => ({ campo, condizione: '=', valore });
  const anyCase = (campo: string, valore: string): Filter => ({
    ...exact(campo, valore),
    case_insensitive: true,
  });
  return [
    { filter: exact('cod_alternativo', customerReference(buyer.order)), fits: same },
    ...(vatNumber ? [{ filter: exact('partita_iva', [vatNumber, bareVat(vatNumber)]), fits: same }] : []),
    ...(taxCode ? [{ filter: anyCase('codice_fiscale', taxCode), fits: same }] : []),
    // An e-mail address is weak: a private order doesn't go to the account of the company behind the same address.
    ...(email
      ? [
          {
            filter: anyCase('email', email),
            fits: (found: CustomerRead) =>
              same(found) && Boolean(found.partita_iva.trim()) === Boolean(vatNumber),
          },
        ]
      : []),
  ];
}

/** Another person or company, whatever else is the same: both sides have the number and it differs. */
function contradicts(found: CustomerRead, { tax }: Buyer): boolean {
  const plain = (text: string) => text.replace(/[\s.-]/g, '').toUpperCase();
  const differ = (a: string, b: string) => a !== '' && b !== '' && a !== b;
  return (
    differ(bareVat(plain(found.partita_iva)), bareVat(tax.vatNumber ?? '')) ||
    differ(plain(found.codice_fiscale), tax.taxCode ?? '')
  );
}
