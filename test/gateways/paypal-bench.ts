import { createPrivateKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import axios from 'axios';
import { expect, onTestFinished, vi } from 'vitest';
import type { Message } from '../../domain/schemas/message.ts';
import type { Page } from '../../domain/schemas/payment.ts';
import type { NotificationRequest, Taking } from '../../gateways/gateway.ts';
import { paypal } from '../../gateways/paypal/index.ts';
import { createPayPalSandbox, type PayPalSandbox } from '../../sandbox/paypal/index.ts';
import type { OrderRecord } from '../../sandbox/paypal/payment-records.ts';
import { signed, signedText } from '../../sandbox/paypal/signature.ts';
import type { Certificate } from '../../sandbox/paypal/webhook-records.ts';
import { certificate } from '../../sandbox/paypal/x509.ts';
import type { Able, GatewayBench } from '../contract/gateway-bench.ts';
import { openReceiver } from './receiver.ts';
import { faultOf } from './troubles.ts';

const keys = {
  clientSecret: 'EKSecretOfTheAppZqxw',
  wrongKey: 'EKSecretOfNobodyYjzq',
};
const webhookIds = {
  standing: '8PT597110X687430LKGECATA',
  previous: '7AB597110X687430LKGEPREV',
  wrong: '9ZZ597110X687430LKGEWRNG',
};
const needed = [
  'CHECKOUT.ORDER.APPROVED',
  ...['COMPLETED', 'PENDING', 'DENIED', 'DECLINED'].map((what) => `PAYMENT.CAPTURE.${what}`),
];
const events = { all: ['*'], enough: needed, 'too little': needed.slice(0, 2) };
const FOREIGN = 'CERT-360caa42-foreign1-foreign1';

/** PayPal's sandbox with a receiver of its notifications, of every type. */
export interface PayPalBench extends GatewayBench {
  makeGateway(options?: Parameters<GatewayBench['makeGateway']>[0] & { settings?: object }): Able;
  sandbox: PayPalSandbox;
  /** Everything that was sent to the receiver so far. */
  received: NotificationRequest[];
  /** Steers the sandbox: POST /_sandbox/<path>. */
  steer(path: string, body: object): Promise<Record<string, unknown>>;
  /** The customer agrees, or does what else the page has a button for; nothing is taken by that. */
  press(page: Page, action: string): Promise<void>;
  orderOf(page: Page): OrderRecord;
  paymentOf(page: Page): string;
  /** All of a page's money, to be taken under its n-th key. */
  takingOf(page: Page, n?: number): Taking;
  /** The first event of a type that came, or comes, with such a body. */
  arrived(type: string, wanted: (body: string) => boolean): Promise<NotificationRequest>;
  /** A body signed anew; `headers` go on top. */
  signedBody(
    body: string | Buffer,
    options?: { secret?: keyof typeof webhookIds; with?: Certificate; headers?: Record<string, string> },
  ): NotificationRequest;
}

/** PayPal's name of a page's order. */
export const orderIn = ({ id }: Page): string => id.split('-')[0] ?? '';

export async function paypalBench(): Promise<PayPalBench> {
  const receiver = await openReceiver(({ body, headers }) => posted(body, headers));
  const { received } = receiver;
  let losing = false;
  const sandbox = await createPayPalSandbox({
    clientSecret: keys.clientSecret,
    webhookId: webhookIds.standing,
    webhookUrl: receiver.url,
    webhookEvents: ['*'],
    delayedMs: null,
    tokensPerMinute: 1_000,
    webhookMishaps: () => (losing ? { mode: 'lose' } : undefined),
  });
  sandbox.books.certificates[FOREIGN] = foreignCertificate();
  const http = axios.create({ baseURL: sandbox.url, maxRedirects: 0, validateStatus: (code) => code < 400 });
  const steer = async (path: string, body: object) => (await http.post(`/_sandbox/${path}`, body)).data;
  const press = async (page: Page, action: string) =>
    await http.post(`/checkoutnow/${action}?token=${orderIn(page)}`);
  const orderOf = (page: Page) =>
    sandbox.books.orders[orderIn(page)] ?? expect.fail(`no order of ${page.id}`);
  const paymentOf = (page: Page) => orderOf(page).units[0]?.invoice_id ?? '';
  const captureOf = (page: Page) =>
    Object.values(sandbox.books.captures).find(({ order }) => order === orderIn(page)) ??
    expect.fail('no capture');
  const holdOf = (page: Page) =>
    Object.values(sandbox.books.authorizations).find(({ order }) => order === orderIn(page)) ??
    expect.fail('nothing is held');
  const refundsOf = (page: Page) =>
    Object.values(sandbox.books.refunds).filter(({ capture }) => capture === captureOf(page).id);
  const own = (): Certificate =>
    Object.values(sandbox.books.certificates).find(({ kind }) => kind === 'own') ??
    expect.fail('no certificate');

  const arrived: PayPalBench['arrived'] = (type, wanted) =>
    vi.waitUntil(
      () => received.find(({ body }) => body.includes(`"event_type":"${type}"`) && wanted(body.toString())),
      { timeout: 5000, interval: 10 },
    );

  /** The customer agrees, and the payment takes it. */
  async function agreed(page: Page, action: string): Promise<void> {
    await press(page, action);
    await bench.makeGateway().capture(bench.takingOf(page));
  }

  const bench: PayPalBench = {
    sandbox,
    received,
    steer,
    press: async (page, action) => void (await press(page, action)),
    orderOf,
    paymentOf,
    arrived,
    makeGateway({
      timeoutMs,
      wrongKey,
      url,
      secrets: known,
      installation = 'pay.shop.example',
      settings,
    } = {}) {
      const ids = known?.map((name) => webhookIds[name]) ?? [webhookIds.standing];
      const given = {
        environment: 'test',
        clientId: sandbox.clientId,
        clientSecret: wrongKey ? keys.wrongKey : keys.clientSecret,
        webhookId: ids.length === 1 ? ids[0] : ids,
        apiUrl: url ?? sandbox.url,
        certificateAuthority: sandbox.authority,
        timeout: timeoutMs,
        immediatePayment: false,
        ...settings,
      };
      return paypal.create('wallet', paypal.settings.parse(given), installation) as Able;
    },
    pay: (page) => agreed(page, 'pay'),
    refuse: () => expect.fail('PayPal refuses no try on its page'),
    agreements: {
      agree: async (page) => void (await press(page, 'pay-and-close')),
      async agreeInVain(page) {
        await press(page, 'declined');
        return 'INSTRUMENT_DECLINED';
      },
    },
    holds: {
      hold: (page) => agreed(page, 'pay-and-close'),
      lapse: async (page) => void (await steer(`authorizations/${holdOf(page).id}/lapse`, {})),
      heldOf: async (page) =>
        Object.values(sandbox.books.authorizations)
          .filter(({ order, status }) => order === orderIn(page) && status === 'CREATED')
          .map(({ amount: { value, currency_code: currency } }) => ({
            amount: minor(value, currency),
            currency,
          })),
    },
    takingOf: (page, n = 1) => ({
      paymentId: paymentOf(page),
      pageId: page.id,
      money: moneyOf(orderOf(page)),
      captureKey: `capture:${paymentOf(page)}:${n}`,
      before: page.expiresAt,
    }),
    async payAndReturn(page) {
      const { headers } = await press(page, 'pay');
      return new URL(String(headers.location)).searchParams;
    },
    payDelayed: (page) => agreed(page, 'delayed-succeed'),
    settleDelayed: async (page, result) => void (await steer(`delayed/${orderIn(page)}`, { result })),
    // By all clocks, for as long as the test goes on: PayPal itself says nothing of it.
    async expire(page) {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(page.expiresAt) });
      onTestFinished(() => void vi.useRealTimers());
    },
    pagesOf: async (paymentId) =>
      Object.values(sandbox.books.orders)
        .filter(({ units }) => units[0]?.invoice_id === paymentId)
        .map(({ id, units }) => `${id}-${units[0]?.custom_id?.split('.')[1]}`),
    chargesOf: async (page) =>
      sandbox.books.charges
        .filter(({ order }) => order === orderIn(page))
        .map(({ amount, currency }) => ({ amount: minor(amount, currency), currency })),
    linesOf: async (page) =>
      (orderOf(page).units[0]?.items ?? []).map(({ name, quantity, unit_amount }) => ({
        name,
        quantity: Number(quantity),
        unitAmount: minor(unit_amount.value, unit_amount.currency_code),
      })),
    sumOf: async (page) => orderOf(page).units[0]?.amount.value ?? '',
    giveBack: async (page, amount) =>
      void (await steer('refunds', { capture: captureOf(page).id, amount: euros(amount) })),
    async dispute(page, amount) {
      const wanted = { capture: captureOf(page).id, ...(amount && { amount: euros(amount) }) };
      const { dispute_id } = await steer('disputes', wanted);
      return async (outcome) => void (await steer(`disputes/${dispute_id}/close`, { outcome }));
    },
    delayNextRefund: async () => void (await steer('refunds/next', { times: 1, status: 'pending' })),
    async settleRefund(page, result) {
      const refund = refundsOf(page).at(-1) ?? expect.fail('no refund');
      await steer(`refunds/${refund.id}`, { status: result === 'succeed' ? 'succeeded' : 'failed' });
    },
    refundsOf: async (page) =>
      refundsOf(page)
        .filter(({ status }) => status === 'COMPLETED' || status === 'PENDING')
        .map(({ amount: { value, currency_code: currency } }) => ({
          amount: minor(value, currency),
          currency,
        })),
    forgetKeys: async () => {
      for (const key of Object.keys(sandbox.books.keys)) delete sandbox.books.keys[key];
    },
    async losing(doing) {
      losing = true;
      await doing().finally(() => {
        losing = false;
      });
    },
    troubleNext: async (trouble) => void (await steer('faults', faultOf(trouble, WHERE[trouble.at]))),
    refusedRequest: () => ({ backUrl: 'no address' }),
    storeFailure: () => expect.fail('PayPal keeps no failures of its own'),
    async giveUnknownStatus(page) {
      await bench.pay(page);
      Object.assign(captureOf(page), { status: 'PONDERING' });
      return 'PONDERING';
    },
    notification: (page, fact) => notificationOf(bench, page, fact),
    async forged(page) {
      const order = orderOf(page);
      const [unit] = order.units;
      const capture = {
        id: '3C679366HH908993F',
        status: 'COMPLETED',
        amount: unit?.amount,
        custom_id: unit?.custom_id,
      };
      return bench.signedBody(eventOf('PAYMENT.CAPTURE.COMPLETED', capture), { secret: 'wrong' });
    },
    spoiled: (came) => spoiled(bench, came),
    unreadable: () =>
      [
        '',
        'not what it should be',
        '[]',
        '{}',
        'null',
        '{"id":"WH-1"}',
        eventOf('PAYMENT.CAPTURE.COMPLETED', {}),
      ].map((body) => bench.signedBody(body)),
    unknownCharge: '0AA00000AA0000000',
    async foreignCharge() {
      const order = await foreignOrder(sandbox);
      return Object.values(sandbox.books.captures).find((one) => one.order === order)?.id ?? '';
    },
    async foreignNotification() {
      const order = await foreignOrder(sandbox);
      return arrived('PAYMENT.CAPTURE.COMPLETED', (body) => body.includes(order));
    },
    async uselessNotification(page) {
      const { dispute_id } = await steer('disputes', { capture: captureOf(page).id });
      await steer(`disputes/${dispute_id}/update`, { status: 'UNDER_REVIEW' });
      return arrived('CUSTOMER.DISPUTE.UPDATED', (body) => body.includes(String(dispute_id)));
    },
    sign: ({ body }, { secret = 'standing' } = {}) => bench.signedBody(body, { secret }),
    signedBody(body, { secret = 'standing', with: by = own(), headers } = {}) {
      const text = body.toString();
      const transmission = { id: randomUUID(), time: `${new Date().toISOString().slice(0, 19)}Z` };
      return posted(Buffer.from(text), {
        'paypal-transmission-id': transmission.id,
        'paypal-transmission-time': transmission.time,
        'paypal-transmission-sig': signed(signedText(transmission, webhookIds[secret], text), by),
        'paypal-cert-url': `${sandbox.url}/v1/notifications/certs/${by.id}`,
        'paypal-auth-algo': 'SHA256withRSA',
        'paypal-auth-version': 'v2',
        ...headers,
      });
    },
    async setWebhooks(wanted) {
      const { webhooks } = sandbox.books;
      for (const id of Object.keys(webhooks)) delete webhooks[id];
      for (const [index, { url, hears, off }] of wanted.entries()) {
        const id = index === 0 ? webhookIds.standing : newWebhookId(index);
        webhooks[id] = { id, url, event_types: events[hears], off };
      }
    },
    webhooks: async () =>
      Object.values(sandbox.books.webhooks).map(({ url, event_types }) => ({ url, hears: event_types })),
    async takeRight() {
      await steer('key', { lacks: ['https://uri.paypal.com/services/payments/refund'] });
      return /refunds/;
    },
    giveRights: async () => void (await steer('key', { lacks: [] })),
    strange: (came) => {
      const body = came.body.toString().replace('"status":"COMPLETED"', '"status":"PONDERING"');
      return { request: bench.signedBody(body), word: 'PONDERING' };
    },
    asLive: () => expect.fail('a notification of PayPal does not say its environment'),
    secrets: Object.values(keys).flatMap((key) => [key, key.slice(-4)]),
    async close() {
      await sandbox.close();
      await receiver.close();
    },
  };
  return bench;
}

const newWebhookId = (index: number): string => `8PT597110X687430LKGE000${index}`;
const minor = (value: string, currency: string): number =>
  Math.round(Number(value) * (currency === 'JPY' ? 1 : 100));
const moneyOf = ({ units: [unit] }: OrderRecord) => {
  const { currency_code: currency, value } = unit?.amount ?? expect.fail('an order over nothing');
  return { amount: minor(value, currency), currency };
};
const euros = (amount: number) => ({ currency_code: 'EUR', value: (amount / 100).toFixed(2) });

export const eventOf = (event_type: string, resource: object, id = `WH-${randomUUID()}`): string =>
  JSON.stringify({ id, event_version: '1.0', create_time: new Date().toISOString(), event_type, resource });

/** A notification as PayPal sends all of them. */
const posted = (body: Buffer, headers: NotificationRequest['headers'] = {}): NotificationRequest => ({
  method: 'POST',
  query: new URLSearchParams(),
  body,
  headers,
});

/** Of PayPal's name, and of an authority that nobody knows; the sandbox serves it. */
function foreignCertificate(): Certificate {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const to = new Date(Date.now() + 86_400_000);
  const chain = certificate({
    subject: 'messageverificationcerts.sandbox.paypal.com',
    issuer: 'PayPal sandbox on this machine, certificate authority',
    publicKey: privateKey,
    signingKey: createPrivateKey(pem),
    from: new Date(Date.now() - 86_400_000),
    to,
    authority: false,
  });
  return { id: FOREIGN, kind: 'foreign', chain, privateKey: pem, endsAt: to.getTime() };
}

function spoiled(bench: PayPalBench, came: NotificationRequest): Record<string, NotificationRequest> {
  const { body, headers } = came;
  const altered = Buffer.from(body.toString().replace('79.90', '79.91'));
  expect(altered.equals(body)).toBe(false);
  const having = (name: string, value: string | string[] | undefined) => ({
    ...came,
    headers: { ...headers, [`paypal-${name}`]: value },
  });
  const at = String(headers['paypal-cert-url']);
  const foreign = bench.sandbox.books.certificates[FOREIGN];
  return {
    'altered by one character': { ...came, body: altered },
    'written anew': { ...came, body: Buffer.from(JSON.stringify(JSON.parse(body.toString()), null, 1)) },
    'of nothing at all': { ...came, body: Buffer.alloc(0) },
    'without a signature': having('transmission-sig', undefined),
    'with two signatures': having('transmission-sig', ['a', 'b']),
    'with nonsense for a signature': having('transmission-sig', 'nonsense'),
    'of another transmission': having('transmission-id', randomUUID()),
    'of another time': having('transmission-time', '2026-03-02T10:00:01Z'),
    'by another algorithm': having('auth-algo', 'SHA1withRSA'),
    'without the address of a certificate': having('cert-url', undefined),
    'with a certificate on another host': having('cert-url', at.replace('127.0.0.1', 'localhost')),
    'with a certificate at another path': having('cert-url', at.replace('/certs/', '/certs/elsewhere/')),
    'with a certificate that is not there': having('cert-url', `${at}x`),
    'with a certificate of an unknown authority': bench.signedBody(body, { with: foreign }),
  };
}

async function notificationOf(
  bench: PayPalBench,
  page: Page,
  fact: Message['fact'],
): Promise<NotificationRequest> {
  const order = orderIn(page);
  const gateway = bench.makeGateway();
  const found = async () => {
    for (const one of bench.received) {
      const { captures } = bench.sandbox.books;
      const names = [order, ...Object.values(captures).flatMap((c) => (c.order === order ? [c.id] : []))];
      if (!names.some((name) => one.body.includes(name))) continue;
      const read = await gateway.readNotification(bench.signedBody(one.body));
      if ((read.kind === 'message' || read.kind === 'lookup') && read.message?.fact === fact) return one;
    }
    return undefined;
  };
  return vi.waitUntil(found, { timeout: 5000, interval: 10 });
}

/** An order that other software opens on the same account, with a reference of its own, and its money taken. */
async function foreignOrder(sandbox: PayPalSandbox): Promise<string> {
  const http = axios.create({ baseURL: sandbox.url, maxRedirects: 0, validateStatus: (code) => code < 400 });
  const auth = { username: sandbox.clientId, password: sandbox.clientSecret };
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  const { access_token } = (await http.post('/v1/oauth2/token', form, { auth })).data;
  const headers = () => ({
    authorization: `Bearer ${access_token}`,
    'content-type': 'application/json',
    'paypal-request-id': randomUUID(),
    prefer: 'return=representation',
  });
  const body = {
    intent: 'CAPTURE',
    purchase_units: [{ custom_id: '12', amount: { currency_code: 'EUR', value: '15.00' } }],
    payment_source: { paypal: { experience_context: { return_url: 'https://other.example/thanks' } } },
  };
  const { id } = (await http.post('/v2/checkout/orders', body, { headers: headers() })).data;
  await http.post(`/checkoutnow/pay?token=${id}`);
  await http.post(`/v2/checkout/orders/${id}/capture`, {}, { headers: headers() });
  return id;
}

const WHERE = {
  opening: { method: 'POST', path: '/v2/checkout/orders$' },
  inquiring: { method: 'GET', path: '/v2/checkout/orders/' },
  closing: { method: 'POST', path: '/never' },
  capturing: { method: 'POST', path: '/capture$' },
  voiding: { method: 'POST', path: '/void$' },
  refunding: { method: 'POST', path: '/refund$' },
};
