import type { Sandbox, SandboxOptions } from '../kit/kit.ts';
import type { Tried, Waiting } from '../kit/outbox.ts';
import type { OrderedMisbehaviour } from '../kit/steering.ts';

/** A browser's visit by a payment link. No call opens a page: each visit by the same link begins anew and can be paid. */
export interface Visit {
  id: string;
  /** The price of one piece, in cents. */
  unit: number;
  /** As the link has it: "1", "2.00". */
  quantity: string;
  itemName: string;
  itemNumber: string;
  custom: string;
  note: string;
  payerName: string;
  payerEmail: string;
  onlyIws: boolean;
  onlyCard: boolean;
  urlOk: string | null;
  urlBad: string | null;
  urlCallback: string | null;
  /** Whether the last card was refused. */
  refused: boolean;
  /** thx_id of its payment; null until it is paid. */
  paid: string | null;
  at: number;
}

/** A payment with its proof; `at` in ms. */
export interface Payment {
  /** thx_id. */
  id: string;
  visit: string;
  payerId: string;
  /** The total, in cents. */
  amount: number;
  /** The total as callbacks write it, and as trx.check wants it: "25,40". */
  written: string;
  verifySign: string;
  /** The fields of callback and return, in the order in which they are sent. */
  fields: Record<string, string>;
  at: number;
}

/** Money taken, appended once per payment; cents, `at` in UTC. */
export interface TakenCharge {
  id: string;
  amount: number;
  currency: 'EUR';
  custom: string;
  visit: string;
  at: string;
}

/** A callback still to be made. */
export interface Pending extends Waiting {
  payment: string;
  url: string;
}
/** One attempt to deliver a callback, with its answer. */
export interface DeliveryLog extends Tried {
  payment: string;
  method: string;
}
/** An answer that trx.check gave. */
export interface CheckLog {
  payment: string;
  at: string;
  answer: string;
}

/** What the sandbox keeps, over restarts too where it has a file. */
export interface IwsmileBooks {
  visits: Record<string, Visit>;
  payments: Record<string, Payment>;
  /** The ledger: it shows how often money was taken. */
  charges: TakenCharge[];
  outbox: Pending[];
  deliveries: DeliveryLog[];
  checks: CheckLog[];
  nextId: number;
}

/** What the account's owner and the bank have set; `/_sandbox/account` changes it. */
export interface Account {
  /** Its number. */
  account: string;
  /** 64 hex digits, from the back office. */
  merchantKey: string;
  /** How callbacks are sent. It is not known which is right: old modules read both. */
  callbackMethod: 'GET' | 'POST';
  /** Whether callbacks write amounts with a comma. */
  comma: boolean;
  /** How long a verify_sign can be checked, in ms of the sandbox's clock. Unknown of the real one. */
  proofMs: number;
}

/** The account, and what goes wrong with callbacks. */
export interface IwsmileSandboxOptions extends SandboxOptions, Partial<Account> {
  webhookTimeoutMs?: number;
  /** Called for each callback, with its payment_status: what goes wrong with it. */
  webhookMishaps?: (type: string) => WebhookMishap | undefined;
}

/** What can be ordered to go wrong with callbacks. */
export type Misbehaviour =
  | 'lose'
  | 'duplicate'
  | 'delay'
  /** verify_sign is wrong. */
  | 'corrupt-signature'
  /** The amount is not the one that is signed. */
  | 'alter-amount';

/** What goes wrong with one callback; `ms`: the delay. */
export interface WebhookMishap {
  mode: Exclude<Misbehaviour, 'corrupt-signature' | 'alter-amount'>;
  ms?: number;
}

/** What every module of this sandbox works on. What is not in the books is forgotten at a restart. */
export interface Iwsmile {
  sandbox: Sandbox<IwsmileBooks>;
  books: IwsmileBooks;
  account: Account;
  webhookTimeoutMs: number;
  misbehaviours: OrderedMisbehaviour<Misbehaviour>[];
  webhookMishaps: IwsmileSandboxOptions['webhookMishaps'];
  /** What trx.check answers the next `times` times, true or not. */
  nextChecks: { times: number; text: string };
  sending: Set<Pending>;
  closing: AbortController;
}

/** Books in which nothing has happened. */
export function emptyBooks(): IwsmileBooks {
  return {
    visits: {},
    payments: {},
    charges: [],
    outbox: [],
    deliveries: [],
    checks: [],
    nextId: 80_012_345,
  };
}

/** The sandbox's time, in ms. */
export const now = (iwsmile: Iwsmile): number => iwsmile.sandbox.now().getTime();

/** A mistake in a steering request. */
export class SteeringError extends Error {}
