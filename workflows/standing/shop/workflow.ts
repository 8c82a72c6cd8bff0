import { continueAsNew, setHandler } from '@temporalio/workflow';
import type { ImportActivities, ImportLook, ReadFrom, ReadPart } from '../../../activities/import.ts';
import type { Attention } from '../../../domain/attention.ts';
import type { Clock } from '../../kit/clock.ts';
import { attentionOf } from '../../kit/failures.ts';
import { type Look, Standing } from '../life.ts';
import { listenToSetBack } from '../set-back.ts';
import { shopDetails } from './details.ts';
import * as m from './messages.ts';

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
  const { shop: view, importFrom } = m.shopDescriptions;
  setHandler(m.shopQuery, () => standing.view, { description: view });
  listenToSetBack(standing, state, m.importFromUpdate, {
    description: importFrom,
    read: () => ({ until: state.importedUntil }),
    goBack: (since) => goBack(state, since),
    answer: (since) => `Importing everything that changed since ${since} again.`,
  });
  return standing.forEver({
    look: () => look(standing.loop.clock, state),
    actions: () => m.shopActions(state),
    details: (doNow) => shopDetails(standing.view, doNow),
    again: () => continueAsNew<typeof shop>(state),
  });
}

/** Reads a part of what changed; where there is more, the next follows at once. */
async function look(clock: Clock, state: m.ShopImportState): Promise<Look> {
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
    return {};
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
  if (state.cursor !== orders.after) return next(seen, seen.more);
  Object.assign(state, advanced(state, seen, seen.overlapMs));
  if (!seen.refunds) return next(seen, seen.more);
  // Refunds that can't be read now are read from the same place once they can.
  if ('code' in seen.refunds) state.refunds = refundsRead;
  else state.refunds = advanced(refundsRead, seen.refunds, seen.overlapMs);
  return next(seen, seen.more || ('more' in seen.refunds && seen.refunds.more));
}

const next = ({ everyMs }: ImportLook, more: boolean): Look => ({ everyMs, waitMs: more ? 0 : undefined });

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

function goBack(state: m.ShopImportState, since: string): string {
  const from = m.secondOf(since);
  const cursor = { changedAt: from, id: '0' };
  const earliest = from < state.since ? from : state.since;
  const anew: m.ListRead = { importedUntil: from, cursor, recent: {} };
  Object.assign(state, anew, { refunds: { ...anew }, since: earliest, unreadable: [] });
  return from;
}
