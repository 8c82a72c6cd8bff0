/** 2 processed, 0 pending, -1 cancelled, -2 failed, -3 charged back. */
export type Status = 2 | 0 | -1 | -2 | -3;

/** A page that a merchant prepared. Amounts in minor units; times in ms of the sandbox's clock. */
export interface SessionRecord {
  sid: string;
  /** The merchant's own id; without one, reports have the transaction's id in its place. */
  transactionId: string | null;
  /** The amount as the merchant wrote it: "25.40", "25.4". */
  amount: string;
  minor: number;
  currency: string;
  payFromEmail: string | null;
  paymentMethods: string[];
  description: string | null;
  details: { description: string; text: string }[];
  returnUrl: string | null;
  cancelUrl: string | null;
  /** Where reports are posted; `mailto:` addresses get nothing here. */
  statusUrls: string[];
  merchantFields: Record<string, string>;
  preparedAt: number;
  /** When the buyer's browser first came; null before. */
  openedAt: number | null;
  /** Steering ended it: it can't be paid any more. */
  expired: boolean;
}

/** One attempt to pay. Each attempt on the same page has an id of its own, refused or not. */
export interface Transaction {
  /** mb_transaction_id. */
  id: string;
  /** The id of the buyer's side of it. */
  counterpart: string;
  sid: string;
  transactionId: string;
  status: Status;
  reason: string | null;
  paymentType: string;
  buyer: string;
  amount: string;
  currency: string;
  /** The amount in `mbCurrency`, the account's currency at that time. */
  mbMinor: number;
  mbCurrency: string;
  refundedMinor: number;
  /** A bank transfer under way; `dueAt` null: only `/_sandbox/delayed` settles it. */
  delayed: { result: DelayedResult; dueAt: number | null } | null;
  at: number;
}
/** How a bank transfer ends. */
export type DelayedResult = 'succeed' | 'fail' | 'cancel';

/** A prepared refund; `refund` is its id once it was made. */
export interface RefundSession {
  sid: string;
  transaction: string;
  mbMinor: number;
  statusUrl: string | null;
  merchantFields: Record<string, string>;
  preparedAt: number;
  refund: string | null;
}

/** Money that went back, or was to; `mbMinor` in minor units of `mbCurrency`. */
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
