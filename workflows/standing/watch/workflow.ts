import { continueAsNew, log, setHandler } from '@temporalio/workflow';
import type { WatchActivities } from '../../../activities/watch.ts';
import { attentionOf } from '../../kit/failures.ts';
import { type Look, Standing } from '../life.ts';
import { stuckAttention, watchDetails } from './details.ts';
import * as w from './messages.ts';

const MOST_SUSPECTS = 500;

/**
 * Finds workflows that can't go on, since a task of theirs fails whenever it is tried: after a deploy that doesn't fit
 * their history, say. They can't tell anybody themselves. For ever.
 */
export async function watch(given: w.WatchState): Promise<never> {
  const state = { ...given };
  const standing = new Standing(state);
  const { findStuck } = standing.loop.clock.activities<WatchActivities>({
    startToCloseTimeout: '5m',
    heartbeatTimeout: '20s',
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumAttempts: 3 },
    summary: 'Look for workflows that can not go on',
  });
  setHandler(w.watchQuery, () => standing.view, { description: w.watchDescriptions.watch });
  standing.loop.inbox.on(w.taskFailedSignal, w.watchDescriptions.taskFailed, ({ runIds }) => {
    state.suspects = [...new Set([...state.suspects, ...runIds])].slice(0, MOST_SUSPECTS);
  });
  const look = async (): Promise<Look> => {
    standing.news = false;
    const unsure = [...new Set([...state.stuck.map(({ runId }) => runId), ...state.suspects])];
    try {
      const seen = await findStuck(unsure);
      const known = new Set(state.stuck.map(({ runId }) => runId));
      const found = seen.stuck.filter(({ runId }) => !known.has(runId));
      // Each new one is told, even while others are known already.
      standing.news = found.length > 0;
      const before = seen.stuck.filter(({ runId }) => known.has(runId));
      state.stuck = [...found, ...before];
      state.suspects = seen.suspects;
      state.lookedAt = standing.loop.clock.text;
      state.attention = stuckAttention(state.stuck);
      return { everyMs: seen.everyMs };
    } catch (error) {
      // It is asked again in a moment; until then, the attention stays.
      const { text } = attentionOf(error, 'TEMPORAL_AWAY');
      log.warn('what can not go on could not be looked for', { text });
      return {};
    }
  };
  return standing.forEver({
    look,
    actions: () => [],
    details: (doNow) => watchDetails(standing.view, doNow),
    again: () => continueAsNew<typeof watch>(state),
  });
}
