import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { Program } from '../../sandbox/kit/programs.ts';
import type { Took } from '../customers.ts';
import type { Installation } from '../installation.ts';
import { startMeasured } from '../processes.ts';
import { type Seen, sightsOf } from '../sights.ts';
import { paidSignal } from './workflows.ts';

/** The floor's worker, its task queue and a client for it. */
export interface Floor {
  client: Client;
  taskQueue: string;
  worker: Program;
  /** What its activities saw: a page `opened`, a document `written`. */
  seen: Seen;
}

/** The two floors: with a workflow of its own for the payment, or all in one workflow. */
export type FloorKind = 'bareOrder' | 'singleOrder';

/** Starts the floor's worker. */
export async function startFloor({ client, env, folder }: Installation): Promise<Floor> {
  const taskQueue = `floor-${randomUUID().slice(0, 8)}`;
  const worker = await startMeasured({
    name: 'floor',
    file: 'bench/floor/worker.ts',
    args: [taskQueue],
    folder,
    env,
    readyWhen: 'ready to be measured',
  });
  return { client, taskQueue, worker, seen: sightsOf(worker) };
}

/** Runs one order of the floor from start to end; it is paid as soon as its page is open. */
export async function bareBuys(
  { client, taskQueue, seen }: Floor,
  kind: FloorKind,
): Promise<Took & { workflowId: string }> {
  const id = randomUUID();
  const workflowId = `${kind}-${id}`;
  const startedAt = Date.now();
  const handle = await client.workflow.start(kind, { workflowId, taskQueue, args: [id] });
  await seen('opened', id);
  const paidAt = Date.now();
  await client.workflow.getHandle(kind === 'bareOrder' ? `payment-${id}` : workflowId).signal(paidSignal);
  const writtenAt = await seen('written', id);
  await handle.result();
  return { workflowId, order: writtenAt - startedAt, webhook: writtenAt - paidAt };
}
