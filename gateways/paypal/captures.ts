import { Failure } from '../../domain/failure.ts';
import { sameMoney } from '../../domain/money.ts';
import type { Answer, Taking } from '../gateway.ts';
import { latestNow } from '../their-clock.ts';
import { ourMoney } from './amounts.ts';
import { isUntouched } from './authorizations.ts';
import { type PayPalClient, Refusal } from './client.ts';
import { type inquiries, stateOf } from './inquiries.ts';
import { factOfUntried, type Standing, unitOf } from './mapping.ts';
import type { Mark } from './marks.ts';
import { ORDERS, type orders } from './orders.ts';
import { CapturedOrder, type Order } from './wire.ts';

/**
 * Takes what a customer agreed to, or has it held where its order says so:
 * developer.paypal.com/docs/api/orders/v2, orders_capture and orders_authorize.
 */
export function captures(
  client: PayPalClient,
  name: string,
  all: ReturnType<typeof orders>,
  asking: ReturnType<typeof inquiries>,
  timeout: number,
): (taking: Taking) => Promise<Answer> {
  async function capture({ paymentId, pageId, money, captureKey, before }: Taking): Promise<Answer> {
    const what = `${name}, ${captureKey}`;
    const seen = await asking.look(what, paymentId, pageId);
    const { found } = seen;
    if (!found || !isAgreed(found.order)) return asking.answer(what, seen);
    const { order, mark } = found;
    const agreed = ourMoney(unitOf(order)?.amount);
    if (!agreed || !sameMoney(agreed, money))
      throw new Failure(
        'GATEWAY_REFUSED',
        'refused',
        `${what}: ${money.amount} minor units of ${money.currency} are not what the customer agreed to`,
      );
    if (!mayTake(mark, seen.base.at, before)) return asking.answer(what, seen);
    const { standing, taken } = await take(order, captureKey).catch((error: unknown) =>
      error instanceof Refusal ? refusedBy(order, error) : Promise.reject(error),
    );
    const after = { ...seen, found: { ...found, ...standing } };
    // Of what was taken a moment ago nothing can have become: a further question could only hide that it was.
    return taken ? [stateOf(after)] : asking.answer(what, after).catch(unread);
  }

  /**
   * So long before the page's end nothing is begun any more that nothing can be on its way then: with a token that ended it is four
   * calls. By PayPal's clock too: whoever says that the page is over may have a better one than ours.
   */
  const mayTake = ({ until }: Mark, at: string, before: string): boolean =>
    latestNow(at) < Math.min(Date.parse(before), until * 1000 - Math.max(120_000, 5 * timeout));

  async function take(order: Order, key: string): Promise<Taken> {
    const { id } = order;
    const [verb, doing] = isToBeHeld(order) ? ['authorize', 'holding'] : ['capture', 'taking'];
    const answer = await client.call(`${name}, ${doing} the money of order ${id}`, CapturedOrder, {
      method: 'POST',
      path: `${ORDERS}/${encodeURIComponent(id)}/${verb}`,
      body: {},
      key,
    });
    const payments = answer.purchase_units?.[0]?.payments;
    const [unit, ...others] = order.purchase_units;
    if (!unit || !(payments?.captures?.length || payments?.authorizations?.length)) return again(id);
    const paid = { ...order, status: answer.status, purchase_units: [{ ...unit, payments }, ...others] };
    return { standing: { order: paid, said: factOfUntried(paid, false) }, taken: true };
  }

  /**
   * What became of an order whose money PayPal says it took: where it shows no capture, nobody knows, whatever else it shows. Nothing
   * more is tried now.
   */
  async function again(id: string): Promise<Taken> {
    const { data: order } = await all.read(id).catch(unread);
    const note = isToBeHeld(order)
      ? 'PayPal holds the money, and does not show it yet'
      : 'PayPal took the money, and shows no payment of it yet';
    return { standing: { order, said: { fact: 'UNKNOWN', note } } };
  }

  async function refusedBy(order: Order, error: Refusal): Promise<Taken> {
    const { issues } = error;
    // Of several what says that money moved, or may, comes first.
    if (issues.some((issue) => ALREADY.has(issue))) return again(order.id);
    // PayPal is at it: what came of it is known the next time.
    if (issues.includes('ORDER_COMPLETION_IN_PROGRESS'))
      throw new Failure('GATEWAY_ANSWER_LOST', 'maybe', error.message);
    const [issue = '', ...others] = issues;
    if (others.length > 0 && !issues.every(canChooseAgain)) return onlyLost(error);
    switch (issue) {
      case 'ORDER_NOT_APPROVED':
        return { standing: { order, said: { fact: 'PAGE_OPEN' } } };
      // Nobody can pay on it any more, whatever they choose.
      case 'MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED':
        return { standing: { order, said: { fact: 'FAILED', note: issue } } };
      default:
        if (!canChooseAgain(issue)) return onlyLost(error);
        return { standing: { order, said: { fact: 'PAGE_OPEN', note: issue } } };
    }
  }

  return capture;
}

interface Taken {
  standing: Standing;
  /** The money was taken just now. */
  taken?: true;
}

const isAgreed = (order: Order): boolean => order.status === 'APPROVED' && isUntouched(order);

const isToBeHeld = ({ intent }: Order): boolean => intent === 'AUTHORIZE';

/** Reading failed after money may have been taken: why it did says nothing of that. */
function unread(error: unknown): never {
  throw error instanceof Failure ? new Failure('GATEWAY_ANSWER_LOST', 'maybe', error.message) : error;
}

/** An order that was there a moment ago: what it has become is found out by asking again. */
function onlyLost(error: unknown): never {
  const isGone = error instanceof Failure && error.code === 'PAGE_NOT_FOUND';
  throw isGone ? new Failure('GATEWAY_ANSWER_LOST', 'maybe', error.message) : error;
}

const ALREADY = new Set(['ORDER_ALREADY_CAPTURED', 'ORDER_ALREADY_AUTHORIZED']);

// Nothing was taken, and the page can still be paid: by another card, or by another account of the customer's.
const TRY_AGAIN = new Set(
  `INSTRUMENT_DECLINED PAYER_ACTION_REQUIRED REDIRECT_PAYER_FOR_ALTERNATE_FUNDING TRANSACTION_REFUSED PAYER_CANNOT_PAY
  PAYER_ACCOUNT_RESTRICTED PAYER_ACCOUNT_LOCKED_OR_CLOSED PAYEE_BLOCKED_TRANSACTION TRANSACTION_BLOCKED_BY_PAYEE
  COMPLIANCE_VIOLATION DOMESTIC_TRANSACTION_REQUIRED TRANSACTION_LIMIT_EXCEEDED
  TRANSACTION_RECEIVING_LIMIT_EXCEEDED`.split(/\s+/),
);

/**
 * Whether a refused capture leaves the page open. Not confirmed for those that speak of an account or a country: told as failed, they
 * would have the customer pay elsewhere while this page can still be paid.
 */
const canChooseAgain = (issue: string): boolean => TRY_AGAIN.has(issue);
