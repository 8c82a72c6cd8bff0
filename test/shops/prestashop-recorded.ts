import type { Order } from '../../domain/schemas/order.ts';
import { marksOf } from '../../shops/marks.ts';
import { type Raw, readJson, readXml } from '../../shops/prestashop/answers.ts';
import type { PrestashopClient } from '../../shops/prestashop/client.ts';
import { lookups } from '../../shops/prestashop/lookups.ts';
import { toOrder } from '../../shops/prestashop/mapping.ts';
import { partsReader } from '../../shops/prestashop/parts.ts';
import { settings } from '../../shops/prestashop/settings.ts';
import type { Query } from '../../shops/transport.ts';
import { markerKey } from './given.ts';
import { recordedText } from './recorded.ts';

export const marks = marksOf('it', markerKey);
export const KEY = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Records of a shop, by resource. */
export type Shelf = Record<string, Raw[]>;

/** What every fresh shop has. */
export const fresh: Shelf = {
  configurations: [
    { id: '1', name: 'PS_TIMEZONE', value: 'Europe/Rome' },
    { id: '2', name: 'PS_LANG_DEFAULT', value: '1' },
    { id: '7', name: 'PS_CURRENCY_DEFAULT', value: '1' },
    { id: '3', name: 'PS_OS_PAYMENT', value: '2' },
    { id: '4', name: 'PS_OS_CANCELED', value: '6' },
    { id: '5', name: 'PS_OS_SHIPPING', value: '4' },
    { id: '6', name: 'PS_OS_BANKWIRE', value: '10' },
  ],
  order_states: [
    { id: '2', name: 'Pagamento accettato', paid: '1', logable: '1', invoice: '1' },
    { id: '10', name: 'In attesa di bonifico' },
  ],
  currencies: [{ id: '1', iso_code: 'EUR' }],
  countries: [{ id: '10', iso_code: 'IT' }],
  states: [{ id: '176', iso_code: 'MI' }],
  carriers: [{ id: '2', id_reference: '2', name: 'Corriere' }],
  taxes: [{ id: '1', rate: '22.000' }],
};

/** Who ordered, as the webservice has them. */
export const address = {
  id: '4',
  firstname: 'Ada',
  lastname: 'Neri',
  company: 'Neri srl',
  address1: 'Via Manzoni 3',
  address2: 'scala B',
  city: 'Milano',
  postcode: '20121',
  id_country: '10',
  id_state: '176',
  phone_mobile: '333 1234567',
  dni: 'NREDAA80A41F205X',
  vat_number: 'IT01234560975',
};
export const customer = {
  id: '1',
  email: 'ada.neri@example.com',
  firstname: 'Ada',
  lastname: 'Neri',
  is_guest: '0',
};
export const people = { addresses: [address], customers: [customer] };

/** The orders that are recorded in a file, whichever the format; none where it holds something else. */
export function recordedOrders(name: string): Raw[] {
  const text = recordedText(name);
  // An order that was taken out of its answer is put back into one.
  const answer =
    readXml(text, 'orders') ?? readJson(text, 'orders') ?? readJson(`{"order":${text}}`, 'orders');
  return (answer?.records ?? []).filter((record) => 'id_address_invoice' in record);
}

/** The recorded order, with some fields changed. */
export function recorded(changes: Raw = {}): Raw {
  order ??= recordedOrders('prestashop-1.6.1.23-order-5.xml')[0];
  return { ...structuredClone(order), ...changes };
}
let order: Raw | undefined;

/** Whether a record fits `filter[field]` in the forms `[a|b]`, `[a]%` and `>[a]`; capitals don't count. A field that it lacks is left to the shelf. */
function fits(record: Raw, query: Query): boolean {
  return Object.entries(query).every(([name, value]) => {
    const field = /^filter\[(\w+)\]$/.exec(name)?.[1];
    const [, above, inner = '', begins] = /^(>?)\[(.*)\](%?)$/s.exec(value.toLowerCase()) ?? [];
    if (!field || !(field in record)) return true;
    const stored = String(record[field]).toLowerCase();
    if (above) return /^\d+$/.test(stored) ? Number(stored) > Number(inner) : stored > inner;
    return begins ? stored.startsWith(inner) : inner.split('|').includes(stored);
  });
}

/** A client that answers from a shelf of records. */
export function shelfClient(records: Shelf): PrestashopClient {
  return {
    one: async (_what: string, resource: string, id: string) =>
      records[resource]?.find((record) => record.id === id),
    list: async (_what: string, resource: string, query: Query) =>
      (records[resource] ?? []).filter((record) => fits(record, query)),
  } as unknown as PrestashopClient;
}

/** Reads an order off a shelf of records. */
export async function readOff(shelf: Shelf, order: Raw, given: object = {}): Promise<Order> {
  const client = shelfClient({ ...fresh, orders: [order], ...shelf });
  const read = settings.parse({ url: 'https://shop.example', key: KEY, ...given });
  const parts = await partsReader(client, lookups(client, 'it', read), 'it', read).whole(String(order.id));
  return toOrder('it', parts, { ...read, marks });
}
