import type { Tried, Waiting } from '../kit/outbox.ts';
import type { PayPalEvent } from './objects.ts';

/** What became of a notification; `failed`: nobody tries any more. */
export type DeliveryState = 'pending' | 'delivered' | 'failed';
/** An event, and its notifications. */
export interface EventRecord {
  event: PayPalEvent;
  /** What `transaction_id` of the list is compared with. */
  transaction: string;
  /** What became of its notification, by the webhook's id. */
  deliveries: Record<string, DeliveryState>;
  /** Whether the list has it in an unexpected shape, as after a change of the API's version. */
  garbled?: boolean;
}

/** An address of the merchant's that gets notifications. */
export interface Webhook {
  id: string;
  url: string;
  /** The events that it asks for; "*" stands for all. */
  event_types: string[];
  /** Its events were switched off: it is told nothing. Inferred. */
  off?: boolean;
}

/** A delivery still to be made; repetitions have the same transmission. */
export interface Pending extends Waiting {
  event: string;
  webhook: string;
  transmission: { id: string; time: string };
  attempts: number;
}
/** One attempt to deliver a notification, with its answer. */
export interface DeliveryLog extends Tried {
  event: string;
  type: string;
  webhook: string;
  transmission: string;
  attempt: number;
}

/** Misbehaviours in how a notification is signed; the others are in how it is sent. */
export const FORGERIES = [
  'corrupt-signature',
  'changed-body',
  'foreign-certificate',
  'expired-certificate',
  'foreign-host',
  'redirect',
  'simulated',
] as const;
/** What can be ordered to go wrong with notifications. */
export const MISBEHAVIOURS = [
  'lose',
  'duplicate',
  'duplicate-new-id',
  'delay',
  'reorder',
  ...FORGERIES,
] as const;
/** One of the misbehaviours. */
export type Misbehaviour = (typeof MISBEHAVIOURS)[number];
/** One of the forgeries. */
export type Forgery = (typeof FORGERIES)[number];

/** What goes wrong with one notification; `ms`: the delay. */
export interface WebhookMishap {
  mode: Exclude<Misbehaviour, Forgery>;
  ms?: number;
}

/** A certificate in PEM with its key, followed by its authority's; `endsAt` in ms of the sandbox's clock. */
export interface Certificate {
  id: string;
  /** The authority's, the one that signs notifications, or one that forged notifications are signed with. */
  kind: 'authority' | 'own' | 'foreign' | 'expired';
  chain: string;
  privateKey: string;
  endsAt: number;
}
