import { Failure } from '../../domain/failure.ts';
import { minorUnits } from '../../domain/money.ts';
import type { MagentoClient } from './client.ts';
import { paidOf } from './money.ts';
import { decodeInvoices, decodeOrder, type WireOrder } from './wire.ts';

/** The status each state has in a fresh shop, for orders whose own was lost to a comment without one. */
const usualStatus: Record<string, string> = { new: 'pending' };

export interface NewComment {
  text: string;
  /** What the text is recognised by; a comment that holds it is there already. */
  marker: string;
  /** Shown to the customer in the shop, and mailed. */
  toCustomer?: boolean;
  /** Given to the order with it; its own stays where absent. Newer shops refuse one that its state does not have. */
  status?: string;
}

/** One order in the shop, read and written by single steps; those that can be done once only look before. */
export interface OrderDesk {
  read(): Promise<WireOrder>;
  /** Whether the shop has it as paid, or has invoiced all of it. */
  isCovered(order: WireOrder): Promise<boolean>;
  /** Answers the invoice's id. Books as paid outside: nothing is charged. */
  invoice(comment: string): Promise<string>;
  comment(order: WireOrder, comment: NewComment): Promise<void>;
  cancel(): Promise<boolean>;
  hold(): Promise<void>;
  unhold(): Promise<void>;
  refused(why: string): Failure;
}

/** Magento's calls for one order, as in its REST schema V1. Every method throws `Failure`. */
export function orderDesk(client: MagentoClient, shop: string, id: string): OrderDesk {
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

  return {
    refused,
    read: async () => {
      const order = decodeOrder(what('read'), await client.get(what('read'), `/orders/${id}`));
      if (order.entity_id === id) return order;
      throw new Failure(
        'ORDER_UNREADABLE',
        'refused',
        `${what('read')}: the shop answered with another order`,
      );
    },
    isCovered: async (order) => {
      const currency = order.order_currency_code;
      const total = minorUnits(order.grand_total, currency);
      // A total of zero is "paid" from the start: only an invoice tells.
      if (total > 0 && paidOf(order) >= total) return true;
      const doing = 'read invoices of';
      const filter = 'searchCriteria[filter_groups][0][filters][0]';
      const list = await client.get(what(doing), '/invoices', {
        [`${filter}[field]`]: 'order_id',
        [`${filter}[value]`]: id,
        [`${filter}[condition_type]`]: 'eq',
        'searchCriteria[pageSize]': '100',
      });
      const CANCELED = '3';
      const standing = decodeInvoices(what(doing), list).filter(
        (invoice) => invoice.order_id === id && invoice.state !== CANCELED,
      );
      const sum = standing.reduce((cents, one) => cents + minorUnits(one.grand_total ?? 0, currency), 0);
      return standing.length > 0 && sum >= total;
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
    comment: async (order, { text, marker, toCustomer = false, status: wanted }) => {
      if (order.status_histories?.some((one) => one.comment?.includes(marker))) return;
      const told = toCustomer ? 1 : 0;
      // Without the status just read, some versions would empty it, and the order would leave the shop's own list.
      const status =
        wanted ?? order.status ?? (order.state ? (usualStatus[order.state] ?? order.state) : undefined);
      await must('comment on', `/orders/${id}/comments`, {
        statusHistory: { comment: text, status, is_customer_notified: told, is_visible_on_front: told },
      });
    },
    cancel: () => yesOrNo('cancel', `/orders/${id}/cancel`),
    hold: () => must('hold', `/orders/${id}/hold`),
    unhold: () => must('release', `/orders/${id}/unhold`),
  };
}
