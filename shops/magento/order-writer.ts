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

/** The status each state has in a fresh shop, for orders whose own was lost to a comment without one. */
const usualStatus: Record<string, string> = { new: 'pending' };

const CANCELED = '3';

export interface NewComment {
  text: string;
  /** Shown to the customer in the shop, and mailed. */
  toCustomer?: boolean;
  /** Given to the order with it; its own stays where absent. Newer shops refuse one that its state does not have. */
  status?: string;
}

/** One order in the shop, read and written by single steps; those that can be done once only look before. */
export interface OrderWriter {
  read(): Promise<WireOrder>;
  /** Its invoices: whether they are of all of it, and whether one was made by the notice with this marker. */
  invoices(order: WireOrder, marker: string): Promise<{ covered: boolean; ours: boolean }>;
  /** Answers the invoice's id. Books as paid outside: nothing is charged. */
  invoice(comment: string): Promise<string>;
  comments(order: WireOrder): Comment[];
  /** A text for the staff with markers of ours, by which it is recognised. */
  marked(text: string, ...markers: string[]): string;
  /** Never the same twice: look before. */
  comment(order: WireOrder, comment: NewComment): Promise<void>;
  /** Ships all that is left, unless there is nothing or the state forbids it. `made`: the order is another now. */
  ship(order: WireOrder, sent: Sent): Promise<{ made: boolean; words: string }>;
  heldByUs(order: WireOrder): boolean;
  cancel(): Promise<boolean>;
  hold(): Promise<void>;
  unhold(): Promise<void>;
  refused(why: string): Failure;
}

/** Magento's calls for one order, as in its REST schema V1. Every method throws `Failure`. */
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

  async function yesOrNo(doing: string, path: string, body?: unknown): Promise<boolean> {
    const answer = await client.post(what(doing), path, body);
    if (typeof answer !== 'boolean') throw unexpected(doing);
    return answer;
  }
  async function must(doing: string, path: string, body?: unknown): Promise<void> {
    if (!(await yesOrNo(doing, path, body))) throw refused(`the shop says it can't be done (${doing})`);
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
      // Without the status just read, some versions would empty it, and the order would leave the shop's own list.
      const status =
        wanted ?? order.status ?? (order.state ? (usualStatus[order.state] ?? order.state) : undefined);
      const history = { comment: text, status, is_customer_notified: visible, is_visible_on_front: visible };
      const write = (statusHistory: object) =>
        must('comment on', `/orders/${id}/comments`, { statusHistory });
      try {
        await write(history);
      } catch (error) {
        // Newer versions refuse even the order's own status where its state has lost it, and keep it without being told.
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
        // Somebody was quicker, or an answer of ours was lost: only a new look tells that from a real refusal.
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

export const isRefusal = (error: unknown): error is Failure =>
  error instanceof Failure && error.code === 'SHOP_REFUSED';

/** Whether the shop has it as paid. A total of zero is "paid" from the start: only an invoice tells. */
export function isPaid(order: WireOrder): boolean {
  const total = minorUnits(order.grand_total, order.order_currency_code);
  return total > 0 && paidOf(order) >= total;
}

/** By their sum, or by what they are of: of an order with fixed product taxes they come to less (M2#41266). */
function areOfAll(invoices: WireInvoice[], order: WireOrder): boolean {
  if (invoices.length === 0) return false;
  const currency = order.order_currency_code;
  const sum = invoices.reduce((cents, one) => cents + minorUnits(one.grand_total ?? 0, currency), 0);
  if (sum >= minorUnits(order.grand_total, currency)) return true;
  return order.items
    .filter((item) => !item.parent_item_id)
    .every(
      (item) => Number(item.qty_invoiced ?? 0) + Number(item.qty_canceled ?? 0) >= Number(item.qty_ordered),
    );
}
