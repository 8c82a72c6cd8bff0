import { Failure } from '../../domain/failure.ts';
import { formatMoney } from '../../domain/money.ts';
import type { Message } from '../../domain/schemas/message.ts';
import type { Money } from '../../domain/schemas/money.ts';
import type { RefundOrder } from '../gateway.ts';
import { isUnsure, mayBeMade, notRefusedWhileUnsure } from '../unsure.ts';
import { amounts, amountText } from './amounts.ts';
import { type AxerveClient, Refusal } from './client.ts';
import { meaningOf, NOTHING_GIVEN_BACK, NOTHING_LEFT } from './codes.ts';
import type { GivenBack } from './history.ts';
import { refundMessage, type Standing, standingOf } from './mapping.ts';
import type { Ours } from './marks.ts';
import type { payments } from './payments.ts';
import { assertAllKnown, madeBefore } from './refund-search.ts';
import type { Moved } from './wire.ts';

/** Not confirmed: within which time a payment's history has what was asked for, at the latest. Nobody looks again before that. */
export const REST_MS = 30_000;
/** Not confirmed: that a payment of a unified shop can be deleted on its day; a page of the vendor's says so of separated ones only. */
const LATER = {
  refund: '',
  cancel: '; if it deletes nothing on the day of the payment, it can be given back tomorrow',
};
/** What stands in Axerve's back office beside it; letters and spaces only, fifty at most. */
const REASON = 'Rimborso del negozio';

/** Money that is given back. Axerve has no key for it and no id of it: before anything is asked for, the payment's history is read. */
export function refunds(
  client: AxerveClient,
  name: string,
  ours: Ours,
  { detailOf }: Pick<ReturnType<typeof payments>, 'detailOf'>,
) {
  /** Gives back, or finds what was given back. After an attempt that may have done it, no refusal says any more that nothing was done. */
  return async (order: RefundOrder): Promise<Message> => {
    const { refundKey, charge } = order;
    const what = `${name}, ${refundKey}`;
    const made = await notRefusedWhileUnsure(order, () => attempt(what, order));
    return refundMessage(charge, made, { source: 'inquiry', at: new Date().toISOString() }, ours.live);
  };

  async function attempt(what: string, order: RefundOrder): Promise<GivenBack> {
    const { paymentId, money } = order;
    const before = await standing(what, order);
    const made = madeBefore(before, order);
    if (made) return made;
    assertAllKnown(what, order, before);
    const { how, left } = wayBack(what, order, before);
    // More than is left Axerve gives back to nobody: only a part can be given back twice.
    if (isUnsure(order) && 2 * money.amount <= left.amount) throw mayBeMade(what, order);
    const refusal = await move(what, how, order);
    const found = madeBefore(await standingSince(what, order), order);
    if (found) return found;
    if (!refusal) throw lost(`${what}: it was taken, and the history of ${paymentId} does not have it yet`);
    // The history had enough left just now: perhaps it lags behind, with this very refund.
    if (NOTHING_LEFT.has(refusal.errorCode))
      throw lost(`${refusal.message}, and by its history enough is left${LATER[how]}`);
    throw refusal;
  }

  /** The same, once something was asked for: without an answer nobody knows what became of that. */
  async function standingSince(what: string, order: RefundOrder): Promise<Standing> {
    return standing(what, order).catch((error: unknown) => {
      throw error instanceof Failure ? lost(error.message) : error;
    });
  }

  async function standing(what: string, { paymentId, charge }: RefundOrder): Promise<Standing> {
    const { detail, at } = await detailOf(what, paymentId, charge);
    return standingOf(detail, ours, at);
  }

  /** Answers a refusal, which can come of the same order, made before. */
  async function move(
    what: string,
    how: 'cancel' | 'refund',
    { charge, money }: RefundOrder,
  ): Promise<Refusal | undefined> {
    const body =
      how === 'cancel'
        ? { paymentID: charge, cancelReason: REASON }
        : { paymentID: charge, amount: amountText(money), currency: money.currency, refundReason: REASON };
    try {
      return refusalIn(what, await client.move(what, how, body));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (error instanceof Refusal && NOTHING_GIVEN_BACK.has(error.errorCode)) return error;
      throw whyNotGiven(error);
    }
  }
}

/** Not confirmed: which of the two a refusal is, an error's code or the result KO. */
export function refusalIn(
  what: string,
  { transactionResult, transactionErrorCode }: Moved,
): Refusal | undefined {
  const [result, code] = [transactionResult.toUpperCase(), transactionErrorCode ?? ''];
  if (result === 'OK' || result === 'APPROVED') return undefined;
  // A bank's system that is away can do it later: what it could not settle it reserves, and settles by night.
  if ((result === 'KO' || result === 'DECLINED') && meaningOf(code) !== 'technical')
    return new Refusal('GATEWAY_REFUSED', 'refused', `${what}: Axerve refused it (${code || 'KO'})`, code);
  throw lost(`${what}: the answer says ${[result, code].filter(Boolean).join(' ')}`);
}

/** How this money goes back, and how much could. Throws GATEWAY_REFUSED where it does not. */
function wayBack(
  what: string,
  { money, charge }: RefundOrder,
  before: Standing,
): { how: 'cancel' | 'refund'; left: Money } {
  const { fact, given, deletable, status } = before;
  if (fact !== 'PAID')
    throw refused(what, `${charge} is not paid (${status}): nothing can be given back of it`);
  const left = leftOf(what, charge, before.money, given);
  if (money.currency !== left.currency)
    throw refused(what, `${charge} was paid in ${left.currency}, and ${money.currency} are to be given back`);
  const { amount } = money;
  const { step = 1 } = amounts(money.currency) ?? {};
  if (!Number.isSafeInteger(amount) || amount <= 0 || amount % step !== 0 || amount > left.amount)
    throw refused(
      what,
      `${amount} minor units of ${money.currency} can't be given back: ${formatMoney(left, 'en')} are left of ${charge}`,
    );
  if (!deletable) return { how: 'refund', left };
  if (amount === left.amount) return { how: 'cancel', left };
  throw refused(
    what,
    'until the next night only the whole can be given back, since the money was not transferred yet: give a part back tomorrow',
  );
}

function leftOf(what: string, charge: string, paid: Money | undefined, given: GivenBack[]): Money {
  const counted = given.filter(({ state }) => state !== 'REFUND_FAILED');
  if (!paid || counted.some((one) => one.money === undefined))
    throw refused(what, `it can't be read how much is left of ${charge}`);
  return { ...paid, amount: counted.reduce((left, one) => left - (one.money?.amount ?? 0), paid.amount) };
}

/** A refusal whose code is not known may come after the money went: then it is looked for before anything is repeated. */
function whyNotGiven(failure: Failure): Failure {
  const { code, kind, message } = failure;
  if (failure instanceof Refusal && meaningOf(failure.errorCode) !== 'login') return lost(message);
  if (kind !== 'maybe') return failure;
  return new Failure(code, kind, message, { retryAfterMs: failure.retryAfterMs ?? REST_MS });
}

const refused = (what: string, why: string) => new Failure('GATEWAY_REFUSED', 'refused', `${what}: ${why}`);

/** Nobody knows whether it was done; nobody looks before the history can have it. */
export const lost = (message: string) =>
  new Failure('GATEWAY_ANSWER_LOST', 'maybe', message, { retryAfterMs: REST_MS });
