import { formatMoney } from '../../domain/money.ts';
import type { Fact, Message } from '../../domain/schemas/message.ts';
import { ourMoney } from './amounts.ts';
import { type Charge, type Intent, idOf, type Session } from './wire.ts';

export interface SessionFact {
  fact: Fact;
  note?: string;
}

/** What a session and its intent (both expanded) say when we ask. Only what is listed is understood. */
export function factOfSession(session: Session): SessionFact {
  const intent =
    typeof session.payment_intent === 'object' ? (session.payment_intent ?? undefined) : undefined;
  // Money on its way or taken, which the session does not show: then it must not be reported as "nothing was charged".
  const moving = ['processing', 'succeeded', 'requires_capture'].includes(intent?.status ?? '');
  // What is held the intent alone knows: until it is taken the session counts as unpaid, or not, and nothing moved.
  if (session.status === 'complete' && isManual(intent)) return factOfHeld(intent);
  switch (`${session.status}/${session.payment_status}`) {
    case 'open/unpaid':
      return moving ? { fact: 'UNKNOWN' } : { fact: 'PAGE_OPEN', note: declineNote(intent) };
    case 'expired/unpaid':
      return moving ? { fact: 'UNKNOWN' } : { fact: 'PAGE_EXPIRED', note: declineNote(intent) };
    case 'complete/paid':
      return { fact: 'PAID', note: afterNote(intent) };
    case 'complete/no_payment_required':
      return { fact: 'PAID', note: 'nothing was to be paid' };
    case 'complete/unpaid':
      return factOfDelayed(intent);
    default:
      return { fact: 'UNKNOWN' };
  }
}

/** The event's type says what happened, and the object in it has to agree; where they don't agree, it is unknown. */
export function factOfEvent(type: string, { status, payment_status }: Session): Fact {
  switch (`${type} ${status}/${payment_status}`) {
    case 'checkout.session.completed complete/paid':
    case 'checkout.session.completed complete/no_payment_required':
    case 'checkout.session.async_payment_succeeded complete/paid':
      return 'PAID';
    case 'checkout.session.completed complete/unpaid':
      return 'PROCESSING';
    case 'checkout.session.async_payment_failed complete/unpaid':
      return 'FAILED';
    case 'checkout.session.expired expired/unpaid':
      return 'PAGE_EXPIRED';
    default:
      return 'UNKNOWN';
  }
}

const isManual = (intent: Intent | undefined): intent is Intent => intent?.capture_method === 'manual';

/** Money that the customer let be held: docs.stripe.com/payments/place-a-hold-on-a-payment-method. */
function factOfHeld({ status, cancellation_reason: reason }: Intent): SessionFact {
  switch (status) {
    case 'requires_capture':
      return { fact: 'AUTHORISED' };
    case 'succeeded':
      return { fact: 'PAID' };
    case 'processing':
      return { fact: 'PROCESSING' };
    case 'canceled':
      return {
        fact: 'PAGE_EXPIRED',
        note:
          reason === 'expired' || reason === 'automatic' ? 'the hold has lapsed' : 'the hold was let go of',
      };
    default:
      return { fact: 'UNKNOWN' };
  }
}

const USUAL_S = 7 * 86_400;

/**
 * Until when the money is held. Not confirmed: for methods that don't say it, such as wallets, that it is a week at least; then it is
 * taken as the end, so that nobody waits for longer.
 */
function heldUntil({ latest_charge: charge }: Intent): string | undefined {
  if (typeof charge !== 'object' || !charge) return undefined;
  const { created, payment_method_details: details } = charge;
  const until = details?.card?.capture_before ?? (created == null ? undefined : created + USUAL_S);
  return until === undefined ? undefined : new Date(until * 1000).toISOString();
}

/** A delayed method: the customer has done their part, the intent says what becomes of it. */
function factOfDelayed(intent: Intent | undefined): SessionFact {
  switch (intent?.status) {
    case 'processing':
      return { fact: 'PROCESSING' };
    case 'requires_action':
      return {
        fact: 'PROCESSING',
        note: 'the customer has the voucher or the transfer details, and has still to pay',
      };
    case 'requires_payment_method':
    case 'canceled':
      return intent.last_payment_error ? { fact: 'FAILED', note: declineNote(intent) } : { fact: 'UNKNOWN' };
    default:
      return { fact: 'UNKNOWN' };
  }
}

/** Why the last try was refused: "card_declined (insufficient_funds): Your card has insufficient funds." */
export function declineNote(intent: Pick<Intent, 'last_payment_error'> | undefined): string | undefined {
  const error = intent?.last_payment_error;
  if (!error) return undefined;
  const code = [error.code, error.decline_code && `(${error.decline_code})`].filter(Boolean).join(' ');
  return [code, error.message].filter(Boolean).join(': ') || 'refused without a reason';
}

/** What happened to money after it was taken. */
function afterNote(intent: Intent | undefined): string | undefined {
  const charge = intent?.latest_charge;
  if (typeof charge !== 'object' || charge === null) return undefined;
  return [refundNote(charge), charge.disputed && 'disputed'].filter(Boolean).join('; ') || undefined;
}

export function refundNote(charge: Charge): string | undefined {
  if (!charge.refunded && charge.amount_refunded === 0) return undefined;
  const back = ourMoney(charge.amount_refunded, charge.currency);
  const of = ourMoney(charge.amount_captured ?? charge.amount, charge.currency);
  return back && of ? `refunded ${formatMoney(back)} of ${formatMoney(of)}` : 'refunded';
}

/** What a session tells us, whichever way it came. */
export function sessionMessage(
  session: Session,
  base: SessionFact & Pick<Message, 'id' | 'source' | 'at'>,
  prefix = '',
): Message {
  const intent =
    typeof session.payment_intent === 'object' ? (session.payment_intent ?? undefined) : undefined;
  const status = [
    `${prefix}${session.status}/${session.payment_status}`,
    intent && `intent ${intent.status}`,
  ];
  return {
    ...base,
    page: session.id,
    charge: idOf(session.payment_intent),
    // Of what was held only a part may have been taken.
    money: ourMoney(
      base.fact === 'PAID' && isManual(intent) ? (intent.amount_received ?? null) : session.amount_total,
      session.currency,
    ),
    ...(base.fact === 'AUTHORISED' && intent && { until: heldUntil(intent) }),
    live: session.livemode,
    status: status.filter(Boolean).join(', '),
  };
}
