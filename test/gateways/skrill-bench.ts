import { createHash } from 'node:crypto';
import { expect, vi } from 'vitest';
import type { Message } from '../../domain/schemas/message.ts';
import type { Page } from '../../domain/schemas/payment.ts';
import type { Gateway, NotificationRequest } from '../../gateways/gateway.ts';
import { skrill } from '../../gateways/skrill/index.ts';
import type { Fault } from '../../sandbox/kit/faults.ts';
import { createSkrillSandbox, type SkrillSandbox } from '../../sandbox/skrill/index.ts';
import type { Transaction } from '../../sandbox/skrill/objects.ts';
import type { Able, GatewayBench, Signing, Trouble } from '../contract/gateway-bench.ts';
import { pressAt, steer as steerSandbox } from '../sandbox/sandbox-bench.ts';
import { openReceiver } from './receiver.ts';
import { faultOf } from './troubles.ts';

const passwords = { right: 'MqiKept2xw', wrong: 'MqiWrong9zj' };
const words = { standing: 'vkxjstan1', previous: 'wqzkprev2', wrong: 'kzvqwron3' };
export const ACCOUNT = { email: 'shop@example.it', merchantId: '100005' };

/** Skrill's sandbox with a receiver of its reports. */
export interface SkrillBench extends GatewayBench {
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
  /** The first report that came, or comes, with these fields. */
  arrived(wanted: (fields: Record<string, string>) => boolean): Promise<NotificationRequest>;
}

export async function skrillBench(): Promise<SkrillBench> {
  const cameAt = new Map<string, number>();
  let losing = false;
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
    webhookMishaps: () => (losing ? { mode: 'lose' } : undefined),
  });
  const steer: SkrillBench['steer'] = async (path, body) => {
    const answer = await steerSandbox<Record<string, unknown>>(sandbox, path, body);
    expect([path, answer.status, answer.body]).toEqual([path, 200, answer.body]);
    return answer.body;
  };
  const sidOf = ({ url }: Page) =>
    new URL(url).searchParams.get('sid') ?? expect.fail(`no session in ${url}`);
  const sessionOf = (page: Page) => sandbox.books.sessions[sidOf(page)] ?? expect.fail(`no page ${page.id}`);
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
    sumOf: async (page) => sessionOf(page).amount,
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
    async losing(doing) {
      losing = true;
      await doing().finally(() => {
        losing = false;
      });
    },
    troubleNext: async (trouble) => void (await steer('faults', troubleOf(trouble))),
    storeFailure: () => expect.fail('Skrill stores no failure'),
    refusedRequest: () => ({ returnUrl: 'ftp://shop.example/return' }),
    async giveUnknownStatus(page) {
      await press(page, 'pay');
      Object.assign(paidOf(page), { status: 77 });
      return 'status 77';
    },
    arrived: (wanted) =>
      vi.waitUntil(() => received.find((one) => wanted(fieldsOf(one))), { timeout: 5_000, interval: 10 }),
    notification: (page, fact) => notificationOf(bench, page, fact),
    async forged(page) {
      const { transactionId, amount, currency, merchantFields } = sessionOf(page);
      const fields = {
        merchant_id: ACCOUNT.merchantId,
        transaction_id: String(transactionId),
        mb_transaction_id: '999',
        mb_amount: amount,
        mb_currency: currency,
        status: '2',
        amount,
        currency,
        ...merchantFields,
      };
      return bench.sign(posted(String(new URLSearchParams(fields))), { secret: 'wrong' });
    },
    spoiled,
    unreadable: () =>
      [
        { mb_transaction_id: undefined },
        { mb_transaction_id: 'abc' },
        { mb_amount: '12,50' },
        { mb_amount: '' },
        { mb_currency: 'euro' },
        { status: '' },
        { merchant_id: 'x' },
        { transaction_id: '' },
      ].map((change) => bench.sign(posted(formOf({ ...example, ...change })))),
    unknownCharge: '1',
    async foreignCharge() {
      const sid = await foreignPage(sandbox.url, notifyUrl);
      return transactions().find((one) => one.sid === sid)?.id ?? expect.fail('it was paid');
    },
    async foreignNotification() {
      const sid = await foreignPage(sandbox.url, notifyUrl);
      const { id } = transactions().find((one) => one.sid === sid) ?? expect.fail('it was paid');
      return bench.arrived((fields) => fields.mb_transaction_id === id);
    },
    uselessNotification: () => expect.fail('Skrill sends none'),
    sign: (came, { secret = 'standing' }: Signing = {}) => {
      const fields = fieldsOf(came);
      delete fields.md5sig;
      const again = posted(formOf({ ...fields, md5sig: signature('md5', fields, words[secret]) }));
      const moment = cameAt.get(String(came.body));
      if (moment !== undefined) cameAt.set(String(again.body), moment);
      return again;
    },
    strange(came) {
      const { mb_transaction_id } = fieldsOf(came);
      const told = Object.values(sandbox.books.transactions).find(({ id }) => id === mb_transaction_id);
      Object.assign(told ?? {}, { status: 77 });
      return { request: bench.sign(posted(formOf({ ...fieldsOf(came), status: '77' }))), word: 'status 77' };
    },
    asLive: () => expect.fail('no report says whether it is a test'),
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

/** Does it at another time; only dates are another, timers go on. */
async function at<T>(moment: number | undefined, doing: () => Promise<T>): Promise<T> {
  if (moment === undefined || vi.isFakeTimers()) return doing();
  vi.useFakeTimers({ toFake: ['Date'], now: moment });
  return doing().finally(() => vi.useRealTimers());
}

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** md5sig or sha2sig, as whoever sends a report works it out. */
export function signature(by: 'md5' | 'sha256', fields: Record<string, string>, word: string): string {
  const hash = (text: string) => createHash(by).update(text).digest('hex').toUpperCase();
  const { merchant_id = '', transaction_id = '', mb_amount = '', mb_currency = '', status = '' } = fields;
  return hash(`${merchant_id}${transaction_id}${hash(word)}${mb_amount}${mb_currency}${status}`);
}

/** The fields of the reference's example, which secret word "incasso1" signed; without its signature. */
export const example: Record<string, string> = {
  pay_to_email: 'shop@example.it',
  pay_from_email: 'b@example.com',
  merchant_id: '100005',
  transaction_id: '100042-7b1c',
  mb_transaction_id: '2451682729',
  mb_amount: '25.4',
  mb_currency: 'EUR',
  status: '2',
  amount: '25.40',
  currency: 'EUR',
  payment_type: 'WLT',
};

/** A report as Skrill posts it. */
export const posted = (form: string): NotificationRequest => ({
  method: 'POST',
  query: new URLSearchParams(),
  body: Buffer.from(form),
  headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
});

export const formOf = (fields: Record<string, string | undefined>): string =>
  String(
    new URLSearchParams(
      Object.entries(fields).filter((one): one is [string, string] => one[1] !== undefined),
    ),
  );

export const fieldsOf = ({ body }: Pick<NotificationRequest, 'body'>): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(String(body)));

function spoiled(came: NotificationRequest): Record<string, NotificationRequest> {
  const fields = fieldsOf(came);
  const changed = (changes: Record<string, string | undefined>) => posted(formOf({ ...fields, ...changes }));
  return {
    'of another sum': changed({ mb_amount: '79.91' }),
    'with a zero more, which is the same sum': changed({ mb_amount: `${fields.mb_amount}0` }),
    'in another currency': changed({ mb_currency: 'USD' }),
    'of another status': changed({ status: '0' }),
    'of another payment': changed({ transaction_id: `${fields.transaction_id}1` }),
    'of another account': changed({ merchant_id: '100006' }),
    'of nothing at all': posted(''),
    'without a signature': changed({ md5sig: undefined }),
    'with an empty signature': changed({ md5sig: '' }),
    'with nonsense for a signature': changed({ md5sig: 'nonsense' }),
    'with two signatures': posted(`${came.body}&md5sig=${fields.md5sig}`),
    'with a second status': posted(`${came.body}&status=2`),
    'in a query': {
      ...came,
      method: 'GET',
      body: Buffer.alloc(0),
      query: new URLSearchParams(String(came.body)),
    },
  };
}

/** The first report in which the connector reads this fact, also where it has to ask for it. */
async function notificationOf(
  bench: SkrillBench,
  page: Page,
  fact: Message['fact'],
): Promise<NotificationRequest> {
  const gateway = bench.makeGateway();
  const says = async (one: NotificationRequest) => {
    const read = await gateway.readNotification(one);
    if (read.kind === 'message') return read.message.fact === fact;
    if (read.kind !== 'lookup') return false;
    return ((await gateway.lookUp(read))?.messages ?? []).some((message) => message.fact === fact);
  };
  const found = async () => {
    const [{ transactionId } = { transactionId: '' }] = bench.triesOf(page);
    for (const one of bench.received)
      if (fieldsOf(one).transaction_id === transactionId && (await says(one))) return one;
    return undefined;
  };
  return vi.waitUntil(found, { timeout: 5_000, interval: 10 });
}

/** A page that other software prepares on the same account, paid; its session id. */
async function foreignPage(url: string, status_url: string): Promise<string> {
  const body = new URLSearchParams({
    pay_to_email: ACCOUNT.email,
    prepare_only: '1',
    amount: '15',
    currency: 'EUR',
    transaction_id: `12-${Math.floor(Math.random() * 1e9)}`,
    status_url,
    return_url: 'https://other.example/thanks',
  });
  const sid = await (await fetch(`${url}/`, { method: 'POST', body })).text();
  await pressAt(`${url}/pay/${sid}/pay`);
  return sid;
}

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
