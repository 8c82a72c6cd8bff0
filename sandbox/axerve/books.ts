import { randomInt } from 'node:crypto';
import type { Sandbox, SandboxOptions } from '../kit/kit.ts';
import type { Tried, Waiting } from '../kit/outbox.ts';
import type { OrderedMisbehaviour } from '../kit/steering.ts';
import type { Capture, Moto, Payment, Shop, Status } from './objects.ts';

export type * from './objects.ts';

/** Money taken, appended once per authorisation of a unified shop or capture of a separated one; minor units, `at` in UTC. */
export interface TakenCharge {
  id: string;
  amount: number;
  currency: string;
  payment: string;
  at: string;
}
/** Money that went back: a refund, a deleted unified authorisation, a lost dispute. */
export interface GivenBack extends TakenCharge {
  kind: 'refund' | 'cancel' | 'chargeback';
}

/** What became of a notification; `failed`: nobody tries any more. */
export type DeliveryState = 'pending' | 'delivered' | 'failed';
/** One thing to tell a merchant's server about a payment. */
export interface Notification {
  id: string;
  paymentID: string;
  status: Status;
  at: string;
  delivery: DeliveryState;
}
/** A delivery still to be made; times in ms of the sandbox's clock. */
export interface Pending extends Waiting {
  notification: string;
  url: string;
  attempts: number;
  firstAt: number;
}
/** One attempt to deliver a notification, with its answer. */
export interface DeliveryLog extends Tried {
  notification: string;
  paymentID: string;
  type: Status;
  attempt: number;
}

/** What the sandbox keeps, over restarts too where it has a file. */
export interface AxerveBooks {
  shops: Record<string, Shop>;
  payments: Record<string, Payment>;
  /** The ledger: it shows whether money was taken more than once. */
  charges: TakenCharge[];
  refunds: GivenBack[];
  notifications: Record<string, Notification>;
  outbox: Pending[];
  deliveries: DeliveryLog[];
  /** Calls that moved money by GET: a careful client has none. */
  movedByGet: { path: string; at: string }[];
  nextEventId: number;
}

/** What can be ordered to go wrong with notifications. */
export type Misbehaviour = 'lose' | 'duplicate' | 'delay' | 'reorder' | 'corrupt-token';
/** What goes wrong with one notification; `ms`: the delay. */
export interface WebhookMishap {
  mode: Exclude<Misbehaviour, 'corrupt-token'>;
  ms?: number;
}

/** The shop's profile, and the sandbox's times. */
export interface AxerveSandboxOptions extends SandboxOptions {
  shopLogin?: string;
  apiKey?: string;
  environment?: Shop['environment'];
  version?: Shop['version'];
  /** How cards are taken; other payment types are taken at once. */
  capture?: Capture;
  automaticBehaviour?: Moto['automaticBehaviour'];
  paymentTypes?: string[];
  customFields?: string[];
  /** The back office's "URL Server to Server", for payments that name none. */
  webhookUrl?: string;
  /** Waits before each repetition of a notification, in ms of the sandbox's clock; the last one recurs until 48 hours are over. */
  webhookRetryMs?: number[];
  webhookTimeoutMs?: number;
  /** After how long a bank decides on an XX by itself, in ms; null: only when told. */
  delayedMs?: number | null;
  /** How long the paid page waits for the notification's answer before it sends the buyer back, in ms. */
  redirectWaitMs?: number;
  /** After how long a page can't be paid any more, in ms; null: never, since no document says that pages expire. */
  pageLifeMs?: number | null;
  /** Called for each notification, with its Status: what goes wrong with it. */
  webhookMishaps?: (type: Status) => WebhookMishap | undefined;
}
/** The sandbox's times, in ms. */
export type Settings = Required<
  Pick<
    AxerveSandboxOptions,
    'webhookRetryMs' | 'webhookTimeoutMs' | 'delayedMs' | 'redirectWaitMs' | 'pageLifeMs'
  >
>;

/** How answers are written where the vendor's documents contradict each other, or don't say. */
export interface Answers {
  /** `default`: nested as `events[].event` by GET, flat by POST, as each is documented. */
  events: 'default' | 'nested' | 'flat';
  /** OK, KO, XX or APPROVED, DECLINED, PENDING. */
  results: 'short' | 'long';
  /** transactionResult or TransactionResult. */
  names: 'camel' | 'pascal';
  /** A refused capture, cancel or refund: an error's code, or code 0 with transactionResult KO. */
  refusals: 'error' | 'ko';
  /** Whether events have ids. */
  eventIDs: boolean;
  /** Whether rows of a search have the paymentID. */
  rowsWithPaymentID: boolean;
  /** How many rows an answer has at most, whatever range is asked for. */
  mostRows: number;
  /** Details are as they were so long ago, from the authorisation on: no document says how soon a history has what was asked for. */
  detailsBehindMs: number;
  /** Whether a hold is taken once, or by parts until all of it is: no document says. */
  captures: 'once' | 'parts';
}

/** What every module of this sandbox works on. What is not in the books is forgotten at a restart. */
export interface Axerve {
  sandbox: Sandbox<AxerveBooks>;
  books: AxerveBooks;
  settings: Settings;
  answers: Answers;
  misbehaviours: OrderedMisbehaviour<Misbehaviour, Status>[];
  webhookMishaps: AxerveSandboxOptions['webhookMishaps'];
  /** How many of the next calls end in "9999 Technical error", and whether they have their effect. */
  failures: { times: number; effect: boolean };
  nextRefunds: { times: number; status: 'pending' };
  nextCaptures: { times: number; status: 'pending' };
  /** When the next night run is due. */
  nextNight: Date;
  sending: Set<Pending>;
  closing: AbortController;
}

/** The answers as most of the documents have them. */
export const defaultAnswers: Answers = {
  events: 'default',
  results: 'short',
  names: 'camel',
  refusals: 'error',
  eventIDs: true,
  rowsWithPaymentID: true,
  mostRows: 100,
  detailsBehindMs: 0,
  captures: 'once',
};

/** Books in which nothing has happened. */
export function emptyBooks(): AxerveBooks {
  return {
    shops: {},
    payments: {},
    charges: [],
    refunds: [],
    notifications: {},
    outbox: [],
    deliveries: [],
    movedByGet: [],
    nextEventId: 7001,
  };
}

/** A text of `length` random digits. */
export const digits = (length: number): string =>
  Array.from({ length }, () => String(randomInt(10))).join('');
