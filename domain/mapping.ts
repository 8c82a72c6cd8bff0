import type { ErpPayment } from './schemas/document.ts';
import type { CarrierMapping, PaymentMapping } from './schemas/mapping.ts';
import type { Order } from './schemas/order.ts';
import type { CaptureWhen } from './schemas/payment.ts';

/** How an order's money comes, and the ERP payment its document gets. What the line of the mapping says nothing of is absent. */
export interface MappedPayment {
  /** Absent where nothing is mapped. */
  erpPayment?: string;
  /** `gateway`: we collect it there. `unmapped`: nobody said; the document is written with its payment empty. */
  collect:
    | { by: 'gateway'; gateway: string; capture?: CaptureWhen; paymentMethods?: string[] }
    | { by: 'offline' }
    | { by: 'prepaid'; capture?: CaptureWhen }
    | { by: 'unmapped' };
}

/** The line that decides about a payment method: by code first, exact title second; a line for this shop before one for all. */
export function paymentLine(
  shop: string,
  { code, title }: Pick<Order['payment'], 'code' | 'title'>,
  mapping: PaymentMapping[],
): PaymentMapping | undefined {
  const mine = linesOf(mapping, shop);
  return mine.find((m) => m.method === code) ?? mine.find((m) => m.method === title);
}

/** The mapping of an order's payment. */
export function mapPayment(
  order: Pick<Order, 'shop' | 'total' | 'payment'>,
  mapping: PaymentMapping[],
): MappedPayment {
  const found = paymentLine(order.shop, order.payment, mapping);
  // Nothing to pay is nothing to collect, whatever the method.
  if (order.total === 0) return { erpPayment: found?.erpPayment, collect: { by: 'prepaid' } };
  if (!found) return { collect: { by: 'unmapped' } };
  const { erpPayment, collect, capture, paymentMethods } = found;
  if (collect === 'offline') return { erpPayment, collect: { by: collect } };
  const when = capture ? { capture } : {};
  if (collect === 'prepaid') return { erpPayment, collect: { by: collect, ...when } };
  const offered = paymentMethods ? { paymentMethods } : {};
  return { erpPayment, collect: { by: 'gateway', gateway: collect, ...when, ...offered } };
}

/** The ERP's carrier of an order: by code first, exact title second; undefined where none is mapped. */
export function mapCarrier(
  { shop, carrier }: Pick<Order, 'shop' | 'carrier'>,
  mapping: CarrierMapping[],
): string | undefined {
  const mine = linesOf(mapping, shop);
  const found =
    mine.find((m) => m.carrier === carrier?.code) ?? mine.find((m) => m.carrier === carrier?.title);
  return found?.erpCarrier;
}

/** The lines for a shop: its own before those for all. */
const linesOf = <Line extends { shop?: string }>(mapping: Line[], shop: string): Line[] => [
  ...mapping.filter((line) => line.shop === shop),
  ...mapping.filter((line) => line.shop === undefined),
];

/** Lines of the mapping whose ERP payment is not in the ERP's table, in words. */
export const unknownPayments = (mapping: PaymentMapping[], payments: ErpPayment[]): string[] =>
  mapping
    .filter(({ erpPayment }) => !payments.some(({ id }) => id === erpPayment))
    .map(({ shop, method, erpPayment }) => `"${method}"${shop ? ` of ${shop}` : ''} -> ${erpPayment}`);
