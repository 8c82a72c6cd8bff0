import type { SearchAttributeUpdatePair } from '@temporalio/common';
import type { FollowedDocument } from '../../domain/schemas/document.ts';
import type { Outcome } from '../../domain/schemas/payment.ts';
import { searchAttributes } from './search-attributes.ts';

type Columns = { [K in keyof typeof searchAttributes]?: string | number };

/** The columns that changed, as one upsert takes them; a value that is gone is unset. */
export function changedColumns(before: Columns, now: Columns): SearchAttributeUpdatePair[] {
  const names = Object.keys(searchAttributes) as (keyof typeof searchAttributes)[];
  return names
    .filter((name) => before[name] !== now[name])
    .map((name) => ({ key: searchAttributes[name], value: now[name] ?? null }) as SearchAttributeUpdatePair);
}

type Column = Omit<FollowedDocument, 'reference'>;

/** A document as people see it in the list: "OC 1/5 (2026) · shipped". */
export const documentColumn = ({ number, year, state }: Column): string =>
  `${number}${year === undefined ? '' : ` (${year})`}${state ? ` · ${state}` : ''}`;

/** The same as data, for whoever follows documents. Both change together, so that one upsert has both. */
export const followedColumn = ({ number, year, state }: Column): string =>
  JSON.stringify({ number, year, state });

/** How a payment stands, as people see it in the list: what is held is neither awaited nor paid. */
export type OutcomeShown = Outcome | 'AUTHORISED';

export const outcomeColumn = ({ outcome, held }: { outcome: Outcome; held?: unknown }): OutcomeShown =>
  outcome === 'PENDING' && held ? 'AUTHORISED' : outcome;
