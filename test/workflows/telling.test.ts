import { randomUUID } from 'node:crypto';
import { Context } from '@temporalio/activity';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { expect, inject, it } from 'vitest';
import { dated } from '../../activities/dated.ts';
import type { ShopActivities } from '../../activities/shop.ts';
import { bundled } from '../bundled.ts';
import type { tellsAccepted } from './notice-steps.ts';
import '../quiet.ts';

const [CALL_MS, LIMIT_MS] = [1_000, 3_000];

it('a shop that was told by a call nobody heard the end of is told again only once it can no longer be at work on it', async () => {
  const address = inject('temporalAddress');
  const taskQueue = `telling-${randomUUID()}`;
  const connection = await NativeConnection.connect({ address });
  const starts: number[] = [];
  const writeBack: ShopActivities['writeBack'] = async () => {
    starts.push(Date.now());
    // The first is as of a worker that died over it.
    return starts.length === 1 ? Context.current().cancelled : 'told';
  };
  const worker = await Worker.create({
    connection,
    taskQueue,
    ...(await bundled(new URL('./notice-steps.ts', import.meta.url))),
    activities: dated({ writeBack }),
  });
  const client = new Client({ connection: await Connection.connect({ address }) });
  const answer = await worker.runUntil(
    client.workflow.execute<typeof tellsAccepted>('tellsAccepted', {
      taskQueue,
      workflowId: taskQueue,
      args: [{ shopCallMs: CALL_MS, shopLimitMs: LIMIT_MS } as Parameters<typeof tellsAccepted>[0]],
    }),
  );
  expect(answer).toBe('told');
  const [first = 0, second = 0] = starts;
  expect(starts).toHaveLength(2);
  expect(second - first).toBeGreaterThanOrEqual(CALL_MS + LIMIT_MS);
});
