import type Stripe from 'stripe';
import { formatMoney } from '../../domain/money.ts';
import type { Fact, Message } from '../../domain/schemas/message.ts';
import { PageRequest } from '../../domain/schemas/payment.ts';
import { withParameter } from '../pages.ts';
import { ourMoney } from './amounts.ts';
import { stripeLines, stripeText } from './lines.ts';
import { type Charge, type Intent, idOf, type Session } from './wire.ts';

/** Under this key Stripe carries our payment's id, on the session and on the intent: Stripe doesn't copy it by itself. */
export const METADATA_KEY = 'incasso_payment';

/** Under this one whose payment it is, where several installations take money on one account. */
export const INSTALLATION_KEY = 'incasso_installation';

/** Under this one that the money is only held until it is taken; Stripe copies it from the intent to its charges. */
const CAPTURE_KEY = 'incasso_capture';

interface Marked {
  metadata?: Record<string, string> | null;
}

/** The payment that an object of Stripe's belongs to, whichever installation's. */
export const paymentOf = ({ metadata }: Marked): string | undefined =>
  PageRequest.shape.paymentId.safeParse(metadata?.[METADATA_KEY]).data;

/** The same, if it is this installation's. Without a name it was made before there were names, and counts as ours. */
export function ownPaymentOf(object: Marked, installation: string): string | undefined {
  const named = object.metadata?.[INSTALLATION_KEY] ?? installation;
  return named === installation ? paymentOf(object) : undefined;
}

/** Whether the money of an object of ours is held first. */
export const isHolding = ({ metadata }: Marked): boolean => metadata?.[CAPTURE_KEY] === 'later';

const LOCALES = new Set(
  'bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hi-IN hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW'.split(
    ' ',
  ),
);

/** The parameters of the page. They follow from the request alone, so that every attempt under one key is the same. */
export function sessionParams(
  request: PageRequest,
  installation: string,
  paymentMethods: string[] | undefined,
): Stripe.Checkout.SessionCreateParams {
  const later = request.capture === 'later';
  const metadata = {
    [METADATA_KEY]: request.paymentId,
    [INSTALLATION_KEY]: installation,
    ...(later && { [CAPTURE_KEY]: 'later' }),
  };
  const email = request.customerEmail?.trim();
  const offered = request.paymentMethods ?? paymentMethods;
  return {
    mode: 'payment',
    line_items: stripeLines(request),
    client_reference_id: request.paymentId,
    metadata,
    payment_intent_data: {
      metadata,
      description: stripeText(request.description, 500),
      // Methods that can't hold, such as bank debits, are not offered then.
      ...(later && { capture_method: 'manual' }),
    },
    // Stripe puts the page's id in the place of this mark.
    success_url: withParameter(request.returnUrl, RETURN_PARAMETER, '{CHECKOUT_SESSION_ID}'),
    cancel_url: request.backUrl,
    // An address that Stripe would refuse only costs its convenience, never the page.
    customer_email: email && /^[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(\.[\w-]+)+$/.test(email) ? email : undefined,
    locale: stripeLocale(request.locale),
    expires_at: Math.floor(Date.parse(request.expiresAt) / 1000),
    ...(offered && { allowed_payment_method_types: offered }),
  };
}

/** In which parameter of the return address Stripe names the page. */
export const RETURN_PARAMETER = 'session';

function stripeLocale(locale: string): Stripe.Checkout.SessionCreateParams.Locale {
  const tag = locale.replace('_', '-');
  const [language = ''] = tag.split('-');
  return LOCALES.has(tag) ? tag : LOCALES.has(language) ? language : 'auto';
}

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
