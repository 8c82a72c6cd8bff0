import { orderAmounts, sums } from './amounts.ts';
import type { World } from './books.ts';
import { modules } from './catalogue.ts';
import { type Buyer, buyerOf } from './customers.ts';
import { type Bought, boughtOf, type Description, labelOf } from './description.ts';
import { WsError } from './errors.ts';
import type { Row } from './fields.ts';
import { withoutTags } from './html.ts';
import { addOrderPayment, amount, decimal, round2 } from './invoices.ts';
import { addMessage } from './messages.ts';
import { letters, referenceLength } from './names.ts';
import { insert } from './resources.ts';
import { addRows } from './rows.ts';
import { carrierOf, settingOf } from './settings.ts';
import { changeState, configured, recordState } from './states.ts';
import { find, table } from './tables.ts';

/** Order::ROUND_ITEM, ROUND_LINE, ROUND_TOTAL. */
const ROUND_TYPES = { item: 1, line: 2, total: 3 };

/**
 * Turns a cart into orders (PaymentModule::validateOrder): one, or as many as the cart is split into. `mail`: whether the
 * first state's mail is sent.
 */
export function placeOrders(world: World, description: Description, at: string, mail: boolean): Row[] {
  const { books } = world;
  books.carts += 1;
  const cart = books.carts;
  const items = boughtOf(description, cart);
  const buyer = buyerOf(world, description, cart, at);
  const parts = Array.from({ length: description.split }, (_, part) =>
    items.length === 1 ? items : items.filter((_item, i) => i % description.split === part),
  ).filter((part) => part.length > 0);
  const wanted = description.reference ?? letters(cart);
  const reference = wanted.slice(0, referenceLength(books));
  const orders = parts.map((part) => addOrder(world, description, part, buyer, { cart, reference, at }));
  const state = description.state ?? firstState(world, description);
  const last = orders.at(-1);
  // One payment for the whole cart is booked on the last order: total_paid_real of the others stays 0.
  const booked = Boolean(find(books, 'order_states', state)?.logable);
  // A payment refuses a reference that is too long: the checkout breaks off, and its orders have no state.
  if (booked && wanted !== reference) return orders;
  if (last && booked) {
    const all = round2(orders.reduce((sum, order) => sum + amount(order, 'total_paid'), 0));
    addOrderPayment(world, last, { amount: all, transactionId: description.transactionId }, at);
    if (description.paidReal === 'zero') last.total_paid_real = decimal(0);
    if (description.paidReal === 'double') last.total_paid_real = decimal(all * 2);
  }
  for (const order of orders) {
    if (description.message) addMessage(world, order, description.message, at);
    if (state === 0) continue;
    changeState(world, order, state, true, at);
    recordState(world, order, state, { mail, at });
  }
  return orders;
}

const firstState = (world: World, { paid, module }: Description): number =>
  paid ? configured(world, 'PS_OS_PAYMENT') : (modules[module]?.state ?? 14);

function addOrder(
  world: World,
  description: Description,
  items: Bought[],
  buyer: Buyer,
  { cart, reference, at }: { cart: number; reference: string; at: string },
): Row {
  const { books } = world;
  const all = sums(description, items, settingOf(books, 'PS_USE_ECOTAX', description.shop) === '1');
  const virtual = items.every((item) => item.virtual);
  const currency = table(books, 'currencies').find((row) => row.iso_code === description.currency);
  const carrier = carrierOf(books, description.shop);
  if (!carrier) throw new WsError(400, [0, `There is no shop ${description.shop}.`]);
  const order = insert(books, 'orders', {
    id_address_delivery: buyer.delivery,
    id_address_invoice: buyer.invoice,
    id_cart: cart,
    id_currency: currency?.id ?? 1,
    id_lang: 1,
    id_customer: buyer.customer?.id ?? 0,
    id_carrier: virtual ? 0 : carrier.id,
    module: description.module,
    date_add: at,
    date_upd: at,
    id_shop_group: 1,
    id_shop: description.shop,
    secure_key: buyer.customer?.secure_key ?? '',
    payment: labelOf(description),
    gift: description.wrapping > 0 || description.giftMessage ? 1 : 0,
    gift_message: withoutTags(description.giftMessage),
    carrier_tax_rate: (virtual || description.exempt ? 0 : description.shippingTaxPercent).toFixed(3),
    round_mode: 2,
    round_type: ROUND_TYPES[description.rounding],
    conversion_rate: currency?.conversion_rate ?? '1.000000',
    reference,
  });
  Object.assign(order, orderAmounts(all, description.noise));
  addRows(world, order, items, all);
  if (!virtual)
    insert(books, 'order_carriers', {
      id_order: order.id,
      id_carrier: carrier.id,
      weight: decimal(items.reduce((sum, item) => sum + item.weight * item.qty, 0)),
      shipping_cost_tax_excl: decimal(all.shipping.net),
      shipping_cost_tax_incl: decimal(all.shipping.gross),
      date_add: at,
    });
  for (const [i, { name, freeShipping }] of description.discounts.entries())
    insert(books, 'order_cart_rules', {
      id_order: order.id,
      id_cart_rule: i + 1,
      name,
      value: decimal(all.discounts[i]?.gross ?? 0),
      value_tax_excl: decimal(all.discounts[i]?.net ?? 0),
      free_shipping: freeShipping ? 1 : 0,
    });
  return order;
}
