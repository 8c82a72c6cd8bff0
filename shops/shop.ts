import type { Finding } from '../domain/finding.ts';
import type { ShopNotice } from '../domain/notice.ts';
import type { Order, Position } from '../domain/schemas/order.ts';

export type { ShopNotice };

/**
 * As much of an order as decides whether it is imported. UTC, ISO 8601; `status` is the shop's own word, `statusId` its
 * number where it has one. Where the shop's clock shows an hour twice, `changedAt` can lie ahead: to go on from there before
 * that time would skip orders.
 */
export type ChangedOrder = Position & { createdAt: string; status: string; statusId?: string };

/** The orders changed after a position, sorted by time of change. */
export interface ChangedOrders {
  orders: ChangedOrder[];
  /** Orders that the shop's list can't show, in words: "the order after 1234". */
  unreadable: string[];
  /** The position from which to go on; the same one again where there are no orders. */
  until: Position;
  /** Whether there may be more after `until`. */
  more: boolean;
}

/** A payment method as orders name it; `mapping.payments` finds it by the code, else by the exact title. */
export type ShopPayment = Pick<Order['payment'], 'code' | 'title'>;

/** A shop's payment methods, each once: those that it offers, where it says so, and those of recent orders, which may not be all. */
export interface ShopPayments {
  offered: ShopPayment[];
  ordered: ShopPayment[];
}

/** A shop from which orders are imported. Every method throws `Failure` and nothing else. */
export interface Shop {
  readonly name: string;
  /** Throws ORDER_NOT_FOUND, ORDER_UNREADABLE, SHOP_*. */
  readOrder(id: string): Promise<Order>;
  /**
   * Orders changed after a position, at most `limit`, sorted by (changedAt, id). They are asked for by value, never by page
   * number, so that none is skipped where two share a second or the list moves. Throws SHOP_*.
   */
  listChanged(after: Position, limit: number): Promise<ChangedOrders>;
  /**
   * Orders of which the shop gave money back after a position, sorted by the time of the refund. Only for shops where a refund
   * doesn't change the order itself; absent where `listChanged` shows them. Throws SHOP_*.
   */
  listRefunded?(after: Position, limit: number): Promise<ChangedOrders>;
  /** Throws SHOP_*. */
  listPayments(): Promise<ShopPayments>;
  /** The currencies in which customers can order, ISO 4217, the shop's own first. Throws SHOP_*. */
  listCurrencies(): Promise<string[]>;
  /** Findings about the shop and its settings. Changes nothing; that the shop can't be reached is a finding too. */
  check(): Promise<Finding[]>;
  /** Tells the shop. Safe to repeat, since it reads before it writes. Answers what was done, in words ("invoice 4 made", "already invoiced"). */
  writeBack(id: string, notice: ShopNotice): Promise<string>;
}
