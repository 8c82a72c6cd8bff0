import type { Tried, Waiting } from '../kit/outbox.ts';
import type { Metadata, StripeEvent } from './objects.ts';

/** What became of a notification; `failed`: nobody tries any more. */
export type DeliveryState = 'pending' | 'delivered' | 'failed';
/** An event, and its notifications. */
export interface EventRecord {
  event: StripeEvent;
  /** What became of its notification, by the endpoint's id. */
  deliveries: Record<string, DeliveryState>;
  /** Whether the list has it in an unexpected shape, as after a change of the API's version. */
  garbled?: boolean;
}

/** An address of the merchant's that gets notifications; `created` in seconds. */
export interface Endpoint {
  id: string;
  url: string;
  /** The newest first; the others still sign as long as a secret is being rolled. */
  secrets: string[];
  enabled_events: string[];
  status: 'enabled' | 'disabled';
  /** Null: the account's version. */
  api_version: string | null;
  description: string | null;
  metadata: Metadata;
  created: number;
}

/** A delivery still to be made. */
export interface Pending extends Waiting {
  event: string;
  endpoint: string;
  attempts: number;
}
/** One attempt to deliver a notification, with its answer. */
export interface DeliveryLog extends Tried {
  event: string;
  type: string;
  endpoint: string;
  attempt: number;
}

/** What can be ordered to go wrong with notifications. */
export type Misbehaviour =
  | 'lose'
  | 'duplicate'
  | 'duplicate-new-id'
  | 'delay'
  | 'reorder'
  | 'corrupt-signature';

/** What goes wrong with one notification; `ms`: the delay. */
export interface WebhookMishap {
  mode: Exclude<Misbehaviour, 'corrupt-signature'>;
  ms?: number;
}
