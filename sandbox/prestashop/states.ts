import type { World } from './books.ts';
import { modules } from './catalogue.ts';
import { fatal, PlainAnswer } from './errors.ts';
import type { Row, Value } from './fields.ts';
import {
  addOrderPayment,
  amount,
  invoicesOf,
  link,
  restPaid,
  setDelivery,
  setDeliverySlip,
  setInvoice,
} from './invoices.ts';
import { major } from './names.ts';
import { nameOf } from './present.ts';
import { insert } from './resources.ts';
import { settingOf } from './settings.ts';
import { find, related } from './tables.ts';

/** A configuration's value for all shops. */
export const setting = (world: World, name: string): string | undefined => settingOf(world.books, name);

/** The state's id in a configuration: PS_OS_PAYMENT, PS_OS_CANCELED, … */
export const configured = (world: World, name: string): number => Number(setting(world, name));

/**
 * Gives an order a new state, with everything that this causes: stock, validity, invoice, payment, delivery
 * (OrderHistory::changeIdOrderState). Adds no row of history.
 */
export function changeState(
  world: World,
  order: Row,
  stateId: number,
  useExisting: boolean,
  at: string,
): void {
  const { books } = world;
  // State 0 changes nothing here; the history's row still makes it the order's state.
  if (stateId === 0) return;
  const state = find(books, 'order_states', stateId);
  if (!state) throw died(world);
  moveStock(world, order, state);
  order.current_state = state.id;
  order.valid = state.logable ?? 0;
  order.date_upd = at;
  if (state.invoice && !order.invoice_number) setInvoice(world, order, useExisting, at);
  else if (state.delivery && !order.delivery_number) setDeliverySlip(world, order, at);
  if (state.paid)
    for (const invoice of invoicesOf(world, order)) {
      const rest = restPaid(world, invoice);
      if (rest <= 0) continue;
      const method = amount(order, 'total_paid') === 0 ? '' : modules[String(order.module)]?.displayName;
      const payment = addOrderPayment(world, order, { amount: rest, method, byState: true }, at);
      link(world, invoice, payment);
    }
  if (state.delivery) setDelivery(world, order, at);
}

/** Puts pieces back into stock where an order fails or is cancelled, and takes them out again where such an order becomes valid. */
function moveStock(world: World, order: Row, state: Row): void {
  const old = find(world.books, 'order_states', order.current_state);
  if (!old) return;
  const lost = [configured(world, 'PS_OS_ERROR'), configured(world, 'PS_OS_CANCELED')];
  const taken = state.logable && !old.logable && lost.includes(old.id);
  const back = !state.logable && lost.includes(state.id) && (old.logable || !lost.includes(old.id));
  if (!taken && !back) return;
  for (const row of related(world.books, 'order_details', 'id_order', order.id))
    shelve(world, row, (back ? 1 : -1) * Number(row.product_quantity));
}

/** Adds pieces of a row's article to the stock; negative: takes them out. */
export function shelve({ books }: World, row: Row, quantity: number): void {
  const key = `${String(row.product_id)}-${String(row.product_attribute_id)}`;
  books.stock[key] = (books.stock[key] ?? 100) + quantity;
}

/** Adds a row of history and sets the order's state (OrderHistory::add); mails where the state has a mail and `mail` is set. */
export function recordState(
  world: World,
  order: Row,
  stateId: number,
  { mail, employee = 0, at }: { mail: boolean; employee?: number; at: string },
): Row {
  const row = insert(world.books, 'order_histories', {
    id_employee: employee,
    id_order_state: stateId,
    id_order: order.id,
    date_add: at,
  });
  order.current_state = stateId;
  order.date_upd = at;
  if (mail) sendMail(world, order, stateId);
  return row;
}

/** Sets a state as the back office and PUT orders do (Order::setCurrentState): not the same one again, existing payments count, with a mail. */
export function setCurrentState(world: World, order: Row, stateId: number, employee = 0): void {
  if (stateId === 0 || stateId === Number(order.current_state)) return;
  const at = world.now(Number(order.id_shop));
  changeState(world, order, stateId, !isInvoiced(world, order), at);
  recordState(world, order, stateId, { mail: true, employee, at });
}

const isInvoiced = (world: World, order: Row): boolean =>
  invoicesOf(world, order).some((invoice) => Number(invoice.number) > 0);

/**
 * Sets a state as POST order_histories does (OrderHistory::addWs): it always adds a row, whatever the state was, and existing
 * payments do not count (`bookedTwice`). Throws what PHP answers where order or state is unknown.
 */
export function addHistory(world: World, given: Record<string, Value>, mail: boolean): Row {
  const order = find(world.books, 'orders', given.id_order);
  if (!order) throw died(world);
  const at = world.now(Number(order.id_shop));
  const stateId = Number(given.id_order_state);
  const existingCount = !world.books.quirks.bookedTwice && !isInvoiced(world, order);
  changeState(world, order, stateId, existingCount, at);
  return recordState(world, order, stateId, { mail, employee: Number(given.id_employee ?? 0), at });
}

/** PHP dies: since 8 an empty 500 (recorded), before that a 200 with a sentence instead of XML (inferred). */
const died = ({ books }: World) =>
  major(books.version) >= 8
    ? fatal()
    : new PlainAnswer(200, 'Invalid new order status', { 'content-type': 'text/html' });

function sendMail(world: World, order: Row, stateId: number): void {
  const state = find(world.books, 'order_states', stateId);
  const customer = find(world.books, 'customers', order.id_customer);
  if (!state?.send_email || !customer) return;
  const { template } = state;
  world.books.mails.push({
    to: String(customer.email),
    subject: nameOf(world.books, 'order_states', stateId),
    orderId: order.id,
    template: typeof template === 'object' ? (template['1'] ?? '') : '',
    at: world.sandbox.now().toISOString(),
  });
}
