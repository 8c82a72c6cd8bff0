import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { Page } from '../../domain/schemas/payment.ts';
import type { Gateway, NotificationRequest } from '../../gateways/gateway.ts';
import { skrill } from '../../gateways/skrill/index.ts';
import type { Fault } from '../../sandbox/kit/faults.ts';
import { createSkrillSandbox, type SkrillSandbox } from '../../sandbox/skrill/index.ts';
import type { Transaction } from '../../sandbox/skrill/objects.ts';
import type { Able, GatewayBench, Trouble } from '../contract/gateway-bench.ts';
import { pressAt, steering } from '../sandbox/sandbox-bench.ts';
import { foreignPage } from './foreign-steps.ts';
import { at, openReceiver } from './receiver.ts';
import { ACCOUNT, posted, sessionOf, sidOf, words } from './skrill-given.ts';
import { type SkrillNotifications, skrillNotifications } from './skrill-notifications-bench.ts';
import { faultOf } from './troubles.ts';

const passwords = { right: 'MqiKept2xw', wrong: 'MqiWrong9zj' };
/** Skrill's sandbox with a receiver of its reports. */
export interface SkrillBench extends GatewayBench, SkrillNotifications {
  makeGateway(...options: Parameters<GatewayBench['makeGateway']>): Able;
  /** The connector with other settings. */
  gatewayWith(settings: object): Able;
  sandbox: SkrillSandbox;
  received: NotificationRequest[];
  steer(path: string, body: object): Promise<Record<string, unknown>>;
  /** The tries to pay on the page, oldest first. */
  triesOf(page: Page): Transaction[];
  /** Does it at the time when the page is over. */
  onceOver<T>(page: Page, doing: () => Promise<T>): Promise<T>;
}

export async function skrillBench(): Promise<SkrillBench> {
  const cameAt = new Map<string, number>();
  const receiver = await openReceiver(({ body }) => {
    cameAt.set(body.toString(), Date.now());
    return posted(String(body));
  });
  const { received, url: notifyUrl } = receiver;
  const sandbox = await createSkrillSandbox({
    ...ACCOUNT,
    secretWord: words.standing,
    mqiPassword: passwords.right,
    delayedMs: null,
    loginTries: 1_000,
    balance: 10_000_000,
    webhookMishaps: receiver.mishap,
  });
  const steer: SkrillBench['steer'] = (path, body) => steering(() => sandbox.url)(`/${path}`, body);
  const transactions = () => Object.values(sandbox.books.transactions);
  const press = async (page: Page, action: string) => {
    await fetch(page.url);
    return pressAt(`${sandbox.url}/pay/${sidOf(page)}/${action}`);
  };
  const paidOf = (page: Page) => bench.triesOf(page).at(-1) ?? expect.fail('nobody paid');
  const refundsOf = (page: Page) =>
    Object.values(sandbox.books.refunds).filter(({ transaction }) => transaction === paidOf(page).id);
  /** Pages whose time is over: they are asked about then. */
  const over = new Map<string, Page>();
  const whose = (charge: string): Page | undefined => {
    const one = sandbox.books.transactions[charge.split(',')[0] ?? ''];
    return one && over.get(sandbox.books.sessions[one.sid]?.merchantFields.incasso_page ?? '');
  };
  const later = <T>(page: Page | undefined, doing: () => Promise<T>) =>
    page ? bench.onceOver(page, doing) : doing();

  /** The connector itself, told where reports come to, and asked at the time that it is by the case. */
  const steered = (gateway: Gateway): Able =>
    ({
      ...gateway,
      openPage: (request, key) => gateway.openPage({ ...request, notifyUrl }, key),
      inquire: (paymentId, pageId) => later(over.get(pageId), () => gateway.inquire(paymentId, pageId)),
      lookUp: (lookup) => later(whose(lookup.charge), () => gateway.lookUp(lookup)),
      // Skrill dates nothing: a report is of the moment in which it came.
      readNotification: (request) =>
        at(cameAt.get(String(request.body)), () => gateway.readNotification(request)),
    }) satisfies Gateway as Able;

  const bench: SkrillBench = {
    ...skrillNotifications(sandbox, receiver, cameAt, () => bench.makeGateway()),
    sandbox,
    received,
    steer,
    triesOf: (page) => transactions().filter(({ sid }) => sid === sidOf(page)),
    onceOver: (page, doing) => at(Date.parse(page.expiresAt) + 1_000, doing),
    gatewayWith: (settings) =>
      steered(skrill.create('wallet', skrill.settings.parse({ ...known, ...settings }), 'pay.shop.example')),
    makeGateway({ timeoutMs, wrongKey, url, secrets, installation = 'pay.shop.example' } = {}) {
      const signing = secrets?.map((name) => words[name]) ?? [words.standing];
      const settings = {
        ...known,
        apiPassword: wrongKey ? passwords.wrong : passwords.right,
        webhookSecret: signing.length === 1 ? signing[0] : signing,
        apiUrl: url ?? sandbox.url,
        timeout: timeoutMs,
      };
      return steered(skrill.create('wallet', skrill.settings.parse(settings), installation));
    },
    pay: async (page) => void (await press(page, 'pay')),
    async refuse(page) {
      await press(page, 'refuse');
      return 'insufficient funds';
    },
    async payAndReturn(page) {
      const { location } = await press(page, 'pay');
      return new URL(String(location)).searchParams;
    },
    payDelayed: async (page) => void (await press(page, 'delayed-succeed')),
    // The bank answers days later: by then the page is over.
    async settleDelayed(page, result) {
      over.set(page.id, page);
      await steer(`delayed/${sidOf(page)}`, { result });
    },
    async expire(page) {
      over.set(page.id, page);
      await steer(`sessions/${sidOf(page)}/expire`, {});
    },
    pagesOf: async (paymentId) =>
      Object.values(sandbox.books.sessions)
        .filter(({ transactionId }) => transactionId === paymentId)
        .map(({ merchantFields }) => merchantFields.incasso_page ?? ''),
    chargesOf: async (page) =>
      sandbox.books.charges
        .filter(({ session }) => session === sidOf(page))
        .map(({ amount, currency }) => ({ amount, currency })),
    linesOf: () => expect.fail('a page of Skrill has no priced lines'),
    sumOf: async (page) => sessionOf(sandbox.books, page).amount,
    giveBack: async (page, amount) =>
      void (await steer('refunds', { transaction: paidOf(page).id, amount: (amount / 100).toFixed(2) })),
    async dispute(page) {
      await steer('disputes', { transaction: paidOf(page).id });
      return () => expect.fail('a chargeback has no end');
    },
    delayNextRefund: async () => void (await steer('refunds/next', { times: 1, status: 'pending' })),
    async settleRefund(page, result) {
      const refund = refundsOf(page).at(-1) ?? expect.fail('no refund');
      await steer(`refunds/${refund.id}`, { status: result === 'succeed' ? 'succeeded' : 'failed' });
    },
    refundsOf: async (page) =>
      refundsOf(page)
        .filter(({ status }) => status !== -2)
        .map(({ mbMinor, mbCurrency }) => ({ amount: mbMinor, currency: mbCurrency })),
    // It has none: each process of ours knows only what the history says.
    forgetKeys: async () => undefined,
    losing: receiver.losing,
    troubleNext: async (trouble) => void (await steer('faults', troubleOf(trouble))),
    storeFailure: () => expect.fail('Skrill stores no failure'),
    refusedRequest: () => ({ returnUrl: 'ftp://shop.example/return' }),
    async giveUnknownStatus(page) {
      await press(page, 'pay');
      Object.assign(paidOf(page), { status: 77 });
      return 'status 77';
    },
    unknownCharge: '1',
    async foreignCharge() {
      const sid = await foreignPage(sandbox.url, notifyUrl);
      return transactions().find((one) => one.sid === sid)?.id ?? expect.fail('it was paid');
    },
    setWebhooks: async () => undefined,
    webhooks: async () => [],
    takeRight: () => expect.fail('a password has no single rights'),
    giveRights: async () => undefined,
    secrets: [...Object.values(passwords), ...Object.values(words), ...Object.values(passwords).map(md5)],
    async close() {
      await sandbox.close();
      await receiver.close();
    },
  };
  const known = {
    ...ACCOUNT,
    environment: 'test',
    apiPassword: passwords.right,
    webhookSecret: words.standing,
    apiUrl: sandbox.url,
  };
  return bench;
}

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** A refund is two calls, of which the first changes nothing: the trouble is with the second. */
function troubleOf(trouble: Trouble): Fault {
  const path = {
    opening: '/$',
    inquiring: '/app/query.pl',
    closing: '/nowhere',
    capturing: '/nowhere',
    voiding: '/nowhere',
    refunding: '/app/refund.pl',
  }[trouble.at];
  const where = { method: 'POST', path };
  const fault = faultOf(trouble, where);
  return trouble.at === 'refunding' ? { ...where, times: 1, kind: 'latency', ms: 0, next: fault } : fault;
}
