import type { DocumentChange, FollowedDocument } from '../domain/schemas/document.ts';
import type { Position } from '../domain/schemas/order.ts';
import type { ChangedOrder, Shop } from '../shops/shop.ts';
import { named, sorted } from './failures.ts';

/** How the orders of one shop are imported. */
export interface ImportSettings {
  everyMs: number;
  /** Only what has not changed for so long: whoever announces its orders is first. */
  delayMs: number;
  /** What was changed shortly before the last look is read again: shops show a change only once it is committed. */
  overlapMs: number;
  /** How many orders are read, and started, at a time. */
  atOnce: number;
  /** The shop's states in which orders start; all where absent. */
  states?: string[];
}

/** What became of a changed order: started now, told to one under way, or over already. */
export type Given = 'started' | 'told' | 'over';

/** The way to orders. It needs a client of Temporal, so it is made where everything is put together. */
export interface Orders {
  /** Starts the order, at most once ever; tells one that is under way. */
  start(shop: string, id: string, changedAt: string): Promise<Given>;
  /** Tells an order that is under way. */
  tell(shop: string, id: string, changedAt: string): Promise<Given>;
  /** Documents of these shops' orders of which something can still become, in parts: over the weeks they are many. */
  followed(shops: string[]): AsyncIterable<FollowedDocument[]>;
  /** Tells an order under way what became of its document. */
  tellDocument(change: DocumentChange): Promise<Given>;
}

/** What one look at a shop's orders came to. */
export interface ImportLook {
  until: Position;
  /** There is more after it. */
  more: boolean;
  given: Record<Given, number>;
  /** Ids of the orders that need not be given again, and when each had changed. */
  read: Record<string, string>;
  unreadable: string[];
  everyMs: number;
  overlapMs: number;
}

export interface ImportActivities {
  /** Gives every order changed after `after` to its workflow, but for those in `known`; at most `atOnce` of them. */
  importChanged(
    shop: string,
    after: Position,
    known: Record<string, string>,
    since: string,
  ): Promise<ImportLook>;
}

export function importActivities(
  shops: Record<string, Shop>,
  orders: Orders,
  settingsOf: (shop: string) => ImportSettings,
): ImportActivities {
  return {
    importChanged: (name, after, known, since) =>
      // What was given before it failed is known at the next attempt.
      sorted('looks-first', async () => {
        const { everyMs, delayMs, overlapMs, atOnce, states } = settingsOf(name);
        const found = await named(shops, name, 'UNKNOWN_SHOP').listChanged(after, atOnce);
        const settled = new Date(Date.now() - delayMs).toISOString();
        const ripe = found.orders.filter(({ changedAt }) => changedAt <= settled);
        const fresh = ripe.filter(({ id, changedAt }) => known[id] !== changedAt);
        const wanted = ({ status, statusId = status, createdAt }: ChangedOrder) =>
          createdAt >= since && (!states || states.includes(status) || states.includes(statusId));
        const given = { started: 0, told: 0, over: 0 };
        const all = await Promise.allSettled(
          fresh.map((order) => orders[wanted(order) ? 'start' : 'tell'](name, order.id, order.changedAt)),
        );
        for (const one of all) {
          if (one.status === 'rejected') throw one.reason;
          given[one.value] += 1;
        }
        const whole = ripe.length === found.orders.length;
        return {
          until: whole ? found.until : (placeOf(ripe.at(-1)) ?? after),
          more: whole && found.more,
          given,
          read: Object.fromEntries(ripe.filter(isSettled).map(({ id, changedAt }) => [id, changedAt])),
          unreadable: found.unreadable,
          everyMs,
          overlapMs,
        };
      }),
  };
}

// Shops tell changes to the second: within that second another one would look the same.
const SAME_SECOND_MS = 2_000;
const isSettled = ({ changedAt }: ChangedOrder): boolean =>
  Date.parse(changedAt) + SAME_SECOND_MS < Date.now();

const placeOf = (order: ChangedOrder | undefined): Position | undefined =>
  order && { changedAt: order.changedAt, id: order.id };
