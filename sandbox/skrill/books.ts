import { randomBytes } from 'node:crypto';
import type { Sandbox, SandboxOptions } from '../kit/kit.ts';
import type { Tried, Waiting } from '../kit/outbox.ts';
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

/** A report still to be posted. */
export interface Pending extends Waiting {
  /** The id of the transaction or refund that it is about. */
  about: string;
  status: string;
  url: string;
  /** The form that is sent; repetitions send the same. */
  body: string;
  attempts: number;
}
/** One attempt to deliver a report, with its answer. */
export interface DeliveryLog extends Tried {
  about: string;
  /** The status in the report. */
  type: string;
  attempt: number;
}

/** What the sandbox keeps, over restarts too where it has a file. */
export interface SkrillBooks {
  sessions: Record<string, SessionRecord>;
  transactions: Record<string, Transaction>;
  /** The ledger: it shows whether money was taken more than once. */
  charges: TakenCharge[];
  refundSessions: Record<string, RefundSession>;
  refunds: Record<string, Refund>;
  history: HistoryRow[];
  /** The account's balance, in minor units of its currency. */
  balance: number;
  outbox: Pending[];
  deliveries: DeliveryLog[];
  nextId: number;
  /** Refused logins of the query and refund interfaces since the last accepted one. */
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
  /** Whether reports have sha2sig too. */
  sha2: boolean;
  /** Whether reports of failed payments have failed_reason_code. */
  reasons: boolean;
  /** Whether the return address gets transaction_id and msid. */
  secureReturn: boolean;
  /** Whether the interfaces for queries and refunds are switched on. */
  services: boolean;
  /** The addresses that may call them; null: all. */
  allowedIps: string[] | null;
}

/** The account, and the sandbox's times. */
export interface SkrillSandboxOptions extends SandboxOptions, Partial<Account> {
  /** Waits before each repetition of a report that was not answered 200, in ms of the sandbox's clock; nine make ten posts. */
  webhookRetryMs?: number[];
  webhookTimeoutMs?: number;
  /** After how long a bank transfer settles by itself, in ms; null: only when told. */
  delayedMs?: number | null;
  /** How many refused logins lock the account, and for how long in ms. */
  loginTries?: number;
  lockMs?: number;
  /** The account's first balance, in minor units. */
  balance?: number;
  /** Called for each report, with its status: what goes wrong with it. */
  webhookMishaps?: (type: string) => WebhookMishap | undefined;
}
/** The sandbox's times in ms, and the account's first balance. */
export type Settings = Required<
  Pick<
    SkrillSandboxOptions,
    'webhookRetryMs' | 'webhookTimeoutMs' | 'delayedMs' | 'loginTries' | 'lockMs' | 'balance'
  >
>;

/** What can be ordered to go wrong with reports. */
export type Misbehaviour =
  | 'lose'
  | 'duplicate'
  | 'delay'
  | 'reorder'
  | 'corrupt-signature'
  /** `amount`, which is not signed, is wrong. */
  | 'alter-amount';

/** What goes wrong with one report; `ms`: the delay. */
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

/** Books in which nothing has happened. */
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

/** The sandbox's time, in ms. */
export const now = (skrill: Skrill): number => skrill.sandbox.now().getTime();

/** A session id: 32 hex digits. */
export const newSid = (): string => randomBytes(16).toString('hex');

/** The next id of Skrill's own. */
export const newId = ({ books }: Skrill): string => String(books.nextId++);
