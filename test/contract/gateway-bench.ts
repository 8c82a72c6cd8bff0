import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { Failure } from '../../domain/failure.ts';
import type { Message } from '../../domain/schemas/message.ts';
import type { Page, PageRequest } from '../../domain/schemas/payment.ts';
import type { Gateway } from '../../gateways/gateway.ts';

/** A notification as it came over the wire. */
export interface Received {
  rawBody: Buffer;
  headers: Record<string, string | string[] | undefined>;
}

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

/** A gateway's sandbox and how the suite steers it. */
export interface GatewayBench {
  /** The connector as a process makes it when it starts. Time-out in ms. `secrets`: which signing secrets it knows. */
  makeGateway(options?: {
    timeoutMs?: number;
    wrongKey?: boolean;
    url?: string;
    secrets?: ('standing' | 'previous')[];
    /** Its name, where another one takes money on the same account. */
    installation?: string;
  }): Gateway;
  /** What the customer does on the page. */
  pay(page: Page): Promise<void>;
  refuse(page: Page): Promise<void>;
  payDelayed(page: Page): Promise<void>;
  settleDelayed(page: Page, result: 'succeed' | 'fail'): Promise<void>;
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
  /** The next notification never arrives. */
  loseNext(): Promise<void>;
  troubleNext(trouble: Trouble): Promise<void>;
  /** The next opening fails at the gateway, which keeps that answer under its key. */
  storeFailure(): Promise<void>;
  /** From now on the gateway answers with a status that nobody knows for this page. */
  giveUnknownStatus(page: Page): Promise<void>;
  /** The first notification of the page in which the connector reads this fact, as it came; asked for where it names only the charge. */
  notification(page: Page, fact: Message['fact']): Promise<Received>;
  /** Notifications that are not for us. */
  foreignNotification(): Promise<Received>;
  /** A charge on the same account that other software made. */
  foreignCharge(): Promise<string>;
  uselessNotification(page: Page): Promise<Received>;
  /** The notification signed anew, its body altered first where that is asked for. */
  sign(received: Received, signing?: Signing, alter?: (body: string) => string): Received;
  /** Alterations of a body: a status nobody knows, the other environment. */
  withUnknownStatus(body: string): string;
  asLive(body: string): string;
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

/** The only cases a gateway may be unable to have; those on security and money are not among them. */
export type Optional = 'delayed methods' | 'stored failures' | 'tries refused on the page';

/** What the parts of the suite share: the bench, opened once, and how they look at it. */
export interface Suite {
  readonly bench: GatewayBench;
  can(what: Optional): boolean;
  /** A request of a payment like no other. */
  aNewRequest(changes?: Partial<PageRequest>): PageRequest;
  /** A page of a new payment, opened. */
  aNewPage(changes?: Partial<PageRequest>): Promise<{ request: PageRequest; page: Page }>;
  /** The same once it was paid, with its charge. */
  aPaidPage(): Promise<{ request: PageRequest; page: Page; charge: string }>;
  /** The failure of a call; whichever it is, it must not tell secrets or personal data. */
  failureOf(call: () => unknown): Promise<Failure>;
}

export function suite(opened: () => GatewayBench, can: Suite['can']): Suite {
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
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    ...changes,
  });
  const aNewPage: Suite['aNewPage'] = async (changes) => {
    const request = aNewRequest(changes);
    const page = await opened().makeGateway().openPage(request, `${request.paymentId}-1`);
    return { request, page };
  };
  return {
    get bench() {
      return opened();
    },
    can,
    aNewRequest,
    aNewPage,
    async aPaidPage() {
      const { request, page } = await aNewPage();
      await opened().pay(page);
      const [{ charge }] = await opened().makeGateway().inquire(request.paymentId, page.id);
      return { request, page, charge: charge ?? expect.fail('a paid page has a charge') };
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
