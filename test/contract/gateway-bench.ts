import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { Failure } from '../../domain/failure.ts';
import type { Message } from '../../domain/schemas/message.ts';
import type { Page, PageRequest } from '../../domain/schemas/payment.ts';
import type { Capability, Gateway, NotificationRequest } from '../../gateways/gateway.ts';
import type { GatewayKind, PageWindow } from '../../gateways/kind.ts';

/** What goes wrong with the next request of a kind. `times`: how often, where once is not meant. */
export interface Trouble {
  at: 'opening' | 'inquiring' | 'closing' | 'refunding';
  what:
    | 'done, answer lost'
    | 'done, connection cut'
    | 'not done, answer lost'
    | 'error page'
    | 'error page after it was done'
    | 'too many requests';
  /** Seconds, with 'too many requests'. */
  retryAfter?: number;
}

/** How a notification is signed anew; each mistake alone has to be enough to refuse it. Time in seconds from now. */
export interface Signing {
  secret?: 'standing' | 'previous' | 'wrong';
  secondsFromNow?: number;
}

/** A gateway whose kind can do all that some can; what a kind can't is never asked of it. */
export type Able = Gateway & Required<Pick<Gateway, Capability>>;

/** A gateway's sandbox and how the suite steers it. */
export interface GatewayBench {
  /** The connector as a process makes it when it starts. Time-out in ms. `secrets`: which secrets of notifications it knows. */
  makeGateway(options?: {
    timeoutMs?: number;
    wrongKey?: boolean;
    url?: string;
    secrets?: ('standing' | 'previous')[];
    /** Its name, where another one takes money on the same account. */
    installation?: string;
  }): Gateway;
  /** What the customer does on the page. `refuse` answers with a word of the reason that the gateway gives. */
  pay(page: Page): Promise<void>;
  refuse(page: Page): Promise<string>;
  payDelayed(page: Page): Promise<void>;
  settleDelayed(page: Page, result: 'succeed' | 'fail'): Promise<void>;
  /** The customer pays; what the browser then brings to the return address. */
  payAndReturn(page: Page): Promise<URLSearchParams>;
  /** The page's time has come. */
  expire(page: Page): Promise<void>;
  /** Pages of a payment and money taken, read past the connector. */
  pagesOf(paymentId: string): Promise<string[]>;
  chargesOf(page: Page): Promise<{ amount: number; currency: string }[]>;
  /** The lines the customer sees, in the currency's minor units. */
  linesOf(page: Page): Promise<{ name: string; quantity: number; unitAmount: number }[]>;
  /** What the customer is asked for, as the page shows it: "5000.00". */
  sumOf(page: Page): Promise<string>;
  /** What people do in the gateway's back office. `dispute` is the customer's bank, of all or part; it answers with what ends it. */
  giveBack(page: Page, amount: number): Promise<void>;
  dispute(page: Page, amount?: number): Promise<(end: 'won' | 'lost') => Promise<void>>;
  /** The next refund stays under way until it is told how it ended. */
  delayNextRefund(): Promise<void>;
  settleRefund(page: Page, result: 'succeed' | 'fail'): Promise<void>;
  /** Money given back, read past the connector. */
  refundsOf(page: Page): Promise<{ amount: number; currency: string }[]>;
  /** The gateway's memory of idempotency keys has run out. */
  forgetKeys(): Promise<void>;
  /** What is told of all that is done meanwhile never arrives. */
  losing(doing: () => Promise<void>): Promise<void>;
  troubleNext(trouble: Trouble): Promise<void>;
  /** The next opening fails at the gateway, which keeps that answer under its key. */
  storeFailure(): Promise<void>;
  /** What makes of a request one that the gateway refuses. */
  refusedRequest(): Partial<PageRequest>;
  /** From now on the gateway answers with a status that nobody knows for this page: this word. */
  giveUnknownStatus(page: Page): Promise<string>;
  /** The first notification of the page in which the connector reads this fact, as it came; asked for where it names only the charge. */
  notification(page: Page, fact: Message['fact']): Promise<NotificationRequest>;
  /** Somebody who is not the gateway says that this page was paid. */
  forged(page: Page): Promise<NotificationRequest>;
  /** The notification spoiled in each way that has to be noticed, by what was done to it. */
  spoiled(received: NotificationRequest): Record<string, NotificationRequest>;
  /** As the gateway would sign them, and nothing that it would say. */
  unreadable(): NotificationRequest[];
  /** The notification signed anew. */
  sign(received: NotificationRequest, signing?: Signing): NotificationRequest;
  /** The notification as the gateway would send it with a status that nobody knows, and that word; of the other environment. */
  strange(received: NotificationRequest): { request: NotificationRequest; word: string };
  asLive(received: NotificationRequest): NotificationRequest;
  /** Notifications that are not for us. */
  foreignNotification(): Promise<NotificationRequest>;
  uselessNotification(page: Page): Promise<NotificationRequest>;
  /** A charge on the same account that other software made; one that never was. */
  foreignCharge(): Promise<string>;
  unknownCharge: string;
  /** The addresses notified from now on, in place of those before; `too little`: one of the needed kinds is missing. */
  setWebhooks(
    wanted: { url: string; hears: 'all' | 'enough' | 'too little'; off?: boolean }[],
  ): Promise<void>;
  webhooks(): Promise<{ url: string; hears: string[] }[]>;
  /** Takes one right from the key; answers how the check names it. */
  takeRight(): Promise<RegExp>;
  giveRights(): Promise<void>;
  /** Must never be seen in a failure. */
  secrets: string[];
  close(): Promise<void>;
}

/** What a kind may lack besides capabilities; what keeps money from being lost or believed is not among it. */
const FEATURES = [
  'openings that call the gateway',
  'one page for one key',
  'stored failures',
  'lines on the page',
  'delayed methods',
  'tries refused on the page',
  'pages that are not known',
  'signed notifications',
  'dates in signatures',
  'secrets that are changed',
  'the environment in notifications',
  'notifications of pages whose time has come',
  'notifications of no use',
  'several installations on one account',
  'refunds in the back office',
  'refunds under way',
  'disputes',
  'several disputes of one charge',
  'rights of a key',
  'limits of requests',
] as const;
const CAPABILITIES = ['closePage', 'refund', 'listNotifications', 'createWebhook', 'links'] as const;
export type Feature = (typeof FEATURES)[number] | Capability;
export const features: readonly Feature[] = [...CAPABILITIES, ...FEATURES];
export const capabilities: readonly Capability[] = CAPABILITIES;

/** What a payment's messages come to, or that a notification is nothing to us. */
type Heard = { paymentId: string; messages: Message[] } | 'foreign' | 'ignored';

/** What the parts of the suite share: the bench, opened once, and how they look at it. */
export interface Suite {
  readonly bench: GatewayBench;
  readonly kind: GatewayKind;
  /** The gateway, of which is asked only what its kind can. */
  able(options?: Parameters<GatewayBench['makeGateway']>[0]): Able;
  /** Cases of what not every gateway has. A kind that lacks it has them left out, counted, with its reason. */
  where(what: Feature, cases: () => void): void;
  has(what: Feature): boolean;
  /** A request of a payment like no other. */
  aNewRequest(changes?: Partial<PageRequest>): PageRequest;
  /** A page of a new payment, opened. */
  aNewPage(changes?: Partial<PageRequest>): Promise<{ request: PageRequest; page: Page }>;
  /** The same once it was paid, with its charge. */
  aPaidPage(): Promise<{ request: PageRequest; page: Page; charge: string }>;
  /** What a notification comes to, asked for where it names only a charge. */
  heard(request: NotificationRequest, gateway?: Gateway): Promise<Heard>;
  /** The one message that it comes to, of a payment of ours. */
  heardOne(request: NotificationRequest): Promise<{ paymentId: string; message: Message }>;
  /** The failure of a call; whichever it is, it must not tell secrets or personal data. */
  failureOf(call: () => unknown): Promise<Failure>;
}

export function suite(
  opened: () => GatewayBench,
  {
    name,
    kind,
    window,
    cannot = {},
  }: { name: string; kind: GatewayKind; window: PageWindow; cannot?: Partial<Record<Feature, string>> },
): Suite {
  const pageMs = Math.min(Math.max(3_600_000, window.minMs), window.maxMs);
  const aNewRequest: Suite['aNewRequest'] = (changes = {}) => ({
    paymentId: `000000012-${randomUUID()}`,
    total: { amount: 7990, currency: 'EUR' },
    description: 'Order 000000012',
    lines: [
      { name: 'Blue shirt', quantity: 2, unitAmount: 3270 },
      { name: 'Shipping', quantity: 1, unitAmount: 1450 },
    ],
    customerEmail: 'ada.neri@shop.example',
    locale: 'it',
    returnUrl: 'https://shop.example/pay/return?order=12',
    backUrl: 'https://shop.example/pay/back?order=12',
    notifyUrl: 'https://shop.example/webhooks',
    expiresAt: new Date(Date.now() + pageMs).toISOString(),
    ...changes,
  });
  const aNewPage: Suite['aNewPage'] = async (changes) => {
    const request = aNewRequest(changes);
    const page = await opened().makeGateway().openPage(request, `${request.paymentId}-1`);
    return { request, page };
  };
  const heard: Suite['heard'] = async (request, gateway = opened().makeGateway()) => {
    const read = await gateway.readNotification(request);
    if (read.kind === 'message') return { paymentId: read.paymentId, messages: [read.message] };
    if (read.kind === 'lookup') return (await gateway.lookUp(read)) ?? 'foreign';
    return read.kind === 'unreadable' ? expect.fail('only lists have what can not be read') : read.kind;
  };
  return {
    get bench() {
      return opened();
    },
    kind,
    able: (options) => opened().makeGateway(options) as Able,
    where(what, cases) {
      const reason = cannot[what];
      if (reason === undefined) cases();
      else it(`cases on ${what} are left out`, ({ skip }) => skip(`${name}, ${what}: ${reason}`));
    },
    has: (what) => cannot[what] === undefined,
    aNewRequest,
    aNewPage,
    async aPaidPage() {
      const { request, page } = await aNewPage();
      await opened().pay(page);
      const [{ charge }] = await opened().makeGateway().inquire(request.paymentId, page.id);
      return { request, page, charge: charge ?? expect.fail('a paid page has a charge') };
    },
    heard,
    async heardOne(request) {
      const found = await heard(request);
      if (typeof found === 'string') expect.fail('it is about a payment of ours');
      const [message, ...others] = found.messages;
      expect(others).toEqual([]);
      return { paymentId: found.paymentId, message: message ?? expect.fail('it says something') };
    },
    async failureOf(call) {
      const failure = await Promise.resolve()
        .then(call)
        .then(
          () => expect.fail('the call should have failed'),
          (error: unknown) => error,
        );
      if (!(failure instanceof Failure)) throw failure;
      const told = [failure.message, failure.stack, JSON.stringify(failure), String(failure.cause)].join(' ');
      for (const secret of [...opened().secrets, 'neri', '@shop.example']) expect(told).not.toContain(secret);
      return failure;
    },
  };
}
