import type { PaymentMapping } from './schemas/mapping.ts';
import type { Order } from './schemas/order.ts';

/** How an order's money comes, and the ERP payment its document gets. */
export interface MappedPayment {
  /** Absent where nothing is mapped. */
  erpPayment?: string;
  /** `gateway`: we collect it there. `unmapped`: nobody said; the document is written with its payment empty. */
  collect: { by: 'gateway'; gateway: string } | { by: 'offline' } | { by: 'prepaid' } | { by: 'unmapped' };
}

/** The mapping of an order's payment: by code first, exact title second; a line for this shop before one for all. */
export function mapPayment(
  order: Pick<Order, 'shop' | 'total' | 'payment'>,
  mapping: PaymentMapping[],
): MappedPayment {
  const mine = [
    ...mapping.filter((m) => m.shop === order.shop),
    ...mapping.filter((m) => m.shop === undefined),
  ];
  const found =
    mine.find((m) => m.method === order.payment.code) ?? mine.find((m) => m.method === order.payment.title);
  // Nothing to pay is nothing to collect, whatever the method.
  if (order.total === 0) return { erpPayment: found?.erpPayment, collect: { by: 'prepaid' } };
  if (!found) return { collect: { by: 'unmapped' } };
  const { erpPayment, collect } = found;
  if (collect === 'offline' || collect === 'prepaid') return { erpPayment, collect: { by: collect } };
  return { erpPayment, collect: { by: 'gateway', gateway: collect } };
}
