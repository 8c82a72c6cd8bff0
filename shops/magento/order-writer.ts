import { Failure } from '../../domain/failure.ts';
import { minorUnits } from '../../domain/money.ts';
import type { Marks } from '../marks.ts';
import type { MagentoClient } from './client.ts';
import { fetchedOrder } from './fetched.ts';
import { listQuery } from './lists.ts';
import { type Comment, commentsOf, heldByUs } from './marks.ts';
import { paidOf } from './money.ts';
import type { Settings } from './settings.ts';
import { notShipped, type Sent, shipmentBody } from './shipment.ts';
import { decodeOrder, type WireOrder } from './wire.ts';
import { decodeInvoices, type WireInvoice } from './wire-lists.ts';

/** A state's status in a fresh shop, for orders that lost theirs to a comment without a status. States not here have their own name. */
const usualStatus: Record<string, string> = { new: 'pending' };

const CANCELED = '3';

/** A comment to be written. */
export interface NewComment {
  text: string;
  /** Whether the customer sees it in the shop, and gets it by mail. */
  toCustomer?: boolean;
  /** The order's new status; unchanged where absent. Newer releases refuse a status that the order's state doesn't have. */
  status?: string;
}

/** One order in the shop, read and written in single steps. */
export interface OrderWriter {
  read(): Promise<WireOrder>;
  /** About its invoices. `covered`: they are for the whole order; `ours`: the notice with this marker made one. */
  invoices(order: WireOrder, marker: string): Promise<{ covered: boolean; ours: boolean }>;
  /** Invoices the order as paid outside of the shop, which charges nothing; answers the invoice's id. */
  invoice(comment: string): Promise<string>;
  comments(order: WireOrder): Comment[];
  /** A text for the staff with our markers, by which it is recognised. */
  marked(text: string, ...markers: string[]): string;
  /** Writes a comment. Look first whether it is there already. */
  comment(order: WireOrder, comment: NewComment): Promise<void>;
  /** Ships all that is left, unless nothing is left or the state forbids it. `made`: there is a shipment, so the order has changed. */
  ship(order: WireOrder, sent: Sent): Promise<{ made: boolean; words: string }>;
  heldByUs(order: WireOrder): boolean;
  cancel(): Promise<boolean>;
  hold(): Promise<void>;
  unhold(): Promise<void>;
  refused(why: string): Failure;
}

/** Magento's calls for one order, by its REST schema V1. Every method throws `Failure`. */
export function orderWriter(
  client: MagentoClient,
  shop: string,
  id: string,
  { stores, marks }: Pick<Settings, 'stores'> & { marks: Marks },
): OrderWriter {
  const what = (doing: string) => `${doing} order ${id} of ${shop}`;
  const refused = (why: string) => new Failure('SHOP_REFUSED', 'refused', `order ${id} of ${shop}: ${why}`);
  const unexpected = (doing: string) =>
    new Failure('SHOP_ANSWER_LOST', 'maybe', `${what(doing)}: an answer that says neither yes nor no`);

  async function yesOrNo(
    doing: string,
    path: string,
    body?: unknown,
    setsStatus?: boolean,
  ): Promise<boolean> {
    const answer = await client.post(what(doing), path, body, setsStatus);
    if (typeof answer !== 'boolean') throw unexpected(doing);
    return answer;
  }
  async function must(doing: string, path: string, body?: unknown, setsStatus?: boolean): Promise<void> {
    if (!(await yesOrNo(doing, path, body, setsStatus)))
      throw refused(`the shop says it can't be done (${doing})`);
  }

  async function read(): Promise<WireOrder> {
    const order = decodeOrder(what('read'), await fetchedOrder(client, what('read'), id, stores));
    if (order.entity_id === id) return order;
    throw new Failure('ORDER_UNREADABLE', 'refused', `${what('read')}: the shop answered with another order`);
  }

  return {
    refused,
    read,
    invoices: async (order, marker) => {
      const doing = 'read invoices of';
      const query = listQuery({ where: [['order_id', 'eq', id]], size: 100 });
      const list = decodeInvoices(what(doing), await client.get(what(doing), '/invoices', query));
      const notCancelled = list.filter((invoice) => invoice.order_id === id && invoice.state !== CANCELED);
      return {
        covered: areOfAll(notCancelled, order),
        ours: notCancelled.some(({ comments }) => {
          const texts = comments?.map(({ comment }) => ({ text: comment, byStaff: true }));
          return marks.in(id, texts ?? []).includes(marker);
        }),
      };
    },
    invoice: async (comment) => {
      const answer = await client.post(what('invoice'), `/order/${id}/invoice`, {
        capture: false,
        notify: false,
        appendComment: false,
        comment: { comment, is_visible_on_front: 0 },
      });
      if (typeof answer === 'string' || typeof answer === 'number') return String(answer);
      throw unexpected('invoice');
    },
    comments: (order) => commentsOf(order, marks),
    marked: (text, ...markers) => marks.sign(id, text, ...markers),
    comment: async (order, { text, toCustomer = false, status: wanted }) => {
      const visible = toCustomer ? 1 : 0;
      // Without the status some releases would empty it, and the order would disappear from the shop's own list.
      const status =
        wanted ?? order.status ?? (order.state ? (usualStatus[order.state] ?? order.state) : undefined);
      const history = { comment: text, status, is_customer_notified: visible, is_visible_on_front: visible };
      const write = (statusHistory: object) =>
        must('comment on', `/orders/${id}/comments`, { statusHistory }, wanted !== undefined);
      try {
        await write(history);
      } catch (error) {
        // Newer releases refuse even the order's own status where its state no longer has that, but keep it where none is sent.
        if (wanted || !isRefusal(error) || !/HTTP 400: .*status/s.test(error.message)) throw error;
        await write({ ...history, status: undefined });
      }
    },
    ship: async (order, sent) => {
      const why = notShipped(order);
      if (why) return { made: false, words: why };
      try {
        const answer = await client.post(what('ship'), `/order/${id}/ship`, shipmentBody(order, sent));
        if (typeof answer === 'string' || typeof answer === 'number')
          return { made: true, words: `shipment ${answer} made` };
        throw unexpected('ship');
      } catch (error) {
        // Somebody else shipped it, or an earlier answer was lost: only a new look tells that from a real refusal.
        const now = isRefusal(error) ? notShipped(await read()) : undefined;
        if (now) return { made: true, words: now };
        throw error;
      }
    },
    heldByUs: (order) => heldByUs(order, marks),
    cancel: () => yesOrNo('cancel', `/orders/${id}/cancel`),
    hold: () => must('hold', `/orders/${id}/hold`),
    unhold: () => must('release', `/orders/${id}/unhold`),
  };
}

/** Whether the shop refused it. */
export const isRefusal = (error: unknown): error is Failure =>
  error instanceof Failure && error.code === 'SHOP_REFUSED';

/** Whether the shop has the order as paid. Never for a total of zero, which is "paid" from the start: there only an invoice counts. */
export function isPaid(order: WireOrder): boolean {
  const total = minorUnits(order.grand_total, order.order_currency_code);
  return total > 0 && paidOf(order) >= total;
}

/** Whether invoices are for the whole order, by their sum or by their pieces: with fixed product taxes their sum is too low (M2#41266). */
function areOfAll(invoices: WireInvoice[], order: WireOrder): boolean {
  if (invoices.length === 0) return false;
  const currency = order.order_currency_code;
  const sum = invoices.reduce((cents, invoice) => cents + minorUnits(invoice.grand_total ?? 0, currency), 0);
  if (sum >= minorUnits(order.grand_total, currency)) return true;
  return order.items
    .filter((item) => !item.parent_item_id)
    .every(
      (item) => Number(item.qty_invoiced ?? 0) + Number(item.qty_canceled ?? 0) >= Number(item.qty_ordered),
    );
}
