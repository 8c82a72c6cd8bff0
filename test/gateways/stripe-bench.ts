import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import axios from 'axios';
import { expect, vi } from 'vitest';
import type { Message } from '../../domain/schemas/message.ts';
import type { Page } from '../../domain/schemas/payment.ts';
import { stripe } from '../../gateways/stripe/index.ts';
import type { Fault } from '../../sandbox/kit/faults.ts';
import { places } from '../../sandbox/stripe/currencies.ts';
import { createStripeSandbox, type StripeSandbox } from '../../sandbox/stripe/index.ts';
import type { GatewayBench, Received, Trouble } from '../contract/gateway-bench.ts';

const keys = {
  publicKey: 'pk_test_PublishableXqvk',
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
  sandbox: StripeSandbox;
  /** Everything that was sent to the receiver so far. */
  received: Received[];
  /** Steers the sandbox: POST /_sandbox/<path>. */
  steer(path: string, body: object): Promise<Record<string, unknown>>;
}

export async function stripeBench(): Promise<StripeBench> {
  const received: Received[] = [];
  const receiver = createServer(async (request, response) => {
    received.push({ rawBody: await buffer(request), headers: request.headers });
    response.end('{}');
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const sandbox = await createStripeSandbox({
    secretKey: keys.secretKey,
    publicKey: keys.publicKey,
    webhookSecret: secrets.standing,
    webhookUrl: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`,
    webhookEvents: ['*'],
    delayedMs: null,
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
        publicKey: keys.publicKey,
        secretKey: wrongKey ? keys.wrongKey : keys.secretKey,
        webhookSecret: signing.length === 1 ? signing[0] : signing,
        apiUrl: url ?? sandbox.url,
        timeout: timeoutMs,
      };
      return stripe.create('cards', stripe.settings.parse(settings), installation);
    },
    pay: (page) => press(page, 'pay'),
    refuse: (page) => press(page, 'refuse'),
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
    loseNext: async () => void (await steer('webhooks', { mode: 'lose', times: 1 })),
    troubleNext: async (trouble) => void (await steer('faults', faultOf(trouble))),
    storeFailure: async () => void (await steer('stored-failure', { times: 1 })),
    async giveUnknownStatus(page) {
      Object.assign(recordOf(page).object, { status: 'pondering' });
    },
    notification: (page, fact) => notificationOf(bench, page, fact),
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
    sign({ rawBody }, { secret = 'standing', secondsFromNow = 0 } = {}, alter = (body) => body) {
      const body = alter(rawBody.toString());
      const t = Math.floor(Date.now() / 1000) + secondsFromNow;
      const v1 = createHmac('sha256', secrets[secret]).update(`${t}.${body}`).digest('hex');
      return { rawBody: Buffer.from(body), headers: { 'stripe-signature': `t=${t},v1=${v1}` } };
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
    withUnknownStatus: (body) => body.replace('"payment_status": "paid"', '"payment_status": "pondering"'),
    asLive: (body) => body.replaceAll('"livemode": false', '"livemode": true'),
    secrets: [...Object.values(keys), ...Object.values(secrets)].flatMap((key) => [key, key.slice(-4)]),
    async close() {
      await sandbox.close();
      await new Promise((resolve) => receiver.close(resolve));
    },
  };
  return bench;
}

/** The first notification that came, or comes, with a body like this. */
export async function arrived(bench: StripeBench, wanted: (body: string) => boolean): Promise<Received> {
  const found = () => bench.received.find(({ rawBody }) => wanted(rawBody.toString()));
  return vi.waitUntil(found, { timeout: 5000, interval: 10 });
}

async function notificationOf(bench: StripeBench, page: Page, fact: Message['fact']): Promise<Received> {
  const gateway = bench.makeGateway();
  return arrived(bench, (body) => {
    const intent = bench.sandbox.books.sessions[page.id]?.object.payment_intent;
    if (!body.includes(page.id) && !(intent && body.includes(intent))) return false;
    const { headers } = bench.sign({ rawBody: Buffer.from(body), headers: {} });
    const read = gateway.readNotification(Buffer.from(body), headers);
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

/** A connection that is cut is tried once more by Stripe's own library, under the same key: it is cut twice. */
function faultOf({ at, what, retryAfter }: Trouble): Fault {
  const where = {
    opening: { method: 'POST', path: '/v1/checkout/sessions$' },
    inquiring: { method: 'GET', path: '/v1/checkout/sessions/' },
    closing: { method: 'POST', path: '/expire$' },
    refunding: { method: 'POST', path: '/v1/refunds$' },
  }[at];
  switch (what) {
    case 'done, answer lost':
      return { ...where, kind: 'timeout-after', times: 1 };
    case 'done, connection cut':
      return { ...where, kind: 'reset-after', times: 2 };
    case 'not done, answer lost':
      return { ...where, kind: 'timeout-before', times: 1 };
    case 'error page':
      return { ...where, kind: 'status', status: 502, times: 1 };
    case 'error page after it was done':
      return { ...where, kind: 'status-after', status: 502, times: 1 };
    case 'too many requests':
      return { ...where, kind: 'status', status: 429, retryAfter, times: 1 };
    default:
      throw new Error(`no such trouble: ${what satisfies never}`);
  }
}
