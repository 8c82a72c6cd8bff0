import { type After, afterTheMoney } from './after-the-money.ts';
import type { AttentionCode } from './attention.ts';
import { CLEAR, doubtOf } from './doubts.ts';
import { type Held, heldOf, isAgreed, standingHold } from './holds.ts';
import { chargeFinder, inTime, isSince, namesInCommon, sameFact, timeOf } from './messages.ts';
import { sameMoney } from './money.ts';
import { chargeTaken, type PaidCharge, paidCharges } from './paid-charges.ts';
import type { Message } from './schemas/message.ts';
import type { Money } from './schemas/money.ts';
import type { Outcome } from './schemas/payment.ts';

/** What was requested of the customer; messages are compared with it. */
export interface Requested {
  money: Money;
  live: boolean;
  /** The gateway that the payment is at; messages of another account are not believed. */
  gateway?: string;
  /** The page that the customer was shown; that another page expired says nothing. */
  page?: string;
  /** From when on a delayed payment has taken too long. UTC, ISO 8601. */
  delayedUntil?: string;
  /** What was ordered to be taken of a hold, where it is less: then exactly that is what is paid. */
  taken?: Money;
}

/** Why the outcome is what it is; where it is VERIFY, the attention it will become. */
export type Reason =
  | 'NOTHING_YET'
  | 'APPROVED'
  | 'AUTHORISED'
  | 'PROCESSING'
  | 'PAID'
  | 'FAILED'
  | 'PAGE_EXPIRED'
  | 'CONFIRMED'
  | 'DENIED'
  | Extract<
      AttentionCode,
      | 'DOUBLE_CHARGE'
      | 'CONTRADICTION'
      | 'AMOUNT_MISMATCH'
      | 'WRONG_ENVIRONMENT'
      | 'UNKNOWN_STATUS'
      | 'NO_ANSWER'
      | 'DELAYED_TOO_LONG'
      | 'PAID_AFTER_DENIED'
    >;

export interface Settlement {
  outcome: Outcome;
  reason: Reason;
  /**
   * Every charge that was paid, whatever a person decided: those first of which the gateway holds something. More than one is
   * DOUBLE_CHARGE.
   */
  charges: PaidCharge[];
  /** What the gateway holds and has not taken, whatever a person decided: it is no charge. Absent where it holds nothing. */
  held?: Held;
  /** The gateway itself, when asked, gave the answer that decided. */
  verified: boolean;
  /** What happened to the money afterwards, told by the gateway, less what a person saw when deciding. */
  after: After[];
}

/**
 * The outcome of a payment, from all messages about it. Pure: the same messages, in any order and any number of times,
 * give the same outcome.
 *
 * When we asked the gateway, its latest clear answer replaces all that it said of that charge in earlier seconds, by its
 * own clock. What it said in the same second leaves a doubt until it is asked again. That a page is open or expired says
 * nothing about a charge.
 *
 * A person's decision holds until there is news: a fact about the same
 * charge or page that the person had not seen, or any answer of the gateway to our own question that says the opposite
 * and that the person had not seen. It does not go by clocks: the decision names what the person had seen. A third
 * message can link a charge to a page, but does not make anything old. Money that went back to the customer is no news
 * against a denial.
 */
export function settle(requested: Requested, all: Message[]): Settlement {
  // A browser proves nothing, whatever it says.
  const messages = inTime(all).filter((m) => m.source !== 'return');
  const foreign = messages.filter(
    (m) =>
      (m.live !== undefined && m.live !== requested.live) ||
      (m.gateway !== undefined && requested.gateway !== undefined && m.gateway !== requested.gateway),
  );
  const believed = messages.filter((m) => !foreign.includes(m));
  const said = (...facts: Message['fact'][]) => believed.filter((m) => facts.includes(m.fact));
  // A hold is no charge, and what is taken of it may have another name: it links no names.
  const chargeOf = chargeFinder(believed.filter(({ fact }) => fact !== 'APPROVED' && fact !== 'AUTHORISED'));
  const sameCharge = (a: Message, b: Message) => chargeOf(a) === chargeOf(b);
  // A message takes another one back only if both name the same charge or page themselves: a third message must not link
  // the two.
  const plainlySame = (a: Message, b: Message) => sameCharge(a, b) && namesInCommon(a, b);

  const asked = believed.filter((m) => m.source === 'inquiry' && m.live === requested.live);
  const answers = asked.filter((m) => CLEAR.includes(m.fact));
  const overtaken = (m: Message) =>
    answers.some((a) => (a.fact === 'PAID' || a.fact === 'FAILED') && plainlySame(a, m) && isSince(a, m));

  const paid = said('PAID').filter((m) => !overtaken(m));
  const failed = said('FAILED').filter((m) => !overtaken(m));
  const processing = said('PROCESSING').filter(
    (m) => !overtaken(m) && !failed.some((f) => plainlySame(f, m)),
  );
  const charges = paidCharges(paid, believed, requested.money, chargeOf);
  // A person's decision covers what the person had seen, also when the same is said again; news reopens it.
  const decisions = said('CONFIRMED', 'DENIED').filter((m) => m.source === 'operator');
  // Of two decisions of the same moment the later one is the one that names the other as seen.
  const decision = decisions.findLast(
    (m) => !decisions.some((d) => timeOf(d) === timeOf(m) && d.over?.includes(m.id)),
  );
  const shown = believed.filter((m) => decision?.over?.includes(m.id));
  const after = afterTheMoney(believed, shown, charges, chargeOf);
  const isOther = (money: Money | undefined, wanted: Money) => !money || !sameMoney(money, wanted);
  const wrongMoney = ({ money }: Message) => isOther(money, requested.taken ?? requested.money);
  const hold = standingHold(believed);
  const end = (outcome: Outcome, reason: Reason, by: Message[] = []): Settlement => ({
    outcome,
    reason,
    charges,
    ...(hold ? { held: heldOf(hold) } : {}),
    verified: by.some((m) => answers.includes(m)),
    after,
  });

  // An answer that says the opposite of the decision, to an inquiry made since, is news even if the same was said before.
  const opposite = decision?.fact === 'DENIED' ? 'PAID' : 'FAILED';
  const answeredAgainst = (m: Message) => answers.includes(m) && m.fact === opposite && !shown.includes(m);
  const isNews = (m: Message) =>
    answeredAgainst(m) || !shown.some((s) => sameFact(s, m) && plainlySame(s, m));
  const newlyPaid = paid.filter(isNews);
  // That a charge was paid is no news where its money went back to the customer.
  const isHeld = (m: Message) => charges.some(({ reference, held }) => reference === chargeOf(m) && held > 0);
  if (decision?.fact === 'DENIED')
    return [...newlyPaid, ...answers.filter(answeredAgainst)].some(isHeld)
      ? end('VERIFY', 'PAID_AFTER_DENIED')
      : end('NEGATIVE', 'DENIED', [decision]);
  if (decision) {
    const known = new Set(shown.filter((m) => m.fact === 'PAID').map(chargeOf));
    const named = decision.charge;
    // The person may have named a charge that no message had mentioned: then a charge that a message mentions later is
    // another one.
    const isNamedOne = (m: Message) => [chargeOf(m), m.charge, m.page].includes(named);
    if (named && known.size === 0 && !newlyPaid.some(isNamedOne)) known.add(named);
    const further = new Set(newlyPaid.map(chargeOf).filter((charge) => !known.has(charge)));
    if (further.size + Math.min(known.size, 1) > 1) return end('VERIFY', 'DOUBLE_CHARGE');
    const newlyFailed = failed.filter(isNews);
    if (newlyFailed.some((f) => paid.length === 0 || paid.some((m) => sameCharge(m, f))))
      return end('VERIFY', 'CONTRADICTION');
    if (newlyPaid.some(wrongMoney)) return end('VERIFY', 'AMOUNT_MISMATCH');
    if (charges.length === 0 && named)
      charges.push(chargeTaken(named, requested.money, decision.at, believed));
    return end('POSITIVE', 'CONFIRMED', [decision]);
  }

  if (charges.length > 1) return end('VERIFY', 'DOUBLE_CHARGE');
  if (paid.some((m) => failed.some((f) => sameCharge(f, m)))) return end('VERIFY', 'CONTRADICTION');
  if (paid.some(wrongMoney)) return end('VERIFY', 'AMOUNT_MISMATCH');
  if (paid.some((m) => m.live !== requested.live)) return end('VERIFY', 'WRONG_ENVIRONMENT');
  if (paid.length > 0) return end('POSITIVE', 'PAID', paid);

  const doubtful = { foreign, unknown: said('UNKNOWN'), unanswered: said('NO_ANSWER'), answers: asked };
  const newest = processing.at(-1);
  // That nothing was taken yet ends a doubt for itself, and for nothing else: it makes nothing unpaid.
  if (hold && !newest && !doubtOf(doubtful, [...CLEAR, 'AUTHORISED'])) {
    if (hold.live !== requested.live) return end('VERIFY', 'WRONG_ENVIRONMENT');
    if (isOther(hold.money, requested.money)) return end('VERIFY', 'AMOUNT_MISMATCH');
    return end('PENDING', 'AUTHORISED');
  }
  const expired = said('PAGE_EXPIRED').filter((m) => m.page === requested.page);
  // An agreement reopens no page that expired, whenever either was said.
  const isOver = hold !== undefined || failed.length > 0 || expired.length > 0;
  if (!isOver && !newest && isAgreed(believed, requested.page) && !doubtOf(doubtful, [...CLEAR, 'APPROVED']))
    return end('PENDING', 'APPROVED');
  const doubt = doubtOf(doubtful, CLEAR);
  if (doubt) return end('VERIFY', doubt);
  if (newest)
    return requested.delayedUntil && timeOf(newest) > Date.parse(requested.delayedUntil)
      ? end('VERIFY', 'DELAYED_TOO_LONG')
      : end('PENDING', 'PROCESSING');
  if (failed.length > 0) return end('NEGATIVE', 'FAILED', failed);
  if (expired.length > 0) return end('NEGATIVE', 'PAGE_EXPIRED', expired);
  return end('PENDING', 'NOTHING_YET');
}
