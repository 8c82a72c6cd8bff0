import type { Order } from '../../domain/schemas/order.ts';

const address = {
  name: 'Ada Rossi',
  street: ['Via Roma 1'],
  city: 'Milano',
  postcode: '20121',
  country: 'IT',
};

/** An order of 322.17 EUR; `about` overrides fields. */
export const anOrder = (about: Partial<Order> = {}): Order => ({
  shop: 'brescia',
  id: '17',
  number: '000000017',
  createdAt: '2026-03-02T09:59:00.000Z',
  updatedAt: '2026-03-02T10:00:00.000Z',
  state: 'open',
  status: 'pending',
  customer: { email: 'ada@example.com', firstName: 'Ada', lastName: 'Rossi' },
  billing: address,
  lines: [{ sku: 'A1', name: 'Lampada', quantity: 3, net: 25844, gross: 31530, taxRate: 22 }],
  shippingCost: { code: 'flat', title: 'Corriere', net: 563, gross: 687, taxRate: 22 },
  total: 32217,
  paid: 0,
  currency: 'EUR',
  payment: { code: 'stripe_payments', title: 'Carta di credito' },
  notes: [],
  ...about,
});
