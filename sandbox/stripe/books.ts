import { randomBytes } from 'node:crypto';
import type { Sandbox, SandboxOptions } from '../kit/kit.ts';
import type { OrderedMisbehaviour } from '../kit/steering.ts';
import type {
  CaptureMethod,
  Charge,
  CheckoutSession,
  Dispute,
  FraudWarning,
  Metadata,
  PaymentIntent,
  Refund,
  Review,
  Wire,
} from './objects.ts';

import type {
  DeliveryLog,
  Endpoint,
  EventRecord,
  Misbehaviour,
  Pending,
  WebhookMishap,
} from './webhook-records.ts';

export type * from './objects.ts';
export type * from './webhook-records.ts';

/** A session, with what Stripe keeps of it but doesn't answer with it. */
export interface SessionRecord {
  object: CheckoutSession;
  lineItems: (Wire & { id: string })[];
  intent: { description: string | null; metadata: Metadata; captureMethod?: CaptureMethod };
  /** A delayed method (bank debit) under way; `dueAt` in ms of the sandbox's clock; null: only `/_sandbox/delayed` settles it. */
  delayed: { result: DelayedResult; dueAt: number | null } | null;
}
/** How a bank debit ends. */
export type DelayedResult = 'succeed' | 'fail';

/** Money taken, appended once per successful charge; minor units, `at` in UTC. */
export interface TakenCharge {
  id: string;
  amount: number;
  currency: string;
  payment_intent: string;
  session: string;
  at: string;
}

/** The answer that is repeated for an idempotency key; `savedAt` in ms. */
export interface SavedAnswer {
  fingerprint: string;
  status: number;
  body: Wire;
  requestId: string;
  savedAt: number;
}

/** What the sandbox keeps, over restarts too where it has a file. */
export interface StripeBooks {
  sessions: Record<string, SessionRecord>;
  paymentIntents: Record<string, PaymentIntent>;
  /** The ledger: it shows whether money was taken more than once. */
  charges: TakenCharge[];
  /** Every charge as the API answers it, also failed ones. */
  chargeObjects: Record<string, Charge>;
  refunds: Record<string, Refund>;
  disputes: Record<string, Dispute>;
  reviews: Record<string, Review>;
  warnings: Record<string, FraudWarning>;
  events: Record<string, EventRecord>;
  endpoints: Record<string, Endpoint>;
  outbox: Pending[];
  deliveries: DeliveryLog[];
  idempotency: Record<string, SavedAnswer>;
}

/** The keys, the webhook, and the sandbox's times. */
export interface StripeSandboxOptions extends SandboxOptions {
  secretKey?: string;
  publicKey?: string;
  webhookSecret?: string;
  webhookUrl?: string;
  webhookEvents?: string[];
  /** Waits before each repetition of a notification that was not answered 2xx, in ms of the sandbox's clock. */
  webhookRetryMs?: number[];
  webhookTimeoutMs?: number;
  /** After how long a delayed method settles by itself, in ms; null: only when told. */
  delayedMs?: number | null;
  /** How long the paid page waits for the notification's answer before it sends the buyer back, in ms. */
  redirectWaitMs?: number;
  /** Called for each notification, with its type: what goes wrong with it. */
  webhookMishaps?: (type: string) => WebhookMishap | undefined;
}
/** The options that a running sandbox needs; defaults take the place of those left out. */
export type Settings = Required<
  Omit<StripeSandboxOptions, keyof SandboxOptions | 'webhookUrl' | 'webhookMishaps'>
>;

/** What every module of this sandbox works on. What is not in the books is forgotten at a restart. */
export interface Stripe {
  sandbox: Sandbox<StripeBooks>;
  books: StripeBooks;
  settings: Settings;
  livemode: boolean;
  misbehaviours: OrderedMisbehaviour<Misbehaviour>[];
  webhookMishaps: StripeSandboxOptions['webhookMishaps'];
  storedFailures: { times: number; effect: boolean };
  slow: { times: number; ms: number };
  nextRefunds: { times: number; status: 'pending' };
  /** Permissions that the key lacks, as a restricted key does: "rak_webhook_read". */
  lacks: string[];
  /** Whether the account was activated. */
  chargesEnabled: boolean;
  /** The version of events, for endpoints without a version of their own. */
  accountVersion: string;
  inFlight: Map<string, string>;
  sending: Set<Pending>;
  closing: AbortController;
}

/** The only version of the API that this sandbox has. */
export const API_VERSION = '2026-10-28.endive';

/** Books in which nothing has happened. */
export function emptyBooks(): StripeBooks {
  return {
    sessions: {},
    paymentIntents: {},
    charges: [],
    chargeObjects: {},
    refunds: {},
    disputes: {},
    reviews: {},
    warnings: {},
    events: {},
    endpoints: {},
    outbox: [],
    deliveries: [],
    idempotency: {},
  };
}

/** Seconds since 1970 by the sandbox's clock. */
export const seconds = (stripe: Stripe): number => Math.floor(stripe.sandbox.now().getTime() / 1000);

/** An identifier as Stripe writes it: a prefix and `length` letters or digits. */
export function newId(prefix: string, length = 24): string {
  const text = randomBytes(length * 2)
    .toString('base64')
    .replace(/[^A-Za-z0-9]/g, '');
  return `${prefix}${text.slice(0, length)}`;
}
