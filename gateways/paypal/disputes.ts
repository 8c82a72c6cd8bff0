import { z } from 'zod';
import type { Fact, Message } from '../../domain/schemas/message.ts';
import { ourMoney } from './amounts.ts';
import { type PayPalClient, Refusal } from './client.ts';
import { ownMark } from './marks.ts';
import { type How, isoOf } from './refunds.ts';
import { Dispute } from './wire.ts';

const DISPUTES = '/v1/customer/disputes';
const Listed = z.object({ items: z.array(z.object({ dispute_id: Dispute.shape.dispute_id })).nullish() });

/**
 * A dispute's state as a message. Its end may not be the last: it can be appealed. Where PayPal does not say when it changed, each
 * time that it is asked has an id of its own.
 */
export function disputeMessage(
  dispute: Dispute,
  how: How,
  { at, charge, prefix = 'dispute ' }: { at: string; charge: string | undefined; prefix?: string },
): Message {
  const { dispute_id, status, dispute_outcome, dispute_amount, reason, update_time } = dispute;
  const outcome = dispute_outcome?.outcome_code ?? undefined;
  const when = isoOf(update_time) ?? at;
  const fact = factOfOutcome(outcome);
  // What the customer got back can be less than what the case was about.
  const lost = fact === 'DISPUTE_LOST' ? dispute_outcome?.amount_refunded : undefined;
  return {
    ...how,
    id: `dispute:${dispute_id}:${outcome ?? status}:${when}`,
    at: when,
    fact,
    charge,
    case: dispute_id,
    money: ourMoney(lost ?? dispute_amount),
    status: `${prefix}${[status, outcome].filter(Boolean).join(' ')}`,
    note: reason ?? undefined,
  };
}

/** Of what it is about, which can be several payments of one customer: what is ours, else the first; with our reference where there is one. */
export function disputed({ disputed_transactions }: Dispute, installation: string) {
  const all = disputed_transactions ?? [];
  const one = all.find(({ custom }) => ownMark(custom, installation)) ?? all[0];
  return { charge: one?.seller_transaction_id ?? undefined, custom: one?.custom };
}

/** Not confirmed: what the outcomes mean for the merchant's money. Any other is a dispute that somebody has to look at. */
function factOfOutcome(outcome: string | undefined): Fact {
  switch (outcome) {
    case 'RESOLVED_BUYER_FAVOUR':
    case 'ACCEPTED':
      return 'DISPUTE_LOST';
    case 'RESOLVED_SELLER_FAVOUR':
    case 'RESOLVED_WITH_PAYOUT':
    case 'CANCELED_BY_BUYER':
    case 'DENIED':
      return 'DISPUTE_CLOSED';
    default:
      return 'DISPUTED';
  }
}

/**
 * The disputes about a capture as they are now, the oldest first. None where PayPal refuses the question: where the app may not read
 * them the check tells it, and a payment that it knows nothing of yet is paid all the same.
 */
export async function disputesOf(client: PayPalClient, what: string, capture: string): Promise<Dispute[]> {
  try {
    const path = `${DISPUTES}?disputed_transaction_id=${encodeURIComponent(capture)}&page_size=50`;
    const { items } = await client.call(what, Listed, { method: 'GET', path });
    // The list names them; what is needed stands in each.
    const all = (items ?? []).map(({ dispute_id }) =>
      client.call(what, Dispute, { method: 'GET', path: `${DISPUTES}/${encodeURIComponent(dispute_id)}` }),
    );
    return (await Promise.all(all)).toSorted((a, b) => timeOf(a) - timeOf(b));
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

const timeOf = ({ create_time }: Dispute): number => Date.parse(create_time ?? '') || 0;
