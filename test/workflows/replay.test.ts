import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import proto from '@temporalio/proto';
import { Worker } from '@temporalio/worker';
import { expect, it } from 'vitest';
import { historyFile, lasting, titleOf, workflowsOf } from '../../sandbox/stories/histories.ts';
import { stories } from '../../sandbox/stories/index.ts';
import { fromSources } from '../../workers/workflow-code.ts';

const folder = fileURLToPath(new URL('../histories/', import.meta.url));
const files = readdirSync(folder);

it('every story has a recorded history of each workflow that it ran, and there is no other', () => {
  const wanted = stories.flatMap((story) =>
    workflowsOf(story).map((workflow) => historyFile(titleOf(story), workflow)),
  );
  const ofAll = lasting.map((kind) => historyFile('all stories', kind));
  expect([...files].sort()).toEqual([...wanted, ...ofAll].sort());
});

it('workflows that ran before this change of code go on under it', async () => {
  const histories = files.map((file) => ({
    workflowId: file,
    history: proto.temporal.api.history.v1.History.decode(readFileSync(`${folder}${file}`)),
  }));
  const failed: string[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories(fromSources, histories))
    if (error) failed.push(`${workflowId}: ${error.message}`);
  expect(failed).toEqual([]);
}, 60_000);
