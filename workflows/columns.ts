import type { SearchAttributeUpdatePair } from '@temporalio/common';
import type { DocumentState } from '../domain/schemas/document.ts';
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

/** The list's column of a document: its number, and what became of it. Whoever follows documents reads it there. */
export const documentColumn = (number: string, state: DocumentState | undefined): string =>
  state ? `${number}${BETWEEN}${state}` : number;

/** What such a column says. */
export function readDocumentColumn(column: string): { number: string; state?: DocumentState } {
  const [number = '', state] = column.split(BETWEEN);
  return { number, state: states.find((known) => known === state) };
}
