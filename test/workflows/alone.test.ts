import { setTimeout as wait } from 'node:timers/promises';
import { Worker, type WorkflowBundle } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundled } from '../bundled.ts';
import { connectTest, type TestTemporal } from '../dev-server.ts';
import { type Companion, nudge, type overlapping, type rings, type troubled } from './fake-overlapping.ts';

const at = (path: string) => new URL(path, import.meta.url);

let code: { workflowBundle: WorkflowBundle };
let temporal: TestTemporal;
let worker: Worker;
let done: Promise<void>;
beforeAll(async () => {
  code = await bundled(at('fake-overlapping.ts'), [at('../../workflows/interceptors.ts')]);
  temporal = await connectTest();
  const { nativeConnection: connection, taskQueue } = temporal;
  worker = await Worker.create({
    ...code,
    connection,
    taskQueue,
    activities: { takes: (ms: number) => wait(ms), fails: () => Promise.reject(new Error('no')) },
  });
  done = worker.run();
});
afterAll(async () => {
  worker?.shutdown();
  await done;
  await temporal?.close();
});

const companions: Companion[] = ['local activity', 'activity', 'timer', 'child', 'condition'];

// Within one workflow task, and over two that follow each other.
describe.concurrent.each([300, 2_400])('while a local activity of %i ms is under way', (slowMs) => {
  it.each(companions)('what waits for a %s goes on after it, and on replay too', async (companion) => {
    const { client, taskQueue } = temporal;
    const handle = await client.workflow.start<typeof overlapping>('overlapping', {
      taskQueue,
      workflowId: `${taskQueue}-${companion}-${slowMs}`,
      workflowTaskTimeout: '2s',
      args: [companion, slowMs],
    });
    if (companion !== 'condition') await wait(slowMs + 500);
    await handle.signal(nudge);
    const wasOver = await handle.result();
    await Worker.runReplayHistory(code, await handle.fetchHistory(), handle.workflowId);
    expect(wasOver).toBe(true);
  });
});

it('a time that comes while a local activity is under way takes no timer from the one that is set after it', async () => {
  const { client, taskQueue } = temporal;
  const handle = await client.workflow.start<typeof rings>('rings', {
    taskQueue,
    workflowId: `${taskQueue}-rings`,
    workflowTaskTimeout: '2s',
  });
  await wait(6_000);
  await handle.signal(nudge);
  await handle.result();
  const history = await handle.fetchHistory();
  const countOf = (about: 'timerStartedEventAttributes' | 'timerFiredEventAttributes') =>
    history.events?.filter((event) => event[about] != null).length;
  expect([countOf('timerStartedEventAttributes'), countOf('timerFiredEventAttributes')]).toEqual([2, 2]);
  await Worker.runReplayHistory(code, history, handle.workflowId);
});

it('a local activity that is tried again, or called off, in line too, holds none up for ever', async () => {
  const { client, taskQueue } = temporal;
  const workflowId = `${taskQueue}-troubled`;
  const handle = await client.workflow.start<typeof troubled>('troubled', {
    taskQueue,
    workflowId,
    workflowTaskTimeout: '2s',
  });
  await wait(1_500);
  await handle.signal(nudge);
  expect(await handle.result()).toEqual(['failed', 'called off', 'called off', 'answered']);
  await Worker.runReplayHistory(code, await handle.fetchHistory(), workflowId);
});
