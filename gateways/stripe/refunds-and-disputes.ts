import type Stripe from 'stripe';
import { Failure } from '../../domain/failure.ts';
import type { Fact, Message } from '../../domain/schemas/message.ts';
import type { RefundOrder } from '../gateway.ts';
import { ourMoney, stripeAmount } from './amounts.ts';
import { callStripe, every } from './client.ts';
import { INSTALLATION_KEY, METADATA_KEY, paymentOf } from './marks.ts';
import { type Charge, Dispute, Intent, idOf, Refund } from './wire.ts';

/** Under this metadata key a refund of ours carries its `refundKey`. */
const REFUND_KEY = 'incasso_refund';

type How = Pick<Message, 'source' | 'live'>;
const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

/** A refund as a message. The message's id is the same from an event and from an answer, so that it counts once. */
export function refundMessage(
  refund: Refund,
  how: How,
  at = iso(refund.created),
  prefix = 'refund ',
): Message {
  return {
    ...how,
    id: `refund:${refund.id}:${refund.status}`,
    at,
    ...factOfRefund(refund),
    charge: idOf(refund.payment_intent) ?? idOf(refund.charge),
    money: ourMoney(refund.amount, refund.currency),
    status: `${prefix}${refund.status}`,
  };
}

function factOfRefund({ status, failure_reason }: Refund): { fact: Fact; note?: string } {
  switch (status) {
    case 'succeeded':
      return { fact: 'REFUNDED' };
    case 'pending':
      return { fact: 'REFUND_PENDING', note: 'under way: it can still fail' };
    case 'requires_action':
      return { fact: 'REFUND_PENDING', note: 'the customer has still to say where to' };
    case 'failed':
    case 'canceled':
      return { fact: 'REFUND_FAILED', note: failure_reason ?? undefined };
    default:
      return { fact: 'UNKNOWN' };
  }
}

/**
 * A dispute's state at this time, as a message. Its end may not be the last: one that was won can be lost later
 * (arbitration). The object does not say when it changed, so each time has an id of its own.
 */
export function disputeMessage(dispute: Dispute, how: How, at: string, prefix = 'dispute '): Message {
  return {
    ...how,
    id: `dispute:${dispute.id}:${dispute.status}:${at}`,
    at,
    fact: ends[dispute.status] ?? 'DISPUTED',
    charge: idOf(dispute.payment_intent) ?? idOf(dispute.charge),
    case: dispute.id,
    money: ourMoney(dispute.amount, dispute.currency),
    status: `${prefix}${dispute.status}`,
    note: dispute.reason ?? undefined,
  };
}

// Any other status, also one that nobody knows, is a dispute that somebody has to look at.
const ends: Record<string, Fact> = {
  won: 'DISPUTE_CLOSED',
  warning_closed: 'DISPUTE_CLOSED',
  prevented: 'DISPUTE_CLOSED',
  lost: 'DISPUTE_LOST',
};

/** What happens to money after it was taken: refunds, ours and the dashboard's, and disputes. docs.stripe.com/api/refunds */
export function refundsAndDisputes(client: Stripe, name: string, installation: string, live: boolean) {
  const how: How = { source: 'inquiry', live };
  const refundsOf = (what: string, payment_intent: string) =>
    every(what, Refund, (page) => client.refunds.list({ payment_intent, ...page }));

  /** All there is of a charge now. */
  async function messagesOf(what: string, intent: string, charge: Charge, at: string): Promise<Message[]> {
    const { refunds } = charge;
    const complete = refunds && !refunds.has_more;
    const found = complete ? [...refunds.data].reverse() : await refundsOf(what, intent);
    const disputes = charge.disputed
      ? await every(what, Dispute, (page) => client.disputes.list({ payment_intent: intent, ...page }))
      : [];
    return [
      ...found.map((refund) => refundMessage(refund, how)),
      ...disputes.map((dispute) => disputeMessage(dispute, how, at)),
    ];
  }

  async function refund({ paymentId, charge, refundKey, refusals, money }: RefundOrder): Promise<Message> {
    const what = `${name}, ${refundKey}`;
    const intent = await callStripe(what, Intent, () => client.paymentIntents.retrieve(charge));
    if (paymentOf(intent) !== paymentId)
      throw new Failure('PAGE_NOT_FOUND', 'refused', `${what}: ${charge} belongs to another payment`);
    const amount = stripeAmount(money.amount, money.currency);
    // Stripe takes the amount in the charge's currency, whichever was meant.
    if (amount === undefined || intent.currency.toUpperCase() !== money.currency)
      throw new Failure(
        'GATEWAY_REFUSED',
        'refused',
        `${what}: ${money.amount} minor units of ${money.currency} can't be given back of ${charge}, paid in ${intent.currency}`,
      );
    const metadata = {
      [METADATA_KEY]: paymentId,
      [INSTALLATION_KEY]: installation,
      [REFUND_KEY]: refundKey,
    };
    // Stripe keeps a refusal under its key for a day, and what caused it can be mended.
    const idempotencyKey = refusals ? `${refundKey}:${refusals}` : refundKey;
    const made = (await refundsOf(what, charge)).find((one) => one.metadata?.[REFUND_KEY] === refundKey);
    return refundMessage(
      made ??
        (await callStripe(what, Refund, () =>
          client.refunds.create({ payment_intent: charge, amount, metadata }, { idempotencyKey }),
        )),
      how,
    );
  }

  return { messagesOf, refund, refundsOf };
}
