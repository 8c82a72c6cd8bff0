import { createHmac } from 'node:crypto';
import axios from 'axios';
import { expect, vi } from 'vitest';
import type { Message } from '../../domain/schemas/message.ts';
import type { Page } from '../../domain/schemas/payment.ts';
import type { NotificationRequest } from '../../gateways/gateway.ts';
import { stripe } from '../../gateways/stripe/index.ts';
import { places } from '../../sandbox/stripe/currencies.ts';
import { createStripeSandbox, type StripeSandbox } from '../../sandbox/stripe/index.ts';
import type { Able, GatewayBench } from '../contract/gateway-bench.ts';
import { openReceiver } from './receiver.ts';
import { faultOf } from './troubles.ts';

const publicKey = 'pk_test_PublishableXqvk';
const keys = {
  secretKey: 'sk_test_KeptZqxw',
  wrongKey: 'sk_test_WrongYjzq',
};
const needed = ['completed', 'async_payment_succeeded', 'async_payment_failed'].map(
  (what) => `checkout.session.${what}`,
);
const events = { all: ['*'], enough: needed, 'too little': needed.slice(0, 2) };
const secrets = { standing: 'whsec_StandingVkxj', previous: 'whsec_PreviousWqzk', wrong: 'whsec_WrongKzvq' };

/** Stripe's sandbox with a receiver of its notifications, of every type. */
export interface StripeBench extends GatewayBench {
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
  let losing = false;
  const sandbox = await createStripeSandbox({
    secretKey: keys.secretKey,
    publicKey,
    webhookSecret: secrets.standing,
    webhookUrl: receiver.url,
    webhookEvents: ['*'],
    delayedMs: null,
    webhookMishaps: () => (losing ? { mode: 'lose' } : undefined),
  });
  const http = axios.create({ baseURL: sandbox.url, maxRedirects: 0, validateStatus: (code) => code < 400 });
  const steer = async (path: string, body: object) => (await http.post(`/_sandbox/${path}`, body)).data;
  const press = async ({ id }: Page, action: string) => void (await http.post(`/pay/${id}/${action}`));
  const intentOf = (page: Page) => String(recordOf(page).object.payment_intent);
  const refundsOf = (page: Page) =>
    Object.values(sandbox.books.refunds).filter((refund) => refund.payment_intent === intentOf(page));
  const recordOf = ({ id }: Page) => sandbox.books.sessions[id] ?? expect.fail(`no page ${id}`);

  const bench: StripeBench = {
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
      recordOf(page).lineItems.map(({ description, quantity, amount_total }) => ({
        name: String(description),
        quantity: Number(quantity),
        unitAmount: Number(amount_total) / Number(quantity),
      })),
    sumOf: async (page) => {
      const { amount_total, currency } = recordOf(page).object;
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
    async losing(doing) {
      losing = true;
      await doing().finally(() => {
        losing = false;
      });
    },
    troubleNext: async (trouble) => void (await steer('faults', faultOf(trouble, WHERE[trouble.at], CUTS))),
    refusedRequest: () => ({ expiresAt: new Date(Date.now() + 365 * 86_400_000).toISOString() }),
    storeFailure: async () => void (await steer('stored-failure', { times: 1 })),
    async giveUnknownStatus(page) {
      Object.assign(recordOf(page).object, { status: 'pondering' });
      return 'pondering';
    },
    notification: (page, fact) => notificationOf(bench, page, fact),
    async forged(page) {
      const { object } = recordOf(page);
      const paid = { ...object, status: 'complete', payment_status: 'paid', payment_intent: 'pi_forged' };
      const event = { id: 'evt_forged', object: 'event', type: 'checkout.session.completed' };
      const body = { ...event, created: seconds(), livemode: false, data: { object: paid } };
      return bench.sign(posted(Buffer.from(JSON.stringify(body))), { secret: 'wrong' });
    },
    spoiled,
    unreadable: () =>
      ['', 'not what it should be', '[]', '{}', 'null', '{"id":"evt_1","object":"event"}'].map((body) =>
        bench.sign(posted(Buffer.from(`${body} `))),
      ),
    unknownCharge: 'pi_never_was',
    async foreignCharge() {
      const id = await foreignSession(sandbox.url);
      await http.post(`/pay/${id}/pay`);
      return String(sandbox.books.sessions[id]?.object.payment_intent);
    },
    async foreignNotification() {
      const id = await foreignSession(sandbox.url);
      await http.post(`/pay/${id}/pay`);
      return arrived(bench, (body) => body.includes('checkout.session.completed') && body.includes(id));
    },
    uselessNotification: (page) =>
      arrived(
        bench,
        (body) =>
          body.includes('"payment_intent.succeeded"') &&
          body.includes(String(recordOf(page).object.payment_intent)),
      ),
    sign({ body }, { secret = 'standing', secondsFromNow = 0 } = {}) {
      const t = seconds() + secondsFromNow;
      const v1 = createHmac('sha256', secrets[secret]).update(`${t}.${body}`).digest('hex');
      return posted(body, { 'stripe-signature': `t=${t},v1=${v1}` });
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
    strange: (came) => {
      const body = came.body.toString().replace('"payment_status": "paid"', '"payment_status": "pondering"');
      return { request: bench.sign(posted(Buffer.from(body))), word: 'pondering' };
    },
    asLive: (came) =>
      bench.sign(
        posted(Buffer.from(came.body.toString().replaceAll('"livemode": false', '"livemode": true'))),
      ),
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

const seconds = () => Math.floor(Date.now() / 1000);

/** A notification as Stripe sends all of them. */
export const posted = (body: Buffer, headers: NotificationRequest['headers'] = {}): NotificationRequest => ({
  method: 'POST',
  query: new URLSearchParams(),
  body,
  headers,
});

/** Over the bytes, with the endpoint's secret, in one header: docs.stripe.com/webhooks/signature. */
function spoiled(came: NotificationRequest): Record<string, NotificationRequest> {
  const { body } = came;
  const altered = Buffer.from(body.toString().replace('7990', '7991'));
  expect(altered.equals(body)).toBe(false);
  const signed = (value: string | string[] | undefined) => ({
    ...came,
    headers: { ...came.headers, 'stripe-signature': value },
  });
  return {
    'altered by one character': { ...came, body: altered },
    'parsed and written anew': { ...came, body: Buffer.from(JSON.stringify(JSON.parse(body.toString()))) },
    'of nothing at all': { ...came, body: Buffer.alloc(0) },
    'without a signature': signed(undefined),
    'with an empty signature': signed(''),
    'with nonsense for a signature': signed('nonsense'),
    'with a signature without values': signed('t=,v1='),
    'with two signatures': signed(['a', 'b']),
  };
}

/** The first notification that came, or comes, with a body like this. */
export async function arrived(
  bench: StripeBench,
  wanted: (body: string) => boolean | Promise<boolean>,
): Promise<NotificationRequest> {
  const found = async () => {
    for (const one of bench.received) if (await wanted(one.body.toString())) return one;
    return undefined;
  };
  return vi.waitUntil(found, { timeout: 5000, interval: 10 });
}

async function notificationOf(
  bench: StripeBench,
  page: Page,
  fact: Message['fact'],
): Promise<NotificationRequest> {
  const gateway = bench.makeGateway();
  return arrived(bench, async (body) => {
    const intent = bench.sandbox.books.sessions[page.id]?.object.payment_intent;
    if (!body.includes(page.id) && !(intent && body.includes(intent))) return false;
    const read = await gateway.readNotification(bench.sign(posted(Buffer.from(body))));
    // What only names held money is asked for.
    const told = read.kind === 'lookup' && !read.message ? await gateway.lookUp(read) : undefined;
    if (told) return told.messages[0]?.fact === fact;
    return (read.kind === 'message' || read.kind === 'lookup') && read.message?.fact === fact;
  });
}

/** A session that other software opens on the same account, with a reference of its own. */
async function foreignSession(url: string): Promise<string> {
  const form = new URLSearchParams({
    mode: 'payment',
    'line_items[0][quantity]': '1',
    'line_items[0][price_data][currency]': 'eur',
    'line_items[0][price_data][unit_amount]': '1500',
    'line_items[0][price_data][product_data][name]': 'Newsletter',
    client_reference_id: '12',
    success_url: 'https://other.example/thanks',
  });
  const headers = { authorization: `Bearer ${keys.secretKey}` };
  return (await axios.post<{ id: string }>(`${url}/v1/checkout/sessions`, form, { headers })).data.id;
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
