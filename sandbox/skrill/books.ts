import { randomBytes } from 'node:crypto';
import type { Sandbox, SandboxOptions } from '../kit/kit.ts';
import type { Tried } from '../kit/outbox.ts';
import type { OrderedMisbehaviour } from '../kit/steering.ts';
import type {
  HistoryRow,
  Refund,
  RefundSession,
  SessionRecord,
  TakenCharge,
  Transaction,
} from './objects.ts';

export type * from './objects.ts';

/** A report still to be posted; `dueAt` in ms of the sandbox's clock. */
export interface Pending {
  /** The id of the transaction or refund that it is about. */
  about: string;
  status: string;
  url: string;
  /** The form as it is sent, each time the same. */
  body: string;
  attempts: number;
  dueAt: number;
  /** Waits for the next report to overtake it. */
  held?: boolean;
}
export interface DeliveryLog extends Tried {
  about: string;
  /** The status that was told. */
  type: string;
  attempt: number;
}

export interface SkrillBooks {
  sessions: Record<string, SessionRecord>;
  transactions: Record<string, Transaction>;
  /** The ledger: count these to know that money was taken once. */
  charges: TakenCharge[];
  refundSessions: Record<string, RefundSession>;
  refunds: Record<string, Refund>;
  history: HistoryRow[];
  /** Minor units of the account's currency. */
  balance: number;
  outbox: Pending[];
  deliveries: DeliveryLog[];
  nextId: number;
  /** Refused logins of the query and refund interfaces since the last good one. */
  refusedLogins: number;
  lockedUntil: number | null;
}

/** What the account's owner and Skrill have set; `/_sandbox/account` changes it. */
export interface Account {
  merchantId: string;
  email: string;
  secretWord: string;
  mqiPassword: string;
  currency: string;
  /** Units of the account's currency for one of another. */
  rates: Record<string, number>;
  /** Reports carry sha2sig too. */
  sha2: boolean;
  /** Reports of failed payments carry failed_reason_code. */
  reasons: boolean;
  /** The return address gets transaction_id and msid. */
  secureReturn: boolean;
  /** The interfaces for queries and refunds are switched on. */
  services: boolean;
  /** Who may call them; null: everybody. */
  allowedIps: string[] | null;
}

export interface SkrillSandboxOptions extends SandboxOptions, Partial<Account> {
  /** Waits before each repetition of a report that was not answered 200, in ms of the sandbox's clock: nine for ten posts. */
  webhookRetryMs?: number[];
  webhookTimeoutMs?: number;
  /** When a bank transfer settles by itself, in ms; null: only when told. */
  delayedMs?: number | null;
  /** Refused logins until the account is locked, and for how long. */
  loginTries?: number;
  lockMs?: number;
  /** Of the account, in minor units, as the books are opened. */
  balance?: number;
  /** Asked at each report of this status whether it goes wrong. */
  webhookMishaps?: (type: string) => WebhookMishap | undefined;
}
export type Settings = Required<
  Pick<
    SkrillSandboxOptions,
    'webhookRetryMs' | 'webhookTimeoutMs' | 'delayedMs' | 'loginTries' | 'lockMs' | 'balance'
  >
>;

export type Misbehaviour =
  | 'lose'
  | 'duplicate'
  | 'delay'
  | 'reorder'
  | 'corrupt-signature'
  /** `amount`, which is not signed, is another. */
  | 'alter-amount';

export interface WebhookMishap {
  mode: Exclude<Misbehaviour, 'corrupt-signature' | 'alter-amount'>;
  ms?: number;
}

/** What every module of this sandbox works on. What is not in the books is forgotten at a restart. */
export interface Skrill {
  sandbox: Sandbox<SkrillBooks>;
  books: SkrillBooks;
  settings: Settings;
  account: Account;
  misbehaviours: OrderedMisbehaviour<Misbehaviour>[];
  webhookMishaps: SkrillSandboxOptions['webhookMishaps'];
  nextRefunds: { times: number; status: 0 | -2 };
  sending: Set<Pending>;
  closing: AbortController;
}

export function emptyBooks(balance: number): SkrillBooks {
  return {
    sessions: {},
    transactions: {},
    charges: [],
    refundSessions: {},
    refunds: {},
    history: [],
    balance,
    outbox: [],
    deliveries: [],
    nextId: 2_451_682_729,
    refusedLogins: 0,
    lockedUntil: null,
  };
}

export const now = (skrill: Skrill): number => skrill.sandbox.now().getTime();

/** A session id: 32 hex digits. */
export const newSid = (): string => randomBytes(16).toString('hex');

/** The next id of Skrill's own. */
export const newId = ({ books }: Skrill): string => String(books.nextId++);
