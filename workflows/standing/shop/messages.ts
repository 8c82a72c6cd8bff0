import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { Position } from '../../../domain/schemas/order.ts';
import { type ActionOffer, type Counted, lastSetBack, type Signed } from '../../kit/operators.ts';
import type { StandingState } from '../life.ts';

/** The second that a time is in, as shops date their orders; UTC, ISO 8601. */
export const secondOf = (time: string): string =>
  new Date(Math.floor(Date.parse(time) / 1000) * 1000).toISOString();

/** `since`: UTC, ISO 8601. */
export interface ImportFrom extends Signed {
  since: string;
}

/** How far one of a shop's lists was read. */
export interface ListRead {
  /** Everything until then was read; UTC, ISO 8601. */
  importedUntil: string;
  /** Where reading goes on; an overlap before `importedUntil` where a pass begins. */
  cursor: Position;
  /** What was read within the overlap, and when each had changed: it is told once. */
  recent: Record<string, string>;
}

/** What is carried from run to run; bounded. */
export interface ShopImportState extends StandingState, ListRead {
  shop: string;
  /** Orders made before are not started, whatever becomes of them; UTC, ISO 8601. */
  since: string;
  /** The same of refunds, where the shop lists them separately; absent before the first look. */
  refunds?: ListRead;
  lookedAt?: string;
  /** Orders started, and changes told to those under way, since the first start. */
  started: number;
  told: number;
  /** The newest that the shop's list could not show. */
  unreadable: string[];
  /** Who last set it back. */
  setBack?: ImportFrom & Counted;
}

export interface ShopImportView extends ShopImportState {
  /** When the shop is read next; UTC, ISO 8601. */
  nextAt: string;
}

export const shopQuery = defineQuery<ShopImportView>('shop');
export const importFromUpdate = defineUpdate<string, [ImportFrom]>('importFrom');

/** What an operator can do with a shop now. */
export const shopActions = ({ importedUntil, setBack }: ShopImportState): ActionOffer[] => [
  { action: 'importFrom', until: importedUntil, shown: lastSetBack(setBack) },
];

export const shopDescriptions = {
  shop: 'Until when the orders of this shop were imported.',
  importFrom:
    'Imports orders again from a time on; an order is never started twice: {"operator": "your name", "reason": "why", "since": "2026-03-02T10:00:00Z"}',
} as const;
