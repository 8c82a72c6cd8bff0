import { parse } from 'qs';
import { internal, required, wrongType } from './errors.ts';

type Row = Record<string, unknown>;
interface Filter {
  field: string;
  value: string;
  condition_type: string;
}
interface Criteria {
  groups: Filter[][];
  sorts: { field: string; direction: string }[];
  pageSize: number | undefined;
  page: number;
  /** The page as the request has it; undefined where it has none. */
  askedPage: number | undefined;
}

/** One page of the rows that pass the filters, sorted, as Magento answers it. Unknown columns are a 500, like its SQL error. */
export function search<R extends Row>(
  url: string,
  rows: R[],
  columns: ReadonlySet<string>,
  repeatLastPage: boolean,
  unsorted: 'ASC' | 'DESC' = 'DESC',
): { items: R[]; search_criteria: Row; total_count: number } {
  const criteria = readCriteria(url);
  const named = [...criteria.groups.flat(), ...criteria.sorts].map(({ field }) => field);
  if (named.some((field) => !columns.has(field))) throw internal();
  const found = rows
    .filter((row) => criteria.groups.every((group) => group.some((filter) => passes(row, filter))))
    .sort((a, b) => order(a, b, criteria.sorts, unsorted));
  const size = criteria.pageSize || found.length || 1;
  const last = Math.max(1, Math.ceil(found.length / size));
  const page = repeatLastPage ? Math.min(criteria.page, last) : criteria.page;
  return {
    items: found.slice((page - 1) * size, page * size),
    search_criteria: {
      filter_groups: criteria.groups.map((filters) => ({ filters })),
      ...(criteria.sorts.length > 0 && { sort_orders: criteria.sorts }),
      page_size: criteria.pageSize,
      current_page: criteria.askedPage,
    },
    total_count: found.length,
  };
}

/** Query parameters as PHP reads them: `a[b][0][c]=1`. */
export const readQuery = (url: string): Row =>
  parse(url.split('?')[1] ?? '', { depth: 10, arrayLimit: 1000 }) as Row;

function readCriteria(url: string): Criteria {
  const query = readQuery(url);
  const given = query.searchCriteria ?? query.search_criteria;
  if (given === undefined) throw required('searchCriteria');
  const criteria: Row = typeof given === 'object' && given ? (given as Row) : {};
  const pick = (snake: string, camel: string) => criteria[snake] ?? criteria[camel];
  const askedPage = integer(pick('current_page', 'currentPage'));
  return {
    groups: list(pick('filter_groups', 'filterGroups'))
      .map((group) => list(group.filters).map(readFilter))
      .filter((group) => group.length > 0),
    sorts: list(pick('sort_orders', 'sortOrders')).map((sort) => ({
      field: String(sort.field ?? ''),
      direction: String(sort.direction ?? 'DESC').toUpperCase(),
    })),
    pageSize: integer(pick('page_size', 'pageSize')),
    page: Math.max(1, askedPage ?? 1),
    askedPage,
  };
}

const readFilter = (filter: Row): Filter => ({
  field: String(filter.field ?? ''),
  value: String(filter.value ?? ''),
  condition_type: String(filter.condition_type ?? filter.conditionType ?? 'eq'),
});

function list(value: unknown): Row[] {
  return typeof value === 'object' && value ? (Object.values(value) as Row[]) : [];
}

function integer(value: unknown): number | undefined {
  if (value === undefined || value === '') return undefined;
  if (!/^\d+$/.test(String(value))) throw wrongType(value, 'int');
  return Number(value);
}

/** Whether a row passes a filter, by SQL's three-valued logic: an absent value passes only `null`, not even `neq`. */
function passes(row: Row, { field, value, condition_type }: Filter): boolean {
  const own = row[field];
  if (condition_type === 'null') return own === null || own === undefined;
  if (own === null || own === undefined) return false;
  switch (condition_type) {
    case 'notnull':
      return true;
    case 'eq':
      return compare(own, value) === 0;
    case 'neq':
      return compare(own, value) !== 0;
    case 'gt':
      return compare(own, value) > 0;
    case 'gteq':
    case 'from':
      return compare(own, value) >= 0;
    case 'lt':
      return compare(own, value) < 0;
    case 'lteq':
    case 'to':
      return compare(own, value) <= 0;
    case 'in':
      return value.split(',').some((part) => compare(own, part) === 0);
    case 'nin':
      return value.split(',').every((part) => compare(own, part) !== 0);
    case 'finset':
      return String(own).split(',').includes(value);
    case 'like':
      return likePattern(value).test(String(own));
    default:
      throw internal();
  }
}

function likePattern(value: string): RegExp {
  const escaped = value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/%/g, '.*').replace(/_/g, '.')}$`, 'is');
}

function compare(own: unknown, value: unknown): number {
  const [a, b] =
    typeof own === 'number' ? [own, Number(value)] : [String(own).toLowerCase(), String(value).toLowerCase()];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Compares two rows: descending unless ASC is asked for; ties, and lists without a sort order, go by entity id as `unsorted` says. */
function order(a: Row, b: Row, sorts: Criteria['sorts'], unsorted: 'ASC' | 'DESC'): number {
  for (const { field, direction } of [...sorts, { field: 'entity_id', direction: unsorted }]) {
    const difference = compare(a[field] ?? '', b[field] ?? '');
    if (difference !== 0) return direction === 'ASC' ? difference : -difference;
  }
  return 0;
}
