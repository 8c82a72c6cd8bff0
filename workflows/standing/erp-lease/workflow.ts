import { CancellationScope } from '@temporalio/workflow';
import type { ErpLeaseActivities } from '../../../activities/erp-lease.ts';
import { Clock } from '../../kit/clock.ts';
import type { ErpLeaseStart } from './start.ts';

/**
 * Gives an ERP to one worker at a time: its only activity lasts as long as that worker lives, and heartbeats tell that it
 * does. Where they cease it is given to the next. Attempts and heartbeats are no events: its history never grows.
 */
export async function erpLease({ queue, leaseMs }: ErpLeaseStart): Promise<never> {
  const { holdErp } = new Clock().activities<ErpLeaseActivities>({
    taskQueue: queue,
    heartbeatTimeout: leaseMs,
    // Temporal demands a time-out; this one means for ever.
    startToCloseTimeout: '3650d',
    retry: { initialInterval: '1s', backoffCoefficient: 1 },
  });
  // Whoever presses "Request Cancellation" does not mean that no worker should serve the ERP.
  return CancellationScope.nonCancellable(() => holdErp());
}
