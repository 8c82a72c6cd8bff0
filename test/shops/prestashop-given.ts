import { expect } from 'vitest';
import type { Order } from '../../domain/schemas/order.ts';
import type { OrderKind } from '../contract/shop-bench.ts';
import { lines, milan } from './given.ts';

const shirt = { reference: 'SHIRT', name: 'Camicia', price: 39.9, qty: 2, taxPercent: 22 };
const oil = { reference: 'OIL', name: 'Olio', price: 59, qty: 1, taxPercent: 4 };
const customer = {
  firstname: 'Ada',
  lastname: 'Neri',
  email: 'ada.neri@example.com',
  company: '',
  dni: 'NREDAA80A41F205X',
  vatNumber: '01234560975',
  address1: 'Via Manzoni 3',
  address2: 'scala B',
  city: 'Milano',
  postcode: '20121',
  province: 'MI',
  country: 'IT',
  phone: '02 5550101',
};
const base = { customer, items: [shirt, oil], shipping: 6.9, module: 'stripe_official' };

export const CUSTOMER_WROTE = 'Suonare due volte';

/** What the sandbox's customers order. */
export const descriptions: Record<OrderKind, object> = {
  plain: { ...base, message: CUSTOMER_WROTE },
  paid: { ...base, module: 'paypal', paid: true, paidReal: 'double', transactionId: 'PAYID-1' },
  discount: { ...base, discounts: [{ name: 'Benvenuto', value: 10.01 }], noise: true },
  virtual: { ...base, items: [{ ...shirt, virtual: true }] },
  configurable: { ...base, items: [{ ...shirt, variant: 'Taglia: M' }, oil] },
  guest: { ...base, guest: true },
};

const address = { ...milan, phone: '02 5550101' };
const person = {
  email: 'ada.neri@example.com',
  firstName: 'Ada',
  lastName: 'Neri',
  taxCode: 'NREDAA80A41F205X',
  vatNumber: '01234560975',
};
const courier = { code: '2', title: 'Corriere espresso' };
const plain: Partial<Order> = {
  shop: 'prestashop-it',
  number: expect.stringMatching(/^[A-Z]{9}$/),
  state: 'open',
  status: 'In attesa di pagamento online',
  customer: { id: expect.stringMatching(/^\d+$/), ...person },
  billing: address,
  shipping: address,
  lines,
  shippingCost: { ...courier, net: 566, gross: 690, taxRate: 22 },
  carrier: courier,
  total: 14570,
  paid: 0,
  currency: 'EUR',
  payment: { code: 'stripe_official', title: 'Carta di credito (Stripe)', reference: undefined },
  notes: [],
};

/** What they must be read as; worked out by hand from the prices above. `combination`: what a variant is called. */
export const expectations = (combination: string): Record<OrderKind, Partial<Order>> => ({
  plain: { ...plain, notes: [CUSTOMER_WROTE] },
  paid: {
    ...plain,
    status: 'Pagamento accettato',
    paid: 14570,
    payment: { code: 'paypal', title: 'PayPal', reference: 'PAYID-1' },
  },
  discount: { ...plain, total: 13569 },
  virtual: {
    ...plain,
    lines: lines.slice(0, 1),
    shipping: undefined,
    shippingCost: undefined,
    carrier: undefined,
    total: 7980,
  },
  configurable: { ...plain, lines: [{ ...lines[0], name: combination } as never, lines[1] as never] },
  guest: { ...plain, customer: { id: undefined, ...person } },
});
