import type { Message, Notification } from '../domain/schemas/message.ts';
import type { Page, PageRequest } from '../domain/schemas/payment.ts';

/** An account that takes the money. Every method throws `Failure` and nothing else. */
export interface Gateway {
  readonly name: string;
  /** Whether real money moves; a message of the other environment is never believed. */
  readonly live: boolean;
  /** The same request under the same key opens one page. Throws GATEWAY_STORED_FAILURE where the key holds a stored failure. */
  openPage(request: PageRequest, idempotencyKey: string): Promise<Page>;
  /**
   * What the gateway says of the payment now; a status nobody knows is UNKNOWN. First the payment's state, then a message
   * for each refund and dispute there is, whoever made it.
   */
  inquire(paymentId: string, pageId: string): Promise<[Message, ...Message[]]>;
  /** Closes the page; where it can't be closed any more (paid, expired) says what it is. */
  closePage(paymentId: string, pageId: string): Promise<[Message, ...Message[]]>;
  /** Checks the signature over the raw body and reads the notification. Throws SIGNATURE_INVALID, MESSAGE_UNREADABLE. */
  readNotification(rawBody: Buffer, headers: Record<string, string | string[] | undefined>): Notification;
  /** The charge or page in the gateway's back office, for people. */
  backOfficeUrl(reference: string): string;
}
