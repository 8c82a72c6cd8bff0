import type { ShopNotice } from '../shop.ts';
import { holdsLink, payText, staffText } from '../texts.ts';
import { RELEASED } from './marks.ts';
import { isRefusal, type OrderWriter } from './order-writer.ts';
import type { Settings } from './settings.ts';
import type { WireOrder } from './wire.ts';

/** An order whose money is not held any more: it does not keep the status that says so, but gets its state's usual one. */
export const notHeld = (order: WireOrder, { held }: Settings['writeBack']): WireOrder =>
  held !== undefined && order.status === held ? { ...order, status: undefined } : order;

/** Whether the comment of a notice is there. */
export const isTold = (writer: OrderWriter, order: WireOrder, { marker }: ShopNotice): boolean =>
  writer.comments(order).some((comment) => comment.marks.includes(marker));

/** Writes the comment for the staff with the notice's marker, once; for `pay` also the customer's comment, which has no marker. */
export async function tell(
  writer: OrderWriter,
  order: WireOrder,
  notice: ShopNotice,
  { marks = [], status }: { marks?: string[]; status?: string } = {},
): Promise<void> {
  const comments = writer.comments(order);
  const at = comments.findIndex((comment) => comment.marks.includes(notice.marker));
  if (at < 0) {
    const text = writer.marked(staffText(notice), notice.marker, ...marks);
    await writer.comment(order, { text, status });
  }
  if (notice.kind !== 'pay') return;
  // The customer's comment counts only below this notice's marker, since an earlier notice can have had the same link. Only
  // this order's customer could write the link there as well, who then has it anyway.
  const { checkoutUrl } = notice;
  if (at >= 0 && comments.slice(at).some(({ shown, text }) => shown && holdsLink(checkoutUrl, text))) return;
  await writer.comment(order, { text: payText(order.increment_id, checkoutUrl), toCustomer: true });
}

/** The order after our own hold, if there is one, was released. A hold that a person made stays. */
export async function released(writer: OrderWriter, order: WireOrder): Promise<WireOrder> {
  if (order.state !== 'holded' || !writer.heldByUs(order)) return order;
  try {
    await writer.unhold();
  } catch (error) {
    if (!isRefusal(error) || (await writer.read()).state === 'holded') throw error;
  }
  const free = await writer.read();
  // Written without a look before: every hold of ours has a release of its own.
  await writer.comment(free, { text: writer.marked('Verifica conclusa.', RELEASED) });
  return writer.read();
}
