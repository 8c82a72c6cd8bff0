import { expect } from 'vitest';
import type { Page } from '../../domain/schemas/payment.ts';
import { axerve } from '../../gateways/axerve/index.ts';
import type { Gateway, NotificationRequest } from '../../gateways/gateway.ts';
import type { Payment } from '../../sandbox/axerve/books.ts';
import { money } from '../../sandbox/axerve/currencies.ts';
import {
  type AxerveSandbox,
  type AxerveSandboxOptions,
  createAxerveSandbox,
} from '../../sandbox/axerve/index.ts';
import type { Able, GatewayBench } from '../contract/gateway-bench.ts';
import { pressAt, steering } from '../sandbox/sandbox-bench.ts';
import { foreignPayment } from './foreign-steps.ts';
import { openReceiver, tells } from './receiver.ts';
import { faultOf } from './troubles.ts';

export const SHOP = 'GESPAY00001';
/** Another shop on the same machine, which only holds what is paid. */
export const HOLDING = 'GESPAY00002';
const keys = {
  right: 'R0VTUEFZMDAwMDEjI0VzZXJjZW50ZSBkaSBwcm92YQ',
  holding: 'R0VTUEFZMDAwMDIjI1Ryb3BwbyBzZXBhcmF0byBkaSBwcm92YQ',
  wrong: 'R0VTUEFZMDAwMDEjI05vbiBlIHF1ZXN0YSBsYSBjaGlhdmU',
};

/** Axerve's sandbox with a receiver of its notifications. */
export interface AxerveBench extends GatewayBench {
  makeGateway(...options: Parameters<GatewayBench['makeGateway']>): Able;
  /** The connector with other settings. */
  gatewayWith(settings: object, installation?: string): Able;
  sandbox: AxerveSandbox;
  received: NotificationRequest[];
  steer(path: string, body?: object): Promise<Record<string, unknown>>;
  press(page: Pick<Page, 'id'>, action: string): ReturnType<typeof pressAt>;
  paymentOf(page: Pick<Page, 'id'>): Payment;
  /** The night's run: what was authorised is transferred. */
  night(): Promise<void>;
  /** The payment was made so many days before. */
  age(page: Pick<Page, 'id'>, days: number): void;
  /** The first notification that came, or comes, of this payment. */
  arrived(paymentID: string): Promise<NotificationRequest>;
}

export async function axerveBench(options: AxerveSandboxOptions = {}): Promise<AxerveBench> {
  const receiver = await openReceiver(({ query }) => asGet(query), '<HTML></HTML>');
  const { received, url: notifyUrl } = receiver;
  const sandbox = await createAxerveSandbox({
    shopLogin: SHOP,
    apiKey: keys.right,
    customFields: ['incasso'],
    delayedMs: null,
    webhookMishaps: receiver.mishap,
    ...options,
  });
  const { books } = sandbox;
  const steer: AxerveBench['steer'] = (path, body) => steering(() => sandbox.url)(`/${path}`, body);
  /** The connector itself, told where notifications come to. */
  const steered = (gateway: Gateway): Able =>
    ({
      ...gateway,
      openPage: (request, key) => gateway.openPage({ ...request, notifyUrl }, key),
    }) satisfies Gateway as Able;
  const known = { environment: 'test', shopLogin: SHOP, apiKey: keys.right, apiUrl: sandbox.url };
  const made = (settings: object, installation: string) =>
    steered(axerve.create('sella', axerve.settings.parse({ ...known, ...settings }), installation));

  const bench: AxerveBench = {
    sandbox,
    received,
    steer,
    press: (page, action) => pressAt(`${sandbox.url}/pay/${page.id}/${action}`),
    paymentOf: (page) => books.payments[page.id] ?? expect.fail(`no payment ${page.id}`),
    night: async () => void (await steer('night')),
    gatewayWith: (settings, installation = 'pay.shop.example') => made(settings, installation),
    makeGateway: ({ timeoutMs, wrongKey, url, installation = 'pay.shop.example', holding } = {}) =>
      made(
        {
          ...(holding && { shopLogin: HOLDING, shopCapture: 'separated' }),
          apiKey: wrongKey ? keys.wrong : holding ? keys.holding : keys.right,
          apiUrl: url ?? sandbox.url,
          ...(timeoutMs !== undefined && { timeout: timeoutMs }),
        },
        installation,
      ),
    // And the night is over: a part can be given back only then.
    async pay(page) {
      await bench.press(page, 'pay');
      await bench.night();
    },
    refuse: () => expect.fail('a refused payment is over'),
    holds: {
      hold: async (page) => void (await bench.press(page, 'pay')),
      lapse: async (page) => void (await steer(`holds/${page.id}/lapse`)),
      async heldOf(page) {
        const { result, state, amount, currency } = bench.paymentOf(page);
        return result === 'OK' && state === 'AUT' ? [{ amount, currency }] : [];
      },
    },
    async payAndReturn(page) {
      const { location } = await bench.press(page, 'pay');
      return new URL(String(location)).searchParams;
    },
    payDelayed: async (page) => void (await bench.press(page, 'delayed-succeed')),
    settleDelayed: async (page, result) => void (await steer(`delayed/${page.id}`, { result })),
    // The buyer's session ended on the page.
    expire: async (page) => void (await steer(`payments/${page.id}/decline`, { code: '4800' })),
    pagesOf: async (paymentId) =>
      Object.values(books.payments)
        .filter(({ shopTransactionID }) => shopTransactionID === paymentId)
        .map(({ paymentID }) => paymentID),
    chargesOf: async (page) =>
      books.charges
        .filter(({ payment }) => payment === page.id)
        .map(({ amount, currency }) => ({ amount, currency })),
    linesOf: () => expect.fail('the page has no lines'),
    async sumOf(page) {
      const { amount, currency } = bench.paymentOf(page);
      return money(amount, currency);
    },
    giveBack: async (page, amount) => void (await steer('refunds', { paymentID: page.id, amount })),
    async dispute(page) {
      await steer('disputes', { paymentID: page.id });
      return async (outcome) => void (await steer(`disputes/${page.id}/close`, { outcome }));
    },
    delayNextRefund: async () => void (await steer('refunds/next', { times: 1, status: 'pending' })),
    // That the bank refused it is known days after it was asked for.
    async settleRefund(page, result) {
      await steer(`refunds/${page.id}`, { status: result === 'succeed' ? 'succeeded' : 'failed' });
      if (result === 'fail') bench.age(page, 11);
    },
    age(page, days) {
      const payment = bench.paymentOf(page);
      const earlier = (at: string) => new Date(Date.parse(at) - days * 24 * 3_600_000).toISOString();
      payment.created = earlier(payment.created);
      for (const event of payment.events) event.at = earlier(event.at);
    },
    refundsOf: async (page) =>
      books.refunds
        .filter(({ payment }) => payment === page.id)
        .map(({ amount, currency }) => ({ amount, currency })),
    // It has none: each call is looked for in the payment's history.
    forgetKeys: async () => undefined,
    losing: receiver.losing,
    troubleNext: async (trouble) =>
      void (await steer('faults', faultOf(trouble, { method: 'POST', path: PATHS[trouble.at] }))),
    storeFailure: () => expect.fail('Axerve stores no failure'),
    refusedRequest: () => ({ returnUrl: 'ftp://shop.example/return' }),
    async giveUnknownStatus(page) {
      await bench.press(page, 'pay');
      await steer(`payments/${page.id}/shown`, { result: 'QQ' });
      return 'QQ';
    },
    arrived: (paymentID) => receiver.arrived(({ query }) => query.get('paymentID') === paymentID),
    notification: (page, fact) =>
      receiver.arrived((came) => {
        const gateway = bench.makeGateway({ holding: came.query.get('a') === HOLDING });
        return came.query.get('paymentID') === page.id && tells(gateway, came, fact);
      }),
    forged: async (page) =>
      asGet(new URLSearchParams({ a: SHOP, Status: 'OK', paymentID: page.id, paymentToken: 'x' })),
    spoiled: () => expect.fail('nothing is signed'),
    unreadable: () =>
      ['', `a=${SHOP}&b=4f*P1*`, `a=${SHOP}&Status=OK`, 'paymentID=', 'paymentID=12x', 'paymentID=1e3'].map(
        (query) => asGet(new URLSearchParams(query)),
      ),
    sign: () => expect.fail('nothing is signed'),
    strange(came) {
      const payment = bench.paymentOf({ id: came.query.get('paymentID') ?? '' });
      Object.assign(payment, { shown: { result: 'QQ' } });
      return { request: came, word: 'QQ' };
    },
    asLive: () => expect.fail('a notification says no environment'),
    unknownCharge: '9999999999',
    foreignCharge: () => foreignPayment(sandbox, notifyUrl),
    foreignNotification: async () => bench.arrived(await foreignPayment(sandbox, notifyUrl)),
    uselessNotification: () => expect.fail('Axerve sends none'),
    setWebhooks: async () => undefined,
    webhooks: async () => [],
    takeRight: () => expect.fail('a key has no single rights'),
    giveRights: async () => undefined,
    secrets: Object.values(keys),
    async close() {
      await sandbox.close();
      await receiver.close();
    },
  };
  const holding = { shopLogin: HOLDING, apiKey: keys.holding, capture: 'separated' };
  await steer('shops', { ...holding, customFields: ['incasso'] });
  return bench;
}

/** A notification as Axerve sends it. */
export const asGet = (query: URLSearchParams): NotificationRequest => ({
  method: 'GET',
  query,
  body: Buffer.alloc(0),
  headers: { 'user-agent': '' },
});

const PATHS = {
  opening: '/payment/create',
  inquiring: '/payment/detail',
  closing: '/nowhere',
  capturing: '/payment/capture',
  voiding: '/payment/cancel',
  refunding: '/payment/refund',
};
