import { z } from 'zod';
import { Money } from './money.ts';

/**
 * What a message says, in our words:
 * - PAGE_OPEN the page can still be paid, nothing was charged · PAGE_EXPIRED it can't be paid any more
 * - TRY_REFUSED one attempt on the page was refused; the page stays open
 * - APPROVED the customer agreed to the page, nothing was held or taken: only `capture` takes it
 * - AUTHORISED money is held until `until`, nothing was taken; `charge` is what holds it, `money` what is held
 * - PROCESSING the customer did their part, the money is under way (delayed methods)
 * - PAID · FAILED of one charge
 * - REFUND_PENDING · REFUNDED · REFUND_FAILED · DISPUTED · DISPUTE_CLOSED · DISPUTE_LOST after the money, `money` being theirs
 * - FRAUD_WARNING the card's bank says that the charge was fraud · IN_REVIEW · REVIEW_CLOSED the gateway has people look at it
 * - RETURNED · WENT_BACK the customer's browser, which proves nothing
 * - CONFIRMED · DENIED an operator's decision
 * - NO_ANSWER an inquiry that got none · UNKNOWN a status nobody knows: never paid, never refused
 */
export const Fact = z.enum([
  'PAGE_OPEN',
  'PAGE_EXPIRED',
  'TRY_REFUSED',
  'APPROVED',
  'AUTHORISED',
  'PROCESSING',
  'PAID',
  'FAILED',
  'REFUND_PENDING',
  'REFUNDED',
  'REFUND_FAILED',
  'DISPUTED',
  'DISPUTE_CLOSED',
  'DISPUTE_LOST',
  'FRAUD_WARNING',
  'IN_REVIEW',
  'REVIEW_CLOSED',
  'RETURNED',
  'WENT_BACK',
  'CONFIRMED',
  'DENIED',
  'NO_ANSWER',
  'UNKNOWN',
]);
export type Fact = z.infer<typeof Fact>;

/** Anything that says something about a payment; kept with it, understood or not. */
export const Message = z.object({
  /**
   * The gateway's id of the event, or ours for what we asked; the same id twice is one message. What happens to a refund
   * or dispute is told in many ways: there it is `refund:<its id>:<status>`, `dispute:<its id>:<status>:<at>`, so that one
   * that ends in another way later is another message.
   */
  id: z.string(),
  source: z.enum(['notification', 'inquiry', 'return', 'operator']),
  /**
   * When the fact was so, by the gateway's clock. Of an inquiry's answer: when we asked, by our own clock where the
   * gateway's is not known. UTC, ISO 8601.
   */
  at: z.string(),
  fact: Fact,
  /** The gateway's id of the page and of the charge, as far as the message has them. */
  page: z.string().optional(),
  charge: z.string().optional(),
  /** The gateway's id of the dispute or review that it is about; a charge can have several, each with an end of its own. */
  case: z.string().optional(),
  /** The charge's page in the gateway's back office, for people. */
  link: z.string().optional(),
  /** What the gateway wants to be shown when it is asked for this payment later; opaque, at most 2 kB. */
  proof: z.string().max(2_000).optional(),
  money: Money.optional(),
  /** AUTHORISED only: when the gateway lets go of what it holds. UTC, ISO 8601. */
  until: z.string().optional(),
  /** Whether real money is meant; absent where the message can't know (browser, operator). */
  live: z.boolean().optional(),
  /** The gateway's name in the configuration whose signature was checked; absent in what we asked ourselves. */
  gateway: z.string().optional(),
  /** The gateway's own words, for people. */
  status: z.string(),
  /** For people: a decline's reason, an operator's name and reason. */
  note: z.string().optional(),
  /** The operator who decided so, or who had the refund made here. */
  by: z.string().optional(),
  /** Operator's decision only: the ids of the messages that the operator had seen. It decides nothing about later ones. */
  over: z.array(z.string()).optional(),
});
export type Message = z.infer<typeof Message>;

/**
 * A notification that names nothing but a charge. The gateway has to be asked which payment that charge belongs to and,
 * where there is no `message`, also what happened.
 */
export interface Lookup {
  kind: 'lookup';
  id: string;
  type: string;
  charge: string;
  /** What the gateway wants to be shown when it is asked for it; opaque, at most 2 kB. */
  proof?: string;
  message?: Message;
}

/**
 * A notification that is believed. `foreign`: not about a payment of ours. `ignored`: of a kind we have no use for.
 * `unreadable`: in another shape than the gateway's; only in lists, where the others must not suffer for it.
 */
export type Notification =
  | { kind: 'message'; paymentId: string; message: Message }
  | Lookup
  | { kind: 'foreign' | 'ignored' | 'unreadable'; id: string; type: string };
