import type Stripe from 'stripe';
import type { Lookup, Message } from '../../domain/schemas/message.ts';
import { ifThere } from '../answers.ts';
import type { Gateway } from '../gateway.ts';
import { callStripe } from './client.ts';
import type { inquiries } from './inquiries.ts';
import { isHolding, ownPaymentOf } from './marks.ts';
import { refundMessage, type refundsAndDisputes } from './refunds-and-disputes.ts';
import { Intent, listOf, Session } from './wire.ts';

/** Whose a charge is that a notification names, and what it says now: refunds, and what became of money that is held. */
export function lookUps(
  client: Stripe,
  name: string,
  { installation, live }: { installation: string; live: boolean },
  asking: ReturnType<typeof inquiries>,
  refundsOf: ReturnType<typeof refundsAndDisputes>['refundsOf'],
): Gateway['lookUp'] {
  return async ({ charge, message }: Lookup) => {
    const what = `${name}, looking for ${charge}`;
    // One that is not there belongs to another account, or to the other environment: not ours.
    const intent = await ifThere(callStripe(what, Intent, () => client.paymentIntents.retrieve(charge)));
    const paymentId = intent && ownPaymentOf(intent, installation);
    if (!intent || paymentId === undefined) return undefined;
    if (message) return { paymentId, messages: [message] };
    const held = isHolding(intent) ? await heldOf(what, paymentId, intent) : [];
    const refunds = await refundsOf(what, charge);
    const how = { source: 'inquiry', live } as const;
    return { paymentId, messages: [...held, ...refunds.map((one) => refundMessage(one, how))] };
  };

  /** The state of the page whose money is held, or was. What is told of the same state is one message. */
  async function heldOf(what: string, paymentId: string, intent: Intent): Promise<Message[]> {
    const found = await callStripe(what, listOf(Session), () =>
      client.checkout.sessions.list({ payment_intent: intent.id, limit: 1 }),
    );
    const [session] = found.data;
    // A try on a page that is still open: its payment hears of it where it asks.
    if (session?.status !== 'complete') return [];
    const state = asking.stateOf(await asking.look(what, paymentId, session.id));
    return [{ ...state, id: `hold:${intent.id}:${state.fact}` }];
  }
}
