import { ActivityFailure, ApplicationFailure, type RetryPolicy, workflowInfo } from '@temporalio/workflow';
import type { ErpActivities } from '../../activities/erp.ts';
import type { GatewayActivities } from '../../activities/gateway.ts';
import type { ShopActivities } from '../../activities/shop.ts';
import type { Timing } from '../../domain/timing.ts';
import { erpTaskQueue } from '../standing/erp/messages.ts';
import type { Clock } from './clock.ts';

// Activities beat every 5 seconds: a worker that died is noticed after this.
const heartbeatTimeout = '20s';

// A system that is away is asked without end: an order is worth more than a clean list of pending activities.
const patient: RetryPolicy = { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5m' };

/** `summary` is what people read in the Temporal UI's timeline. */
const shopCalls = (clock: Clock, callMs: number, summary: string) =>
  clock.activities<ShopActivities>({
    startToCloseTimeout: callMs,
    heartbeatTimeout,
    retry: patient,
    summary,
  });

/**
 * Telling the shop is repeated at once only where it is known that nothing is under way there. If the worker died, it may
 * have sent a change: that time-out comes back to the workflow, which waits as long as the shop may be at work on it.
 */
export const tellingCalls = (clock: Clock, timing: Timing, summary: string) =>
  clock.activities<Pick<ShopActivities, 'writeBack'>>({
    startToCloseTimeout: timing.shopCallMs,
    heartbeatTimeout,
    retry: { ...patient, nonRetryableErrorTypes: TIMED_OUT },
    summary,
  });

type LookUps = Pick<ShopActivities, 'importOrder' | 'readShopState'>;

/**
 * Reading the shop has no effect: it is tried once inside of the workflow task, which spares events and waits, for less
 * than a task may last. A shop that is slow or away is asked by an activity, which people see in the Temporal UI.
 */
export async function lookUp<T>(
  clock: Clock,
  callMs: number,
  summary: string,
  read: (calls: LookUps) => Promise<T>,
): Promise<T> {
  const startToCloseTimeout = Math.min(callMs, QUICK_MS);
  try {
    return await read(
      clock.localActivities<LookUps>({ startToCloseTimeout, retry: { maximumAttempts: 1 }, summary }),
    );
  } catch (error) {
    // A local activity's failure is not wrapped in an ActivityFailure. One that is not to be repeated would only be
    // refused again.
    if (error instanceof ApplicationFailure && error.nonRetryable)
      throw new ActivityFailure(error.message, summary, undefined, 'NON_RETRYABLE_FAILURE', undefined, error);
    return read(shopCalls(clock, callMs, summary));
  }
}

/** Opening a page is repeated under one key, as long as the gateway holds it and takes a page of the time that would be left. */
export const openingCalls = (clock: Clock, timing: Timing) =>
  clock.activities<Pick<GatewayActivities, 'openPage'>>({
    startToCloseTimeout: timing.gatewayCallMs,
    heartbeatTimeout,
    scheduleToCloseTimeout: Math.max(
      3 * timing.gatewayCallMs,
      Math.min((timing.keyMs ?? KEY_MS) - HOUR_MS, timing.pageMs - (timing.leastPageMs ?? LEAST_PAGE_MS)),
    ),
    retry: { ...patient, maximumInterval: '1m' },
  });

/** Questions are asked a few times, then the lack of an answer is the answer. */
export const askingCalls = (clock: Clock, timing: Timing) =>
  clock.activities<Pick<GatewayActivities, 'inquire' | 'closePage' | 'void'>>({
    startToCloseTimeout: timing.gatewayCallMs,
    heartbeatTimeout,
    retry: { ...patient, maximumAttempts: 3 },
  });

/**
 * Money is taken by a call that nothing repeats: whether it is still wanted is decided anew each time. One that no worker begins
 * soon is not made at all.
 */
export const takingCalls = (clock: Clock, timing: Timing) =>
  clock.activities<Pick<GatewayActivities, 'capture'>>({
    startToCloseTimeout: timing.gatewayCallMs,
    scheduleToStartTimeout: '30s',
    heartbeatTimeout,
    retry: { maximumAttempts: 1 },
  });

/**
 * Money is given back once under one key: each attempt looks for the refund first, and not before what a lost one made can be found. An operator waits
 * for the answer.
 */
export const refundingCalls = (clock: Clock, timing: Timing, summary: string) =>
  clock.activities<Pick<GatewayActivities, 'refund'>>({
    startToCloseTimeout: timing.gatewayCallMs,
    heartbeatTimeout,
    retry: {
      ...patient,
      initialInterval: Math.max(FIRST_PAUSE_MS, timing.refundSeenMs ?? 0),
      maximumAttempts: 4,
    },
    summary,
  });

/** A call waits for its turn among those of its ERP. Where the ERP takes none for this long, people are told. */
const inTurn = (erp: string, timing: Timing) => ({
  taskQueue: erpTaskQueue(workflowInfo().taskQueue, erp),
  startToCloseTimeout: timing.erpCallMs,
  heartbeatTimeout,
  scheduleToCloseTimeout: timing.erpCallMs + timing.erpPatienceMs,
});

/**
 * Writing to the ERP is repeated only while it is known that nothing was written. A worker that died may have sent it:
 * those time-outs come back to the workflow, which waits the ERP's own limit before looking.
 */
export const writingCalls = (clock: Clock, erp: string, timing: Timing) =>
  clock.activities<Pick<ErpActivities, 'writeDocument'>>({
    ...inTurn(erp, timing),
    summary: `Write the document in ${erp}`,
    retry: { ...patient, nonRetryableErrorTypes: TIMED_OUT },
  });

/** Looking for a document is repeated without end: it has no effect. */
export const findingCalls = (clock: Clock, erp: string, timing: Timing) =>
  clock.activities<Pick<ErpActivities, 'findDocument'>>({
    ...inTurn(erp, timing),
    summary: `Look for an earlier document in ${erp}`,
    retry: patient,
  });

// After these time-outs nobody knows whether the call is still under way.
const TIMED_OUT = ['TemporalTimeout:StartToClose', 'TemporalTimeout:Heartbeat'];
const HOUR_MS = 3_600_000;
// Of payments that were started before their timing said it.
const KEY_MS = 24 * HOUR_MS;
const LEAST_PAGE_MS = HOUR_MS / 2;
const QUICK_MS = 3_000;
const FIRST_PAUSE_MS = 1_000;
