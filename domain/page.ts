import { dueOf } from './charges.ts';
import type { Charge, Order, OrderLine } from './schemas/order.ts';
import type { PageLine, PageRequest } from './schemas/payment.ts';

/**
 * The reference a gateway carries: the order's number, as far as it fits, and the uuid that makes it unique for ever.
 * At most 50 of [A-Za-z0-9-], and never two dashes together: there are gateways that refuse those.
 */
export function newPaymentId(label: string, uuid: string): string {
  const readable = label
    .replace(/[^A-Za-z0-9-]/g, '')
    .replace(/-+/g, '-')
    .slice(-13)
    .replace(/^-|-$/g, '');
  return readable ? `${readable}-${uuid}` : uuid;
}

/**
 * What the customer sees on the gateway's page: rows, wrapping, shipping and fees, each less its discount; empty where they
 * don't sum to the total, as where a gift card paid a part, or where something is taken off the whole.
 */
export function pageLines(order: Order, locale: string): PageLine[] {
  const { giftWrap, shippingCost, fees = [] } = order;
  const words = WORDS[locale === 'it' ? 'it' : 'en'];
  const single = (charge: Charge | undefined, name: string): PageLine[] =>
    charge && dueOf(charge) !== 0 ? [{ name, quantity: 1, unitAmount: dueOf(charge) }] : [];
  const lines = [
    ...order.lines.filter((line) => dueOf(line) !== 0).map(pageLine),
    ...single(giftWrap, words.wrapping),
    ...single(shippingCost, shippingCost?.title ?? ''),
    ...fees.flatMap((fee) =>
      single(fee, fee.kind === 'rounding' ? words.rounding : fee.title || words[fee.kind]),
    ),
  ];
  const sum = lines.reduce((total, line) => total + line.quantity * line.unitAmount, 0);
  // No gateway's page takes a line with a negative amount.
  return sum === order.total && lines.every(({ unitAmount }) => unitAmount > 0) ? lines : [];
}

const pageLine = (line: OrderLine): PageLine =>
  Number.isInteger(line.quantity) && line.quantity > 0 && dueOf(line) % line.quantity === 0
    ? { name: line.name, quantity: line.quantity, unitAmount: dueOf(line) / line.quantity }
    : { name: `${line.name} × ${line.quantity}`, quantity: 1, unitAmount: dueOf(line) };

const WORDS = {
  it: {
    wrapping: 'Confezione regalo',
    rounding: 'Arrotondamento',
    payment: 'Spese di pagamento',
    eco: 'Contributo ambientale',
  },
  en: { wrapping: 'Gift wrapping', rounding: 'Rounding', payment: 'Payment fee', eco: 'Eco fee' },
};

/** What the gateway's page of an order's payment needs, but for its expiry, which is set when the page is opened. */
export function pageRequest(
  order: Order,
  paymentId: string,
  locale: string,
  checkoutUrl: string,
  notifyUrl?: string,
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
    notifyUrl,
  };
}
