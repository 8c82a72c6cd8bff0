import { continueAsNew, setHandler, workflowInfo } from '@temporalio/workflow';
import type { ErpReadingActivities } from '../../../activities/erp-reading.ts';
import { attentionCatalogue } from '../../../domain/attention.ts';
import { type Clock, taskTimeText } from '../../kit/clock.ts';
import { attentionOf } from '../../kit/failures.ts';
import { assertSigned, assertUnchanged, refusal } from '../../kit/operator-queue.ts';
import { type Look, Standing } from '../life.ts';
import { erpDetails } from './details.ts';
import * as e from './messages.ts';

// Until somebody resumes there is nothing to look at.
const SHUT_MS = 365 * 24 * 3_600_000;

const readingCalls = (clock: Clock, erp: string, summary: string) =>
  clock.activities<ErpReadingActivities>({
    taskQueue: e.erpReadingQueue(workflowInfo().taskQueue, erp),
    startToCloseTimeout: '10m',
    heartbeatTimeout: '20s',
    // Where nobody serves the ERP, people should hear of it.
    scheduleToCloseTimeout: '30m',
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumAttempts: 3 },
    summary,
  });

/** Keeps what is known of an ERP: its payments, and whether it lets us in. For ever. */
export async function erp(given: e.ErpState): Promise<never> {
  const state = { ...given };
  const standing = new Standing(state);
  listen(state, standing);
  return standing.forEver({
    look: async () => {
      const seen = await look(standing.loop.clock, state);
      return state.refused ? { ...seen, waitMs: SHUT_MS } : seen;
    },
    actions: () => e.erpActions(state),
    details: (doNow) => erpDetails(standing.view, doNow),
    again: () => continueAsNew<typeof erp>(state),
  });
}

function listen(state: e.ErpState, standing: Standing<e.ErpState>): void {
  const d = e.erpDescriptions;
  setHandler(e.erpQuery, () => standing.view, {
    description: d.erp,
  });
  standing.loop.inbox.on(e.loginRefusedSignal, d.loginRefused, ({ why }) => shut(state, why));
  setHandler(
    e.resumeUpdate,
    (signed) => {
      assertUnchanged(signed, e.refusedShown(state));
      const { operator, reason } = signed;
      state.refused = undefined;
      state.resumed = { operator, reason, at: taskTimeText() };
      standing.loop.wake();
      return 'The login is tried again, by one call.';
    },
    {
      description: d.resume,
      validator: (signed) => {
        assertSigned(signed);
        if (!state.refused) throw refusal('NOT_NOW', 'resume is not possible: the login is not refused.');
      },
    },
  );
}

/** Reads its payments, and what became of documents. */
async function look(clock: Clock, state: e.ErpState): Promise<Look> {
  if (state.refused) {
    state.attention = { code: 'ERP_LOGIN_REFUSED', text: state.refused.why };
    return {};
  }
  try {
    // After a refused login one call goes alone; if it succeeds, the others follow.
    if (state.shut) {
      await readingCalls(clock, state.erp, 'Try the login again').openErp();
      state.shut = false;
    }
    const seen = await readingCalls(clock, state.erp, 'Read payments and what became of documents').readErp(
      state.changesUntil,
    );
    state.lookedAt = clock.text;
    state.payments = seen.payments;
    state.changesUntil = seen.changesUntil;
    state.told += seen.told;
    state.attention =
      seen.unknown.length > 0
        ? {
            code: 'MAPPING_UNKNOWN',
            text: `${attentionCatalogue.MAPPING_UNKNOWN} ${seen.unknown.join(', ')}`,
          }
        : undefined;
    return { everyMs: seen.everyMs };
  } catch (error) {
    const { code, text } = attentionOf(error, 'ERP_AWAY');
    // Reading has no effect: a lost answer means no more than that the ERP is away.
    state.attention = { code: code === 'ERP_ANSWER_LOST' ? 'ERP_AWAY' : code, text };
    if (code === 'ERP_LOGIN_REFUSED') shut(state, text);
    return {};
  }
}

function shut(state: e.ErpState, why: string): void {
  if (!state.refused) {
    state.refusals = (state.refusals ?? 0) + 1;
    state.refused = { n: state.refusals, at: taskTimeText(), why };
  }
  state.shut = true;
}
