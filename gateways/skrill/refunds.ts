import { Failure } from '../../domain/failure.ts';
import { decimalText } from '../../domain/money.ts';
import type { Message } from '../../domain/schemas/message.ts';
import type { Money } from '../../domain/schemas/money.ts';
import type { RefundOrder } from '../gateway.ts';
import { isUnsure, mayBeMade, notRefusedWhileUnsure } from '../unsure.ts';
import { exactMoney, samePart } from './amounts.ts';
import type { SkrillClient } from './client.ts';
import { accountMoney, askedFor, type Ours, statusText } from './mapping.ts';
import { WebAddress } from './pages.ts';
import { executedMessage, inPayment, refundMessage } from './refund-messages.ts';
import { isLeft, madeBefore, movementsOf } from './refund-search.ts';
import { NothingLeft } from './refusals.ts';
import { assertOurAccount } from './transactions.ts';
import type { Executed, Report } from './wire.ts';

/** Not confirmed: within which time the history has a refund, at the latest. Nobody looks again before that. */
export const REST_MS = 30_000;

/** Money that was given back, ours and what people gave back on Skrill's site. Docs: docs.paysafe.com, api-mqi/refunds */
export function refunds(client: SkrillClient, name: string, ours: Ours) {
  const { live } = ours;
  // Sessions that may have given back: the same one again can't do it twice. Another process has none, and only looks for it.
  const unsure = new Map<string, string>();

  const messagesOf = async (what: string, report: Report, pageId?: string): Promise<Message[]> =>
    (await movementsOf(client, what, report, pageId)).map((one) => refundMessage(one, report, live));

  /** Gives back, or finds what was given back. After an attempt that may have done it, no refusal says any more that nothing was done. */
  async function refund(order: RefundOrder): Promise<Message> {
    const what = `${name}, ${order.refundKey}`;
    try {
      return await notRefusedWhileUnsure(order, () => attempt(what, order));
    } catch (error) {
      if (!(error instanceof Failure) || error.kind !== 'refused' || !unsure.has(order.refundKey))
        throw error;
      throw nobodyKnows(`${error.message}; an attempt before may have made it`);
    }
  }

  async function attempt(what: string, order: RefundOrder): Promise<Message> {
    const { charge, refundKey } = order;
    const report = /^\d+$/.test(charge) ? await client.status(what, { mb_trn_id: charge }) : undefined;
    if (report?.transaction_id !== order.paymentId)
      throw new Failure('PAGE_NOT_FOUND', 'refused', `${what}: ${charge} is not this payment's`);
    assertOurAccount(what, report, ours);
    const amount = amountOf(what, order, report);
    const made = await madeBefore(client, what, order, report, amount);
    if (made) {
      unsure.delete(refundKey);
      return refundMessage(made, report, live, moved(made.money, order, report, amount));
    }
    if (report.status !== '2')
      throw refused(what, `${charge} has ${statusText(report)}: nothing can be given back of it`);
    // Whose session that was nobody can say any more: another one would be another refund.
    if (isUnsure(order) && !unsure.has(refundKey)) throw mayBeMade(what, order);
    try {
      const sid = unsure.get(refundKey) ?? (await prepare(what, order, report, amount));
      return await execute(what, order, report, amount, sid);
    } catch (error) {
      if (!(error instanceof NothingLeft) || !(await isLeft(client, what, report, amount))) throw error;
      // By the history enough is left: that lags behind, perhaps with this very refund.
      throw nobodyKnows(`${error.message}, and the history has enough left`);
    }
  }

  /** Changes nothing yet. The key comes back with whatever is told of the refund, which goes where the payment's reports go. */
  function prepare(
    what: string,
    { refundKey, charge }: RefundOrder,
    report: Report,
    amount: Money,
  ): Promise<string> {
    const notify = WebAddress.safeParse(report.incasso_notify).data;
    return client.prepareRefund(what, {
      mb_transaction_id: charge,
      amount: decimalText(amount),
      merchant_fields: 'incasso_refund',
      incasso_refund: refundKey,
      ...(notify !== undefined && { refund_status_url: notify }),
    });
  }

  async function execute(
    what: string,
    order: RefundOrder,
    report: Report,
    amount: Money,
    sid: string,
  ): Promise<Message> {
    const { refundKey, charge } = order;
    const isAgain = unsure.has(refundKey);
    unsure.set(refundKey, sid);
    let executed: Executed | 'done' | 'lapsed';
    try {
      executed = await client.refund(what, sid);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      // Another process would look in the history only: what is still under way has to stand there by then.
      if (error.kind === 'maybe') throw nobodyKnows(error.message, error.retryAfterMs);
      if (!isAgain) unsure.delete(refundKey);
      throw error;
    }
    if (executed !== 'done' && executed !== 'lapsed' && isOfRefund(executed, report)) {
      unsure.delete(refundKey);
      const sum = exactMoney(executed.mb_amount, executed.mb_currency);
      return executedMessage(executed, { charge, money: moved(sum, order, report, amount), live });
    }
    // Made before, or perhaps: the history has the last word.
    const found = await madeBefore(client, what, order, report, amount);
    if (found || executed === 'lapsed') unsure.delete(refundKey);
    if (found) return refundMessage(found, report, live, moved(found.money, order, report, amount));
    const why = executed === 'lapsed' ? 'its session is over, and' : 'it was made, but';
    throw nobodyKnows(`${what}: ${why} the history does not have it yet`);
  }

  return { refund, messagesOf };
}

/** It may have been made: it is looked for again, no sooner than the history can be expected to have it. */
const nobodyKnows = (why: string, retryAfterMs = REST_MS) =>
  new Failure('GATEWAY_ANSWER_LOST', 'maybe', why, { retryAfterMs });

/** What is to be given back in the account's currency, in which Skrill wants it. Throws GATEWAY_REFUSED for what is no part of the payment. */
function amountOf(what: string, { money, charge }: RefundOrder, report: Report): Money {
  const [paid, taken] = [askedFor(report), accountMoney(report)];
  if (!paid || !taken?.amount) throw refused(what, `it can't be read how much ${charge} was`);
  if (money.currency !== paid.currency)
    throw refused(what, `${charge} was paid in ${paid.currency}, and ${money.currency} are to be given back`);
  const { amount } = money;
  if (!Number.isSafeInteger(amount) || amount <= 0 || amount > paid.amount)
    throw refused(what, `${amount} minor units of ${money.currency} can't be given back of ${paid.amount}`);
  const part = samePart(money, paid, taken);
  // Asked for nothing, Skrill might give back all.
  if (part.amount === 0)
    throw refused(what, `so little is nothing in ${part.currency}, which Skrill gives back`);
  return part;
}

/** What moved, in the payment's currency: what was ordered where that much moved, or where it can't be read how much. */
function moved(
  money: Money | undefined,
  order: RefundOrder,
  report: Report,
  amount: Money,
): Money | undefined {
  const isOrdered = !money || (money.amount === amount.amount && money.currency === amount.currency);
  return isOrdered ? order.money : inPayment({ money }, report);
}

const refused = (what: string, why: string) => new Failure('GATEWAY_REFUSED', 'refused', `${what}: ${why}`);

/**
 * Not confirmed: that what answers has an id of its own. Where it is the payment's, or is about another payment or account than was asked for, the history says
 * what became of the refund.
 */
const isOfRefund = (executed: Executed, report: Report): boolean =>
  executed.mb_transaction_id !== report.mb_transaction_id &&
  [undefined, report.transaction_id].includes(executed.transaction_id) &&
  [undefined, report.merchant_id].includes(executed.merchant_id);
