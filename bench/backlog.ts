import { randomBytes, randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';
import { type NativeConnection, Worker } from '@temporalio/worker';
import axios from 'axios';
import { dated } from '../activities/dated.ts';
import { importActivities, type Orders } from '../activities/import.ts';
import { shopWorkflowId } from '../domain/ids.ts';
import { createMagentoSandbox, sandboxIntegration } from '../sandbox/magento/index.ts';
import { magento } from '../shops/magento/index.ts';
import { workflowCode } from '../workers/workflow-code.ts';
import { shopQuery } from '../workflows/standing/shop/messages.ts';
import { newShopImport } from '../workflows/standing/shop/start.ts';
import type { shop } from '../workflows/standing/shop/workflow.ts';

/** Which backlog is imported, and by what. */
export interface BacklogOptions {
  client: Client;
  connection: NativeConnection;
  /** How many orders the shop has. */
  count: number;
  /** How many orders have the same second as their time of change. */
  perSecond: number;
  atOnce: number;
  /** Called with the number of orders that were given to their workflows so far. */
  progress?: (given: number) => void;
}

/** The result of importing a shop's backlog. */
export interface Backlog {
  /** Different orders given to their workflows. */
  orders: number;
  /** Orders given more than once; each costs a start that Temporal refuses. */
  repeated: number;
  seconds: number;
  /** Runs of the import's workflow, and the events in the longest of their histories. */
  runs: number;
  longestHistory: number;
  /** By how many bytes the memory of this process, with the shop's sandbox in it, grew at most. */
  rssGrowth: number;
}

/**
 * Imports a sandbox's backlog with the real workflow, activity and connector. The orders are counted instead of started, so
 * that only the import is measured.
 */
export async function importBacklog(options: BacklogOptions): Promise<Backlog> {
  const { client, connection, count, perSecond, atOnce, progress } = options;
  const name = `backlog-${randomUUID().slice(0, 8)}`;
  const sandbox = await createMagentoSandbox();
  const given = new Map<string, number>();
  const orders: Orders = {
    start: async (_shop, id) => {
      given.set(id, (given.get(id) ?? 0) + 1);
      return 'started';
    },
    tell: async () => 'over',
    async *followed() {},
    tellDocument: async () => 'over',
  };
  const auth = { kind: 'bearer' as const, accessToken: sandboxIntegration.accessToken };
  const connector = magento.create(name, magento.settings.parse({ url: sandbox.url, auth }), randomBytes(32));
  const settings = { everyMs: 1_000, delayMs: 0, overlapMs: 0, atOnce };
  const worker = await Worker.create({
    connection,
    namespace: client.options.namespace,
    taskQueue: name,
    ...workflowCode,
    activities: dated(importActivities({ [name]: connector }, orders, () => settings)),
  });
  const working = worker.run();
  const workflowId = shopWorkflowId(name);
  try {
    const order = { method: 'banktransfer' };
    await axios.post(`${sandbox.url}/_sandbox/orders/bulk`, { count, perSecond, order });
    const before = process.memoryUsage.rss();
    const started = Date.now();
    const since = new Date(started - 366 * 24 * 3_600_000).toISOString();
    await client.workflow.start<typeof shop>('shop', {
      workflowId,
      taskQueue: name,
      args: [newShopImport(name, since)],
    });
    const handle = client.workflow.getHandle(workflowId);
    let rss = before;
    while (given.size < count || (await handle.query(shopQuery)).started < count) {
      rss = Math.max(rss, process.memoryUsage.rss());
      progress?.(given.size);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    const seconds = (Date.now() - started) / 1000;
    return {
      orders: given.size,
      repeated: [...given.values()].filter((times) => times > 1).length,
      seconds,
      ...(await runsOf(client, workflowId)),
      rssGrowth: rss - before,
    };
  } finally {
    await client.workflow
      .getHandle(workflowId)
      .terminate('measured')
      .catch(() => undefined);
    worker.shutdown();
    await working;
    await sandbox.close();
  }
}

async function runsOf(client: Client, workflowId: string): Promise<{ runs: number; longestHistory: number }> {
  let next: string | undefined = (await client.workflow.getHandle(workflowId).describe()).runId;
  let runs = 0;
  let longestHistory = 0;
  while (next) {
    const events: temporal.api.history.v1.IHistoryEvent[] =
      (await client.workflow.getHandle(workflowId, next).fetchHistory()).events ?? [];
    runs += 1;
    longestHistory = Math.max(longestHistory, events.length);
    next = events[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId || undefined;
  }
  return { runs, longestHistory };
}
