import type { ImportSettings } from '../config/import.ts';
import type { Attention } from '../domain/attention.ts';
import { Failure } from '../domain/failure.ts';
import type { DocumentChange, FollowedDocument } from '../domain/schemas/document.ts';
import type { Position } from '../domain/schemas/order.ts';
import type { ChangedOrder, ChangedOrders, Shop } from '../shops/shop.ts';
import { named, sorted } from './failures.ts';

/** What became of a changed order: started now, told to a workflow that runs, or over already. */
export type Given = 'started' | 'told' | 'over';

/** The way to orders. It needs a client of Temporal, so it is made where everything is put together. */
export interface Orders {
  /** Starts the order, at most once ever but for one that the shop did not have; tells one that is under way. */
  start(shop: string, id: string, changedAt: string): Promise<Given>;
  /** Tells an order that is under way; `refunded`: that money of it was given back, which may change nothing else. */
  tell(shop: string, id: string, changedAt: string, refunded?: boolean): Promise<Given>;
  /** Documents of these shops' orders of which something can still become, in parts: over the weeks they are many. */
  followed(shops: string[]): AsyncIterable<FollowedDocument[]>;
  /** Tells an order under way what became of its document. */
  tellDocument(change: DocumentChange): Promise<Given>;
}

/** Where a list is read from, and what of it is known: not given again. */
export interface ReadFrom {
  after: Position;
  known: Record<string, string>;
}

/** How far a list was read. */
export interface ReadPart {
  until: Position;
  /** There is more after it. */
  more: boolean;
  /** What need not be given again, and when each had changed. */
  read: Record<string, string>;
}

/** What one look at a shop's orders came to. */
export interface ImportLook extends ReadPart {
  given: Record<Given, number>;
  unreadable: string[];
  /** The same of its refunds, or why they could not be read; absent where the shop's orders show them. */
  refunds?: ReadPart | Attention;
  everyMs: number;
  overlapMs: number;
}

export interface ImportActivities {
  /**
   * Gives every order changed after `after` to its workflow, but for those in `known`; at most `atOnce` of them. Tells
   * orders under way of their refunds likewise: what stands in the way of that does not hold up the import.
   */
  importChanged(
    shop: string,
    after: Position,
    known: Record<string, string>,
    since: string,
    refunds: ReadFrom,
  ): Promise<ImportLook>;
}

export function importActivities(
  shops: Record<string, Shop>,
  orders: Orders,
  settingsOf: (shop: string) => ImportSettings,
): ImportActivities {
  return {
    importChanged: (name, after, known, since, refunds) =>
      // What was given before a failure is known at the next attempt.
      sorted('looks-first', async () => {
        const { everyMs, delayMs, overlapMs, atOnce, states } = settingsOf(name);
        const shop = named(shops, name, 'UNKNOWN_SHOP');
        const found = await shop.listChanged(after, atOnce);
        const stableSince = new Date(Date.now() - delayMs).toISOString();
        const ripe = found.orders.filter(({ changedAt }) => changedAt <= stableSince);
        const fresh = ripe.filter(({ id, changedAt }) => known[id] !== changedAt);
        const wanted = ({ status, statusId = status, createdAt }: ChangedOrder) =>
          createdAt >= since && (!states || states.includes(status) || states.includes(statusId));
        const given = { started: 0, told: 0, over: 0 };
        const give = async (all: Promise<Given>[]) => {
          for (const one of await Promise.allSettled(all)) {
            if (one.status === 'rejected') throw one.reason;
            given[one.value] += 1;
          }
        };
        await give(
          fresh.map((order) => orders[wanted(order) ? 'start' : 'tell'](name, order.id, order.changedAt)),
        );
        const refunded = await listRefunded(shop, refunds.after, atOnce);
        if (refunded && 'orders' in refunded)
          await give(
            refunded.orders
              .filter((order) => refunds.known[keyOfRefund(order)] === undefined)
              .map(({ id, changedAt }) => orders.tell(name, id, changedAt, true)),
          );
        const whole = ripe.length === found.orders.length;
        return {
          until: whole ? found.until : (placeOf(ripe.at(-1)) ?? after),
          more: whole && found.more,
          given,
          read: Object.fromEntries(ripe.filter(isStable).map(({ id, changedAt }) => [id, changedAt])),
          unreadable: [...found.unreadable, ...(refunded && 'orders' in refunded ? refunded.unreadable : [])],
          refunds: refunded && ('orders' in refunded ? refundsRead(refunded) : refunded),
          everyMs,
          overlapMs,
        };
      }),
  };
}

/** The refunds that the shop's list of orders does not show; why they could not be read, where only they couldn't. */
async function listRefunded(
  shop: Shop,
  after: Position,
  limit: number,
): Promise<ChangedOrders | Attention | undefined> {
  try {
    return await shop.listRefunded?.(after, limit);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // Reading has no effect: an answer that was lost is no more than a shop that is away.
    const code = error.code === 'SHOP_ANSWER_LOST' ? 'SHOP_AWAY' : error.code;
    return { code, text: `Refunds are not seen: ${error.message}` };
  }
}

// An order can be refunded twice within the overlap.
const keyOfRefund = ({ id, changedAt }: ChangedOrder): string => `${id} ${changedAt}`;

const refundsRead = ({ orders, until, more }: ChangedOrders): ReadPart => ({
  until,
  more,
  read: Object.fromEntries(orders.filter(isStable).map((one) => [keyOfRefund(one), one.changedAt])),
});

// Shops tell changes to the second: within that second another one would look the same.
const SAME_SECOND_MS = 2_000;
const isStable = ({ changedAt }: ChangedOrder): boolean =>
  Date.parse(changedAt) + SAME_SECOND_MS < Date.now();

const placeOf = (order: ChangedOrder | undefined): Position | undefined =>
  order && { changedAt: order.changedAt, id: order.id };
