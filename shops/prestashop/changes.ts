import { z } from 'zod';
import type { Position } from '../../domain/schemas/order.ts';
import { decoded } from '../decode.ts';
import { changedAfter, type OrderList, type Question } from '../keyset.ts';
import type { ChangedOrders } from '../shop.ts';
import type { Query } from '../transport.ts';
import type { PrestashopClient } from './client.ts';
import { utc, type WallClock } from './clock.ts';
import type { Lookups } from './lookups.ts';
import { WireDate } from './wire.ts';

const Head = z.object({ id: z.string(), current_state: z.string().optional() });
const Dates = z.object({ date_add: WireDate, date_upd: WireDate });
const DISPLAY = '[id,date_add,date_upd,current_state]';

/** Orders changed after a position, asked for by the shop's wall clock. An hour that it shows twice counts as its second time. */
export async function listChanged(
  client: PrestashopClient,
  lookups: Lookups,
  shop: string,
  after: Position,
  limit: number,
): Promise<ChangedOrders> {
  const what = `changed orders of ${shop}`;
  const [clock, states] = [await lookups.clock(), await lookups.states()];
  const list: OrderList = {
    ask: async (question, size, skip) => {
      const records = await client.list(what, 'orders', listQuery(question, size, skip));
      return records.map((raw) => {
        const { id, current_state } = decoded(Head, what, raw);
        const dates = Dates.safeParse(raw).data;
        return {
          id,
          dates: dates && { createdAt: utc(clock, dates.date_add), changedAt: utc(clock, dates.date_upd) },
          status: states.find((one) => one.id === current_state)?.name ?? current_state ?? '0',
          statusId: current_state ?? '0',
        };
      });
    },
    askForNone: () => client.list(what, 'orders', { 'filter[id]': '[0]', display: DISPLAY, limit: '1' }),
  };
  return changedAfter(list, startOf(clock, after), after, limit);
}

/**
 * Where the wall clock's texts go on from a position. Within the first time of an hour that comes twice that is an hour
 * earlier: what comes after can show less.
 */
function startOf(clock: WallClock, after: Position): { second: string; id: string } {
  const instant = Math.floor(Date.parse(after.changedAt) / 1000) * 1000;
  const second = clock.local(instant);
  const again = clock.instant(second) - instant;
  return again > 0 ? { second: clock.local(instant - again), id: '0' } : { second, id: after.id };
}

/** `>[x]` and `[x]` only: `>=[x]` is ignored, and every order comes back (PS getSQLRetrieveFilter). */
function listQuery({ second, above }: Question, size: number, skip: number): Query {
  return {
    ...(above === undefined
      ? { 'filter[date_upd]': `>[${second}]` }
      : { 'filter[date_upd]': `[${second}]`, 'filter[id]': `>[${above}]` }),
    // Without it no date can be filtered or sorted by.
    date: '1',
    sort: '[date_upd_ASC,id_ASC]',
    limit: `${skip},${size}`,
    display: DISPLAY,
  };
}
