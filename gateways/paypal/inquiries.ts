import { Failure } from '../../domain/failure.ts';
import type { Message } from '../../domain/schemas/message.ts';
import { ifThere } from '../answers.ts';
import type { Answer, Gateway } from '../gateway.ts';
import { ourMoney } from './amounts.ts';
import { authorizationMessage, factOfAuthorization, holding } from './authorizations.ts';
import type { PayPalClient } from './client.ts';
import { disputeMessage, disputesOf } from './disputes.ts';
import { LISTED_MS, wasAgreed } from './events.ts';
import {
  captureMessage,
  capturesOf,
  decisive,
  factOfCapture,
  type Said,
  type Standing,
  standingOf,
  unitOf,
} from './mapping.ts';
import { type Mark, markOf, readPageId } from './marks.ts';
import type { orders } from './orders.ts';
import { refundMessage, refundsOf } from './refunds.ts';
import type { Capture, Order } from './wire.ts';

type Base = Pick<Message, 'source' | 'at' | 'live'>;

/** A page as PayPal has it; `found` is absent where PayPal knows its order no more. */
export interface Seen {
  /** Of the answer. */
  id: string;
  page: string;
  base: Base;
  found?: Standing & { mark: Mark };
}

/** What PayPal says of a payment. `hearsAgreements`: whether a webhook of the app asks for them, so that the list of events has them. */
export function inquiries(
  client: PayPalClient,
  name: string,
  all: ReturnType<typeof orders>,
  live: boolean,
  hearsAgreements: () => Promise<boolean>,
) {
  /** Throws PAGE_NOT_FOUND for another payment's page. */
  async function look(what: string, paymentId: string, page: string): Promise<Seen> {
    const named = readPageId(page);
    if (!named) throw new Failure('PAGE_NOT_FOUND', 'refused', `${what}: ${page} is no page of PayPal`);
    const asking = new Date().toISOString();
    const seen = { id: `inquiry:${page}:${asking}`, page };
    const read = await ifThere(all.read(named.order));
    if (!read) return { ...seen, base: { source: 'inquiry', at: asking, live } };
    const mark = markOf(unitOf(read.data)?.custom_id);
    if (mark?.paymentId !== paymentId || mark.until !== named.until)
      throw new Failure('PAGE_NOT_FOUND', 'refused', `${what}: ${page} belongs to another payment`);
    const base: Base = { source: 'inquiry', at: read.at, live };
    return { ...seen, base, found: { ...standingOf(read.data, mark), mark } };
  }

  async function answer(what: string, seen: Seen): Promise<Answer> {
    const { id, page, base, found } = seen;
    if (!found) {
      const named = readPageId(page) ?? { order: '', until: 0 };
      return [{ ...base, id, page, ...(await forgotten(what, named)), status: 'RESOURCE_NOT_FOUND' }];
    }
    const state = stateOf({ id, page, base, found });
    return [state, ...(await since(what, found.order, found.mark, base, state.charge))];
  }

  const inquire: Gateway['inquire'] = async (paymentId, page) => {
    const what = `${name}, asking for ${paymentId}`;
    return answer(what, await look(what, paymentId, page));
  };

  /**
   * PayPal lets nobody close an order. It is closed since what its customer agreed to, or agrees to later, is not taken any more: only
   * its payment takes, and never after this.
   */
  const closePage: Gateway['inquire'] = async (paymentId, page) => {
    const [state, ...others] = await inquire(paymentId, page);
    if (state.fact !== 'PAGE_OPEN' && state.fact !== 'APPROVED') return [state, ...others];
    const note = ['closed: nothing is taken of it any more', state.note].filter(Boolean).join('; ');
    return [{ ...state, id: `${state.id}:closed`, fact: 'PAGE_EXPIRED', note }, ...others];
  };

  /**
   * What an order means that PayPal does not know, or knows no more: over, once its time is and nobody agreed to it. Where somebody
   * did, we may have asked for the money without hearing the answer; and before its time it should be there. Then nobody knows.
   */
  async function forgotten(what: string, { order, until }: { order: string; until: number }): Promise<Said> {
    const end = until * 1000;
    if (Date.now() < end)
      return { fact: 'UNKNOWN', note: 'PayPal does not know the order, which can be paid' };
    const span = { from: end - LONGEST_MS, until: Math.min(end + MARGIN_MS, Date.now()) };
    if (span.from < Date.now() - LISTED_MS)
      return { fact: 'UNKNOWN', note: 'PayPal knows the order no more, nor who agreed to what then' };
    if (!(await hearsAgreements()))
      return { fact: 'UNKNOWN', note: 'PayPal knows the order no more, and no webhook asks who agreed' };
    return (await wasAgreed(client, what, order, span))
      ? { fact: 'UNKNOWN', note: 'the customer agreed, and PayPal knows the order no more' }
      : { fact: 'PAGE_EXPIRED' };
  }

  /** What happened to the money since, and further money, where there is any. */
  async function since(
    what: string,
    order: Order,
    mark: Mark,
    base: Base,
    charge: string | undefined,
  ): Promise<Message[]> {
    const captures = capturesOf(order);
    const paid = captures.filter((capture) => factOfCapture(capture).fact === 'PAID');
    const [only] = captures;
    const how = { source: base.source, live: base.live };
    const alone = captures.length === 1 ? only?.id : undefined;
    const disputed = await Promise.all(
      paid.map(async ({ id }) =>
        (await disputesOf(client, what, id)).map((dispute) =>
          disputeMessage(dispute, how, { at: base.at, charge: id }),
        ),
      ),
    );
    return [
      ...paid.filter(({ id }) => id !== charge).map((capture) => messageOf(capture, mark, base)),
      ...refundsOf(order).map((refund) => refundMessage(refund, alone, how, { at: base.at })),
      ...disputed.flat(),
    ];
  }

  return { look, answer, inquire, closePage };
}

const MARGIN_MS = 3_600_000;
/** Whatever the settings say now: an account manager grants 72 hours at most. */
const LONGEST_MS = 72 * 3_600_000 + MARGIN_MS;

const messageOf = (capture: Capture, mark: Mark, base: Base): Message =>
  captureMessage(capture, mark, { ...base, ...factOfCapture(capture) });

/** The state of a page that PayPal knows, as a message. */
export const stateOf = ({ id, page, base, found }: Required<Seen>): Message => ({
  ...stateMessage(found, found.mark, base),
  id,
  page,
});

/** An order's state: by what is held, or its captures, where there are any. */
export function stateMessage({ order, said }: Standing, mark: Mark, base: Base): Message {
  const status = `order ${order.status}`;
  const held = holding(order);
  if (held) {
    const message = authorizationMessage(held, mark, { ...base, ...factOfAuthorization(held) });
    return { ...message, status: `${status}, authorization ${held.status}` };
  }
  const capture = decisive(capturesOf(order));
  if (!capture) return { ...base, ...said, id: '', money: ourMoney(unitOf(order)?.amount), status };
  return { ...messageOf(capture, mark, base), status: `${status}, capture ${capture.status}` };
}
