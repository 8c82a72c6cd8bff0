import type { Sandbox, SandboxOptions } from '../kit/kit.ts';
import type { Tried } from '../kit/outbox.ts';
import type { OrderedMisbehaviour } from '../kit/steering.ts';

/** A link that a browser came with. There is no call that makes one: whoever comes again begins anew, and can pay again. */
export interface Visit {
  id: string;
  /** Of one piece, in cents. */
  unit: number;
  /** As it came: "1", "2.00". */
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
  /** The last card was refused. */
  refused: boolean;
  /** thx_id of what was paid here. */
  paid: string | null;
  at: number;
}

/** What was paid, with its proof. */
export interface Payment {
  /** thx_id. */
  id: string;
  visit: string;
  payerId: string;
  /** The total, in cents. */
  amount: number;
  /** As callbacks write it, and as it has to be given back to be checked: "25,40". */
  written: string;
  verifySign: string;
  /** The fields of callback and return, in their order. */
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

/** A callback still to be made; `dueAt` in ms of the sandbox's clock. */
export interface Pending {
  payment: string;
  url: string;
  dueAt: number;
}
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

export interface IwsmileBooks {
  visits: Record<string, Visit>;
  payments: Record<string, Payment>;
  /** The ledger: count these to know how often money was taken. */
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
  /** How callbacks come: old modules read both, so nobody knows. */
  callbackMethod: 'GET' | 'POST';
  /** Amounts of callbacks are written with a comma. */
  comma: boolean;
  /** How long a verify_sign can be checked, in ms of the sandbox's clock. Unknown of the real one. */
  proofMs: number;
}

export interface IwsmileSandboxOptions extends SandboxOptions, Partial<Account> {
  webhookTimeoutMs?: number;
  /** Asked at each callback, with its payment_status, whether it goes wrong. */
  webhookMishaps?: (type: string) => WebhookMishap | undefined;
}

export type Misbehaviour =
  | 'lose'
  | 'duplicate'
  | 'delay'
  /** verify_sign is another. */
  | 'corrupt-signature'
  /** The amount is another than the one that is signed. */
  | 'alter-amount';

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
  /** What trx.check says next, whatever is true. */
  nextChecks: { times: number; text: string };
  sending: Set<Pending>;
  closing: AbortController;
}

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

export const now = (iwsmile: Iwsmile): number => iwsmile.sandbox.now().getTime();

/** What only the one who steers can ask for wrongly. */
export class SteeringError extends Error {}
