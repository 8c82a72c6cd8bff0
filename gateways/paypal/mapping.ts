import type { Fact, Message } from '../../domain/schemas/message.ts';
import { ourMoney } from './amounts.ts';
import { type Mark, pageId } from './marks.ts';
import { type Authorization, type Capture, linkTo, namedBy, type Order } from './wire.ts';

/** What is said of something, and why. */
export interface Said {
  fact: Fact;
  note?: string;
}

/** An order as it is, and what that means where no capture says it. */
export interface Standing {
  order: Order;
  said: Said;
}

/** What a capture's status means; one that nobody knows is UNKNOWN. */
export function factOfCapture({ status, status_details }: Capture): Said {
  const note = status_details?.reason ?? undefined;
  switch (status) {
    case 'COMPLETED':
    // Given back since: each refund says so itself.
    case 'PARTIALLY_REFUNDED':
    case 'REFUNDED':
      return { fact: 'PAID', note };
    case 'PENDING':
      return { fact: 'PROCESSING', note: pendingNote(note) };
    case 'DECLINED':
    case 'FAILED':
      return { fact: 'FAILED', note };
    default:
      return { fact: 'UNKNOWN', note };
  }
}

// What waits for the merchant: payments_payment_v2, capture_status_details.
const MERCHANT = new Set([
  'UNILATERAL',
  'RECEIVING_PREFERENCE_MANDATES_MANUAL_ACTION',
  'VERIFICATION_REQUIRED',
]);

const pendingNote = (reason: string | undefined): string | undefined =>
  reason && MERCHANT.has(reason) ? `${reason}: accept it in the PayPal account` : reason;

/** What an order means on which nothing was tried. `over`: its page's time is. An agreement is not money yet. */
export function factOfUntried({ status }: Order, over: boolean): Said {
  switch (status) {
    case 'CREATED':
    case 'SAVED':
    case 'PAYER_ACTION_REQUIRED':
      return { fact: over ? 'PAGE_EXPIRED' : 'PAGE_OPEN' };
    case 'APPROVED':
      return over
        ? { fact: 'PAGE_EXPIRED', note: 'the customer agreed, and nothing was taken: the time was over' }
        : { fact: 'APPROVED' };
    case 'VOIDED':
      return { fact: 'PAGE_EXPIRED' };
    // Some accounts' orders never show their payments: completed without any is not unpaid.
    case 'COMPLETED':
      return { fact: 'UNKNOWN', note: 'completed, and PayPal shows no payment of it' };
    default:
      return { fact: 'UNKNOWN' };
  }
}

/** How an order stands now: when its page is over it carries with it, so that holds in each process and for ever. */
export const standingOf = (order: Order, { until }: Mark): Standing => ({
  order,
  said: factOfUntried(order, Date.now() >= until * 1000),
});

export const unitOf = ({ purchase_units: [unit] }: Order) => unit;
export const capturesOf = (order: Order): Capture[] => unitOf(order)?.payments?.captures ?? [];

const ORDER_OF = ['PAID', 'PROCESSING', 'UNKNOWN', 'FAILED'];

/** The capture that an order's state is told by: what was paid comes before what is under way, and that before what failed. */
export const decisive = (captures: Capture[]): Capture | undefined =>
  captures.toSorted(
    (a, b) => ORDER_OF.indexOf(factOfCapture(a).fact) - ORDER_OF.indexOf(factOfCapture(b).fact),
  )[0];

/** A capture or an authorization as a message. Its id is the same from an event and from an answer, so that it counts once. */
export function paymentMessage(
  kind: 'capture' | 'authorization',
  payment: Capture | Authorization,
  mark: Mark,
  base: Said & Pick<Message, 'source' | 'at' | 'live'>,
  prefix = `${kind} `,
): Message {
  const { id, status, amount } = payment;
  const order = orderOf(payment);
  // One that was given back since is still the same news.
  const news = base.fact === 'UNKNOWN' ? status : base.fact;
  return {
    ...base,
    id: `${kind}:${id}:${news}`,
    page: order && pageId(order, mark.until),
    charge: id,
    money: ourMoney(amount),
    status: `${prefix}${status}`,
  };
}

export const captureMessage = (
  capture: Capture,
  mark: Mark,
  base: Said & Pick<Message, 'source' | 'at' | 'live'>,
  prefix?: string,
): Message => paymentMessage('capture', capture, mark, base, prefix);

/** The order that a capture, or an authorization, was made of, as far as it says. */
export const orderOf = ({
  supplementary_data,
  links,
}: Pick<Capture, 'supplementary_data' | 'links'>): string | undefined => {
  const up = linkTo(links, 'up');
  return (
    supplementary_data?.related_ids?.order_id ??
    (up?.pathname.includes('/checkout/orders/') ? namedBy(up) : undefined)
  );
};
