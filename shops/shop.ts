import type { Finding } from '../domain/finding.ts';
import type { ShopNotice } from '../domain/notice.ts';
import type { Order, Position } from '../domain/schemas/order.ts';

export type { ShopNotice };

/**
 * As much of an order as says whether it is for us. UTC, ISO 8601; `status` is the shop's own word, `statusId` its
 * number where it has one. `changedAt` can lie ahead, where the shop's clock shows an hour twice: who goes on from there
 * before that time passes over others.
 */
export type ChangedOrder = Position & { createdAt: string; status: string; statusId?: string };

/** What was changed after a position, in its order. */
export interface ChangedOrders {
  orders: ChangedOrder[];
  /** Orders that the shop's list can't show, in words: "the order after 1234". */
  unreadable: string[];
  /** Where to go on; the position asked for where nothing came. */
  until: Position;
  /** There may be more after it. */
  more: boolean;
}

/** A payment method as orders name it: `mapping.payments` goes by the code, else by the exact title. */
export type ShopPayment = Pick<Order['payment'], 'code' | 'title'>;

/** Payment methods of a shop, each once: those it offers, where it can say so, and those of its recent orders, whole or in part. */
export interface ShopPayments {
  offered: ShopPayment[];
  ordered: ShopPayment[];
}

/** A shop that orders come from. Every method throws `Failure` and nothing else. */
export interface Shop {
  readonly name: string;
  /** Throws ORDER_NOT_FOUND, ORDER_UNREADABLE, SHOP_*. */
  readOrder(id: string): Promise<Order>;
  /**
   * Orders changed after a position, at most `limit`, sorted by (changedAt, id): asked for by value, never by page
   * number, so that none is skipped when two share a second or the list moves. Throws SHOP_*.
   */
  listChanged(after: Position, limit: number): Promise<ChangedOrders>;
  /**
   * Orders of which the shop gave money back after a position, where that changes no order in its list: sorted by when
   * it was given back, as `listChanged` sorts. Absent where `listChanged` shows them. Throws SHOP_*.
   */
  listRefunded?(after: Position, limit: number): Promise<ChangedOrders>;
  /** Throws SHOP_*. */
  listPayments(): Promise<ShopPayments>;
  /** The currencies that its customers can order in, ISO 4217, its own first; as far as it says so. Throws SHOP_*. */
  listCurrencies(): Promise<string[]>;
  /** What is right in the shop and its settings, and what is wrong, in words. Changes nothing; a failure to reach it is a finding too. */
  check(): Promise<Finding[]>;
  /** Safe to repeat: reads before it writes. Answers what a person should know of it ("invoice 4 made", "already invoiced"). */
  writeBack(id: string, notice: ShopNotice): Promise<string>;
}
