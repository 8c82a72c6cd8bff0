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
  /** For the gateway's own statistics. */
  reason?: 'duplicate' | 'fraudulent' | 'requested_by_customer';
}

/** The notifications of a span of time by the gateway's clock, oldest first, whether they were delivered or not. */
export interface NotificationBatch {
  notifications: Notification[];
  /** Everything until then was listed. UTC, ISO 8601. */
  until: string;
  /** There is more after `until`: go on from there. */
  more: boolean;
}

/** An address that notifications are sent to, as the gateway keeps it. */
export interface WebhookMade {
  id: string;
  url: string;
  /** Types of notifications that are sent from now on; empty where nothing was missing. */
  added: string[];
  /** The secret that notifications are signed with; only known where the address was made just now. */
  secret?: string;
}

/** An account that takes the money. Every method throws `Failure` and nothing else. */
export interface Gateway {
  readonly name: string;
  /** Whether real money moves; a message of the other environment is never believed. */
  readonly live: boolean;
  /**
   * Which sums of a currency it takes; undefined: none. It is the same for all gateways of its kind, and nobody has to be
   * asked.
   */
  amounts(currency: string): AmountRange | undefined;
  /**
   * The same request under the same key opens one page. Throws GATEWAY_STORED_FAILURE where the key holds a stored failure,
   * GATEWAY_AMOUNT_REFUSED for a sum that the gateway does not take.
   */
  openPage(request: PageRequest, idempotencyKey: string): Promise<Page>;
  /** What the gateway says of the payment now; a status nobody knows is UNKNOWN. */
  inquire(paymentId: string, pageId: string): Promise<Answer>;
  /** Closes the page; where it can't be closed any more (paid, expired) answers its state. */
  closePage(paymentId: string, pageId: string): Promise<Answer>;
  /**
   * Gives money back, looked for under its key before it is made: REFUNDED, REFUND_PENDING or REFUND_FAILED. Throws
   * GATEWAY_REFUSED for more than is left, PAGE_NOT_FOUND for another payment's charge.
   */
  refund(order: RefundOrder): Promise<Message>;
  /** Checks the signature over the raw body and reads the notification. Throws SIGNATURE_INVALID, MESSAGE_UNREADABLE. */
  readNotification(rawBody: Buffer, headers: Record<string, string | string[] | undefined>): Notification;
  /** Whose charge a notification is about, and what it says; undefined where it isn't a payment of ours. */
  lookUp(lookup: Lookup): Promise<{ paymentId: string; messages: Message[] } | undefined>;
  /** The notifications since then, of a day at most. `since`: UTC, ISO 8601. */
  listNotifications(since: string): Promise<NotificationBatch>;
  /**
   * Whether key, rights and webhook are as payments need them, in words. Reads only; a failure to reach it is a finding
   * too. `webhookUrls`: every address under which notifications reach us, first the one to be made where none is there.
   */
  check(webhookUrls: string[]): Promise<Finding[]>;
  /** Has notifications sent to the first address, or what is missing added where one of them is there: never twice. */
  createWebhook(webhookUrls: string[]): Promise<WebhookMade>;
  /** A charge's own page in the gateway's back office, for people. */
  backOfficeUrl(charge: string): string;
}
