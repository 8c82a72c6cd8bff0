import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { searchAttributes } from './search-attributes.ts';

type Columns = { [K in keyof typeof searchAttributes]?: string | number };

/** The columns that changed, as one upsert takes them; a value that is gone is unset. */
export function changedColumns(before: Columns, now: Columns): SearchAttributeUpdatePair[] {
  const names = Object.keys(searchAttributes) as (keyof typeof searchAttributes)[];
  return names
    .filter((name) => before[name] !== now[name])
    .map((name) => ({ key: searchAttributes[name], value: now[name] ?? null }) as SearchAttributeUpdatePair);
}
