import { expect, vi } from 'vitest';
import type { Page } from '../../domain/schemas/payment.ts';
import type { Gateway, NotificationRequest } from '../../gateways/gateway.ts';
import { iwsmile } from '../../gateways/iwsmile/index.ts';
import type { Visit } from '../../sandbox/iwsmile/books.ts';
import { createIwsmileSandbox, type IwsmileSandbox } from '../../sandbox/iwsmile/index.ts';
import type { Fault } from '../../sandbox/kit/faults.ts';
import type { Able, GatewayBench, Trouble } from '../contract/gateway-bench.ts';
import { page as htmlOf, pressAt, steering } from '../sandbox/sandbox-bench.ts';
import { ACCOUNT, formOf, KEYS, posted } from './iwsmile-given.ts';
import { at, openReceiver, tells } from './receiver.ts';
import { faultOf } from './troubles.ts';

/** IWSmile's sandbox with a receiver of its callbacks. */
export interface IwsmileBench extends GatewayBench {
  /** The connector as it is, to which nobody shows proofs. */
  bareGateway(settings?: object): Gateway;
  sandbox: IwsmileSandbox;
  received: NotificationRequest[];
  /** Where callbacks come to. */
  notifyUrl: string;
  steer(path: string, body: object): Promise<void>;
  /** The customer comes by the page's link; the address of the form that it leads to. */
  come(page: Page): Promise<string>;
}

export async function iwsmileBench(): Promise<IwsmileBench> {
  const receiver = await openReceiver();
  const { received, url: notifyUrl } = receiver;
  const sandbox = await createIwsmileSandbox({ account: ACCOUNT, merchantKey: KEYS.right });
  /** Pages whose time is over: they are asked about then. */
  const over = new Map<string, number>();
  const visitsOf = (page: Page): Visit[] =>
    Object.values(sandbox.books.visits).filter(({ itemNumber }) => itemNumber === page.id);

  /** What was kept of callbacks with their messages, as these were checked when they came. */
  const kept = new Map<NotificationRequest, string | undefined>();
  async function keep(one: NotificationRequest): Promise<string | undefined> {
    if (!kept.has(one)) {
      const gateway = bench.bareGateway();
      const read = await gateway.readNotification(one);
      const found = read.kind === 'lookup' ? await gateway.lookUp(read) : undefined;
      kept.set(one, found?.messages[0]?.proof);
    }
    return kept.get(one);
  }
  /** What a payment has kept of the callbacks that came, as it shows them again whenever it asks. */
  async function proofsOf(paymentId: string): Promise<string[]> {
    const ofPayment = received.filter((one) => fieldsOf(one).custom === paymentId);
    return (await Promise.all(ofPayment.map(keep))).flatMap((proof) => proof ?? []);
  }

  /** The connector itself, told where callbacks come to, shown what came, and asked at the time that it is by the case. */
  const steered = (gateway: Gateway): Able =>
    ({
      ...gateway,
      openPage: (request, key) => gateway.openPage({ ...request, notifyUrl }, key),
      inquire: async (paymentId, pageId, proofs) => {
        const shown = proofs ?? (await proofsOf(paymentId));
        return at(over.get(pageId), () => gateway.inquire(paymentId, pageId, shown));
      },
    }) satisfies Gateway as Able;

  async function paid(page: Page) {
    const before = received.length;
    const pressed = await pressAt(`${await bench.come(page)}/pay`);
    await vi.waitUntil(() => received.length > before, { timeout: 5_000, interval: 5 });
    await Promise.all(received.map(keep));
    return pressed;
  }

  const bench: IwsmileBench = {
    sandbox,
    received,
    notifyUrl,
    steer: async (path, body) => void (await steering(() => sandbox.url)(`/${path}`, body)),
    async come(page) {
      const { url, html } = await htmlOf(page.url);
      expect(url, html).toMatch(/\/pay\/[0-9a-f]+$/);
      return url;
    },
    bareGateway: (settings = {}) =>
      iwsmile.create('wallet', iwsmile.settings.parse({ ...known, ...settings }), 'pay.shop.example'),
    makeGateway: ({ timeoutMs, wrongKey, url } = {}) =>
      steered(
        bench.bareGateway({
          timeout: timeoutMs,
          apiUrl: url ?? sandbox.url,
          merchantKey: wrongKey ? KEYS.wrong : KEYS.right,
        }),
      ),
    pay: async (page) => void (await paid(page)),
    payAndReturn: async (page) => new URL(String((await paid(page)).location)).searchParams,
    refuse: () => expect.fail('IWSmile tells nothing of a card that was refused'),
    payDelayed: () => expect.fail('IWSmile has no delayed methods'),
    settleDelayed: () => expect.fail('IWSmile has no delayed methods'),
    expire: async (page) => void over.set(page.id, Date.parse(page.expiresAt) + 1_000),
    pagesOf: async (paymentId) =>
      Object.values(sandbox.books.visits)
        .filter(({ custom }) => custom === paymentId)
        .map(({ itemNumber }) => itemNumber),
    chargesOf: async (page) => {
      const visits = visitsOf(page).map(({ id }) => id);
      return sandbox.books.charges
        .filter(({ visit }) => visits.includes(visit))
        .map(({ amount, currency }) => ({ amount, currency }));
    },
    linesOf: () => expect.fail('a page of IWSmile has no lines'),
    async sumOf(page) {
      const { html } = await htmlOf(page.url);
      const [, sum = ''] = /Paga ([\d.,]+)/.exec(html) ?? [];
      return sum.replaceAll('.', '').replace(',', '.');
    },
    giveBack: () => expect.fail('IWSmile tells nothing of what is given back'),
    dispute: () => expect.fail('IWSmile tells nothing of disputes'),
    delayNextRefund: () => expect.fail('IWSmile tells nothing of what is given back'),
    settleRefund: () => expect.fail('IWSmile tells nothing of what is given back'),
    refundsOf: async () => [],
    forgetKeys: async () => undefined,
    losing: (doing) => doing(),
    troubleNext: (trouble) => bench.steer('faults', troubleOf(trouble)),
    storeFailure: () => expect.fail('IWSmile stores no failure'),
    refusedRequest: () => expect.fail('IWSmile is not called for a page'),
    async giveUnknownStatus(page) {
      await paid(page);
      await bench.steer('checks/next', { times: 1, text: 'Teleported' });
      return 'Teleported';
    },
    notification(page, fact) {
      const gateway = bench.makeGateway();
      return receiver.arrived((came) => fieldsOf(came).item_number === page.id && tells(gateway, came, fact));
    },
    async forged(page) {
      await bench.come(page);
      const [visit] = visitsOf(page);
      return posted(
        formOf({
          thx_id: '80099999',
          payer_id: '71009999',
          amount: '79,90',
          custom: visit?.custom,
          item_number: visit?.itemNumber,
          payment_status: 'Completed',
          verify_sign: 'ab'.repeat(40),
        }),
      );
    },
    spoiled: () => expect.fail('nothing of a callback can be checked here'),
    unreadable: () =>
      [
        '',
        '{"thx_id":"80012345"}',
        ...['thx_id', 'payer_id', 'amount', 'verify_sign'].flatMap((name) => [
          formOf({ [name]: undefined }),
          formOf({ [name]: '' }),
          formOf({ [name]: 'a\u0000b'.repeat(400) }),
          `${formOf()}&${name}=1`,
        ]),
        `${formOf()}&custom=1`,
      ].map(posted),
    unknownCharge: '1',
    foreignCharge: async () => {
      await bench.foreignNotification();
      return sandbox.books.charges.at(-1)?.id ?? expect.fail('it was paid');
    },
    async foreignNotification() {
      const link = new URLSearchParams({
        ACCOUNT,
        AMOUNT: '15.00',
        ITEM_NUMBER: 'SEDIA-4',
        CUSTOM: '12',
        URL_CALLBACK: notifyUrl,
      });
      const before = received.length;
      const { url } = await htmlOf(`${sandbox.url}/Pagamenti/?${link}`);
      await pressAt(`${url}/pay`);
      return vi.waitUntil(() => received[before], { timeout: 5_000, interval: 5 });
    },
    uselessNotification: () => expect.fail('IWSmile sends none'),
    sign: () => expect.fail('nobody signs a callback so that we could see it'),
    strange: (came) => ({
      request: posted(formOf({ ...fieldsOf(came), payment_status: 'Teleported' })),
      word: 'Teleported',
    }),
    asLive: () => expect.fail('no callback says whether it is a test'),
    setWebhooks: async () => undefined,
    webhooks: async () => [],
    takeRight: () => expect.fail('a key has no single rights'),
    giveRights: async () => undefined,
    secrets: Object.values(KEYS),
    async close() {
      await sandbox.close();
      await receiver.close();
    },
  };
  const known = {
    environment: 'test',
    account: ACCOUNT,
    merchantKey: KEYS.right,
    apiUrl: sandbox.url,
  };
  return bench;
}

export const fieldsOf = ({ method, query, body }: NotificationRequest): Record<string, string> =>
  Object.fromEntries(method === 'GET' ? query : new URLSearchParams(String(body)));

function troubleOf(trouble: Trouble): Fault {
  if (trouble.at !== 'inquiring') return expect.fail(`IWSmile is not called for ${trouble.at}`);
  return faultOf(trouble, { method: 'POST', path: '/Pagamenti/trx.check' });
}
