import type Stripe from 'stripe';
import { Failure } from '../../domain/failure.ts';
import { sameMoney } from '../../domain/money.ts';
import type { Page, PageRequest } from '../../domain/schemas/payment.ts';
import { assertTaken } from '../amounts.ts';
import type { Answer, Gateway } from '../gateway.ts';
import type { GatewayKind } from '../kind.ts';
import { byTheirClock } from '../their-clock.ts';
import { amounts, ourMoney } from './amounts.ts';
import { check } from './check.ts';
import { callStripe, stripeClient } from './client.ts';
import { endpoints } from './endpoints.ts';
import { listEvents } from './events.ts';
import { factOfSession, METADATA_KEY, RETURN_PARAMETER, sessionMessage, sessionParams } from './mapping.ts';
import { notificationOf } from './notifications.ts';
import { refundsAndDisputes } from './refunds-and-disputes.ts';
import { type StripeSettings, settings } from './settings.ts';
import { verifiedEvent } from './signature.ts';
import { Session } from './wire.ts';

const EXPANDED = { expand: ['payment_intent.latest_charge.refunds'] };

/** Stripe Checkout, hosted page: docs.stripe.com/api/checkout/sessions, at the version that the library pins. */
function create(name: string, given: StripeSettings, installation: string): Gateway {
  const client = stripeClient(given);
  const { sessions } = client.checkout;
  const live = given.environment === 'production';
  const secrets = [given.webhookSecret].flat();
  const ours = { installation, account: given.account };
  const { messagesOf, refund, lookUp } = refundsAndDisputes(client, name, installation, live);
  const webhooks = endpoints(client, name);
  const amountsOf: Gateway['amounts'] = (currency) => amounts(currency, given.paymentMethods);

  async function openPage(request: PageRequest, idempotencyKey: string): Promise<Page> {
    const what = `${name}, opening the page of ${request.paymentId}`;
    assertTaken(what, request.total, name, amountsOf(request.total.currency));
    const params = sessionParams(request, installation, given.paymentMethods);
    const session = await callStripe(what, Session, () => sessions.create(params, { idempotencyKey }));
    const money = ourMoney(session.amount_total, session.currency);
    // A page over another sum, or of the other environment, is shown to nobody.
    const asRequested = session.livemode === live && money !== undefined && sameMoney(money, request.total);
    if (!session.url || !asRequested)
      throw new Failure(
        'GATEWAY_REFUSED',
        'refused',
        `${what}: Stripe opened another page than asked for (${session.id})`,
      );
    return { id: session.id, url: session.url, expiresAt: new Date(session.expires_at * 1000).toISOString() };
  }

  async function inquire(paymentId: string, pageId: string): Promise<Answer> {
    return answer(`${name}, asking for ${paymentId}`, paymentId, pageId, () =>
      sessions.retrieve(pageId, EXPANDED),
    );
  }

  async function closePage(paymentId: string, pageId: string): Promise<Answer> {
    const what = `${name}, closing the page of ${paymentId}`;
    // Looked at first, so that another payment's page is never closed.
    const before = await inquire(paymentId, pageId);
    if (before[0].fact !== 'PAGE_OPEN') return before;
    try {
      return await answer(what, paymentId, pageId, () => sessions.expire(pageId, EXPANDED));
    } catch (error) {
      if (!(error instanceof Failure && error.code === 'GATEWAY_REFUSED')) throw error;
      // Only an open page can be expired: what it has become meanwhile is the answer.
      const after = await inquire(paymentId, pageId);
      if (after[0].fact === 'PAGE_OPEN') throw error;
      return after;
    }
  }

  async function answer(
    what: string,
    paymentId: string,
    pageId: string,
    call: () => Promise<Stripe.Response<Stripe.Checkout.Session>>,
  ): Promise<Answer> {
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
    const state = sessionMessage(session, { ...factOfSession(session), id, source: 'inquiry', at });
    const intent = typeof session.payment_intent === 'object' ? session.payment_intent : undefined;
    const charge = intent?.latest_charge;
    if (!intent || typeof charge !== 'object' || !charge) return [state];
    return [state, ...(await messagesOf(what, intent.id, charge, at))];
  }

  return {
    name,
    live,
    amounts: amountsOf,
    openPage,
    inquire,
    closePage,
    refund,
    lookUp,
    listNotifications: (since) => listEvents(client, name, ours, since),
    readNotification: async ({ body, headers }) =>
      notificationOf(verifiedEvent(body, headers['stripe-signature'], secrets), ours),
    check: check(client, name, given, installation, webhooks),
    createWebhook: webhooks.create,
    pageOfReturn: (query) => query.get(RETURN_PARAMETER) ?? undefined,
    links: (charge) => linkOf(given, charge),
  };
}

/** Stripe's dashboard has an address for each payment. */
function linkOf({ environment, apiUrl, backOfficeUrl: other }: StripeSettings, charge: string): string {
  const payment = `payments/${encodeURIComponent(charge)}`;
  if (other !== undefined) return `${other.replace(/\/+$/, '')}/${payment}`;
  if (apiUrl !== undefined) return `${new URL(apiUrl).origin}/dashboard/${payment}`;
  return `https://dashboard.stripe.com/${environment === 'production' ? '' : 'test/'}${payment}`;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export const stripe = {
  settings,
  create,
  capabilities: ['closePage', 'refund', 'listNotifications', 'createWebhook', 'links'],
  // docs.stripe.com/api/checkout/sessions/create: expires_at is 30 minutes to 24 hours after creation.
  pageWindow: { minMs: 30 * MINUTE_MS, usualMs: 23 * HOUR_MS, maxMs: DAY_MS },
  // docs.stripe.com/api/idempotent_requests: keys are removed once they are at least 24 hours old.
  keyHeldMs: DAY_MS,
  // docs.stripe.com/api/events/list
  listedMs: 30 * DAY_MS,
} satisfies GatewayKind;
