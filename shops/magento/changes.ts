import { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import type { Position } from '../../domain/schemas/order.ts';
import type { ChangedOrders } from '../shop.ts';
import type { Query } from '../transport.ts';
import type { MagentoClient } from './client.ts';
import { utc } from './mapping.ts';

const Heads = z.object({
  items: z.array(
    z.object({
      entity_id: z.union([z.int(), z.string()]).transform(String),
      created_at: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      updated_at: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      status: z.string().nullish(),
    }),
  ),
});

/**
 * Orders changed after a position. Two questions instead of page numbers: what is left of that second, then what came
 * after it. Dates are UTC and to the second (AdobeDocs, performing-searches; M2#24985).
 */
export async function changedAfter(
  client: MagentoClient,
  shop: string,
  after: Position,
  limit: number,
): Promise<ChangedOrders> {
  const second = after.changedAt.slice(0, 19).replace('T', ' ');
  const what = `changed orders of ${shop}`;
  const list = async (conditions: [field: string, condition: string, value: string][], pageSize: number) => {
    const answer = Heads.safeParse(await client.get(what, '/orders', listQuery(conditions, pageSize)));
    if (!answer.success)
      throw new Failure('SHOP_ANSWER_LOST', 'maybe', `${what}: an answer in another shape`);
    return answer.data.items.map(({ entity_id, created_at, updated_at, status }) => ({
      id: entity_id,
      createdAt: utc(created_at),
      changedAt: utc(updated_at),
      status: status ?? '',
    }));
  };
  const sameSecond = await list(
    [
      ['updated_at', 'eq', second],
      ['entity_id', 'gt', after.id],
    ],
    limit,
  );
  const left = limit - sameSecond.length;
  const later = left > 0 ? await list([['updated_at', 'gt', second]], left) : [];
  const orders = [...sameSecond, ...later];
  const last = orders.at(-1);
  return {
    orders,
    unreadable: [],
    until: last ? { changedAt: last.changedAt, id: last.id } : after,
    more: orders.length >= limit,
  };
}

function listQuery(conditions: [string, string, string][], pageSize: number): Query {
  const query: Query = {
    'searchCriteria[sortOrders][0][field]': 'updated_at',
    'searchCriteria[sortOrders][0][direction]': 'ASC',
    'searchCriteria[sortOrders][1][field]': 'entity_id',
    'searchCriteria[sortOrders][1][direction]': 'ASC',
    'searchCriteria[pageSize]': String(pageSize),
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
