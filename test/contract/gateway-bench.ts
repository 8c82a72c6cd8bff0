import type { Message } from '../../domain/schemas/message.ts';
import type { Page, PageRequest } from '../../domain/schemas/payment.ts';
import type { Capability, Gateway, NotificationRequest } from '../../gateways/gateway.ts';

/** What goes wrong with the next request of a kind. `times`: how often, where once is not meant. */
export interface Trouble {
  at: 'opening' | 'inquiring' | 'closing' | 'capturing' | 'voiding' | 'refunding';
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

/** What a gateway tells, and what nobody but the gateway could. */
export interface NotificationsBench {
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
}

/** A gateway's sandbox and how the suite steers it. */
export interface GatewayBench extends NotificationsBench {
  /** The connector as a process makes it when it starts. Time-out in ms. `secrets`: which secrets of notifications it knows. */
  makeGateway(options?: {
    timeoutMs?: number;
    wrongKey?: boolean;
    url?: string;
    secrets?: ('standing' | 'previous')[];
    /** Its name, where another one takes money on the same account. */
    installation?: string;
    /** On an account that holds what is paid, where that is a setting of the account. */
    holding?: boolean;
  }): Gateway;
  /** What the customer does on the page. `refuse` answers with a word of the reason that the gateway gives. */
  pay(page: Page): Promise<void>;
  refuse(page: Page): Promise<string>;
  payDelayed(page: Page): Promise<void>;
  settleDelayed(page: Page, result: 'succeed' | 'fail'): Promise<void>;
  /** The customer pays; what the browser then brings to the return address. */
  payAndReturn(page: Page): Promise<URLSearchParams>;
  /** Where the customer only agrees on the page, and the money is taken by us. */
  agreements?: {
    agree(page: Page): Promise<void>;
    /** With what will be refused once it is to be taken: a word of the reason that the gateway gives. */
    agreeInVain(page: Page): Promise<string>;
  };
  /** Where money can be held: of pages that were opened for it. */
  holds?: {
    /** The customer does all that is theirs, and the money is held. */
    hold(page: Page): Promise<void>;
    /** The gateway lets go of it by itself. */
    lapse(page: Page): Promise<void>;
    /** What is held now, read past the connector. */
    heldOf(page: Page): Promise<{ amount: number; currency: string }[]>;
  };
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
