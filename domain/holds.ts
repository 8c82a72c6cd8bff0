import { isSince } from './messages.ts';
import type { Message } from './schemas/message.ts';
import type { Money } from './schemas/money.ts';
import type { TakenLater } from './schemas/payment.ts';

/** Money that the gateway holds and has not taken. */
export interface Held {
  /** What holds it, as the gateway calls it. */
  reference: string;
  page?: string;
  /** Absent where the gateway does not say how much. */
  money?: Money;
  /** When the gateway lets go of it by itself; UTC, ISO 8601. Absent where it does not say. */
  until?: string;
}

/** Whether money is held before it is taken, by what the configuration says of it (`CaptureWhen`). */
export const isHeldFirst = (capture: unknown): capture is TakenLater =>
  capture === 'onShipment' || capture === 'byHand';

/** The name that a payment's n-th try to take money is made under: under one name money is taken once, for ever. */
export const captureKey = (paymentId: string, n: number): string => `capture:${paymentId}:${n}`;

/** Whether two messages name one page, or one charge: what comes of a hold can bear another charge's id, but its page is the same. */
const isOfOne = (a: Message, b: Message): boolean =>
  (a.page !== undefined && a.page === b.page) || (a.charge !== undefined && a.charge === b.charge);

/**
 * The last hold that stands: neither taken, nor said to be gone since. Of the same second is not since: then the gateway is asked
 * again. That its time is over says nothing: the gateway says what became of it.
 */
export function standingHold(messages: Message[]): Message | undefined {
  const taken = messages.filter(({ fact }) => fact === 'PAID');
  const gone = messages.filter(({ fact }) => fact === 'PAGE_EXPIRED' || fact === 'FAILED');
  return messages.findLast(
    (hold) =>
      hold.fact === 'AUTHORISED' &&
      !taken.some((m) => isOfOne(m, hold)) &&
      !gone.some((m) => isOfOne(m, hold) && isSince(m, hold)),
  );
}

export const heldOf = ({ charge, page = '', money, until }: Message): Held => ({
  reference: charge ?? page,
  page,
  money,
  until,
});

/**
 * Whether the customer has agreed to this page. An answer that the page is open takes an earlier agreement back: the try was
 * refused, and the page is shown again.
 */
export function isAgreed(messages: Message[], page: string | undefined): boolean {
  const ofPage = messages.filter((m) => page !== undefined && m.page === page);
  const open = ofPage.filter(({ fact, source }) => fact === 'PAGE_OPEN' && source === 'inquiry');
  return ofPage.some((m) => m.fact === 'APPROVED' && !open.some((answer) => isSince(answer, m)));
}
