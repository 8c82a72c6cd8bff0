import { z } from 'zod';
import type { Position } from '../../domain/schemas/order.ts';
import { decoded } from '../decode.ts';
import { changedAfter, type OrderList, type Question } from '../keyset.ts';
import type { ChangedOrder, ChangedOrders } from '../shop.ts';
import { type Query, ShopFault } from '../transport.ts';
import type { Raw } from './answers.ts';
import type { PrestashopClient } from './client.ts';
import { utc, type WallClock } from './clock.ts';
import type { Lookups, State } from './lookups.ts';
import { WireDate } from './wire-values.ts';

const Head = z.object({ id: z.string(), current_state: z.string().optional() });
const Dates = z.object({ date_add: WireDate, date_upd: WireDate });
const Slip = z.object({ id: z.string(), id_order: z.string() });
const ORDER = '[id,date_add,date_upd,current_state]';
const SLIP = '[id,id_order,date_add,date_upd]';
const NONE = { 'filter[id]': '[0]', limit: '1' };

/** Orders changed after a position, by the shop's wall clock. Times in an hour that it shows twice count as those of the second time. */
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
      const records = await client.list(what, 'orders', listQuery(question, size, skip, ORDER));
      return records.map((raw) => orderOf(what, raw, clock, states));
    },
    askForNone: () => client.list(what, 'orders', { ...NONE, display: ORDER }),
  };
  return changedAfter(list, startOf(clock, after), after, limit);
}

/**
 * Orders by their credit slips, which don't change the order itself: positions are those of slips, and an order is listed once
 * for each slip. The list has slips of every shop of a multistore; those of other shops' orders are left out.
 */
export async function listRefunded(
  client: PrestashopClient,
  lookups: Lookups,
  shop: string,
  after: Position,
  limit: number,
): Promise<ChangedOrders> {
  const what = `credit slips of ${shop}`;
  const [clock, states] = [await lookups.clock(), await lookups.states()];
  const orderIds = new Map<string, string>();
  const list: OrderList = {
    called: 'credit slip',
    ask: async (question, size, skip) => {
      const records = await client.list(what, 'order_slip', listQuery(question, size, skip, SLIP));
      return records.map((raw) => {
        const { id, id_order } = decoded(Slip, what, raw);
        orderIds.set(id, id_order);
        return { id, dates: datesOf(raw, clock), status: '' };
      });
    },
    askForNone: () => client.list(what, 'order_slip', { ...NONE, display: SLIP }),
  };
  const slips = await changedAfter(list, startOf(clock, after), after, limit);
  const ids = [...new Set(slips.orders.map(({ id }) => orderIds.get(id) ?? ''))];
  const { found, broken } = await ordersBy(ids);
  const orders = slips.orders.flatMap((slip): ChangedOrder[] => {
    const order = found.find(({ id }) => id === orderIds.get(slip.id));
    if (!order?.dates) return [];
    const { dates, ...listed } = order;
    return [{ ...listed, createdAt: dates.createdAt, changedAt: slip.changedAt }];
  });
  const odd = found.filter(({ dates }) => !dates).map(({ id }) => `order ${id}`);
  return { ...slips, orders, unreadable: [...slips.unreadable, ...broken, ...odd] };

  /** The wanted orders that belong to this shop. `broken`: the names of orders that break its list. */
  async function ordersBy(wanted: string[]): Promise<{ found: Listed[]; broken: string[] }> {
    if (wanted.length === 0) return { found: [], broken: [] };
    try {
      const query = { 'filter[id]': `[${wanted.join('|')}]`, display: ORDER };
      const records = await client.list(what, 'orders', query);
      return { found: records.map((raw) => orderOf(what, raw, clock, states)), broken: [] };
    } catch (error) {
      if (!(error instanceof ShopFault)) throw error;
      if (wanted.length === 1) {
        await client.list(what, 'orders', { ...NONE, display: ORDER });
        return { found: [], broken: wanted.map((id) => `order ${id}`) };
      }
      const parts = [];
      for (const id of wanted) parts.push(await ordersBy([id]));
      return {
        found: parts.flatMap((part) => part.found),
        broken: parts.flatMap((part) => part.broken),
      };
    }
  }
}

type Listed = ReturnType<typeof orderOf>;

function orderOf(what: string, raw: Raw, clock: WallClock, states: State[]) {
  const { id, current_state = '0' } = decoded(Head, what, raw);
  const status = states.find((state) => state.id === current_state)?.name ?? current_state;
  return { id, dates: datesOf(raw, clock), status, statusId: current_state };
}

function datesOf(raw: Raw, clock: WallClock): { createdAt: string; changedAt: string } | undefined {
  const dates = Dates.safeParse(raw).data;
  return dates && { createdAt: utc(clock, dates.date_add), changedAt: utc(clock, dates.date_upd) };
}

/**
 * From where to go on after a position, by the wall clock. During the first time of an hour that comes twice, that is an hour
 * earlier: later changes can have earlier texts.
 */
function startOf(clock: WallClock, after: Position): { second: string; id: string } {
  const instant = Math.floor(Date.parse(after.changedAt) / 1000) * 1000;
  const second = clock.local(instant);
  const again = clock.instant(second) - instant;
  return again > 0 ? { second: clock.local(instant - again), id: '0' } : { second, id: after.id };
}

/** A question as a query. It uses only `>[x]` and `[x]`, since `>=[x]` is ignored and would list everything (PS getSQLRetrieveFilter). */
function listQuery({ second, above }: Question, size: number, skip: number, display: string): Query {
  return {
    ...(above === undefined
      ? { 'filter[date_upd]': `>[${second}]` }
      : { 'filter[date_upd]': `[${second}]`, 'filter[id]': `>[${above}]` }),
    // Without this, lists can't be filtered or sorted by dates.
    date: '1',
    sort: '[date_upd_ASC,id_ASC]',
    limit: `${skip},${size}`,
    display,
  };
}
