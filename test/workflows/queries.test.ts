import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { interceptors } from '../../workflows/interceptors.ts';
import { type FakeBench, openFakeBench } from './fake-bench.ts';

let bench: FakeBench;
beforeAll(async () => {
  bench = await openFakeBench();
});
afterAll(() => bench?.stop());

const ORDERS = 30;

it('queries that came with a task are answered, but end none while a local activity is under way', async () => {
  const { ids, views } = await bench.withoutWorkers(async () => {
    const ids: string[] = [];
    for (let n = 0; n < ORDERS; n += 1) ids.push(await bench.starts('bank', { state: 'on_hold' }));
    const views = ids.flatMap((id) => [bench.view(id), bench.view(id), bench.view(id)]);
    // The server takes them in before a worker asks for the task.
    await new Promise((resolve) => setTimeout(resolve, 500));
    return { ids, views };
  });
  expect(await Promise.all(views)).toHaveLength(3 * ORDERS);
  for (const id of ids) {
    const { events = [] } = await bench.handle(id).fetchHistory();
    const endedEarly = (events ?? []).filter(
      (event, i) =>
        event.markerRecordedEventAttributes && events?.[i + 1]?.workflowTaskScheduledEventAttributes,
    );
    expect(endedEarly).toEqual([]);
  }
  expect(await bench.replays(ORDERS)).toBeGreaterThanOrEqual(ORDERS);
});

describe('while a local activity is under way', () => {
  const { outbound: [calls] = [], internals: [tasks] = [] } = interceptors();
  beforeAll(() => void calls?.scheduleLocalActivity?.({} as never, () => new Promise(() => undefined)));

  /** Whether a query of this id is handed on. */
  function handsOn(queryId: string): boolean {
    let handed = false;
    tasks?.activate?.({ activation: { jobs: [{ queryWorkflow: { queryId } }] }, batchIndex: 0 }, () => {
      handed = true;
    });
    return handed;
  }

  it('a query that came with the task waits for the next one', () => {
    expect(handsOn('2f1c')).toBe(false);
  });

  it("one that came by itself is answered: without an answer the SDK's core would do nothing more for its workflow", () => {
    const core = dirname(createRequire(import.meta.url).resolve('@temporalio/core-bridge/package.json'));
    const source = readFileSync(join(core, 'sdk-core/crates/sdk-core/src/worker/workflow/mod.rs'), 'utf8');
    const [, byItself = ''] = /LEGACY_QUERY_ID: &str = "([^"]+)"/.exec(source) ?? [];
    expect(handsOn(byItself)).toBe(true);
  });
});
