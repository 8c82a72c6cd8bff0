import type Stripe from 'stripe';
import { Failure } from '../../domain/failure.ts';
import type { Message } from '../../domain/schemas/message.ts';
import type { Answer } from '../gateway.ts';
import { byTheirClock } from '../their-clock.ts';
import { callStripe } from './client.ts';
import { factOfSession, sessionMessage } from './mapping.ts';
import { METADATA_KEY } from './marks.ts';
import type { refundsAndDisputes } from './refunds-and-disputes.ts';
import { idOf, Session } from './wire.ts';

const EXPANDED = { expand: ['payment_intent.latest_charge.refunds'] };

/** A session as Stripe has it, its intent and charge expanded. */
export interface Seen {
  /** Of the answer. */
  id: string;
  /** When it was asked, by Stripe's clock. UTC, ISO 8601. */
  at: string;
  session: Session;
  intent: string | undefined;
}

/** What Stripe says of a page, and how it is closed: docs.stripe.com/api/checkout/sessions. */
export function inquiries(
  { checkout: { sessions } }: Stripe,
  name: string,
  messagesOf: ReturnType<typeof refundsAndDisputes>['messagesOf'],
) {
  /** Throws PAGE_NOT_FOUND for another payment's page. */
  async function look(
    what: string,
    paymentId: string,
    pageId: string,
    call: () => Promise<Stripe.Response<Stripe.Checkout.Session>> = () => sessions.retrieve(pageId, EXPANDED),
  ): Promise<Seen> {
    // Taken before we ask: whatever happens while the answer is on its way is then later than the answer.
    const asking = new Date();
    let at = '';
    const session = await callStripe(what, Session, async () => {
      const answered = await call();
      at = byTheirClock(asking, new Date(), answered.lastResponse.headers.date).toISOString();
      return answered;
    });
    const belongs = session.metadata?.[METADATA_KEY] ?? session.client_reference_id;
    if (belongs !== paymentId)
      throw new Failure('PAGE_NOT_FOUND', 'refused', `${what}: ${pageId} belongs to another payment`);
    const id = `inquiry:${pageId}:${asking.toISOString()}`;
    return { id, at, session, intent: idOf(session.payment_intent) };
  }

  const stateOf = ({ id, at, session }: Seen): Message =>
    sessionMessage(session, { ...factOfSession(session), id, source: 'inquiry', at });

  async function answer(what: string, seen: Seen): Promise<Answer> {
    const state = stateOf(seen);
    const { payment_intent: expanded } = seen.session;
    const intent = typeof expanded === 'object' ? expanded : undefined;
    const charge = intent?.latest_charge;
    if (!intent || typeof charge !== 'object' || !charge) return [state];
    return [state, ...(await messagesOf(what, intent.id, charge, seen.at))];
  }

  async function inquire(paymentId: string, pageId: string): Promise<Answer> {
    const what = `${name}, asking for ${paymentId}`;
    return answer(what, await look(what, paymentId, pageId));
  }

  async function closePage(paymentId: string, pageId: string): Promise<Answer> {
    const what = `${name}, closing the page of ${paymentId}`;
    // Looked at first, so that another payment's page is never closed.
    const before = await inquire(paymentId, pageId);
    if (before[0].fact !== 'PAGE_OPEN') return before;
    try {
      const closed = await look(what, paymentId, pageId, () => sessions.expire(pageId, EXPANDED));
      return await answer(what, closed);
    } catch (error) {
      if (!(error instanceof Failure && error.code === 'GATEWAY_REFUSED')) throw error;
      // Only an open page can be expired: what it has become meanwhile is the answer.
      const after = await inquire(paymentId, pageId);
      if (after[0].fact === 'PAGE_OPEN') throw error;
      return after;
    }
  }

  return { look, stateOf, answer, inquire, closePage };
}
