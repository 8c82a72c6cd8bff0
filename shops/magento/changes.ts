import { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import type { Position } from '../../domain/schemas/order.ts';
import { changedAfter, type OrderList } from '../keyset.ts';
import type { ChangedOrders } from '../shop.ts';
import type { MagentoClient } from './client.ts';
import { type Condition, listQuery, ofStores } from './lists.ts';
import { utc } from './money.ts';
import { phpItems } from './php.ts';

const Heads = phpItems(
  z
    .object({ entity_id: z.union([z.int(), z.string()]).transform(String), status: z.unknown().optional() })
    .loose(),
);
const Dates = z.object({
  created_at: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
  updated_at: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
});

/** Orders of these stores that changed after a position. Dates are UTC, to the second (AdobeDocs, performing-searches; M2#24985). */
export function listChanged(
  client: MagentoClient,
  shop: string,
  stores: number[] | undefined,
  after: Position,
  limit: number,
): Promise<ChangedOrders> {
  const what = `changed orders of ${shop}`;
  const list = async (where: Condition[], size: number, page: number) => {
    const query = listQuery({
      where: [...where, ...ofStores(stores)],
      sort: [
        ['updated_at', 'ASC'],
        ['entity_id', 'ASC'],
      ],
      size,
      page,
      fields: 'entity_id,created_at,updated_at,status',
    });
    const answer = Heads.safeParse(await client.get(what, '/orders', query));
    if (answer.success) return answer.data.items;
    throw new Failure('SHOP_ANSWER_LOST', 'maybe', `${what}: an answer in another shape`);
  };
  const orders: OrderList = {
    ask: async ({ second, above }, size, skip) => {
      const where: Condition[] =
        above === undefined
          ? [['updated_at', 'gt', second]]
          : [
              ['updated_at', 'eq', second],
              ['entity_id', 'gt', above],
            ];
      const items = await list(where, size, skip + 1);
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
