import axios from 'axios';
import { expect } from 'vitest';
import type { Page } from '../../domain/schemas/payment.ts';
import type { NotificationRequest } from '../../gateways/gateway.ts';
import { stripe } from '../../gateways/stripe/index.ts';
import { places } from '../../sandbox/stripe/currencies.ts';
import { createStripeSandbox, type StripeSandbox } from '../../sandbox/stripe/index.ts';
import type { Able, GatewayBench } from '../contract/gateway-bench.ts';
import { foreignSession } from './foreign-steps.ts';
import { openReceiver, posted } from './receiver.ts';
import { keys, publicKey, recordOf, secrets } from './stripe-given.ts';
import { type StripeNotifications, stripeNotifications } from './stripe-notifications-bench.ts';
import { faultOf } from './troubles.ts';

const needed = ['completed', 'async_payment_succeeded', 'async_payment_failed'].map(
  (what) => `checkout.session.${what}`,
);
const events = { all: ['*'], enough: needed, 'too little': needed.slice(0, 2) };

/** Stripe's sandbox with a receiver of its notifications, of every type. */
export interface StripeBench extends GatewayBench, StripeNotifications {
  makeGateway(...options: Parameters<GatewayBench['makeGateway']>): Able;
  sandbox: StripeSandbox;
  /** Everything that was sent to the receiver so far. */
  received: NotificationRequest[];
  /** Steers the sandbox: POST /_sandbox/<path>. */
  steer(path: string, body: object): Promise<Record<string, unknown>>;
}

export async function stripeBench(): Promise<StripeBench> {
  const receiver = await openReceiver(({ body, headers }) => posted(body, headers));
  const { received } = receiver;
  const sandbox = await createStripeSandbox({
    secretKey: keys.secretKey,
    publicKey,
    webhookSecret: secrets.standing,
    webhookUrl: receiver.url,
    webhookEvents: ['*'],
    delayedMs: null,
    webhookMishaps: receiver.mishap,
  });
  const http = axios.create({ baseURL: sandbox.url, maxRedirects: 0, validateStatus: (code) => code < 400 });
  const steer = async (path: string, body: object) => (await http.post(`/_sandbox/${path}`, body)).data;
  const press = async ({ id }: Page, action: string) => void (await http.post(`/pay/${id}/${action}`));
  const intentOf = (page: Page) => String(recordOf(sandbox.books, page).object.payment_intent);
  const refundsOf = (page: Page) =>
    Object.values(sandbox.books.refunds).filter((refund) => refund.payment_intent === intentOf(page));

  const bench: StripeBench = {
    ...stripeNotifications(sandbox, receiver, () => bench.makeGateway()),
    sandbox,
    received,
    steer,
    makeGateway({ timeoutMs, wrongKey, url, secrets: known, installation = 'pay.shop.example' } = {}) {
      const signing = known?.map((name) => secrets[name]) ?? [secrets.standing];
      const settings = {
        environment: 'test',
        secretKey: wrongKey ? keys.wrongKey : keys.secretKey,
        webhookSecret: signing.length === 1 ? signing[0] : signing,
        apiUrl: url ?? sandbox.url,
        timeout: timeoutMs,
      };
      return stripe.create('cards', stripe.settings.parse(settings), installation) as Able;
    },
    pay: (page) => press(page, 'pay'),
    async refuse(page) {
      await press(page, 'refuse');
      return 'declined';
    },
    holds: {
      hold: (page) => press(page, 'pay'),
      lapse: async (page) => void (await steer(`holds/${intentOf(page)}/lapse`, {})),
      heldOf: async (page) =>
        Object.values(sandbox.books.paymentIntents)
          .filter(({ id, status }) => id === intentOf(page) && status === 'requires_capture')
          .map(({ amount_capturable: amount, currency }) => ({ amount, currency: currency.toUpperCase() })),
    },
    async payAndReturn({ id }) {
      const { headers } = await http.post(`/pay/${id}/pay`);
      return new URL(String(headers.location)).searchParams;
    },
    payDelayed: (page) => press(page, 'delayed-succeed'),
    settleDelayed: async ({ id }, result) => void (await steer(`delayed/${id}`, { result })),
    expire: async ({ id }) => void (await steer(`sessions/${id}/expire`, {})),
    pagesOf: async (paymentId) =>
      Object.values(sandbox.books.sessions)
        .filter(({ object }) => object.client_reference_id === paymentId)
        .map(({ object }) => object.id),
    chargesOf: async ({ id }) =>
      sandbox.books.charges
        .filter(({ session }) => session === id)
        .map(({ amount, currency }) => ({ amount, currency: currency.toUpperCase() })),
    linesOf: async (page) =>
      recordOf(sandbox.books, page).lineItems.map(({ description, quantity, amount_total }) => ({
        name: String(description),
        quantity: Number(quantity),
        unitAmount: Number(amount_total) / Number(quantity),
      })),
    sumOf: async (page) => {
      const { amount_total, currency } = recordOf(sandbox.books, page).object;
      return (amount_total / 10 ** places(currency)).toFixed(places(currency));
    },
    giveBack: async (page, amount) =>
      void (await steer('refunds', { payment_intent: intentOf(page), amount })),
    async dispute(page, amount) {
      const { id } = await steer('disputes', { payment_intent: intentOf(page), amount });
      return async (outcome) => void (await steer(`disputes/${id}/close`, { outcome }));
    },
    delayNextRefund: async () => void (await steer('refunds/next', { times: 1, status: 'pending' })),
    async settleRefund(page, result) {
      const refund = refundsOf(page).at(-1) ?? expect.fail('no refund');
      await steer(`refunds/${refund.id}`, { status: result === 'succeed' ? 'succeeded' : 'failed' });
    },
    refundsOf: async (page) =>
      refundsOf(page)
        .filter(({ status }) => status !== 'failed')
        .map(({ amount, currency }) => ({ amount, currency: String(currency).toUpperCase() })),
    forgetKeys: async () => {
      for (const key of Object.keys(sandbox.books.idempotency)) delete sandbox.books.idempotency[key];
    },
    losing: receiver.losing,
    troubleNext: async (trouble) => void (await steer('faults', faultOf(trouble, WHERE[trouble.at], CUTS))),
    refusedRequest: () => ({ expiresAt: new Date(Date.now() + 365 * 86_400_000).toISOString() }),
    storeFailure: async () => void (await steer('stored-failure', { times: 1 })),
    async giveUnknownStatus(page) {
      Object.assign(recordOf(sandbox.books, page).object, { status: 'pondering' });
      return 'pondering';
    },
    unknownCharge: 'pi_never_was',
    async foreignCharge() {
      const id = await foreignSession(sandbox.url);
      return String(sandbox.books.sessions[id]?.object.payment_intent);
    },
    async setWebhooks(wanted) {
      const { endpoints } = sandbox.books;
      for (const id of Object.keys(endpoints)) delete endpoints[id];
      for (const [index, { url, hears, off }] of wanted.entries()) {
        const { id } = await steer('webhooks/endpoint', { url, enabled_events: events[hears] });
        const made = endpoints[String(id)] ?? expect.fail('an endpoint');
        delete endpoints[String(id)];
        endpoints[`we_${index}`] = { ...made, id: `we_${index}`, status: off ? 'disabled' : 'enabled' };
      }
    },
    webhooks: async () =>
      Object.values(sandbox.books.endpoints).map(({ url, enabled_events }) => ({
        url,
        hears: enabled_events,
      })),
    async takeRight() {
      await steer('key', { lacks: ['rak_dispute_read'] });
      return /Disputes/;
    },
    giveRights: async () => void (await steer('key', { lacks: [] })),
    secrets: [publicKey, ...Object.values(keys), ...Object.values(secrets)].flatMap((key) => [
      key,
      key.slice(-4),
    ]),
    async close() {
      await sandbox.close();
      await receiver.close();
    },
  };
  return bench;
}

const WHERE = {
  opening: { method: 'POST', path: '/v1/checkout/sessions$' },
  inquiring: { method: 'GET', path: '/v1/checkout/sessions/' },
  closing: { method: 'POST', path: '/expire$' },
  capturing: { method: 'POST', path: '/capture$' },
  voiding: { method: 'POST', path: '/cancel$' },
  refunding: { method: 'POST', path: '/v1/refunds$' },
};
// A connection that is cut is tried once more by Stripe's own library, under the same key.
const CUTS = 2;
