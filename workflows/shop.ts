import { CancellationScope, continueAsNew, proxyActivities, setHandler } from '@temporalio/workflow';
import type { ImportActivities, ImportLook } from '../activities/import.ts';
import type { Attention } from '../domain/attention.ts';
import { assertSigned } from './desk.ts';
import { attentionOf } from './failures.ts';
import { shopDetails } from './shop-details.ts';
import * as m from './shop-messages.ts';
import { assertSince, Standing } from './standing.ts';

const FIRST_WAIT_MS = 60_000;
const MOST_UNREADABLE = 10;
// Beyond these, orders that changed within the overlap are told twice, which does no harm.
const MOST_RECENT = 500;

const { importChanged } = proxyActivities<ImportActivities>({
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
  setHandler(m.shopQuery, () => ({ ...state, nextAt: new Date(standing.nextAt).toISOString() }), {
    description: view,
  });
  setHandler(
    m.importFromUpdate,
    (order) => {
      standing.lookNow();
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
  // Somebody who wants no more of it takes the shop out of the configuration, then terminates this.
  return CancellationScope.nonCancellable(() =>
    standing.forEver({
      look: async () => {
        const seen = await look(state);
        everyMs = seen?.everyMs ?? everyMs;
        return seen?.more ? 0 : everyMs;
      },
      actions: () => m.shopActions(state),
      details: (doNow) => shopDetails(state, doNow),
      again: () => continueAsNew<typeof shop>(state),
    }),
  );
}

/** Reads a part of what changed; undefined where the shop did not answer. */
async function look(state: m.ShopImportState): Promise<ImportLook | undefined> {
  const after = state.cursor;
  const known = Object.entries(state.recent).filter(([, changedAt]) => changedAt >= after.changedAt);
  let seen: ImportLook;
  try {
    seen = await importChanged(state.shop, after, Object.fromEntries(known), state.since);
  } catch (error) {
    state.attention = away(error);
    return undefined;
  }
  state.lookedAt = new Date().toISOString();
  state.started += seen.given.started;
  state.told += seen.given.told;
  state.unreadable = [...new Set([...state.unreadable, ...seen.unreadable])].slice(-MOST_UNREADABLE);
  state.attention =
    state.unreadable.length > 0
      ? { code: 'ORDER_UNREADABLE', text: `${state.shop}: ${state.unreadable.join(', ')}` }
      : undefined;
  // Set back meanwhile: then it begins anew.
  if (state.cursor === after) advance(state, seen);
  return seen;
}

/** After the last part of a pass the next one begins an overlap earlier, knowing what it has read there. */
function advance(state: m.ShopImportState, { until, more, read, overlapMs }: ImportLook): void {
  if (until.changedAt > state.importedUntil) state.importedUntil = until.changedAt;
  const from = new Date(Date.parse(state.importedUntil) - overlapMs).toISOString();
  const recent = Object.entries({ ...state.recent, ...read }).filter(([, changedAt]) => changedAt >= from);
  state.recent = Object.fromEntries(recent.slice(-MOST_RECENT));
  state.cursor = more ? until : { changedAt: from, id: '0' };
}

/** Reading has no effect: an answer that was lost is no more than a shop that is away. */
function away(error: unknown): Attention {
  const { code, text } = attentionOf(error, 'SHOP_AWAY');
  return { code: code === 'SHOP_ANSWER_LOST' ? 'SHOP_AWAY' : code, text };
}

function setBack(state: m.ShopImportState, { operator, reason, since }: m.ImportFrom): string {
  const from = m.secondOf(since);
  const cursor = { changedAt: from, id: '0' };
  const earliest = from < state.since ? from : state.since;
  Object.assign(state, { importedUntil: from, cursor, since: earliest, recent: {}, unreadable: [] });
  state.setBack = { operator, reason, since: from, at: new Date().toISOString() };
  return `Importing everything that changed since ${from} again.`;
}
