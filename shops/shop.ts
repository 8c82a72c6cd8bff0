import type { ShopNotice } from '../domain/notice.ts';
import type { Order } from '../domain/schemas/order.ts';

export type { ShopNotice };

/** A shop that orders come from. Every method throws `Failure` and nothing else. */
export interface Shop {
  readonly name: string;
  /** Throws ORDER_NOT_FOUND, ORDER_UNREADABLE, SHOP_*. */
  readOrder(id: string): Promise<Order>;
  /** Safe to repeat: reads before it writes. Answers what a person should know of it ("invoice 4 made", "already invoiced"). */
  writeBack(id: string, notice: ShopNotice): Promise<string>;
}
