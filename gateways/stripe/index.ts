import { Failure } from '../../domain/failure.ts';
import { sameMoney } from '../../domain/money.ts';
import type { Page, PageRequest } from '../../domain/schemas/payment.ts';
import { assertTaken } from '../amounts.ts';
import type { Gateway } from '../gateway.ts';
import type { GatewayKind } from '../kind.ts';
import { amounts, ourMoney } from './amounts.ts';
import { check } from './check.ts';
import { callStripe, stripeClient } from './client.ts';
import { endpoints } from './endpoints.ts';
import { listEvents } from './events.ts';
import { holds } from './holds.ts';
import { inquiries } from './inquiries.ts';
import { lookUps } from './lookups.ts';
import { notificationOf } from './notifications.ts';
import { refundsAndDisputes } from './refunds-and-disputes.ts';
import { RETURN_PARAMETER, sessionParams } from './session-params.ts';
import { type StripeSettings, settings } from './settings.ts';
import { verifiedEvent } from './signature.ts';
import { Session } from './wire.ts';

/** Stripe Checkout, hosted page: docs.stripe.com/api/checkout/sessions, at the version that the library pins. */
function create(name: string, given: StripeSettings, installation: string): Gateway {
  const client = stripeClient(given);
  const { sessions } = client.checkout;
  const live = given.environment === 'production';
  const secrets = [given.webhookSecret].flat();
  const ours = { installation, account: given.account };
  const { messagesOf, refund, refundsOf } = refundsAndDisputes(client, name, installation, live);
  const asking = inquiries(client, name, messagesOf);
  const held = holds(client, name, asking);
  const webhooks = endpoints(client, name);
  const amountsOf: Gateway['amounts'] = (currency) => amounts(currency, given.paymentMethods);

  async function openPage(request: PageRequest, idempotencyKey: string): Promise<Page> {
    const what = `${name}, opening the page of ${request.paymentId}`;
    const { total, paymentMethods = given.paymentMethods } = request;
    assertTaken(what, total, name, amounts(total.currency, paymentMethods));
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

  return {
    name,
    live,
    amounts: amountsOf,
    openPage,
    inquire: asking.inquire,
    closePage: asking.closePage,
    capture: held.capture,
    void: held.void,
    refund,
    lookUp: lookUps(client, name, { installation, live }, asking, refundsOf),
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
  account: ['secretKey', 'account', 'apiUrl'],
  capabilities: ['capture', 'void', 'closePage', 'refund', 'listNotifications', 'createWebhook', 'links'],
  // docs.stripe.com/api/checkout/sessions/create: expires_at is 30 minutes to 24 hours after creation.
  pageWindow: { minMs: 30 * MINUTE_MS, usualMs: 23 * HOUR_MS, maxMs: DAY_MS },
  // docs.stripe.com/api/idempotent_requests: keys are removed once they are at least 24 hours old.
  keyHeldMs: DAY_MS,
  // docs.stripe.com/api/events/list
  listedMs: 30 * DAY_MS,
} satisfies GatewayKind;
