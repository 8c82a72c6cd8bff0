import type { Position } from '../domain/schemas/order.ts';
import type { ChangedOrders } from './shop.ts';
import { ShopFault } from './transport.ts';

/** What a list of orders is asked for: those of a second above an id, or without an id all after that second. */
export interface Question {
  /** As the shop writes it. */
  second: string;
  above?: string;
}

/** An order as a list shows it; without dates where it can't be said when it changed. UTC, ISO 8601. */
export interface Listed {
  id: string;
  dates?: { createdAt: string; changedAt: string };
  status: string;
  statusId?: string;
}

/** A shop's list of orders. Both methods throw `Failure`, `ShopFault` where the shop's own program broke. */
export interface OrderList {
  /** What stands in it; "order" where left out. */
  called?: string;
  /** Sorted by second of change, then by id. */
  ask(question: Question, size: number, skip: number): Promise<Listed[]>;
  /** Asks the same list for no order: whether the shop itself works. */
  askForNone(): Promise<unknown>;
}

/** Beyond so many broken orders in a row the list waits for a readable one. */
const MOST_BROKEN = 512;
/** Where only broken orders are seen ahead, so many of them are looked at one by one. */
const LOOKED_AT = 32;

/**
 * Orders changed after a position, by two questions instead of page numbers: what is left of that second, then what
 * came after it. An order that breaks the shop's list is stepped over, and named.
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
  /** How many orders before these break the list. */
  broken: number;
  more: boolean;
}
const NOTHING: Readable = { listed: [], broken: 0, more: false };

/** Asks by halves where the shop breaks, down to the one order that breaks it. */
async function readable(list: OrderList, question: Question, size: number): Promise<Readable> {
  for (let take = size; take > 0; take = Math.floor(take / 2)) {
    const listed = await unlessBroken(list, question, take, 0);
    if (listed) return { listed, broken: 0, more: listed.length >= take };
  }
  return pastBroken(list, question);
}

async function pastBroken(list: OrderList, question: Question): Promise<Readable> {
  // A shop that is down breaks on this too, and says so.
  await list.askForNone();
  const ahead = (skip: number) => unlessBroken(list, question, 1, skip);
  const end = await endOfBroken(ahead);
  // Behind the last readable order nothing is lost: the next look meets it again.
  const isLast = question.above === undefined && !end?.listed.length;
  const unsure = Math.min(end?.broken ?? LOOKED_AT, isLast ? LOOKED_AT : MOST_BROKEN);
  let passed = end ?? { listed: [], broken: MOST_BROKEN };
  // Readable ones can stand between them. Downwards, since an order that changes meanwhile moves the others that way.
  for (let skip = unsure - 1; skip >= 0; skip -= 1) {
    const listed = await ahead(skip);
    if (listed?.length) passed = { listed, broken: skip };
  }
  return { ...passed, more: passed.listed.length > 0 };
}

/** How many orders lie before one that is readable, or before the list's end; undefined beyond MOST_BROKEN. By doubling, then halving. */
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
    const there = await ahead(middle);
    if (there) [skip, listed] = [middle, there];
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
