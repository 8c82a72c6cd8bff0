import { setTimeout as delay } from 'node:timers/promises';
import { ApplicationFailure, activityInfo, Context, heartbeat } from '@temporalio/activity';
import { Lease } from '../erps/lease.ts';

/**
 * Parts of the time after which Temporal gives the ERP to another worker: how often Temporal is asked, and for how long
 * its answer allows calls to begin.
 */
const ASKED_EVERY = 0.2;
const BELIEVED_FOR = 0.6;

export interface ErpLeaseActivities {
  /** Serves the ERP until this worker stops or loses it. Never completes: it fails, and Temporal gives it to a worker again. */
  holdErp(): Promise<never>;
}

export interface HoldingErp {
  lease: Lease;
  /** Asks Temporal, for so many milliseconds: `lost` where another worker may have it, `unknown` where there is no answer. */
  ask(taskToken: Uint8Array, ms: number): Promise<'held' | 'lost' | 'unknown'>;
  /** Begins to serve; `done` ends once nothing is under way any more, or throws what made it fail. */
  serve(): Promise<{ done: Promise<void>; stop(): void }>;
  /** The lease was lost, and no call is under way any more: starts the lease's workflow again, in case somebody terminated it. */
  lost(): Promise<void>;
  /** Aborted when the worker is to stop. */
  stopping: AbortSignal;
  /** Hears what made serving fail: this worker can't go on. */
  failed(error: unknown): void;
}

export function erpLeaseActivities(holding: HoldingErp): ErpLeaseActivities {
  const { lease, stopping } = holding;
  return {
    async holdErp() {
      const lost = new AbortController();
      const over = new AbortController();
      Context.current().cancellationSignal.addEventListener('abort', () => lost.abort(), { once: true });
      lost.signal.addEventListener('abort', () => lease.end(), { once: true });
      await confirmed(holding, lost);
      const confirming = keepConfirming(holding, lost, over.signal);
      try {
        const ending = AbortSignal.any([stopping, lost.signal]);
        if (lease.holds && !ending.aborted) await served(holding, ending);
      } finally {
        over.abort();
        await confirming;
        lease.end();
      }
      if (lost.signal.aborted) await holding.lost();
      throw ApplicationFailure.retryable('Another worker can serve the ERP', 'ErpGivenBack');
    },
  };
}

/** Serves until it is to end; calls under way end too, before another worker begins. */
async function served({ serve, failed }: HoldingErp, ending: AbortSignal): Promise<void> {
  const serving = await serve();
  serving.done.catch(failed);
  await Promise.race([serving.done, aborted(ending)]).finally(() => serving.stop());
  await serving.done;
}

async function keepConfirming(holding: HoldingErp, lost: AbortController, over: AbortSignal): Promise<void> {
  const ending = AbortSignal.any([over, lost.signal]);
  const { heartbeatTimeoutMs = 0 } = activityInfo();
  while (!ending.aborted) {
    await delay(heartbeatTimeoutMs * ASKED_EVERY, undefined, { signal: ending }).catch(() => undefined);
    if (!ending.aborted) await confirmed(holding, lost);
  }
}

/** Asks once whether the ERP is still ours to call. */
async function confirmed({ lease, ask }: HoldingErp, lost: AbortController): Promise<void> {
  const { taskToken, heartbeatTimeoutMs = 0 } = activityInfo();
  // Without this the SDK would end the activity. It sends heartbeats at times of its own and does not say whether they
  // arrived, so Temporal is also asked directly.
  heartbeat();
  const askedAt = Lease.now();
  const answer = await ask(taskToken, heartbeatTimeoutMs * ASKED_EVERY);
  if (answer === 'lost') lost.abort();
  else if (answer === 'held' && !lost.signal.aborted)
    lease.confirm(askedAt, heartbeatTimeoutMs * BELIEVED_FOR);
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
