import { defineQuery, defineUpdate } from '@temporalio/workflow';
import { type ActionOffer, type Counted, lastSetBack, type Signed } from '../../kit/operators.ts';
import type { StandingState } from '../life.ts';

/** `since`: UTC, ISO 8601, no longer ago than the gateway's list goes. */
export interface CatchUpFrom extends Signed {
  since: string;
}

/** What is carried from run to run; bounded. */
export interface GatewayState extends StandingState {
  gateway: string;
  /** Everything until then was heard; UTC, ISO 8601. */
  caughtUpUntil: string;
  /** When the gateway was last read. */
  lookedAt?: string;
  /** Notifications that had been missed, since the first start: each was brought to its payment, or to a late message. */
  held: number;
  late: number;
  /** The newest that could not be read, until somebody catches up anew. */
  unreadable: string[];
  /** Who last set it back. */
  setBack?: CatchUpFrom & Counted;
}

export interface GatewayView extends GatewayState {
  /** When it is read next; UTC, ISO 8601. */
  nextAt: string;
}

export const gatewayQuery = defineQuery<GatewayView>('gateway');
export const catchUpFromUpdate = defineUpdate<string, [CatchUpFrom]>('catchUpFrom');

/** What an operator can do with a gateway now. */
export const gatewayActions = ({ caughtUpUntil, setBack }: GatewayState): ActionOffer[] => [
  { action: 'catchUpFrom', until: caughtUpUntil, shown: lastSetBack(setBack) },
];

export const gatewayDescriptions = {
  gateway: 'Until when the notifications of this gateway were heard.',
  catchUpFrom:
    'Reads the notifications again from a time on; what is known changes nothing: {"operator": "your name", "reason": "why", "since": "2026-03-02T10:00:00Z"}',
} as const;
