import type Stripe from 'stripe';
import { Failure } from '../../domain/failure.ts';
import type { Money } from '../../domain/schemas/money.ts';
import { sumOfHold } from '../amounts.ts';
import type { Answer, Gateway, Hold, Taking } from '../gateway.ts';
import { latestNow } from '../their-clock.ts';
import { stripeAmount } from './amounts.ts';
import { callStripe } from './client.ts';
import type { inquiries, Seen } from './inquiries.ts';
import { Intent } from './wire.ts';

const EXPAND = ['latest_charge'];

/** Money that is held: docs.stripe.com/payments/place-a-hold-on-a-payment-method. The hold, as the charge later, is the intent. */
export function holds(client: Stripe, name: string, asking: ReturnType<typeof inquiries>) {
  const { paymentIntents } = client;

  async function capture(taking: Taking): Promise<Answer> {
    const { paymentId, pageId, hold, money, captureKey, before } = taking;
    const what = `${name}, ${captureKey}`;
    const { seen, answer, held } = await look(what, { paymentId, pageId, hold });
    if (!held || latestNow(seen.at) >= Date.parse(before)) return answer;
    // Stripe takes the amount in the hold's currency, whichever was meant.
    const amount = sumOfHold(what, hold, held, money, stripeAmount(money.amount, money.currency));
    return done(what, taking, seen, () =>
      // What is not taken is let go at once.
      paymentIntents.capture(
        seen.intent,
        { amount_to_capture: amount, expand: EXPAND },
        { idempotencyKey: captureKey },
      ),
    );
  }

  const letGo: Required<Gateway>['void'] = async (hold) => {
    const what = `${name}, letting go of ${hold.hold}`;
    const { seen, answer, held } = await look(what, hold);
    if (!held) return answer;
    return done(what, hold, seen, () =>
      // It can be let go of once anyway; a key would keep a failure of Stripe's for a day.
      paymentIntents.cancel(seen.intent, { expand: EXPAND }),
    );
  };

  /** What stands, and what is held where something is. Throws PAGE_NOT_FOUND where the hold is not that of this page. */
  async function look(what: string, { paymentId, pageId, hold }: Omit<Hold, 'hold'> & { hold?: string }) {
    const seen = await asking.look(what, paymentId, pageId);
    const answer = await asking.answer(what, seen);
    const [state] = answer;
    const { intent } = seen;
    if (hold !== intent || intent === undefined)
      throw new Failure('PAGE_NOT_FOUND', 'refused', `${what}: ${hold} is not what ${pageId} holds`);
    const held: Money | undefined = state.fact === 'AUTHORISED' ? state.money : undefined;
    return { seen: { ...seen, intent }, answer, held };
  }

  /** What came of a change. Where Stripe refuses it, what the hold has become meanwhile is the answer. */
  async function done(
    what: string,
    { paymentId, pageId }: Omit<Hold, 'hold'>,
    seen: Seen,
    change: () => Promise<unknown>,
  ): Promise<Answer> {
    try {
      const intent = await callStripe(what, Intent, change);
      // Nothing else can have become of it: a further question could only hide that it was done.
      return [asking.stateOf({ ...seen, session: { ...seen.session, payment_intent: intent } })];
    } catch (error) {
      if (!(error instanceof Failure && error.code === 'GATEWAY_REFUSED')) throw error;
      const after = await asking.inquire(paymentId, pageId);
      if (after[0].fact === 'AUTHORISED') throw error;
      return after;
    }
  }

  return { capture, void: letGo };
}
