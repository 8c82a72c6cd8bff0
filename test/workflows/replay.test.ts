import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import proto from '@temporalio/proto';
import { Worker } from '@temporalio/worker';
import { expect, it } from 'vitest';
import { stories } from '../../sandbox/stories.ts';

const folder = fileURLToPath(new URL('../histories/', import.meta.url));
const workflowsPath = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));
const files = readdirSync(folder);

it('every story has a recorded history', () => {
  const recorded = (name: string) =>
    files.includes(`${`${name}, order`.replace(/[^a-z0-9]+/gi, '-')}.history`);
  expect(stories.map(({ name }) => name).filter((name) => !recorded(name))).toEqual([]);
});

it('orders and payments that ran before this change of code go on under it', async () => {
  const histories = files.map((file) => ({
    workflowId: file,
    history: proto.temporal.api.history.v1.History.decode(readFileSync(`${folder}${file}`)),
  }));
  const failed: string[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowsPath }, histories))
    if (error) failed.push(`${workflowId}: ${error.message}`);
  expect(failed).toEqual([]);
}, 60_000);
