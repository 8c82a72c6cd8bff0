import { readFileSync } from 'node:fs';
import proto from '@temporalio/proto';
import { Worker } from '@temporalio/worker';
import { expect, it } from 'vitest';
import { historyFile, lasting, titleOf, workflowsOf } from '../../sandbox/stories/histories.ts';
import { stories } from '../../sandbox/stories/index.ts';
import { keepCallStacks } from '../../workers/call-stacks.ts';
import { workflowCode } from '../../workers/workflow-code.ts';
import { histories, historiesIn } from './released.ts';
import { stretched } from './stretched.ts';

const { History } = proto.temporal.api.history.v1;
type IHistory = proto.temporal.api.history.v1.IHistory;
const DAY_S = 24 * 3_600;
keepCallStacks(false);
const files = historiesIn(histories);

it('every story has a history of each workflow that it runs, recorded since the last release, and there is no other', () => {
  const wanted = stories.flatMap((story) =>
    workflowsOf(story).map((workflow) => historyFile(titleOf(story), workflow)),
  );
  const ofAll = lasting.map((kind) => historyFile('all stories', kind));
  const next = files.filter((file) => file.startsWith('next/')).map((file) => file.slice('next/'.length));
  expect(next.sort()).toEqual([...wanted, ...ofAll].sort());
});

it('workflows of each release that ran before this change of code go on under it', async () => {
  expect(await failing((history) => history)).toEqual([]);
}, 180_000);

it.each([1, 100 * DAY_S])(
  'they go the same way where each task ran %i seconds later',
  async (seconds) => {
    expect(await failing((history) => stretched(history, seconds))).toEqual([]);
  },
  180_000,
);

/** The histories that don't replay, and why. */
async function failing(changed: (history: IHistory) => IHistory): Promise<string[]> {
  const ran = files.map((file) => ({
    workflowId: file,
    history: changed(History.decode(readFileSync(`${histories}${file}`))),
  }));
  const failed: string[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories(workflowCode, ran))
    if (error) failed.push(`${workflowId}: ${error.message}`);
  return failed;
}
