import type { Query } from '../transport.ts';

/** A filter of a list: field, condition, value. All of a list's filters have to hold. */
export type Condition = [field: string, condition: string, value: string];

/** Magento's searchCriteria. `fields`: the wanted fields of the rows, all where absent. */
export interface ListRequest {
  where?: Condition[];
  sort?: [field: string, direction: 'ASC' | 'DESC'][];
  size: number;
  page?: number;
  fields?: string;
}

/** A filter for orders of these stores; none where absent. */
export const ofStores = (stores: number[] | undefined): Condition[] =>
  stores ? [['store_id', 'in', stores.join(',')]] : [];

/** A list's query. */
export function listQuery({ where = [], sort = [], size, page, fields }: ListRequest): Query {
  const query: Query = {};
  for (const [index, [field, direction]] of sort.entries()) {
    query[`searchCriteria[sortOrders][${index}][field]`] = field;
    query[`searchCriteria[sortOrders][${index}][direction]`] = direction;
  }
  query['searchCriteria[pageSize]'] = String(size);
  if (page !== undefined) query['searchCriteria[currentPage]'] = String(page);
  if (fields !== undefined) query.fields = `items[${fields}]`;
  for (const [index, [field, condition, value]] of where.entries()) {
    const filter = `searchCriteria[filter_groups][${index}][filters][0]`;
    query[`${filter}[field]`] = field;
    query[`${filter}[condition_type]`] = condition;
    query[`${filter}[value]`] = value;
  }
  return query;
}
