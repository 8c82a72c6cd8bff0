import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { Program } from '../../sandbox/kit/programs.ts';
import type { Took } from '../customers.ts';
import type { Installation } from '../installation.ts';
import { startMeasured } from '../processes.ts';
import { type Seen, sightsOf } from '../sights.ts';
import { paidSignal } from './workflows.ts';

/** The floor's worker, and the way to it. */
export interface Floor {
  client: Client;
  taskQueue: string;
  worker: Program;
  /** What its activities see: a page `opened`, a document `written`. */
  seen: Seen;
}

/** Which of the two floors: with a payment of its own, or all in one workflow. */
export type FloorKind = 'bareOrder' | 'singleOrder';

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

/** One order of the floor, from its start to its end; paid as soon as its page is open. */
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
