import type { SearchAttributeUpdatePair } from '@temporalio/common';
import type { DocumentState, FollowedDocument } from '../../domain/schemas/document.ts';
import { searchAttributes } from './search-attributes.ts';

type Columns = { [K in keyof typeof searchAttributes]?: string | number };

/** The columns that changed, as one upsert takes them; a value that is gone is unset. */
export function changedColumns(before: Columns, now: Columns): SearchAttributeUpdatePair[] {
  const names = Object.keys(searchAttributes) as (keyof typeof searchAttributes)[];
  return names
    .filter((name) => before[name] !== now[name])
    .map((name) => ({ key: searchAttributes[name], value: now[name] ?? null }) as SearchAttributeUpdatePair);
}

const BETWEEN = ' · ';
const states: DocumentState[] = ['shipped', 'invoiced', 'cancelled'];

type Column = Pick<FollowedDocument, 'number' | 'year' | 'state'>;

/** The list's column of a document: "OC 1/5 (2026) · shipped". Whoever follows documents reads it there. */
export const documentColumn = ({ number, year, state }: Column): string =>
  `${number}${year === undefined ? '' : ` (${year})`}${state ? `${BETWEEN}${state}` : ''}`;

/** What such a column says. */
export function readDocumentColumn(column: string): Column {
  const [document = '', state] = column.split(BETWEEN);
  const [, number = document, year] = /^(.*) \((\d{4})\)$/.exec(document) ?? [];
  return {
    number,
    year: year === undefined ? undefined : Number(year),
    state: states.find((known) => known === state),
  };
}
