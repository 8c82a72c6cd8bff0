import { type Charged, chargedTotal, settledTotal } from '../../domain/charges.ts';
import type { DocumentDraft } from '../../domain/schemas/document.ts';
import type { Order, OrderLine } from '../../domain/schemas/order.ts';

/** An order row from its net total: gross is rounded, as shops do. */
export function line(sku: string, quantity: number, net: number, taxRate = 22): OrderLine {
  return { sku, name: sku, quantity, net, gross: Math.round((net * (100 + taxRate)) / 100), taxRate };
}

/** What the customer pays for rows, shipping and discount. */
export const totalOf = (order: Charged): number => chargedTotal(order) - settledTotal(order);

/** An order of a private customer in Milan, as a shop would hand it over; the total follows from its parts. */
export function anOrder(changes: Partial<Order> = {}): Order {
  const id = changes.id ?? '12';
  const order: Order = {
    shop: 'main',
    id,
    number: id.padStart(9, '0'),
    createdAt: '2026-03-05T10:15:00Z',
    updatedAt: '2026-03-05T10:16:00Z',
    state: 'open',
    status: 'processing',
    customer: {
      id: `9${id}`,
      email: `customer-${id}@shop.example`,
      firstName: 'Ada',
      lastName: 'Neri',
      taxCode: undefined,
    },
    billing: {
      name: 'Ada Neri',
      street: ['Via Manzoni 3', 'scala B'],
      city: 'Milano',
      postcode: '20121',
      region: 'MI',
      country: 'IT',
      phone: '+39 02 555012',
    },
    lines: [line('SHIRT-BLUE-M', 2, 6540), line('COFFEE-1KG', 1, 1627, 10)],
    total: 0,
    paid: 0,
    currency: 'EUR',
    payment: { code: 'stripe_payments', title: 'Credit card' },
    notes: [],
    ...changes,
  };
  return { ...order, total: changes.total ?? totalOf(order) };
}

/** The draft of an order's document, paid by card. */
export function aDraft(order: Order, changes: Partial<DocumentDraft> = {}): DocumentDraft {
  return {
    reference: `${order.shop}:${order.id}`,
    order,
    erpPayment: '3',
    collected: {
      gateway: 'stripe-main',
      reference: `pi_${order.id}`,
      money: { amount: order.total, currency: order.currency },
      at: '2026-03-05T10:16:30Z',
    },
    ...changes,
  };
}
