import { afterAll, beforeAll, expect, it } from 'vitest';
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
  expect(await bench.replays(ORDERS)).toBe(ORDERS);
});
