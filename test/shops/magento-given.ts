import { expect } from 'vitest';
import type { Order } from '../../domain/schemas/order.ts';
import type { OrderKind } from '../contract/shop-bench.ts';
import { milan as address, lines } from './given.ts';

const shirt = { sku: 'SHIRT', name: 'Camicia', price: 39.9, qty: 2, taxPercent: 22 };
const oil = { sku: 'OIL', name: 'Olio', price: 59, qty: 1, taxPercent: 4 };
const customer = {
  id: 2,
  firstname: 'Ada',
  lastname: 'Neri',
  email: 'ada.neri@example.com',
  taxvat: 'NREDAA80A41F205X',
  vatId: '01234560975',
  street: ['Via Manzoni 3', 'scala B'],
  city: 'Milano',
  postcode: '20121',
  region: 'Milano',
  regionCode: 'MI',
};
const base = { customer, items: [shirt, oil], shipping: 6.9, method: 'stripe_payments' };

/** What the sandbox's customers order. */
export const descriptions: Record<OrderKind, object> = {
  plain: { ...base, note: 'Suonare due volte' },
  paid: { ...base, method: 'paypal_express', title: 'PayPal', paid: true },
  discount: { ...base, discount: 10.01 },
  virtual: { ...base, items: [{ ...shirt, virtual: true }] },
  configurable: { ...base, items: [{ ...shirt, variant: 'Blu-M' }, oil] },
  guest: { ...base, guest: true },
};

const shippingCost = { code: 'flatrate_flatrate', net: 566, gross: 690, taxRate: 22 };
const plain: Partial<Order> = {
  shop: 'magento-it',
  state: 'open',
  status: 'pending',
  customer: {
    id: '2',
    email: 'ada.neri@example.com',
    firstName: 'Ada',
    lastName: 'Neri',
    taxCode: 'NREDAA80A41F205X',
    vatNumber: '01234560975',
  },
  billing: address,
  shipping: address,
  lines,
  shippingCost: { ...shippingCost, title: 'Corriere espresso - Consegna in 24/48 ore' },
  total: 14570,
  paid: 0,
  currency: 'EUR',
  payment: { code: 'stripe_payments', title: 'Carta di credito (Stripe)', reference: undefined },
  notes: ['Suonare due volte'],
  replacedBy: undefined,
};

/** What they must be read as; worked out by hand from the prices above. */
export const expectations: Record<OrderKind, Partial<Order>> = {
  plain,
  paid: {
    ...plain,
    status: 'processing',
    paid: 14570,
    notes: [],
    payment: { code: 'paypal_express', title: 'PayPal', reference: expect.stringMatching(/^shop-\d+$/) },
  },
  discount: { ...plain, notes: [], total: 13569 },
  virtual: {
    ...plain,
    notes: [],
    lines: lines.slice(0, 1),
    shipping: undefined,
    shippingCost: undefined,
    total: 7980,
  },
  configurable: { ...plain, notes: [] },
  guest: {
    ...plain,
    notes: [],
    customer: {
      ...plain.customer,
      id: undefined,
      email: 'ada.neri@example.com',
      firstName: 'Ada',
      lastName: 'Neri',
    },
  },
};
