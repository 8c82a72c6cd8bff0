import type { AmountRange } from '../domain/amounts.ts';
import type { Finding } from '../domain/finding.ts';
import type { Lookup, Message, Notification } from '../domain/schemas/message.ts';
import type { Money } from '../domain/schemas/money.ts';
import type { Page, PageRequest } from '../domain/schemas/payment.ts';

/** What the gateway says of a payment: its state first, then a message for each refund, and the present state of each dispute. */
export type Answer = [state: Message, ...since: Message[]];

/**
 * Money to give back. `charge`: as messages name it. `refundKey`: `refund:<paymentId>:<n>`; under one key there is one
 * refund, for ever.
 */
export interface RefundOrder {
  paymentId: string;
  charge: string;
  refundKey: string;
  money: Money;
  /**
   * What was given back of the charge before this key, by all that is known: where refunds have no id, a greater sum at the gateway
   * shows one whose answer was lost. Absent in what was ordered before it was told.
   */
  already?: Money;
  /** How many orders under this key were refused: nothing came of them, and the gateway may keep its refusal of each. Absent where none was. */
  refusals?: number;
  /**
   * When an attempt under this key was made of which nobody knows what came, the last one; absent where there was none. Who has no key
   * gives nothing back twice by it: what was done may not be seen yet. UTC, ISO 8601.
   */
  unsureSince?: string;
}

/** Money to take of what a customer agreed to (APPROVED), or of what is held (AUTHORISED). */
export interface Taking {
  paymentId: string;
  pageId: string;
  /** The charge that holds it, as AUTHORISED named it; absent where it was only agreed to. */
  hold?: string;
  /** Of an agreement all that was requested; of a hold at most what is held: the rest is let go. */
  money: Money;
  /** Under one key money is taken once, for ever. */
  captureKey: string;
  /** There was a try before of which nobody knows what came. */
  again?: boolean;
  /** Nothing is begun from then on. UTC, ISO 8601. */
  before: string;
}

/** Held money to let go of; `hold` as AUTHORISED named it. */
export interface Hold {
  paymentId: string;
  pageId: string;
  hold: string;
}

/** The notifications of a span of time by the gateway's clock, oldest first, whether they were delivered or not. */
export interface NotificationBatch {
  notifications: Notification[];
  /** Everything until then was listed. UTC, ISO 8601. */
  until: string;
  /** There is more after `until`: go on from there. */
  more: boolean;
}

/** A notification as it came over HTTP; nothing of it was believed or parsed. */
export interface NotificationRequest {
  method: 'GET' | 'POST';
  query: URLSearchParams;
  /** The bytes as they came; empty with GET. */
  body: Buffer;
  headers: Record<string, string | string[] | undefined>;
}

/** An address that notifications are sent to, as the gateway keeps it. */
export interface WebhookMade {
  id: string;
  url: string;
  /** Types of notifications that are sent from now on; empty where nothing was missing. */
  added: string[];
  /** What notifications are checked with, and the setting that takes it; only known where the address was made just now. */
  secret?: string;
  setting?: string;
}

/** What every gateway does. Every method throws `Failure` and nothing else. */
interface Core {
  readonly name: string;
  /** Whether real money moves; a message of the other environment is never believed. */
  readonly live: boolean;
  /** Nobody signs its notifications: each makes us ask, so only so many are asked about. It sends them again, or lists what became of payments. */
  readonly unsigned?: boolean;
  /** What the gateway wants to read once a notification is held: the JSON of ours where it is absent. */
  readonly receipt?: { type: string; body: string };
  /**
   * Which sums of a currency it takes; undefined: none. It is the same for all gateways of its kind, and nobody has to be
   * asked.
   */
  amounts(currency: string): AmountRange | undefined;
  /**
   * At most one page is shown to anybody under one key: the same request under the same key opens the same page, or another one where
   * the answer to the first was lost. Throws GATEWAY_STORED_FAILURE where the key holds a stored failure,
   * GATEWAY_AMOUNT_REFUSED for a sum that the gateway does not take.
   */
  openPage(request: PageRequest, idempotencyKey: string): Promise<Page>;
  /** What the gateway says of the payment now; a status nobody knows is UNKNOWN. `proofs`: what its messages carried, oldest first. */
  inquire(paymentId: string, pageId: string, proofs?: string[]): Promise<Answer>;
  /**
   * Checks that the notification is the gateway's, and reads it. Throws SIGNATURE_INVALID, MESSAGE_UNREADABLE. What it has to fetch for
   * that (a certificate) has a short deadline of its own: the gateway waits for the answer.
   */
  readNotification(request: NotificationRequest): Promise<Notification>;
  /** Whose charge a notification is about, and what it says; undefined where it isn't a payment of ours. */
  lookUp(lookup: Lookup): Promise<{ paymentId: string; messages: Message[] } | undefined>;
  /**
   * Whether key, rights and webhook are as payments need them, in words. Reads only; a failure to reach it is a finding
   * too. `webhookUrls`: every address under which notifications reach us, first the one to be made where none is there.
   */
  check(webhookUrls: string[]): Promise<Finding[]>;
  /** The page that a browser comes back from, by the query that it brings to `returnUrl`; it proves nothing. */
  pageOfReturn(query: URLSearchParams): string | undefined;
}

/** What only some gateways can do; their kind lists what it can. Every method throws `Failure` and nothing else. */
interface Optional {
  /**
   * Takes money, looked for before it is taken; answers as `inquire` does. A try that the bank refused is an answer: PAGE_OPEN with the
   * gateway's word. Throws `maybe` where it may have been taken, and anything else only where it certainly was not.
   */
  capture(taking: Taking): Promise<Answer>;
  /** Lets go of what is held: PAGE_EXPIRED once it is, PAID where it was taken. */
  void(hold: Hold): Promise<Answer>;
  /** Closes the page; where it can't be closed any more (paid, expired) answers its state. */
  closePage(paymentId: string, pageId: string, proofs?: string[]): Promise<Answer>;
  /**
   * Gives money back, looked for under its key before it is made: REFUNDED, REFUND_PENDING or REFUND_FAILED. Throws
   * GATEWAY_REFUSED for more than is left, PAGE_NOT_FOUND for another payment's charge.
   */
  refund(order: RefundOrder): Promise<Message>;
  /** The notifications since then, or what became of payments since then, of a day at most. `since`: UTC, ISO 8601. */
  listNotifications(since: string): Promise<NotificationBatch>;
  /** Has notifications sent to the first address, or what is missing added where one of them is there: never twice. */
  createWebhook(webhookUrls: string[]): Promise<WebhookMade>;
  /** A charge's own page in the gateway's back office, for people. */
  links(charge: string): string;
}

/** The name of something that only some gateways can do. */
export type Capability = keyof Optional;

/** An account that takes the money. */
export type Gateway = Core & Partial<Optional>;
