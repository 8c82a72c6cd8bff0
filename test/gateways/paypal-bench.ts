import axios from 'axios';
import { expect, onTestFinished, vi } from 'vitest';
import type { Page } from '../../domain/schemas/payment.ts';
import type { NotificationRequest, Taking } from '../../gateways/gateway.ts';
import { paypal } from '../../gateways/paypal/index.ts';
import { createPayPalSandbox, type PayPalSandbox } from '../../sandbox/paypal/index.ts';
import type { OrderRecord } from '../../sandbox/paypal/payment-records.ts';
import type { Able, GatewayBench } from '../contract/gateway-bench.ts';
import { foreignOrder } from './foreign-steps.ts';
import { captureOf, keys, orderIn, orderOf, webhookIds } from './paypal-given.ts';
import { type PayPalNotifications, paypalNotifications } from './paypal-notifications-bench.ts';
import { openReceiver, posted } from './receiver.ts';
import { faultOf } from './troubles.ts';

/** PayPal's sandbox with a receiver of its notifications, of every type. */
export interface PayPalBench extends GatewayBench, PayPalNotifications {
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
}

export async function paypalBench(): Promise<PayPalBench> {
  const receiver = await openReceiver(({ body, headers }) => posted(body, headers));
  const { received } = receiver;
  const sandbox = await createPayPalSandbox({
    clientSecret: keys.clientSecret,
    webhookId: webhookIds.standing,
    webhookUrl: receiver.url,
    webhookEvents: ['*'],
    delayedMs: null,
    tokensPerMinute: 1_000,
    webhookMishaps: receiver.mishap,
  });
  const http = axios.create({ baseURL: sandbox.url, maxRedirects: 0, validateStatus: (code) => code < 400 });
  const steer = async (path: string, body: object) => (await http.post(`/_sandbox/${path}`, body)).data;
  const press = async (page: Page, action: string) =>
    await http.post(`/checkoutnow/${action}?token=${orderIn(page)}`);
  const paymentOf = (page: Page) => orderOf(sandbox.books, page).units[0]?.invoice_id ?? '';
  const holdOf = (page: Page) =>
    Object.values(sandbox.books.authorizations).find(({ order }) => order === orderIn(page)) ??
    expect.fail('nothing is held');
  const refundsOf = (page: Page) =>
    Object.values(sandbox.books.refunds).filter(
      ({ capture }) => capture === captureOf(sandbox.books, page).id,
    );
  /** The customer agrees, and the payment takes it. */
  async function agreed(page: Page, action: string): Promise<void> {
    await press(page, action);
    await bench.makeGateway().capture(bench.takingOf(page));
  }

  const bench: PayPalBench = {
    ...paypalNotifications(sandbox, receiver, steer, () => bench.makeGateway()),
    sandbox,
    received,
    steer,
    press: async (page, action) => void (await press(page, action)),
    orderOf: (page) => orderOf(sandbox.books, page),
    paymentOf,
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
      money: moneyOf(orderOf(sandbox.books, page)),
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
      (orderOf(sandbox.books, page).units[0]?.items ?? []).map(({ name, quantity, unit_amount }) => ({
        name,
        quantity: Number(quantity),
        unitAmount: minor(unit_amount.value, unit_amount.currency_code),
      })),
    sumOf: async (page) => orderOf(sandbox.books, page).units[0]?.amount.value ?? '',
    giveBack: async (page, amount) =>
      void (await steer('refunds', { capture: captureOf(sandbox.books, page).id, amount: euros(amount) })),
    async dispute(page, amount) {
      const wanted = { capture: captureOf(sandbox.books, page).id, ...(amount && { amount: euros(amount) }) };
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
    losing: receiver.losing,
    troubleNext: async (trouble) => void (await steer('faults', faultOf(trouble, WHERE[trouble.at]))),
    refusedRequest: () => ({ backUrl: 'no address' }),
    storeFailure: () => expect.fail('PayPal keeps no failures of its own'),
    async giveUnknownStatus(page) {
      await bench.pay(page);
      Object.assign(captureOf(sandbox.books, page), { status: 'PONDERING' });
      return 'PONDERING';
    },
    unknownCharge: '0AA00000AA0000000',
    async foreignCharge() {
      const order = await foreignOrder(sandbox);
      return Object.values(sandbox.books.captures).find((one) => one.order === order)?.id ?? '';
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
    secrets: Object.values(keys).flatMap((key) => [key, key.slice(-4)]),
    async close() {
      await sandbox.close();
      await receiver.close();
    },
  };
  return bench;
}

const needed = [
  'CHECKOUT.ORDER.APPROVED',
  ...['COMPLETED', 'PENDING', 'DENIED', 'DECLINED'].map((what) => `PAYMENT.CAPTURE.${what}`),
];
const events = { all: ['*'], enough: needed, 'too little': needed.slice(0, 2) };
const newWebhookId = (index: number): string => `8PT597110X687430LKGE000${index}`;
const minor = (value: string, currency: string): number =>
  Math.round(Number(value) * (currency === 'JPY' ? 1 : 100));
const moneyOf = ({ units: [unit] }: OrderRecord) => {
  const { currency_code: currency, value } = unit?.amount ?? expect.fail('an order over nothing');
  return { amount: minor(value, currency), currency };
};
const euros = (amount: number) => ({ currency_code: 'EUR', value: (amount / 100).toFixed(2) });

const WHERE = {
  opening: { method: 'POST', path: '/v2/checkout/orders$' },
  inquiring: { method: 'GET', path: '/v2/checkout/orders/' },
  closing: { method: 'POST', path: '/never' },
  capturing: { method: 'POST', path: '/capture$' },
  voiding: { method: 'POST', path: '/void$' },
  refunding: { method: 'POST', path: '/refund$' },
};
