import { discountTotal } from './charges.ts';
import type { Order } from './schemas/order.ts';
import type { PageLine, PageRequest } from './schemas/payment.ts';

/**
 * The reference a gateway carries: the order's number, as far as it fits, and the uuid that makes it unique for ever.
 * At most 50 of [A-Za-z0-9-].
 */
export function newPaymentId(label: string, uuid: string): string {
  const readable = label.replace(/[^A-Za-z0-9-]/g, '').slice(-13);
  return readable ? `${readable}-${uuid}` : uuid;
}

/** What the customer sees on the gateway's page: rows, wrapping and shipping; empty where they can't sum to the total. */
export function pageLines(order: Order, locale: string): PageLine[] {
  if (discountTotal(order) > 0) return [];
  const rows = order.lines
    .filter((line) => line.gross > 0)
    .map((line) =>
      Number.isInteger(line.quantity) && line.quantity > 0 && line.gross % line.quantity === 0
        ? { name: line.name, quantity: line.quantity, unitAmount: line.gross / line.quantity }
        : { name: `${line.name} × ${line.quantity}`, quantity: 1, unitAmount: line.gross },
    );
  const shipping = order.shippingCost?.gross
    ? [{ name: order.shippingCost.title, quantity: 1, unitAmount: order.shippingCost.gross }]
    : [];
  const wrapping = order.giftWrap?.gross
    ? [
        {
          name: locale === 'it' ? 'Confezione regalo' : 'Gift wrapping',
          quantity: 1,
          unitAmount: order.giftWrap.gross,
        },
      ]
    : [];
  const lines = [...rows, ...wrapping, ...shipping];
  const sum = lines.reduce((total, line) => total + line.quantity * line.unitAmount, 0);
  return sum === order.total ? lines : [];
}

/** The page of an order's payment, but for its expiry, which is set as it is asked for. */
export function pageRequest(
  order: Order,
  paymentId: string,
  locale: string,
  checkoutUrl: string,
): Omit<PageRequest, 'expiresAt'> {
  return {
    paymentId,
    total: { amount: order.total, currency: order.currency },
    description: `${locale === 'it' ? 'Ordine' : 'Order'} ${order.number}`,
    lines: pageLines(order, locale),
    customerEmail: order.customer.email || undefined,
    locale,
    returnUrl: `${checkoutUrl}/return`,
    backUrl: `${checkoutUrl}/back`,
  };
}
