import { randomInt } from 'node:crypto';
import type { Sandbox, SandboxOptions } from '../kit/kit.ts';
import type { OrderedMisbehaviour } from '../kit/steering.ts';
import type { Issue } from './issues.ts';
import type { PendingReason } from './objects.ts';
import type {
  AuthorizationRecord,
  CaptureRecord,
  DisputeRecord,
  OrderRecord,
  RefundRecord,
  TakenCharge,
  TransactionRow,
} from './payment-records.ts';
import type {
  Certificate,
  DeliveryLog,
  EventRecord,
  Misbehaviour,
  Pending,
  Webhook,
  WebhookMishap,
} from './webhook-records.ts';

export type * from './objects.ts';
export type * from './payment-records.ts';
export type * from './webhook-records.ts';

/** An access token; times in ms of the sandbox's clock. */
export interface Token {
  scopes: string[];
  madeAt: number;
  endsAt: number;
}
/** What a request with a PayPal-Request-Id did: its repetition is answered with that object as it is now. */
export interface UsedKey {
  fingerprint: string;
  savedAt: number;
  ref?: Ref;
  /** The refusal that repetitions get too, where the account's settings say so. */
  refusal?: Issue;
}
/** An object, by its kind and id. */
export interface Ref {
  kind: 'order' | 'capture' | 'authorization' | 'refund';
  id: string;
}

/** What the sandbox keeps, over restarts too where it has a file. */
export interface PayPalBooks {
  orders: Record<string, OrderRecord>;
  captures: Record<string, CaptureRecord>;
  authorizations: Record<string, AuthorizationRecord>;
  refunds: Record<string, RefundRecord>;
  disputes: Record<string, DisputeRecord>;
  /** The ledger: it shows whether money was taken more than once. */
  charges: TakenCharge[];
  transactions: TransactionRow[];
  tokens: Record<string, Token>;
  keys: Record<string, UsedKey>;
  events: Record<string, EventRecord>;
  webhooks: Record<string, Webhook>;
  outbox: Pending[];
  deliveries: DeliveryLog[];
  certificates: Record<string, Certificate>;
}

/** The app, its webhook, and the sandbox's times. */
export interface PayPalSandboxOptions extends SandboxOptions {
  clientId?: string;
  clientSecret?: string;
  /** The id of the webhook at `webhookUrl`. */
  webhookId?: string;
  webhookUrl?: string;
  webhookEvents?: string[];
  /** Waits before each repetition of a notification that was not answered 2xx, in ms of the sandbox's clock. */
  webhookRetryMs?: number[];
  webhookTimeoutMs?: number;
  /** After how long an eCheck or a review settles by itself, in ms; null: only when told. */
  delayedMs?: number | null;
  /** How long an order lives, in hours: from creation to the first visit, and again from there to its capture. 3, or what PayPal granted. */
  orderHours?: number;
  /** More new tokens than this in a minute are refused with 429. Inferred: the real number is not documented. */
  tokensPerMinute?: number;
  /** Called for each notification, with its type: what goes wrong with it. */
  webhookMishaps?: (type: string) => WebhookMishap | undefined;
}
/** The options that a running sandbox needs; defaults take the place of those left out. */
export type Settings = Required<
  Omit<PayPalSandboxOptions, keyof SandboxOptions | 'webhookUrl' | 'webhookMishaps'>
>;

/** How the account is set up. */
export interface Account {
  /** Whether an invoice_id can be used by one capture only. */
  uniqueInvoiceIds: boolean;
  /** Whether a refusal is repeated for its PayPal-Request-Id, like a success. Inferred: it is not; a client has to cope with both. */
  keepsRefusals: boolean;
  /** False: orders are answered without their payments, as some integrators saw. */
  showsPayments: boolean;
}

/** How the next captures end, whatever the buyer chose: pending for a reason, or declined at once. */
export type NextCaptures =
  | { times: number; reason: PendingReason; result: 'succeed' | 'fail' | null }
  | { times: number; declined: true };

/** What every module of this sandbox works on. What is not in the books is forgotten at a restart. */
export interface PayPal {
  sandbox: Sandbox<PayPalBooks>;
  books: PayPalBooks;
  settings: Settings;
  account: Account;
  misbehaviours: OrderedMisbehaviour<Misbehaviour>[];
  webhookMishaps: PayPalSandboxOptions['webhookMishaps'];
  /** How many of the next calls are answered 500 in PayPal's own shape, and whether they have their effect. */
  failure: { times: number; effect: boolean };
  slow: { times: number; ms: number };
  /** Refusals that were ordered for an operation ("capture"), whatever the request. */
  refusals: { operation: string; issue: Issue; times: number }[];
  nextCaptures: NextCaptures;
  nextRefunds: { times: number; status: 'pending' | 'failed' };
  /** Scopes that the app lacks. */
  lacks: string[];
  inFlight: Set<string>;
  sending: Set<Pending>;
  closing: AbortController;
}

/** Books in which nothing has happened. */
export const emptyBooks = (): PayPalBooks => ({
  orders: {},
  captures: {},
  authorizations: {},
  refunds: {},
  disputes: {},
  charges: [],
  transactions: [],
  tokens: {},
  keys: {},
  events: {},
  webhooks: {},
  outbox: [],
  deliveries: [],
  certificates: {},
});

/** The sandbox's time, in ms. */
export const clock = (paypal: PayPal): number => paypal.sandbox.now().getTime();

/** A time as everything but events has it: "2026-03-02T10:00:00Z". */
export const timeOf = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXY0123456789';

/** An identifier as PayPal writes it; orders, captures, authorizations and refunds have 17 characters. */
export const newId = (length = 17): string =>
  Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('');
