import { Failure } from '../../domain/failure.ts';
import type { ShopNotice } from '../shop.ts';
import { markerText, noticeText } from '../texts.ts';
import type { OrderDesk } from './desk.ts';
import { paidOf } from './money.ts';
import type { Settings } from './settings.ts';
import { heldByUs } from './states.ts';
import { HELD, RELEASED } from './texts.ts';
import type { WireOrder } from './wire.ts';

type Of<Kind extends ShopNotice['kind']> = Extract<ShopNotice, { kind: Kind }>;

/** States in which Magento knows no hold. */
const NOT_HOLDABLE = new Set(['payment_review', 'complete', 'closed', 'canceled']);

/** Tells the shop. Every step looks first, so that the whole can be repeated after any failure. */
export async function writeBack(
  desk: OrderDesk,
  policy: Settings['writeBack'],
  notice: ShopNotice,
): Promise<string> {
  const order = await desk.read();
  switch (notice.kind) {
    case 'paid':
      return paid(desk, order, notice);
    case 'failed':
      return failed(desk, policy, order, notice);
    case 'verify':
      return verify(desk, policy, order, notice);
    case 'accepted':
      await tell(desk, order, notice);
      return 'comment written: payment awaited outside the shop';
    case 'pay':
      if (['canceled', 'complete', 'closed'].includes(order.state ?? ''))
        throw desk.refused(`nobody is asked to pay it: its state is ${order.state}`);
      await tell(desk, order, notice);
      return 'the customer was sent the link';
    case 'document': {
      // A cancelled order keeps its word.
      const status = order.state === 'canceled' ? undefined : policy[notice.state];
      await tell(desk, order, notice, { status });
      return `comment written: document ${notice.state}${status ? `, status ${status}` : ''}`;
    }
    default:
      throw new Error(`no such notice: ${JSON.stringify(notice satisfies never)}`);
  }
}

async function paid(desk: OrderDesk, read: WireOrder, notice: Of<'paid'>): Promise<string> {
  if (read.state === 'canceled') throw desk.refused('it is cancelled, so it was not booked as paid');
  const order = await released(desk, read);
  if (await desk.isCovered(order)) return 'already invoiced';
  if (order.state === 'holded') throw desk.refused('somebody put it on hold in the shop; release it there');
  try {
    return `invoice ${await desk.invoice(noticeText(notice, order.increment_id))} made`;
  } catch (error) {
    // Magento refuses a second invoice: only a new look tells that from a real refusal.
    if (isRefusal(error) && (await desk.isCovered(await desk.read()))) return 'already invoiced';
    throw error;
  }
}

async function failed(
  desk: OrderDesk,
  policy: Settings['writeBack'],
  read: WireOrder,
  notice: Of<'failed'>,
): Promise<string> {
  const order = await released(desk, read);
  await tell(desk, order, notice);
  // Only the closed window is the end: before it, the customer can still pay.
  if (policy.failed !== 'cancel' || !notice.final) return 'comment written: not paid';
  if (order.state === 'canceled') return 'already cancelled';
  if (paidOf(order) > 0) throw desk.refused('not cancelled: the shop says that something was paid');
  if (await desk.cancel()) return 'order cancelled';
  const { state } = await desk.read();
  if (state === 'canceled') return 'already cancelled';
  throw desk.refused(`the shop did not cancel it: its state is ${state ?? 'not told'}`);
}

async function verify(
  desk: OrderDesk,
  policy: Settings['writeBack'],
  order: WireOrder,
  notice: Of<'verify'>,
): Promise<string> {
  const { state } = order;
  const holding = policy.verify === 'hold' && state !== 'holded' && !NOT_HOLDABLE.has(state ?? '');
  // The comment goes first: a hold that lost its answer must still be known as ours.
  await tell(desk, order, notice, { tag: holding ? ` ${HELD}` : '' });
  if (state === 'holded') return 'already on hold';
  if (policy.verify === 'comment') return 'comment written: to verify';
  if (!holding) return `comment written: to verify, not held because its state is ${state}`;
  try {
    await desk.hold();
  } catch (error) {
    if (!isRefusal(error) || (await desk.read()).state !== 'holded') throw error;
  }
  return 'order put on hold';
}

function tell(
  desk: OrderDesk,
  order: WireOrder,
  notice: ShopNotice,
  { tag = '', status }: { tag?: string; status?: string } = {},
): Promise<void> {
  return desk.comment(order, {
    text: noticeText(notice, order.increment_id) + tag,
    marker: markerText(notice.marker),
    toCustomer: notice.kind === 'pay',
    status,
  });
}

/** The order without a hold of ours. A hold that a person made stays. */
async function released(desk: OrderDesk, order: WireOrder): Promise<WireOrder> {
  if (order.state !== 'holded' || !heldByUs(order)) return order;
  try {
    await desk.unhold();
  } catch (error) {
    if (!isRefusal(error) || (await desk.read()).state === 'holded') throw error;
  }
  const free = await desk.read();
  // No look before this one: it tells this hold's end, and every hold has its own.
  await desk.comment(
    { ...free, status_histories: [] },
    { text: `Verifica conclusa. ${RELEASED}`, marker: RELEASED },
  );
  return desk.read();
}

const isRefusal = (error: unknown): boolean => error instanceof Failure && error.code === 'SHOP_REFUSED';
