import { CancellationScope, continueAsNew, setHandler } from '@temporalio/workflow';
import type { ImportActivities, ImportLook, ReadFrom, ReadPart } from '../../../activities/import.ts';
import type { Attention } from '../../../domain/attention.ts';
import { type Clock, taskTimeText } from '../../kit/clock.ts';
import { attentionOf } from '../../kit/failures.ts';
import { assertSigned, assertUnchanged } from '../../kit/operator-queue.ts';
import { lastSetBack } from '../../kit/operators.ts';
import { assertSince, Standing } from '../life.ts';
import { shopDetails } from './details.ts';
import * as m from './messages.ts';

const FIRST_WAIT_MS = 60_000;
const MOST_UNREADABLE = 10;
// If more changed within the overlap, the rest are told twice, which does no harm.
const MOST_RECENT = 500;

const importCalls = (clock: Clock) =>
  clock.activities<ImportActivities>({
    startToCloseTimeout: '10m',
    heartbeatTimeout: '20s',
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumAttempts: 3 },
    summary: 'Read the orders that changed in the shop',
  });

/** Imports the orders of a shop, announced or not: reads what changed since its cursor, for ever. */
export async function shop(given: m.ShopImportState): Promise<never> {
  const state = { ...given };
  const standing = new Standing(state);
  let everyMs = FIRST_WAIT_MS;
  const { shop: view, importFrom } = m.shopDescriptions;
  setHandler(m.shopQuery, () => standing.view, {
    description: view,
  });
  setHandler(
    m.importFromUpdate,
    (order) => {
      assertUnchanged(order, lastSetBack(state.setBack));
      standing.loop.wake();
      return setBack(state, order);
    },
    {
      description: importFrom,
      validator: (order) => {
        assertSigned(order);
        assertSince(order.since, { until: state.importedUntil });
      },
    },
  );
  // To end it, somebody takes the shop out of the configuration and then terminates this workflow.
  return CancellationScope.nonCancellable(() =>
    standing.forEver({
      look: async () => {
        const seen = await look(standing.loop.clock, state);
        everyMs = seen?.everyMs ?? everyMs;
        return seen?.more ? 0 : everyMs;
      },
      actions: () => m.shopActions(state),
      details: (doNow) => shopDetails(standing.view, doNow),
      again: () => continueAsNew<typeof shop>(state),
    }),
  );
}

/** Reads a part of what changed; undefined where the shop did not answer. */
async function look(clock: Clock, state: m.ShopImportState): Promise<ImportLook | undefined> {
  const orders = fromWhere(state);
  // Refunds that were never read before are read from where orders are.
  const { importedUntil, cursor } = state;
  const refundsRead = state.refunds ?? { importedUntil, cursor, recent: {} };
  const refunds = fromWhere(refundsRead);
  let seen: ImportLook;
  try {
    const { shop, since } = state;
    seen = await importCalls(clock).importChanged(shop, orders.after, orders.known, since, refunds);
  } catch (error) {
    state.attention = away(error);
    return undefined;
  }
  state.lookedAt = clock.text;
  state.started += seen.given.started;
  state.told += seen.given.told;
  state.unreadable = [...new Set([...state.unreadable, ...seen.unreadable])].slice(-MOST_UNREADABLE);
  const unseen = seen.refunds && 'code' in seen.refunds ? seen.refunds : undefined;
  state.attention =
    state.unreadable.length > 0
      ? { code: 'ORDER_UNREADABLE', text: `${state.shop}: ${state.unreadable.join(', ')}` }
      : unseen;
  // An operator set it back meanwhile: then it begins anew from there.
  if (state.cursor !== orders.after) return seen;
  Object.assign(state, advanced(state, seen, seen.overlapMs));
  if (!seen.refunds) return seen;
  // Refunds that can't be read now are read from the same place once they can.
  if ('code' in seen.refunds) state.refunds = refundsRead;
  else state.refunds = advanced(refundsRead, seen.refunds, seen.overlapMs);
  return { ...seen, more: seen.more || ('more' in seen.refunds && seen.refunds.more) };
}

function fromWhere({ cursor, recent }: m.ListRead): ReadFrom {
  const known = Object.entries(recent).filter(([, changedAt]) => changedAt >= cursor.changedAt);
  return { after: cursor, known: Object.fromEntries(known) };
}

/** After the last part of a pass the next pass begins an overlap earlier, and skips what it has read there. */
function advanced(list: m.ListRead, { until, more, read }: ReadPart, overlapMs: number): m.ListRead {
  const importedUntil = until.changedAt > list.importedUntil ? until.changedAt : list.importedUntil;
  const from = new Date(Date.parse(importedUntil) - overlapMs).toISOString();
  const recent = Object.entries({ ...list.recent, ...read }).filter(([, changedAt]) => changedAt >= from);
  return {
    importedUntil,
    cursor: more ? until : { changedAt: from, id: '0' },
    recent: Object.fromEntries(recent.slice(-MOST_RECENT)),
  };
}

/** Reading has no effect: a lost answer means no more than that the shop is away. */
function away(error: unknown): Attention {
  const { code, text } = attentionOf(error, 'SHOP_AWAY');
  return { code: code === 'SHOP_ANSWER_LOST' ? 'SHOP_AWAY' : code, text };
}

function setBack(state: m.ShopImportState, { operator, reason, since }: m.ImportFrom): string {
  const from = m.secondOf(since);
  const cursor = { changedAt: from, id: '0' };
  const earliest = from < state.since ? from : state.since;
  const anew: m.ListRead = { importedUntil: from, cursor, recent: {} };
  Object.assign(state, anew, { refunds: { ...anew }, since: earliest, unreadable: [] });
  const n = (state.setBack?.n ?? 0) + 1;
  state.setBack = { operator, reason, since: from, n, at: taskTimeText() };
  return `Importing everything that changed since ${from} again.`;
}
