import { continueAsNew, setHandler } from '@temporalio/workflow';
import type { CatchUpActivities, CaughtUp } from '../../../activities/catch-up.ts';
import type { Attention } from '../../../domain/attention.ts';
import type { Clock } from '../../kit/clock.ts';
import { attentionOf } from '../../kit/failures.ts';
import { type Look, Standing } from '../life.ts';
import { listenToSetBack } from '../set-back.ts';
import { gatewayDetails } from './details.ts';
import * as g from './messages.ts';

// Read again each time: the gateway may list an event late, or date it by another clock than its answers.
const OVERLAP_MS = 10 * 60_000;
// Until the first look has told how far back the gateway's list goes.
const LISTED_MS = 30 * 24 * 3_600_000;
const MOST_UNREADABLE = 10;

const catchUpCalls = (clock: Clock) =>
  clock.activities<CatchUpActivities>({
    startToCloseTimeout: '10m',
    heartbeatTimeout: '20s',
    // The third attempt no longer fails over a payment that does not answer.
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumAttempts: 3 },
    summary: 'Read the notifications that may have been missed',
  });

/** Finds the notifications of a gateway that never arrived: reads them from the gateway, for ever. */
export async function gateway(given: g.GatewayState): Promise<never> {
  const state = { ...given };
  const standing = new Standing(state);
  let listedMs = LISTED_MS;
  const { gateway: view, catchUpFrom } = g.gatewayDescriptions;
  setHandler(g.gatewayQuery, () => standing.view, { description: view });
  listenToSetBack(standing, state, g.catchUpFromUpdate, {
    description: catchUpFrom,
    read: () => ({ until: state.caughtUpUntil, keptMs: listedMs }),
    goBack: (since) => goBack(state, since),
    answer: (since) => `Reading everything since ${since} again.`,
  });
  return standing.forEver({
    look: async () => {
      const looked = await look(standing.loop.clock, state);
      listedMs = looked.listedMs ?? listedMs;
      return looked;
    },
    actions: () => g.gatewayActions(state),
    details: (doNow) => gatewayDetails(standing.view, doNow),
    again: () => continueAsNew<typeof gateway>(state),
  });
}

/** Reads a part; where there is more, the next follows at once. */
async function look(clock: Clock, state: g.GatewayState): Promise<Look & Pick<CaughtUp, 'listedMs'>> {
  const from = state.caughtUpUntil;
  const since = new Date(Date.parse(from) - OVERLAP_MS).toISOString();
  try {
    const { received, unreadable, until, more, everyMs, listedMs } = await catchUpCalls(clock).catchUp(
      state.gateway,
      since,
    );
    state.lookedAt = clock.text;
    state.held += received.held;
    state.late += received.late;
    state.unreadable = [...new Set([...state.unreadable, ...unreadable])].slice(-MOST_UNREADABLE);
    // Unless an operator set it back meanwhile: then it begins anew from there.
    if (state.caughtUpUntil === from) state.caughtUpUntil = until;
    state.attention =
      state.unreadable.length > 0
        ? { code: 'MESSAGE_UNREADABLE', text: state.unreadable.join(', ') }
        : undefined;
    return { everyMs, listedMs, waitMs: more ? 0 : undefined };
  } catch (error) {
    state.attention = away(error);
    return {};
  }
}

/** Reading has no effect: a lost answer means no more than that the gateway is away. */
function away(error: unknown): Attention {
  const { code, text } = attentionOf(error, 'GATEWAY_AWAY');
  return { code: code === 'GATEWAY_ANSWER_LOST' ? 'GATEWAY_AWAY' : code, text };
}

function goBack(state: g.GatewayState, since: string): string {
  const caughtUpUntil = new Date(since).toISOString();
  Object.assign(state, { caughtUpUntil, unreadable: [] });
  return caughtUpUntil;
}
