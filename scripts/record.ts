import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { pino } from 'pino';
import { explain } from '../config/run.ts';
import { until } from '../sandbox/customer.ts';
import { shortened } from '../sandbox/stories/configuration.ts';
import { endless, historyFile, lasting, titleOf, workflowsOf } from '../sandbox/stories/histories.ts';
import { stories } from '../sandbox/stories/index.ts';
import type { Run } from '../sandbox/stories/story.ts';
import { castOf, tell } from '../sandbox/storyteller.ts';
import { startWorld, type World } from '../sandbox/world.ts';
import { logTo } from '../workers/logging.ts';
import { historyOf, runsIn } from './recording.ts';

const folder = fileURLToPath(new URL('../test/histories/next/', import.meta.url));

/**
 * Tells every story and keeps the histories of its workflows, against which the tests replay the workflow code; with `only`, those of
 * some stories, beside what is there.
 */
async function main({ only }: { only?: string }): Promise<void> {
  const chosen = stories.filter((story) => !only || titleOf(story).includes(only));
  if (chosen.length === 0) throw new Error(`no story's name has these words: ${only}`);
  logTo(pino(pino.destination(2)), 'ERROR');
  const world = await startWorld({ adjust: shortened, watchMs: 1_000, log: (line) => console.error(line) });
  try {
    const cast = castOf(world);
    const files = new Map<string, Run>();
    for (const story of chosen) {
      const { result, runs } = await tell(story, cast);
      if (!result.ok) throw new Error(`"${story.name}" did not end as it should: ${result.why}`);
      for (const [n, workflow] of workflowsOf(story).entries()) {
        const run = runs[n];
        if (run) files.set(historyFile(titleOf(story), workflow), run);
      }
      console.error(`told: ${titleOf(story)}`);
    }
    if (!only)
      for (const kind of lasting) files.set(historyFile('all stories', kind), await lastingOf(world, kind));
    // All of it before anything is thrown away: a failure leaves the older ones in place.
    const found = new Map<string, Uint8Array>();
    for (const [file, run] of files) found.set(file, await historyOf(world, run));
    if (!only) await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    for (const [file, history] of found) await writeFile(`${folder}${file}`, history);
    console.error(`recorded ${found.size} histories`);
  } finally {
    await world.stop();
  }
}

/** A run of what lives for ever; the last that ended by beginning anew, but of what never does. */
function lastingOf(world: World, kind: string): Promise<Run> {
  const status = endless.includes(kind) ? 'Running' : 'ContinuedAsNew';
  return until(`a run of ${kind} that is ${status}`, async () => {
    const [last] = await runsIn(world, `WorkflowType = '${kind}' AND ExecutionStatus = '${status}'`);
    return last;
  });
}

const command = new Command('npm run record --')
  .description(
    'Records the histories of every story anew into test/histories/next. Those of releases stay as they are: what would make them go another way is guarded with patched().',
  )
  .option(
    '--only <words>',
    'only the stories whose name has these words; all other histories stay as they are',
  )
  .action((options: { only?: string }) => main(options).catch(explain));
await command.parseAsync();
