import { own } from '../kit/records.ts';
import { clock, newId, type OrderRecord, type PayPal, type Ref, type Unit } from './books.ts';
import { written } from './currencies.ts';
import { noSuch, refusal } from './errors.ts';
import { emit } from './events.ts';
import type { OrderParams } from './order-params.ts';
import { refuseWrongSums } from './order-rules.ts';
import { presentOrder } from './present.ts';

const HOUR_MS = 3600_000;

/** POST /v2/checkout/orders. With a payment_source it needs a PayPal-Request-Id. */
export function createOrder(paypal: PayPal, params: OrderParams, requestId: string | undefined): Ref {
  if (params.payment_source && requestId === undefined)
    throw refusal('PAYPAL_REQUEST_ID_REQUIRED', { field: 'PayPal-Request-Id', location: 'header' });
  refuseWrongSums(params);
  const wallet = params.payment_source?.paypal;
  const now = clock(paypal);
  const order: OrderRecord = {
    id: newId(),
    intent: params.intent,
    status: wallet ? 'PAYER_ACTION_REQUIRED' : 'CREATED',
    units: params.purchase_units.map(unitOf),
    experience: wallet?.experience_context ?? params.application_context ?? {},
    wallet: wallet !== undefined,
    email: wallet?.email_address ?? null,
    payer: null,
    funding: null,
    createdAt: now,
    updatedAt: now,
    visitedAt: null,
    attempts: 0,
    lapsed: false,
  };
  paypal.books.orders[order.id] = order;
  return { kind: 'order', id: order.id };
}

function unitOf(unit: OrderParams['purchase_units'][number]): Unit {
  const { breakdown } = unit.amount;
  const parts = Object.entries(breakdown ?? {}).flatMap(([name, amount]) =>
    amount ? [[name, written(amount)] as const] : [],
  );
  return {
    ...unit,
    reference_id: unit.reference_id ?? 'default',
    amount: { ...written(unit.amount), ...(breakdown && { breakdown: Object.fromEntries(parts) }) },
  };
}

/** The order; throws 404 where it lapsed, or never was. */
export function findOrder(paypal: PayPal, id: string): OrderRecord {
  const order = own(paypal.books.orders, id);
  if (order) lapseIfDue(paypal, order);
  if (!order || order.lapsed) throw noSuch('id', id);
  return order;
}

/** The buyer came to the page: from the first visit on there are `orderHours` again to approve and to capture. */
export function visited(paypal: PayPal, order: OrderRecord): void {
  order.visitedAt ??= clock(paypal);
}

/** When an order that is not completed lapses, in ms. */
const lapsesAt = (paypal: PayPal, order: OrderRecord): number =>
  (order.visitedAt ?? order.createdAt) + paypal.settings.orderHours * HOUR_MS;

/** The buyer agrees; no money moves yet. */
export function approve(
  paypal: PayPal,
  order: OrderRecord,
  funding: NonNullable<OrderRecord['funding']>,
): void {
  order.status = 'APPROVED';
  order.funding = funding;
  order.payer = { email_address: order.email ?? 'buyer@example.com', payer_id: newId(13) };
  order.updatedAt = clock(paypal);
  void emit(paypal, 'CHECKOUT.ORDER.APPROVED', presentOrder(paypal, order, true));
}

/** Lapses all orders whose time is over. */
export function lapseDueOrders(paypal: PayPal): void {
  for (const order of Object.values(paypal.books.orders)) lapseIfDue(paypal, order);
}

/** Lapses an order now: PayPal forgets it. */
export function lapse(paypal: PayPal, order: OrderRecord): void {
  const approved = order.status === 'APPROVED';
  order.lapsed = true;
  paypal.sandbox.save();
  if (approved && tellsOfReversal(order)) {
    const purchase_units = order.units.map(({ reference_id, custom_id, invoice_id }) => ({
      reference_id,
      custom_id,
      invoice_id,
    }));
    const resource = { order_id: order.id, purchase_units, payment_source: { paypal: {} } };
    void emit(paypal, 'CHECKOUT.PAYMENT-APPROVAL.REVERSED', resource);
  }
}

/** Inferred: the event is documented for other methods than the wallet. It is sent here too, since a shop has to cope with it. */
const tellsOfReversal = (order: OrderRecord): boolean => order.wallet;

/** Lapses an order that was not completed in its time. */
export function lapseIfDue(paypal: PayPal, order: OrderRecord): void {
  if (order.lapsed || order.status === 'COMPLETED') return;
  if (clock(paypal) >= lapsesAt(paypal, order)) lapse(paypal, order);
}
