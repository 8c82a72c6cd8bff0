import type { Tried } from '../kit/outbox.ts';
import type { PayPalEvent } from './objects.ts';

export type DeliveryState = 'pending' | 'delivered' | 'failed';
export interface EventRecord {
  event: PayPalEvent;
  /** What `transaction_id` of the list is compared with. */
  transaction: string;
  /** By the webhook's id. */
  deliveries: Record<string, DeliveryState>;
  /** Listed in a shape that nobody expects, as after a change of the API's version. */
  garbled?: boolean;
}

export interface Webhook {
  id: string;
  url: string;
  /** Names; "*" stands for all. */
  event_types: string[];
}

/** A delivery still to be made; `dueAt` in ms of the sandbox's clock. Its repetitions bear the same transmission. */
export interface Pending {
  event: string;
  webhook: string;
  transmission: { id: string; time: string };
  attempts: number;
  dueAt: number;
  /** Waits for the next event to overtake it. */
  held?: boolean;
}
export interface DeliveryLog extends Tried {
  event: string;
  type: string;
  webhook: string;
  transmission: string;
  attempt: number;
}

/** What goes wrong with how a notification is signed; all others go wrong with how it is sent. */
export const FORGERIES = [
  'corrupt-signature',
  'changed-body',
  'foreign-certificate',
  'expired-certificate',
  'foreign-host',
  'redirect',
  'simulated',
] as const;
export const MISBEHAVIOURS = [
  'lose',
  'duplicate',
  'duplicate-new-id',
  'delay',
  'reorder',
  ...FORGERIES,
] as const;
export type Misbehaviour = (typeof MISBEHAVIOURS)[number];
export type Forgery = (typeof FORGERIES)[number];

export interface WebhookMishap {
  mode: Exclude<Misbehaviour, Forgery>;
  ms?: number;
}

/** A certificate in PEM with its key, and its authority's after it; `endsAt` in ms of the sandbox's clock. */
export interface Certificate {
  id: string;
  /** The authority's own, one that signs, or one that a forged notification is signed with. */
  kind: 'authority' | 'own' | 'foreign' | 'expired';
  chain: string;
  privateKey: string;
  endsAt: number;
}
