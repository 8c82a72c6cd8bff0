import type { Order } from '../../domain/schemas/order.ts';
import type { Fault } from '../../sandbox/kit/faults.ts';
import type { Shop } from '../../shops/shop.ts';

/** Kinds of order that a shop may not know, and what else it may be unable to do. Money and security are not among them. */
export const optional = ['discount', 'virtual', 'configurable', 'guest', 'hold', 'cancel', 'mail'] as const;
export type Optional = (typeof optional)[number];
export type OrderKind = 'plain' | 'paid' | 'discount' | 'virtual' | 'configurable' | 'guest';

export interface ShopOptions {
  /** What it is called in our settings; the bench's own name where absent. */
  name?: string;
  /** One of the bench's logins; the first where absent. */
  login?: string;
  wrongKey?: boolean;
  timeoutMs?: number;
  /** Also cancels and holds, where the shop can. */
  firm?: boolean;
  /** Points to an address that nobody listens at. */
  nobodyThere?: boolean;
}

/** What the shop holds of an order, read from its own books. */
export interface InShop {
  /** Every text written on it, wherever the shop keeps them. */
  texts: string[];
  /** Of these what its customer reads in the shop. */
  shown: string[];
  /** Times it was booked as paid, and how much, in minor units. */
  bookings: number;
  booked: number;
  mails: string[];
  onHold: boolean;
  cancelled: boolean;
}

/** A shop with its sandbox, and what steers it. */
export interface ShopBench {
  shop(options?: ShopOptions): Shop;
  logins: string[];
  /** Keys that no failure may hold. */
  secrets: string[];
  /** How many mails bring the customer the link to pay with. */
  linkMails: number;
  /** A new order and what it must be read as, to the cent; dates included. `note`: what its customer writes instead. */
  placeOrder(kind: OrderKind, note?: string): Promise<{ id: string; expected: Partial<Order> }>;
  /** A misbehaviour for reads or for writes. */
  fault(on: 'read' | 'write', fault: Fault): Promise<void>;
  clearFaults(): Promise<void>;
  /** A text that somebody of the shop wrote on an order, as ours are: not for the customer. */
  staffWrites(id: string, text: string): Promise<void>;
  cancelInShop(id: string): Promise<void>;
  /** Makes the shop say that the order changed then; UTC, ISO 8601. */
  setChanged(id: string, at: string): Promise<void>;
  /** An order that breaks every list it is in; none any more without an id. */
  breakOrder(id: string | undefined): Promise<void>;
  /** Spoils the order's total on the wire; answers words of the customer that must stay out of failures. */
  spoil(id: string): Promise<string[]>;
  inShop(id: string): Promise<InShop>;
  close(): Promise<void>;
}

/** Registers a case; one that needs what the shop can't have is counted instead. */
export type Case = (needs: Optional | undefined, title: string, run: () => Promise<void>) => void;
