import type { ShopNotice } from '../shop.ts';
import { staffText } from '../texts.ts';
import { HELD } from './marks.ts';
import { paidOf } from './money.ts';
import { isPaid, isRefusal, type OrderWriter } from './order-writer.ts';
import type { Settings } from './settings.ts';
import { isTold, notHeld, released, tell } from './telling.ts';
import type { WireOrder } from './wire.ts';

type Of<Kind extends ShopNotice['kind']> = Extract<ShopNotice, { kind: Kind }>;

/** States in which Magento can't put an order on hold. */
const NOT_HOLDABLE = new Set(['payment_review', 'complete', 'closed', 'canceled']);

/** States in which an order is not booked as paid, with the reason for people. */
const notCollected: Record<string, string> = {
  canceled: 'it is cancelled',
  closed: 'it was refunded (closed)',
  payment_review: 'the shop reviews its payment; decide it there',
  holded: 'somebody put it on hold in the shop; release it there',
};
/** States of an order whose money is awaited. */
const AWAITED = new Set(['new', 'pending_payment', 'processing']);
/** States in which a document may change the status: in the others the status says why the order is stopped. */
const UNDER_WAY = new Set(['new', 'pending_payment', 'processing', 'complete']);

/** Tells the shop of a notice; answers what was done, in words. Every step looks first, so that all can be repeated after any failure. */
export async function writeBack(
  writer: OrderWriter,
  policy: Settings['writeBack'],
  notice: ShopNotice,
): Promise<string> {
  const order = await writer.read();
  switch (notice.kind) {
    case 'paid':
      return paid(writer, policy, order, notice);
    case 'held':
      return held(writer, policy, order, notice);
    case 'failed':
      return failed(writer, policy, order, notice);
    case 'verify':
      return verify(writer, policy, order, notice);
    case 'accepted':
      await tell(writer, order, notice);
      return 'comment written: payment awaited outside the shop';
    case 'pay':
      return pay(writer, policy, order, notice);
    case 'document':
      return document(writer, policy, order, notice);
    default:
      throw new Error(`no such notice: ${JSON.stringify(notice satisfies never)}`);
  }
}

async function paid(
  writer: OrderWriter,
  policy: Settings['writeBack'],
  read: WireOrder,
  notice: Of<'paid'>,
): Promise<string> {
  const order = await released(writer, read);
  const why = notCollected[order.state ?? ''];
  if (!why && isPaid(order)) return invoicedBefore(writer, policy, order, notice);
  const { covered, ours } = await writer.invoices(order, notice.marker);
  // The notice was told before; what happened to the order since doesn't concern it.
  if (ours || (covered && (!why || order.state === 'holded')))
    return invoicedBefore(writer, policy, order, notice);
  if (why) throw writer.refused(`it was not booked as paid: ${why}`);
  try {
    return `invoice ${await writer.invoice(writer.marked(staffText(notice), notice.marker))} made`;
  } catch (error) {
    // Magento refuses a second invoice: only a new look tells that from a real refusal.
    if (isRefusal(error) && (await writer.invoices(await writer.read(), notice.marker)).covered)
      return 'already invoiced';
    throw error;
  }
}

/** Whoever invoices it in the shop while its money is held may leave it the status that says so: Magento changes that of new orders only. */
async function invoicedBefore(
  writer: OrderWriter,
  policy: Settings['writeBack'],
  order: WireOrder,
  notice: Of<'paid'>,
): Promise<string> {
  const free = notHeld(order, policy);
  if (free === order) return 'already invoiced';
  await tell(writer, free, notice);
  return 'already invoiced, comment written: paid';
}

async function held(
  writer: OrderWriter,
  policy: Settings['writeBack'],
  read: WireOrder,
  notice: Of<'held'>,
): Promise<string> {
  const order = await released(writer, read);
  const status = AWAITED.has(order.state ?? '') && !isPaid(order) ? policy.held : undefined;
  await tell(writer, order, notice, { status });
  return ['comment written: authorised, not taken', ...(status ? [`status ${status}`] : [])].join(', ');
}

async function failed(
  writer: OrderWriter,
  policy: Settings['writeBack'],
  read: WireOrder,
  notice: Of<'failed'>,
): Promise<string> {
  const order = await released(writer, read);
  await tell(writer, notHeld(order, policy), notice);
  // Only a closed window is the end: before that the customer can still pay.
  if (policy.failed !== 'cancel' || !notice.final) return 'comment written: not paid';
  if (order.state === 'canceled') return 'already cancelled';
  const why = moneyOn(order);
  if (why) throw writer.refused(`not cancelled: ${why}`);
  if (await writer.cancel()) return 'order cancelled';
  const { state } = await writer.read();
  if (state === 'canceled') return 'already cancelled';
  throw writer.refused(`the shop did not cancel it: its state is ${state ?? 'not told'}`);
}

async function verify(
  writer: OrderWriter,
  policy: Settings['writeBack'],
  order: WireOrder,
  notice: Of<'verify'>,
): Promise<string> {
  const { state } = order;
  const holding = policy.verify === 'hold' && state !== 'holded' && !NOT_HOLDABLE.has(state ?? '');
  // The comment comes before the hold: if the hold's answer is lost, the comment still says that the hold is ours.
  await tell(writer, notHeld(order, policy), notice, { marks: holding ? [HELD] : [] });
  if (state === 'holded') return 'already on hold';
  if (policy.verify === 'comment') return 'comment written: to verify';
  if (!holding) return `comment written: to verify, not held because its state is ${state}`;
  try {
    await writer.hold();
  } catch (error) {
    if (!isRefusal(error) || (await writer.read()).state !== 'holded') throw error;
  }
  return 'order put on hold';
}

/** Why an order must not be cancelled, in words. The shop itself would cancel the open rest of one that is paid in part. */
function moneyOn(order: WireOrder): string | undefined {
  const { payment, items } = order;
  if (paidOf(order) > 0) return 'the shop says that something was paid';
  if (Number(order.total_invoiced ?? 0) > 0 || items.some((item) => Number(item.qty_invoiced ?? 0) > 0))
    return 'something of it is invoiced';
  if (Number(payment.amount_authorized ?? 0) > 0) return "the shop's gateway holds money for it";
  return undefined;
}

async function pay(
  writer: OrderWriter,
  policy: Settings['writeBack'],
  order: WireOrder,
  notice: Of<'pay'>,
): Promise<string> {
  const { state } = order;
  const why = state === 'complete' ? 'it is complete' : notCollected[state ?? ''];
  if (why && !(state === 'holded' && writer.heldByUs(order)))
    throw writer.refused(`nobody is asked to pay it: ${why}`);
  if (isPaid(order)) throw writer.refused('nobody is asked to pay it: the shop says that it is paid');
  await tell(writer, notHeld(order, policy), notice);
  return 'the customer was sent the link';
}

async function document(
  writer: OrderWriter,
  policy: Settings['writeBack'],
  read: WireOrder,
  notice: Of<'document'>,
): Promise<string> {
  const { state, shipment } = notice;
  const shipping = policy.shipment && state === 'shipped' && !isTold(writer, read, notice);
  const shipped = shipping ? await writer.ship(read, shipment) : undefined;
  const order = shipped?.made ? await writer.read() : read;
  const status = UNDER_WAY.has(order.state ?? '') ? policy[state] : undefined;
  await tell(writer, state === 'cancelled' ? notHeld(order, policy) : order, notice, { status });
  return [
    `comment written: document ${state}`,
    ...(status ? [`status ${status}`] : []),
    ...(shipped ? [shipped.words] : []),
  ].join(', ');
}
