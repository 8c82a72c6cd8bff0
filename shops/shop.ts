import type { Collected } from '../domain/schemas/document.ts';
import type { Order } from '../domain/schemas/order.ts';

/** What the shop is told. `marker` is unique to this notice: a notice written twice is written once. */
export type ShopNotice = { marker: string } & (
  | { kind: 'paid'; collected: Collected }
  /** Not `final`: the customer can still pay again. `final`: the window closed and every payment is definitely unpaid. */
  | { kind: 'failed'; reason: string; final: boolean }
  | { kind: 'verify'; reason: string }
  /** Offline payment (bank transfer, cash on delivery): never "paid". */
  | { kind: 'accepted' }
  /** The customer is sent the link with which to pay, by the shop's own notification. */
  | { kind: 'pay'; reason: string; checkoutUrl: string }
);

/** A shop that orders come from. Every method throws `Failure` and nothing else. */
export interface Shop {
  readonly name: string;
  /** Throws ORDER_NOT_FOUND, ORDER_UNREADABLE, SHOP_*. */
  readOrder(id: string): Promise<Order>;
  /** Safe to repeat: reads before it writes. Answers what a person should know of it ("invoice 4 made", "already invoiced"). */
  writeBack(id: string, notice: ShopNotice): Promise<string>;
}
