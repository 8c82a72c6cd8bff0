import { erpLeaseId } from '../../../domain/ids.ts';
import { searchAttributes as key } from '../../kit/search-attributes.ts';

/** A worker that is killed is noticed after this; heartbeats go every fifth of it. */
const LEASE_MS = 20_000;

export interface ErpLeaseStart {
  /** Where workers stand ready. */
  queue: string;
  /** After so many milliseconds without a heartbeat another worker gets it. */
  leaseMs: number;
}

/** Where workers stand ready to be given the ERP. */
export const erpLeaseQueue = (taskQueue: string, erp: string): string => `${taskQueue}-erp-${erp}-lease`;

/** How its workflow is started: one that runs goes on as it is, with whatever time it was started with. */
export const erpLeaseStart = (taskQueue: string, erp: string, leaseMs = LEASE_MS) => ({
  workflowId: erpLeaseId(taskQueue, erp),
  workflowIdConflictPolicy: 'USE_EXISTING' as const,
  taskQueue,
  args: [{ queue: erpLeaseQueue(taskQueue, erp), leaseMs }] as [ErpLeaseStart],
  staticSummary: `Who serves ERP ${erp}`,
  typedSearchAttributes: [{ key: key.Stage, value: 'DONE' }],
});
