import type { Client } from '@temporalio/client';
import type { gateway } from '../workflows/gateway.ts';
import { gatewayWorkflowId } from '../workflows/gateway-messages.ts';
import { searchAttributes as key } from '../workflows/search-attributes.ts';

// Where it was never read before: what was missed while somebody put it up.
const FIRST_LOOK_BACK_MS = 24 * 3_600_000;

/** Starts what looks for missed notifications, one workflow for each gateway; those that run go on as they are. */
export async function startGateways(client: Client, taskQueue: string, names: string[]): Promise<void> {
  const caughtUpUntil = new Date(Date.now() - FIRST_LOOK_BACK_MS).toISOString();
  for (const name of names)
    await client.workflow.start<typeof gateway>('gateway', {
      workflowId: gatewayWorkflowId(name),
      workflowIdConflictPolicy: 'USE_EXISTING',
      taskQueue,
      args: [{ gateway: name, caughtUpUntil, held: 0, late: 0, unreadable: [] }],
      staticSummary: `Missed notifications of ${name}`,
      typedSearchAttributes: [
        { key: key.Gateway, value: name },
        { key: key.Stage, value: 'DONE' },
      ],
    });
}
