import type { Client } from '@temporalio/client';
import { operatorsPage } from '../config/links.ts';
import type { Config } from '../config/schema.ts';
import {
  erpLeaseId,
  erpWorkflowId,
  gatewayWorkflowId,
  shopWorkflowId,
  watchWorkflowId,
} from '../domain/ids.ts';
import { searchAttributes as key } from '../workflows/kit/search-attributes.ts';
import { erpLeaseQueue } from '../workflows/standing/erp/messages.ts';
import type { erp } from '../workflows/standing/erp/workflow.ts';
import type { erpLease } from '../workflows/standing/erp-lease/workflow.ts';
import type { gateway } from '../workflows/standing/gateway/workflow.ts';
import { secondOf } from '../workflows/standing/shop/messages.ts';
import type { shop } from '../workflows/standing/shop/workflow.ts';
import type { watch } from '../workflows/standing/watch/workflow.ts';

// Where it was never read before: what was missed while somebody put it up.
const FIRST_LOOK_BACK_MS = 24 * 3_600_000;
/** A worker that is killed is noticed after this; heartbeats go every fifth of it. */
const LEASE_MS = 20_000;

/** Starts what lives for ever, one workflow for each gateway, ERP and shop, and one that watches all; those that run go on as they are. */
export async function startStanding(client: Client, config: Config): Promise<void> {
  await startGateways(client, config);
  await startErps(client, config);
  await startShops(client, config);
  await startWatch(client, config);
}

/** What looks for workflows that can't go on. */
export async function startWatch(client: Client, config: Config): Promise<void> {
  const { taskQueue } = config.temporal;
  await client.workflow.start<typeof watch>('watch', {
    workflowId: watchWorkflowId(taskQueue),
    workflowIdConflictPolicy: 'USE_EXISTING',
    taskQueue,
    args: [{ stuck: [], suspects: [], operators: operatorsPage(config) }],
    staticSummary: 'Workflows that can not go on',
    typedSearchAttributes: [{ key: key.Stage, value: 'DONE' }],
  });
}

/** What looks for missed notifications. */
async function startGateways(client: Client, config: Config): Promise<void> {
  const { gateways, temporal } = config;
  const caughtUpUntil = new Date(Date.now() - FIRST_LOOK_BACK_MS).toISOString();
  for (const name of Object.keys(gateways))
    await client.workflow.start<typeof gateway>('gateway', {
      workflowId: gatewayWorkflowId(name),
      workflowIdConflictPolicy: 'USE_EXISTING',
      taskQueue: temporal.taskQueue,
      args: [
        { gateway: name, caughtUpUntil, held: 0, late: 0, unreadable: [], operators: operatorsPage(config) },
      ],
      staticSummary: `Missed notifications of ${name}`,
      typedSearchAttributes: [
        { key: key.Gateway, value: name },
        { key: key.Stage, value: 'DONE' },
      ],
    });
}

/** What reads payment tables and keeps the switch of each login. */
async function startErps(client: Client, config: Config): Promise<void> {
  for (const name of Object.keys(config.erp))
    await client.workflow.start<typeof erp>('erp', {
      workflowId: erpWorkflowId(name),
      workflowIdConflictPolicy: 'USE_EXISTING',
      taskQueue: config.temporal.taskQueue,
      args: [
        {
          erp: name,
          payments: [],
          changesUntil: new Date().toISOString(),
          told: 0,
          operators: operatorsPage(config),
        },
      ],
      staticSummary: `ERP ${name}`,
      typedSearchAttributes: [{ key: key.Stage, value: 'DONE' }],
    });
}

/** What imports orders, announced or not. */
export async function startShops(client: Client, config: Config): Promise<void> {
  const { shops, temporal } = config;
  for (const [name, { import: settings }] of Object.entries(shops)) {
    if (!settings.enabled) continue;
    const since = secondOf(settings.since ?? new Date().toISOString());
    await client.workflow.start<typeof shop>('shop', {
      workflowId: shopWorkflowId(name),
      workflowIdConflictPolicy: 'USE_EXISTING',
      taskQueue: temporal.taskQueue,
      args: [
        {
          shop: name,
          since,
          importedUntil: since,
          cursor: { changedAt: since, id: '0' },
          recent: {},
          started: 0,
          told: 0,
          unreadable: [],
          operators: operatorsPage(config),
        },
      ],
      staticSummary: `Orders of ${name}`,
      typedSearchAttributes: [
        { key: key.Shop, value: name },
        { key: key.Stage, value: 'DONE' },
      ],
    });
  }
}

/** Starts what gives the ERP to one worker, unless it runs already, with whatever time it was started with. */
export async function startErpLease(
  client: Client,
  taskQueue: string,
  name: string,
  leaseMs = LEASE_MS,
): Promise<void> {
  await client.workflow.start<typeof erpLease>('erpLease', {
    workflowId: erpLeaseId(taskQueue, name),
    workflowIdConflictPolicy: 'USE_EXISTING',
    taskQueue,
    args: [{ queue: erpLeaseQueue(taskQueue, name), leaseMs }],
    staticSummary: `Who serves ERP ${name}`,
    typedSearchAttributes: [{ key: key.Stage, value: 'DONE' }],
  });
}
