import type { Position } from '../domain/schemas/order.ts';
import type { ChangedOrders } from './shop.ts';
import { ShopFault } from './transport.ts';

/** Which orders a list is asked for: those of that second with an id above `above`, or without `above` all after that second. */
export interface Question {
  /** The second of change, as the shop writes times. */
  second: string;
  above?: string;
}

/** An order in a list; without dates where they can't be read. UTC, ISO 8601. */
export interface Listed {
  id: string;
  dates?: { createdAt: string; changedAt: string };
  status: string;
  statusId?: string;
}

/** A shop's list of orders. Both methods throw `Failure`, or `ShopFault` where the shop's own program broke. */
export interface OrderList {
  /** What its entries are called in messages; "order" by default. */
  called?: string;
  /** Sorted by second of change, then by id. */
  ask(question: Question, size: number, skip: number): Promise<Listed[]>;
  /** Asks the same list for no order at all: this fails only where the shop itself is broken. */
  askForNone(): Promise<unknown>;
}

/** After more broken orders in a row than this, the import waits until one of them is readable. */
const MOST_BROKEN = 512;
/** How many orders are asked for one by one where all that follow seem to be broken. */
const LOOKED_AT = 32;

/**
 * Orders changed after a position. Instead of pages, two questions are asked: for the rest of that second, and for what came
 * after it. An order that breaks the shop's list is skipped, and named in `unreadable`.
 */
export async function changedAfter(
  list: OrderList,
  start: { second: string; id: string },
  after: Position,
  limit: number,
): Promise<ChangedOrders> {
  const { second, id } = start;
  const same = await readable(list, { second, above: id }, limit);
  const left = limit - same.listed.length;
  const later = !same.more && left > 0 ? await readable(list, { second }, left) : NOTHING;
  const listed = [...same.listed, ...later.listed];
  const orders = listed.flatMap(({ dates, ...order }) => (dates ? [{ ...order, ...dates }] : []));
  const last = orders.at(-1);
  const called = list.called ?? 'order';
  return {
    orders,
    unreadable: [
      ...brokenAfter(called, same.broken, id, second),
      ...brokenAfter(called, later.broken, same.listed.at(-1)?.id ?? id, second),
      ...listed.filter(({ dates }) => !dates).map((odd) => `${called} ${odd.id}`),
    ],
    until: last ? { changedAt: last.changedAt, id: last.id } : after,
    more: orders.length > 0 && (same.more || later.more),
  };
}

interface Readable {
  listed: Listed[];
  /** How many orders before them break the list. */
  broken: number;
  more: boolean;
}
const NOTHING: Readable = { listed: [], broken: 0, more: false };

/** Where the shop breaks, asks for half as many each time, down to a single order. */
async function readable(list: OrderList, question: Question, size: number): Promise<Readable> {
  for (let take = size; take > 0; take = Math.floor(take / 2)) {
    const listed = await unlessBroken(list, question, take, 0);
    if (listed) return { listed, broken: 0, more: listed.length >= take };
  }
  return pastBroken(list, question);
}

async function pastBroken(list: OrderList, question: Question): Promise<Readable> {
  // Throws where the shop itself is broken, not a single order.
  await list.askForNone();
  const ahead = (skip: number) => unlessBroken(list, question, 1, skip);
  const end = await endOfBroken(ahead);
  // Broken orders after the last readable one can be left for the next look, which asks for them again.
  const isLast = question.above === undefined && !end?.listed.length;
  const unsure = Math.min(end?.broken ?? LOOKED_AT, isLast ? LOOKED_AT : MOST_BROKEN);
  let next = end ?? { listed: [], broken: MOST_BROKEN };
  // Some of these orders may be readable. They are asked for from the end to the beginning: an order that changes meanwhile
  // moves the ones after it in that direction, so that none is missed.
  for (let skip = unsure - 1; skip >= 0; skip -= 1) {
    const listed = await ahead(skip);
    if (listed?.length) next = { listed, broken: skip };
  }
  return { ...next, more: next.listed.length > 0 };
}

/**
 * How many broken orders come before a readable one, or before the end of the list; undefined for more than MOST_BROKEN. It
 * doubles the number until it is past them, then narrows it down by halves; so readable orders in between can be missed.
 */
async function endOfBroken(
  ahead: (skip: number) => Promise<Listed[] | undefined>,
): Promise<Omit<Readable, 'more'> | undefined> {
  let [last, skip] = [0, 1];
  let listed = await ahead(skip);
  for (; !listed; listed = await ahead(skip)) {
    if (skip >= MOST_BROKEN) return undefined;
    [last, skip] = [skip, skip * 2];
  }
  while (skip - last > 1) {
    const middle = Math.floor((last + skip) / 2);
    const found = await ahead(middle);
    if (found) [skip, listed] = [middle, found];
    else last = middle;
  }
  return { listed, broken: skip };
}

async function unlessBroken(
  list: OrderList,
  question: Question,
  size: number,
  skip: number,
): Promise<Listed[] | undefined> {
  try {
    return await list.ask(question, size, skip);
  } catch (error) {
    if (error instanceof ShopFault) return undefined;
    throw error;
  }
}

function brokenAfter(called: string, count: number, id: string, second: string): string[] {
  if (count === 0) return [];
  const which =
    count === 1 ? `the ${called}` : count < MOST_BROKEN ? `${count} ${called}s` : `all ${called}s`;
  return [id === '0' ? `${which} changed first since ${second}` : `${which} after ${id}`];
}
