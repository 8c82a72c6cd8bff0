import { createHash } from 'node:crypto';
import type { PrestaShopBooks, World } from './books.ts';
import { type Description, defined } from './description.ts';
import type { Row } from './fields.ts';
import { NET_GROUP, type Person, people } from './people.ts';
import { insert } from './resources.ts';
import { find, related, table } from './tables.ts';

/** Adds a customer with one address; each guest order has a customer of its own. */
export function addCustomer(
  books: PrestaShopBooks,
  person: Person,
  { guest, netPrices, at }: { guest: boolean; netPrices?: boolean | undefined; at: string },
): { customer: Row; address: Row } {
  const customer = insert(books, 'customers', {
    id_default_group: netPrices ? NET_GROUP : guest ? 2 : 3,
    id_lang: 1,
    secure_key: createHash('md5').update(`${person.email} ${at}`).digest('hex'),
    passwd: '$2y$10$sandboxsandboxsandboxsandboxsandboxsandboxsandboxsand',
    last_passwd_gen: at,
    lastname: person.lastname,
    firstname: person.firstname,
    email: person.email,
    birthday: '0000-00-00',
    company: person.company ?? '',
    active: 1,
    is_guest: guest ? 1 : 0,
    id_shop: 1,
    id_shop_group: 1,
    date_add: at,
    date_upd: at,
  });
  return { customer, address: addAddress(books, person, customer.id, at) };
}

/** Adds an address of a customer, or with `customerId` 0 of none. */
export function addAddress(books: PrestaShopBooks, person: Person, customerId: number, at: string): Row {
  const country = table(books, 'countries').find((row) => row.iso_code === person.country);
  const state = table(books, 'states').find((row) => row.iso_code === person.province);
  return insert(books, 'addresses', {
    id_customer: customerId,
    id_country: country?.id ?? 0,
    id_state: country?.contains_states ? (state?.id ?? 0) : 0,
    alias: 'Il mio indirizzo',
    company: person.company ?? '',
    lastname: person.lastname,
    firstname: person.firstname,
    vat_number: person.vatNumber ?? '',
    address1: person.address1,
    address2: person.address2 ?? '',
    postcode: person.postcode,
    city: person.city,
    other: person.other ?? '',
    phone: person.phone ?? '',
    phone_mobile: person.phoneMobile ?? '',
    dni: person.dni ?? '',
    date_add: at,
    date_upd: at,
  });
}

/** Who buys; `customer` undefined: an order without a customer. Addresses by their ids. */
export interface Buyer {
  customer: Row | undefined;
  invoice: number;
  delivery: number;
}

/** The buyer of a cart: a customer of the shop, or a new one for guests and described customers. */
export function buyerOf(world: World, description: Description, cart: number, at: string): Buyer {
  const { customer: given, guest, delivery } = description;
  const id = typeof given === 'object' ? given.like : given;
  const index = (id || ((cart - 1) % people.length) + 1) - 1;
  const like = people[index] ?? (people[0] as Person);
  const deliverTo = (person: Person, customer: number, invoice: Row) =>
    delivery ? addAddress(world.books, { ...person, ...defined(delivery) }, customer, at).id : invoice.id;
  if (given === 0) {
    const invoice = addAddress(world.books, like, 0, at);
    return { customer: undefined, invoice: invoice.id, delivery: deliverTo(like, 0, invoice) };
  }
  if (typeof given === 'object' || guest) {
    const { like: _like, netPrices = undefined, ...fields } = typeof given === 'object' ? given : {};
    const person = { ...like, ...defined(fields) };
    const { customer, address } = addCustomer(world.books, person, { guest, netPrices, at });
    return { customer, invoice: address.id, delivery: deliverTo(person, customer.id, address) };
  }
  const customer = find(world.books, 'customers', index + 1);
  const invoice = related(world.books, 'addresses', 'id_customer', index + 1)[0];
  if (!customer || !invoice) throw new Error(`no customer ${index + 1}`);
  return { customer, invoice: invoice.id, delivery: deliverTo(like, customer.id, invoice) };
}
