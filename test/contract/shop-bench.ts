import type { Order } from '../../domain/schemas/order.ts';
import type { Fault } from '../../sandbox/kit/faults.ts';
import type { Shop } from '../../shops/shop.ts';

/** Kinds of order that a shop may not know, and what else it may be unable to do. Money and security are not among them. */
export const optional = ['discount', 'virtual', 'configurable', 'guest', 'hold', 'cancel', 'mail'] as const;
export type Optional = (typeof optional)[number];
export type OrderKind = 'plain' | 'paid' | 'discount' | 'virtual' | 'configurable' | 'guest';

export interface ShopOptions {
  /** The shop's name in our settings; the bench's own name where absent. */
  name?: string;
  /** One of the bench's logins; the first where absent. */
  login?: string;
  wrongKey?: boolean;
  timeoutMs?: number;
  /** Also cancels and holds, where the shop can. */
  firm?: boolean;
  /** Points to an address at which nothing listens. */
  nobodyThere?: boolean;
}

/** What the shop holds of an order, read from its own books. */
export interface InShop {
  /** Every text written on it, wherever the shop keeps them. */
  texts: string[];
  /** Those of the texts that the customer reads in the shop. */
  shown: string[];
  /** How often it was booked as paid, and how much, in minor units. */
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
  /** Writes a text of the shop's staff on an order, hidden from the customer as ours are. */
  staffWrites(id: string, text: string): Promise<void>;
  cancelInShop(id: string): Promise<void>;
  /** Makes the shop say that the order changed then; UTC, ISO 8601. */
  setChanged(id: string, at: string): Promise<void>;
  /** Makes an order break every list that it is in; without an id, none does any more. */
  breakOrder(id: string | undefined): Promise<void>;
  /** Spoils the order's total on the wire; answers words of the customer that must stay out of failures. */
  spoil(id: string): Promise<string[]>;
  inShop(id: string): Promise<InShop>;
  close(): Promise<void>;
}

/** Registers a case; one that the shop can't have is only counted. */
export type Case = (needs: Optional | undefined, title: string, run: () => Promise<void>) => void;
