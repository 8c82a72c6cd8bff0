import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { tsToDate } from '@temporalio/common/lib/time.js';
import { erpLeaseId, erpWorkflowId } from '../domain/ids.ts';
import { searchAttributes as key } from '../workflows/kit/search-attributes.ts';
import { erpLeaseQueue } from '../workflows/standing/erp-lease/start.ts';
import { recentPollers } from './pollers.ts';

/** Which worker serves an ERP, and which others would go on; each as Temporal knows it, <process>@<host>. */
export interface ErpHolder {
  /** Absent while none does. */
  by?: string;
  /** UTC, ISO 8601. */
  since?: string;
  /** A worker that was killed is among them for two and a half minutes. */
  spares: string[];
}

// temporal.api.enums.v1.PendingActivityState
const STARTED = 2;

export async function holderOf(client: Client, taskQueue: string, erp: string): Promise<ErpHolder> {
  const { connection, options } = client;
  const ready = await recentPollers(connection, options.namespace, erpLeaseQueue(taskQueue, erp), 'activity');
  const held = await heldOf(client, erpLeaseId(taskQueue, erp));
  return { ...held, spares: [...new Set(ready)].filter((identity) => identity !== held.by).sort() };
}

async function heldOf(client: Client, workflowId: string): Promise<Omit<ErpHolder, 'spares'>> {
  try {
    const { raw } = await client.workflow.getHandle(workflowId).describe();
    const [held] = raw.pendingActivities ?? [];
    if (held?.state !== STARTED || !held.lastWorkerIdentity) return {};
    const since = held.lastStartedTime ? tsToDate(held.lastStartedTime).toISOString() : undefined;
    return { by: held.lastWorkerIdentity, since };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return {};
    throw error;
  }
}

/** What the ERP's workflow says of the login; asked of the list, which needs no worker. */
export async function loginIsRefused(client: Client, erp: string): Promise<boolean> {
  try {
    const { typedSearchAttributes } = await client.workflow.getHandle(erpWorkflowId(erp)).describe();
    return typedSearchAttributes.get(key.Attention) === 'ERP_LOGIN_REFUSED';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
