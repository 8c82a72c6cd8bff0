import type { World } from './books.ts';
import type { Row } from './fields.ts';
import { amount, decimal, round2 } from './invoices.ts';
import { insert } from './resources.ts';
import { find } from './tables.ts';

/** The refund of one row: `amount` for all pieces, without VAT where `net`; `rate` in per cent. */
export interface Refunded {
  detail: Row;
  quantity: number;
  amount: number;
  rate: number;
  net: boolean;
}

/** A slip to be written; `shipping`, `excluded` (the order's vouchers) and `chosen` (a specific amount) are without VAT where `net`. */
interface Slip {
  rows: Refunded[];
  shipping: number;
  net: boolean;
  excluded: number;
  chosen: number | undefined;
}

/**
 * Writes a credit slip as OrderSlipCreator does, with its oddities (recorded, the same in 8.2 and 9.1), and mails the customer.
 * Amounts of the side that is refunded (with or without VAT) can have parts of cents; vouchers are subtracted from the other
 * side; `amount` leaves shipping out.
 */
export function addSlip(world: World, order: Row, { rows, shipping, net, excluded, chosen }: Slip): Row {
  const { books } = world;
  const [own, other] = net ? (['excl', 'incl'] as const) : (['incl', 'excl'] as const);
  const converted = (value: number, rate: number) =>
    net ? value * (1 + rate / 100) : value / (1 + rate / 100);
  // Order::ROUND_ITEM, ROUND_LINE, ROUND_TOTAL.
  const [perPiece, onTheWhole] = [Number(order.round_type) === 1, Number(order.round_type) === 3];
  const priced = rows.map((row) => {
    const parts = perPiece ? row.quantity : 1;
    return { ...row, other: round2(converted(row.amount / parts, row.rate)) * parts };
  });
  const sum = (numbers: number[]) => numbers.reduce((all, number) => all + number, 0);
  const total = sum(rows.map((row) => row.amount));
  const wholes = [...new Set(rows.map(({ rate }) => rate))].map((rate) => {
    const ofRate = rows.filter((row) => row.rate === rate);
    return round2(converted(sum(ofRate.map((row) => row.amount)), rate));
  });
  const others = onTheWhole ? wholes : priced.map((row) => row.other);
  const otherTotal = sum(others) - (chosen === undefined ? excluded : 0);
  const withShipping = shipping > 0;
  const otherShipping = round2(converted(shipping, amount(order, 'carrier_tax_rate')));
  const at = world.now(Number(order.id_shop));
  const slip = insert(books, 'order_slip', {
    id_customer: order.id_customer ?? 0,
    id_order: order.id,
    conversion_rate: find(books, 'currencies', order.id_currency)?.conversion_rate ?? '1.000000',
    [`total_products_tax_${own}`]: decimal(total),
    [`total_products_tax_${other}`]: decimal(otherTotal),
    [`total_shipping_tax_${own}`]: decimal(shipping),
    [`total_shipping_tax_${other}`]: decimal(withShipping ? otherShipping : 0),
    amount: decimal(chosen ?? total),
    shipping_cost: withShipping ? 1 : 0,
    shipping_cost_amount: decimal(net ? otherShipping : shipping),
    date_add: at,
    date_upd: at,
    order_slip_type: chosen !== undefined || withShipping ? 2 : excluded > 0 ? 1 : 0,
  });
  for (const { detail, quantity, amount: back, other: converse } of priced)
    insert(books, 'order_slip_details', {
      id_order_slip: slip.id,
      id_order_detail: detail.id,
      product_quantity: quantity,
      [`amount_tax_${own}`]: decimal(round2(back)),
      [`amount_tax_${other}`]: decimal(round2(converse)),
    });
  const customer = find(books, 'customers', order.id_customer);
  if (customer)
    books.mails.push({
      to: String(customer.email),
      subject: 'Nuova nota di credito per il tuo ordine',
      orderId: order.id,
      template: 'credit_slip',
      at: world.sandbox.now().toISOString(),
    });
  return slip;
}
