import { MockActivityEnvironment } from '@temporalio/testing';
import { describe, expect, it } from 'vitest';
import { type Stuck, type Tasks, type WatchLook, watchActivities } from '../../activities/watch.ts';

const run = (n: number): Stuck => ({ workflowId: `order:shop:${n}`, runId: `run-${n}` });

/** One look, with the number of attempts of each run's task; a run that is not listed is over. */
async function look(attempts: number[], suspects: number[], reported: number[] = []) {
  const described: string[] = [];
  const tasks: Tasks = {
    reported: async () => reported.map(run),
    open: async (runIds) => attempts.map((_, n) => run(n)).filter(({ runId }) => runIds.includes(runId)),
    attempts: async ({ runId }) => {
      described.push(runId);
      return attempts[Number(runId.slice(4))] ?? 0;
    },
  };
  const { findStuck } = watchActivities(tasks, 60_000);
  const asked = suspects.map((n) => run(n).runId);
  const seen: WatchLook = await new MockActivityEnvironment().run(() => findStuck(asked));
  return { ...seen, described };
}

describe('a look at what may not go on', () => {
  it('finds those whose task failed twice, looks again at those where it failed once, and forgets those that are well', async () => {
    expect(await look([3, 2, 1, 0, 7], [0, 1, 2, 3, 4, 9])).toMatchObject({
      stuck: [run(0), run(4)],
      suspects: ['run-1'],
      everyMs: 15_000,
    });
    expect(await look([1, 0], [0, 1])).toMatchObject({ stuck: [], suspects: [], everyMs: 60_000 });
  });

  it('asks of none that nobody suspects, and of none that the server reports', async () => {
    const { stuck, described } = await look([9, 9, 9], [1, 2], [1]);
    expect(stuck).toEqual([run(1), run(2)]);
    expect(described).toEqual(['run-2']);
  });

  it('stays small, however many a release stops', async () => {
    const all = Array.from({ length: 1_000 }, (_, n) => n);
    const { stuck, described, suspects } = await look(
      all.map(() => 5),
      all,
    );
    expect([stuck.length, described.length]).toEqual([200, 200]);
    expect(suspects).toEqual(all.slice(200).map((n) => `run-${n}`));
  });
});
