import { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import type { Position } from '../../domain/schemas/order.ts';
import { changedAfter, type OrderList } from '../keyset.ts';
import type { ChangedOrders } from '../shop.ts';
import type { Query } from '../transport.ts';
import type { MagentoClient } from './client.ts';
import { utc } from './money.ts';

const Heads = z.object({
  items: z.array(
    z
      .object({ entity_id: z.union([z.int(), z.string()]).transform(String), status: z.unknown().optional() })
      .loose(),
  ),
});
const Dates = z.object({
  created_at: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
  updated_at: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
});

/** A filter of a list: field, condition, value. */
export type Condition = [field: string, condition: string, value: string];

/** Orders changed after a position. Dates are UTC and to the second (AdobeDocs, performing-searches; M2#24985). */
export function listChanged(
  client: MagentoClient,
  shop: string,
  after: Position,
  limit: number,
): Promise<ChangedOrders> {
  const what = `changed orders of ${shop}`;
  const list = async (conditions: Condition[], pageSize: number, page: number) => {
    const query = listQuery(conditions, pageSize, page);
    const answer = Heads.safeParse(await client.get(what, '/orders', query));
    if (answer.success) return answer.data.items;
    throw new Failure('SHOP_ANSWER_LOST', 'maybe', `${what}: an answer in another shape`);
  };
  const orders: OrderList = {
    ask: async ({ second, above }, size, skip) => {
      const conditions: Condition[] =
        above === undefined
          ? [['updated_at', 'gt', second]]
          : [
              ['updated_at', 'eq', second],
              ['entity_id', 'gt', above],
            ];
      const items = await list(conditions, size, skip + 1);
      return items.map((item) => {
        const dates = Dates.safeParse(item).data;
        return {
          id: item.entity_id,
          dates: dates && { createdAt: utc(dates.created_at), changedAt: utc(dates.updated_at) },
          status: typeof item.status === 'string' ? item.status : '',
        };
      });
    },
    askForNone: () => list([['entity_id', 'eq', '0']], 1, 1),
  };
  const second = after.changedAt.slice(0, 19).replace('T', ' ');
  return changedAfter(orders, { second, id: after.id }, after, limit);
}

function listQuery(conditions: Condition[], pageSize: number, page: number): Query {
  const query: Query = {
    'searchCriteria[sortOrders][0][field]': 'updated_at',
    'searchCriteria[sortOrders][0][direction]': 'ASC',
    'searchCriteria[sortOrders][1][field]': 'entity_id',
    'searchCriteria[sortOrders][1][direction]': 'ASC',
    'searchCriteria[pageSize]': String(pageSize),
    'searchCriteria[currentPage]': String(page),
    fields: 'items[entity_id,created_at,updated_at,status]',
  };
  for (const [index, [field, condition, value]] of conditions.entries()) {
    const filter = `searchCriteria[filter_groups][${index}][filters][0]`;
    query[`${filter}[field]`] = field;
    query[`${filter}[condition_type]`] = condition;
    query[`${filter}[value]`] = value;
  }
  return query;
}
