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

/** An access token; moments in ms of the sandbox's clock. */
export interface Token {
  scopes: string[];
  madeAt: number;
  endsAt: number;
}
/** What a PayPal-Request-Id has done: whoever repeats it is shown that object as it is now. */
export interface UsedKey {
  fingerprint: string;
  savedAt: number;
  ref?: Ref;
  /** A refusal that is repeated, where the account's settings say so. */
  refusal?: Issue;
}
export interface Ref {
  kind: 'order' | 'capture' | 'authorization' | 'refund';
  id: string;
}

export interface PayPalBooks {
  orders: Record<string, OrderRecord>;
  captures: Record<string, CaptureRecord>;
  authorizations: Record<string, AuthorizationRecord>;
  refunds: Record<string, RefundRecord>;
  disputes: Record<string, DisputeRecord>;
  /** The ledger: count these to know that money was taken once. */
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

export interface PayPalSandboxOptions extends SandboxOptions {
  clientId?: string;
  clientSecret?: string;
  /** Of the webhook that `webhookUrl` makes. */
  webhookId?: string;
  webhookUrl?: string;
  webhookEvents?: string[];
  /** Waits before each repetition of a notification that was not answered 2xx, in ms of the sandbox's clock. */
  webhookRetryMs?: number[];
  webhookTimeoutMs?: number;
  /** When an eCheck or a held review settles by itself, in ms; null: only when told. */
  delayedMs?: number | null;
  /** From creation to the first visit, and from that to approval and capture: 3, or what the account manager granted. */
  orderHours?: number;
  /** More new tokens than this in a minute are refused with 429; inferred, since which number it is nobody says. */
  tokensPerMinute?: number;
  /** Asked at each notification of this type whether it goes wrong. */
  webhookMishaps?: (type: string) => WebhookMishap | undefined;
}
export type Settings = Required<
  Omit<PayPalSandboxOptions, keyof SandboxOptions | 'webhookUrl' | 'webhookMishaps'>
>;

/** How the account is set. */
export interface Account {
  /** No two captures under one invoice_id. */
  uniqueInvoiceIds: boolean;
  /** A refusal is remembered with its PayPal-Request-Id, as a success is. Inferred that it is not; a client has to bear both. */
  keepsRefusals: boolean;
  /** Off: orders are shown without their payments, as some integrators met them. */
  showsPayments: boolean;
}

/** What the next captures come to, whatever the buyer chose: pending for a reason, or declined at once. */
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
  /** Answers 500 in PayPal's own shape, with or without effect. */
  failure: { times: number; effect: boolean };
  slow: { times: number; ms: number };
  /** Refusals that were ordered for an operation ("capture"), whatever the request. */
  refusals: { operation: string; issue: Issue; times: number }[];
  nextCaptures: NextCaptures;
  nextRefunds: { times: number; status: 'pending' | 'failed' };
  /** Scopes that the app has not. */
  lacks: string[];
  inFlight: Set<string>;
  sending: Set<Pending>;
  closing: AbortController;
}

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

/** Ms of the sandbox's clock. */
export const clock = (paypal: PayPal): number => paypal.sandbox.now().getTime();

/** "2026-03-02T10:00:00Z", as everything but events tells the time. */
export const timeOf = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXY0123456789';

/** An identifier as PayPal writes it; orders, captures, authorizations and refunds have 17 characters. */
export const newId = (length = 17): string =>
  Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('');
