import { Failure } from '../../domain/failure.ts';
import type { Lookup, Message } from '../../domain/schemas/message.ts';
import { ifThere } from '../answers.ts';
import type { Answer, Gateway } from '../gateway.ts';
import type { AxerveClient, Named } from './client.ts';
import { disputeId, disputesOf } from './disputes.ts';
import { refundMessages, standingOf, stateMessage } from './mapping.ts';
import { type Ours, ownPaymentOf } from './marks.ts';
import { namedBy } from './notifications.ts';
import { type Detail, PaymentID } from './wire.ts';

/** Asks Axerve what became of payments. */
export function payments(client: AxerveClient, name: string, ours: Ours) {
  /** Throws PAGE_NOT_FOUND for a page that is not this payment's. */
  async function detailOf(what: string, paymentId: string, paymentID: string) {
    const known = PaymentID.safeParse(paymentID).success;
    const found = known ? await client.detail(what, { paymentID }) : undefined;
    const isIts = found?.detail.shopTransactionID === paymentId && found.detail.paymentID === paymentID;
    if (!found || !isIts)
      throw new Failure('PAGE_NOT_FOUND', 'refused', `${what}: ${paymentID} is not this payment's`);
    return found;
  }

  async function inquire(paymentId: string, pageId: string): Promise<Answer> {
    const what = `${name}, asking for ${paymentId}`;
    const { detail, at } = await detailOf(what, paymentId, pageId);
    const how = { source: 'inquiry' as const, at };
    const standing = standingOf(detail, ours, at);
    const state = stateMessage(detail, standing, how, ours.live);
    if (standing.fact !== 'PAID') return [state];
    const since = refundMessages(detail, standing, how, ours.live);
    try {
      return [state, ...since, ...(await disputesOf(client, what, detail, ours.live, at))];
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      // That it was paid is known all the same.
      return [{ ...state, note: `disputes could not be asked for (${error.code})` }, ...since];
    }
  }

  /**
   * Whose payment it is, which only Axerve says, and what became of it. A failure does not name the charge: it came in a query that anybody can
   * send.
   */
  async function lookUp({ id, charge, message }: Lookup): ReturnType<Gateway['lookUp']> {
    const named = namedBy(charge);
    const found = named && (await ifThere(client.detail(`${name}, looking for the payment of ${id}`, named)));
    const isIt = named && found && isNamed(found.detail, named);
    const paymentId = isIt ? ownPaymentOf(found.detail, ours) : undefined;
    if (!isIt || paymentId === undefined) return undefined;
    const { live } = ours;
    const { paymentID } = found.detail;
    if (message)
      return {
        paymentId,
        messages: [{ ...message, id: disputeId(paymentID, message.fact), charge: paymentID, live }],
      };
    return { paymentId, messages: messagesOf(found.detail, found.at) };
  }

  /** That nobody paid on a page is no news. */
  function messagesOf(detail: Detail, at: string): Message[] {
    const how = { source: 'notification' as const, at };
    const standing = standingOf(detail, ours, at);
    if (standing.fact === 'PAGE_OPEN') return [];
    return [
      stateMessage(detail, standing, how, ours.live),
      ...refundMessages(detail, standing, how, ours.live),
    ];
  }

  return { detailOf, inquire, lookUp };
}

const isNamed = (detail: Detail, named: Named): boolean =>
  'paymentID' in named
    ? detail.paymentID === named.paymentID
    : detail.bankTransactionID === named.bankTransactionID;
