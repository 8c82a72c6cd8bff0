/** 2 processed, 0 pending, -1 cancelled, -2 failed, -3 charged back. */
export type Status = 2 | 0 | -1 | -2 | -3;

/** What a merchant prepared: the page behind a session id. Amounts in minor units; moments in ms of the sandbox's clock. */
export interface SessionRecord {
  sid: string;
  /** The merchant's own; without one, reports carry the id of the transaction. */
  transactionId: string | null;
  /** As the merchant wrote it: "25.40", "25.4". */
  amount: string;
  minor: number;
  currency: string;
  payFromEmail: string | null;
  paymentMethods: string[];
  description: string | null;
  details: { description: string; text: string }[];
  returnUrl: string | null;
  cancelUrl: string | null;
  /** Where reports are posted; `mailto:` ones only stand here. */
  statusUrls: string[];
  merchantFields: Record<string, string>;
  preparedAt: number;
  /** When the buyer's browser first came; null before. */
  openedAt: number | null;
  /** Can be paid no more, whatever its time. */
  expired: boolean;
}

/** One try to pay. A refused one has an id of its own, and so has the next try of the same page. */
export interface Transaction {
  /** mb_transaction_id. */
  id: string;
  /** The buyer's side of it. */
  counterpart: string;
  sid: string;
  transactionId: string;
  status: Status;
  reason: string | null;
  paymentType: string;
  buyer: string;
  amount: string;
  currency: string;
  /** In the account's currency, of which it had this one then. */
  mbMinor: number;
  mbCurrency: string;
  refundedMinor: number;
  /** A bank transfer under way; `dueAt` null when only `/_sandbox/delayed` settles it. */
  delayed: { result: DelayedResult; dueAt: number | null } | null;
  at: number;
}
export type DelayedResult = 'succeed' | 'fail' | 'cancel';

/** A prepared refund. `refund` is the id of what was made of it. */
export interface RefundSession {
  sid: string;
  transaction: string;
  mbMinor: number;
  statusUrl: string | null;
  merchantFields: Record<string, string>;
  preparedAt: number;
  refund: string | null;
}

export interface Refund {
  /** mb_transaction_id of the refund itself. */
  id: string;
  transaction: string;
  transactionId: string;
  mbMinor: number;
  mbCurrency: string;
  status: 2 | 0 | -2;
  statusUrl: string | null;
  merchantFields: Record<string, string>;
  at: number;
}

/** A line of the account's history. Amounts in minor units of the account's currency. */
export interface HistoryRow {
  id: string;
  at: number;
  type: string;
  details: string;
  minus: number | null;
  plus: number | null;
  status: string;
  balance: number;
  reference: string;
  sent: string;
  currencySent: string;
  counterpart: string;
  paymentType: string;
}

/** Money taken, appended once per payment that was processed; minor units, `at` in UTC. */
export interface TakenCharge {
  id: string;
  amount: number;
  currency: string;
  transaction_id: string;
  session: string;
  at: string;
}
