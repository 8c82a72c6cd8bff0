/** A JSON object as it goes over Axerve's wire: every value is a text, also numbers and booleans. */
export type Wire = Record<string, unknown>;

/** How far a payment is: not submitted, buyer at a third party, bank's answer awaited, paid or authorised, declined. */
export type Result = 'UNSUBMITTED' | 'WAITING' | 'XX' | 'OK' | 'KO';
/** What the query of a notification, and of the buyer's return, says under `Status`. */
export type Status = 'OK' | 'KO' | 'XX';
/** AUT authorised, PRE to be transferred at night, MOV transferred, REQ refund asked, STO refunded, CAN deleted. */
export type EventType = 'AUT' | 'PRE' | 'MOV' | 'REQ' | 'STO' | 'CAN';
/** Where an event came from: the API, a person in the back office, the night run. */
export type Environment = 'ONL' | 'BOF' | 'BAT';
/** `unified`: taken with the authorisation; `separated`: held until it is captured. */
export type Capture = 'unified' | 'separated';

/** One line of a payment's history; minor units, `at` in UTC. */
export interface PaymentEvent {
  id: string;
  type: EventType;
  amount: number;
  at: string;
  environment: Environment;
  /** The MOV that an STO gives back. */
  referred?: string;
  settlementID?: string;
}

/** How a payment type is taken. */
export interface Moto {
  paymentType: string;
  capture: Capture;
  /** What happens to a hold after `days` days; nothing without a type. */
  automaticBehaviour: { type: '' | 'capture' | 'delete'; days: string };
}

/** Where the buyer is sent, and the merchant's server told. */
export interface ResponseUrls {
  buyerOK?: string;
  buyerKO?: string;
  serverNotificationURL?: string;
}

/** A shop's profile at Axerve. */
export interface Shop {
  shopLogin: string;
  apiKey: string;
  environment: 'SANDBOX' | 'LIVE';
  version: 'Starter' | 'Professional' | 'Unlimited';
  active: boolean;
  /** Whether calls come from an address that the profile knows. */
  addressAllowed: boolean;
  /** Codes of the payment types that are switched on. */
  paymentTypes: string[];
  moto: Moto[];
  /** Keys of customInfo that the back office knows; any other is refused. */
  customFields: string[];
  /** The back office's, used where a payment names none. */
  responseURLs: ResponseUrls;
}

/** A payment, from payment/create on. */
export interface Payment {
  /** Counts payments from 1 in the order of their creation; an object whose keys are digits doesn't keep that order. */
  number: number;
  paymentID: string;
  paymentToken: string;
  shopLogin: string;
  shopTransactionID: string;
  /** '' until the buyer has submitted. */
  bankTransactionID: string;
  /** Minor units of `currency`. */
  amount: number;
  currency: string;
  result: Result;
  state: '' | EventType;
  errorCode: string;
  authorizationCode: string;
  /** How it was paid, '' before. */
  paymentType: string;
  buyer: { name: string; email: string };
  languageId: string;
  customInfo: Record<string, string>;
  /** The types that the page offers. */
  offered: string[];
  responseURLs: ResponseUrls;
  /** The shop's setting when it was authorised. */
  capture: Capture | '';
  events: PaymentEvent[];
  /** What the profile has programmed for a hold; `dueAt` in UTC. */
  automatic: { type: 'capture' | 'delete'; dueAt: string } | null;
  /** Ids of REQ events that the next night run carries out. */
  requested: string[];
  created: string;
  /** When its page was answered, UTC; null before. */
  endedAt: string | null;
  /** Reads of its details by paymentToken since then. */
  tokenReads: number;
  /** Its page can't be paid any more. */
  expired: boolean;
  /** Unknown words that details and searches have instead of the true ones. */
  shown: { result?: string; state?: string };
  /** A bank's answer that is awaited; `dueAt` in ms of the sandbox's clock; null: it comes only when told. */
  delayed: { result: DelayedResult; dueAt: number | null } | null;
  dispute: { status: 'Open' | 'Closed'; chargeback: 'True' | 'False' | 'Null'; at: string } | null;
}
/** What a bank decides later. */
export type DelayedResult = 'succeed' | 'fail';
