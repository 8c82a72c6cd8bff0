import { Failure } from '../../domain/failure.ts';
import { decimalText, sameMoney } from '../../domain/money.ts';
import type { Message } from '../../domain/schemas/message.ts';
import type { Money } from '../../domain/schemas/money.ts';
import type { RefundOrder } from '../gateway.ts';
import { samePart } from './amounts.ts';
import { NothingLeft, type SkrillClient } from './client.ts';
import { factOfRefund, HistoryUnreadable, type Movement } from './history.ts';
import { accountMoney, askedFor, statusText } from './mapping.ts';
import { WebAddress } from './pages.ts';
import { executedMessage, inPayment, refundMessage } from './refund-messages.ts';
import { movementsSince } from './transactions.ts';
import type { Executed, Report } from './wire.ts';

const REST_MS = 30_000;

/** Money that was given back, ours and what people gave back on Skrill's site. Docs: docs.paysafe.com, api-mqi/refunds */
export function refunds(client: SkrillClient, name: string, live: boolean) {
  // Sessions whose answer was lost: the same one again can't give back twice. Another process looks in the history only.
  const unsure = new Map<string, string>();

  /**
   * The refunds of a paid transaction, oldest first. They stand only in the account's history. Not confirmed: that it names movements by our reference. Where
   * it does not have the payment itself, that it has no refund proves nothing.
   */
  async function movementsOf(what: string, report: Report, pageId?: string): Promise<Movement[]> {
    const all = await movementsSince(client, what, report, pageId);
    if (!all.some(({ kind }) => kind === 'payment'))
      throw new HistoryUnreadable(what, `it does not have ${report.mb_transaction_id} itself`);
    return all.filter(({ kind }) => kind === 'refund');
  }

  const messagesOf = async (what: string, report: Report, pageId?: string): Promise<Message[]> =>
    (await movementsOf(what, report, pageId)).map((one) => refundMessage(one, report, live));

  async function refund(order: RefundOrder): Promise<Message> {
    const { charge, refundKey } = order;
    const what = `${name}, ${refundKey}`;
    const report = /^\d+$/.test(charge) ? await client.status(what, { mb_trn_id: charge }) : undefined;
    if (report?.transaction_id !== order.paymentId)
      throw new Failure('PAGE_NOT_FOUND', 'refused', `${what}: ${charge} is not this payment's`);
    const amount = amountOf(what, order, report);
    const made = await madeBefore(what, order, report, amount);
    if (made) {
      unsure.delete(refundKey);
      return refundMessage(made, report, live, order.money);
    }
    if (report.status !== '2')
      throw refused(what, `${charge} has ${statusText(report)}: nothing can be given back of it`);
    try {
      const sid = unsure.get(refundKey) ?? (await prepare(what, order, report, amount));
      unsure.set(refundKey, sid);
      return await execute(what, order, report, sid);
    } catch (error) {
      if (!(error instanceof NothingLeft) || !(await isLeft(what, report, amount))) throw error;
      // By the history enough is left: that lags behind, perhaps with this very refund.
      throw new Failure('GATEWAY_ANSWER_LOST', 'maybe', `${error.message}, and the history has enough left`, {
        retryAfterMs: REST_MS,
      });
    }
  }

  async function isLeft(what: string, report: Report, amount: Money): Promise<boolean> {
    const given = (await movementsOf(what, report)).filter((one) => factOfRefund(one) !== 'REFUND_FAILED');
    const sum = given.reduce((so, { money }) => so + (money?.amount ?? 0), 0);
    return sum + amount.amount <= (accountMoney(report)?.amount ?? 0);
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

  async function execute(what: string, order: RefundOrder, report: Report, sid: string): Promise<Message> {
    const { refundKey, money, charge } = order;
    let executed: Executed | 'done' | 'lapsed';
    try {
      executed = await client.refund(what, sid);
    } catch (error) {
      if (error instanceof Failure && error.kind === 'refused') unsure.delete(refundKey);
      if (!(error instanceof Failure) || error.kind !== 'maybe') throw error;
      // Another process would look in the history only: what is still under way has to stand there by then.
      throw new Failure(error.code, error.kind, error.message, {
        retryAfterMs: error.retryAfterMs ?? REST_MS,
      });
    }
    if (executed === 'lapsed') unsure.delete(refundKey);
    if (executed !== 'done' && executed !== 'lapsed' && hasOwnId(executed, report)) {
      unsure.delete(refundKey);
      return executedMessage(executed, { charge, money, live });
    }
    // Made before, or perhaps: the history has the last word.
    const found = await madeBefore(what, order, report, amountOf(what, order, report));
    if (!found)
      throw new Failure(
        'GATEWAY_ANSWER_LOST',
        'maybe',
        `${what}: ${executed === 'lapsed' ? 'its session is over, and' : 'it was made, but'} the history does not have it yet`,
      );
    unsure.delete(refundKey);
    return refundMessage(found, report, live, money);
  }

  /**
   * The refund of this key, if it was made: the one that bears the key; else one of the same sum that is more than what was given back
   * before this key, since Skrill does not say the key of each.
   */
  async function madeBefore(
    what: string,
    { refundKey, already }: RefundOrder,
    report: Report,
    amount: Money,
  ): Promise<Movement | undefined> {
    const all = await movementsOf(what, report);
    const keys = new Map<Movement, string | undefined>();
    for (const one of all) keys.set(one, await keyOf(what, one));
    const named = all.find((one) => keys.get(one) === refundKey);
    if (named) return named;
    const given = all.filter((one) => factOfRefund(one) !== 'REFUND_FAILED');
    const sum = given.reduce((so, one) => so + (inPayment(one, report)?.amount ?? 0), 0);
    if (sum <= (already?.amount ?? 0)) return undefined;
    return given.findLast(
      (one) => keys.get(one) === undefined && (one.money === undefined || sameMoney(one.money, amount)),
    );
  }

  /** Not confirmed: that Skrill tells of a refund by its own id, with the fields that were sent along. Where it does not, sums decide. */
  const keyOf = async (what: string, { id }: Movement): Promise<string | undefined> =>
    (await client.status(what, { mb_trn_id: id }))?.incasso_refund;

  return { refund, messagesOf };
}

/** What is to be given back in the account's currency, in which Skrill wants it. Throws GATEWAY_REFUSED for what is no part of the payment. */
function amountOf(what: string, { money, charge }: RefundOrder, report: Report): Money {
  const [paid, taken] = [askedFor(report), accountMoney(report)];
  if (!paid || !taken?.amount) throw refused(what, `it can't be read how much ${charge} was`);
  if (money.currency !== paid.currency)
    throw refused(what, `${charge} was paid in ${paid.currency}, and ${money.currency} are to be given back`);
  const { amount } = money;
  if (!Number.isSafeInteger(amount) || amount <= 0 || amount > paid.amount)
    throw refused(what, `${amount} minor units of ${money.currency} can't be given back of ${paid.amount}`);
  return samePart(money, paid, taken);
}

const refused = (what: string, why: string) => new Failure('GATEWAY_REFUSED', 'refused', `${what}: ${why}`);

/** Not confirmed: that what answers has an id of its own. Where it is the payment's, the history says the refund's. */
const hasOwnId = (executed: Executed, report: Report): boolean =>
  executed.mb_transaction_id !== report.mb_transaction_id;
