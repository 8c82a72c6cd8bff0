import { Failure } from '../../domain/failure.ts';
import type { Lookup, Message } from '../../domain/schemas/message.ts';
import type { Gateway } from '../gateway.ts';
import type { SkrillClient } from './client.ts';
import { askedFor, disputeMessage, type Ours, ownPaymentOf, paidBefore, reportMessage } from './mapping.ts';
import { byReference, namesIn, OWN, REFUND } from './notifications.ts';
import { inPayment } from './refund-messages.ts';
import type { refunds } from './refunds.ts';
import { ReportUnreadable } from './refusals.ts';
import { told } from './transactions.ts';
import type { Report } from './wire.ts';

/** Asks Skrill whose transaction a report or a movement of the history is about, and what became of it. */
export function lookUpIn(
  client: SkrillClient,
  name: string,
  ours: Ours,
  { messagesOf }: Pick<ReturnType<typeof refunds>, 'messagesOf'>,
): Gateway['lookUp'] {
  const isOurs = (report: Report) => ownPaymentOf(report, ours) !== undefined;

  /** The first of these that is ours; of what a report names, the first that is of the reference which is signed. */
  async function ownIn(
    what: string,
    { charge, type }: Lookup,
  ): Promise<{ report: Report; paymentId: string } | undefined> {
    for (const named of namesIn(charge)) {
      const report =
        'trn_id' in named ? await told(client, what, named.trn_id, isOurs) : await client.status(what, named);
      // What a refund's own id names is not the payment, even if it has the payment's fields.
      if (!report || report.incasso_refund !== undefined) continue;
      const paymentId = ownPaymentOf(report, ours);
      if (type === OWN && !charge.endsWith(byReference(report.transaction_id))) continue;
      if (paymentId !== undefined) return { report, paymentId };
    }
    return undefined;
  }

  return async (lookup: Lookup) => {
    const { charge, type, message } = lookup;
    const what = `${name}, looking for ${charge}`;
    const found = await ownIn(what, lookup).catch((error: unknown) => {
      if (type === OWN || !(error instanceof ReportUnreadable)) throw error;
      // Often it is other software's: it must not keep the rest of a list from being heard.
      throw new Failure('MESSAGE_UNREADABLE', 'refused', error.message);
    });
    if (!found && type === OWN)
      throw new Failure(
        'GATEWAY_ANSWER_LOST',
        'maybe',
        `${what}: a report that is signed is about a payment of ours, and Skrill, when asked, does not know it as that`,
      );
    if (!found) return undefined;
    const { report, paymentId } = found;
    if (message) return { paymentId, messages: [completed(message, report, ours.live)] };
    const messages = type === REFUND ? await messagesOf(what, report) : stateOf(report, ours.live);
    return { paymentId, messages };
  };
}

/** What became of a payment. One that was charged back was paid before. */
export function stateOf(report: Report, live: boolean): Message[] {
  const money = askedFor(report);
  if (report.status !== '-3') return [reportMessage(report, money, live)];
  return [reportMessage(paidBefore(report), money, live), disputeMessage(report, money, live)];
}

/** What the history says of a refund, with its charge, and in the payment's currency. */
const completed = (message: Message, report: Report, live: boolean): Message => ({
  ...message,
  charge: report.mb_transaction_id,
  money: inPayment({ money: message.money }, report),
  live,
});
