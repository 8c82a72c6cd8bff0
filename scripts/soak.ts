import { mkdtemp, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker as Thread } from 'node:worker_threads';
import { Worker } from '@temporalio/worker';
import { Command, InvalidArgumentError } from 'commander';
import { pino } from 'pino';
import { explain } from '../config/run.ts';
import { shortened } from '../sandbox/stories/configuration.ts';
import { titleOf } from '../sandbox/stories/histories.ts';
import { stories } from '../sandbox/stories/index.ts';
import { castOf, tell } from '../sandbox/storyteller.ts';
import { startWorld, type World } from '../sandbox/world.ts';
import { logTo } from '../workers/logging.ts';
import { workflowCode } from '../workers/workflow-code.ts';
import { decoded, historyOf, runsIn } from './recording.ts';

interface Options {
  rounds: number;
  busy: number;
  only: string[];
}

const say = (line: string): void => console.error(line);

/** Tells stories while the machine is busy, and replays every history that comes of it; answers whether all went well. */
async function main({ rounds, busy, only }: Options): Promise<boolean> {
  logTo(pino(pino.destination(2)), 'ERROR');
  const chosen = stories.filter(
    (story) => only.length === 0 || only.some((words) => titleOf(story).includes(words)),
  );
  if (chosen.length === 0) throw new Error(`no story's name has these words: ${only.join(', ')}`);
  let wrong = 0;
  let kept: string | undefined;
  for (let round = 1; round <= rounds; round += 1) {
    const loops = Array.from({ length: busy }, () => new Thread('for (;;);', { eval: true }));
    const world = await startWorld({ adjust: shortened, log: say });
    try {
      const badly = await failedStories(world, chosen, (line) => say(`round ${round}/${rounds}, ${line}`));
      const histories = new Map<string, Uint8Array>();
      for (const run of await runsIn(world))
        histories.set(`${run.workflowId} ${run.runId}`, await historyOf(world, run));
      const failed = await replayed(histories);
      for (const { workflowId, why } of failed) {
        kept ??= await mkdtemp(join(tmpdir(), 'incasso-soak-'));
        const file = join(kept, `${round}-${workflowId.replace(/[^a-z0-9]+/gi, '-')}.history`);
        await writeFile(file, histories.get(workflowId) ?? '');
        console.log(`DOES NOT REPLAY ${workflowId}, kept as ${file}: ${why}`);
      }
      for (const why of badly) console.log(`ENDED WRONG ${why}`);
      wrong += failed.length + badly.length;
      const good = histories.size - failed.length;
      console.log(
        `round ${round}: ${chosen.length} stories, ${badly.length} ended wrong; ${good} of ${histories.size} histories replay`,
      );
    } finally {
      await world.stop();
      await Promise.all(loops.map((loop) => loop.terminate()));
    }
  }
  return wrong === 0;
}

/** Tells these; answers what did not end as it should. */
async function failedStories(
  world: World,
  chosen: typeof stories,
  step: (line: string) => void,
): Promise<string[]> {
  const cast = castOf(world);
  const badly: string[] = [];
  for (const [n, story] of chosen.entries()) {
    step(`story ${n + 1}/${chosen.length}: ${titleOf(story)}`);
    const { result } = await tell(story, cast);
    if (!result.ok) badly.push(`"${titleOf(story)}": ${result.why}`);
  }
  return badly;
}

async function replayed(histories: Map<string, Uint8Array>): Promise<{ workflowId: string; why: string }[]> {
  const all = [...histories].map(([workflowId, history]) => ({ workflowId, history: decoded(history) }));
  const failed: { workflowId: string; why: string }[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories(workflowCode, all))
    if (error) failed.push({ workflowId, why: error.message });
  return failed;
}

function count(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0) throw new InvalidArgumentError('a whole number, please');
  return number;
}

const command = new Command('npm run soak --')
  .description(
    'Tells every story while the machine is kept busy, and replays the history of each workflow that ran. Prints a line a round; exits 1 where a story ends wrong or a history does not replay, and keeps those.',
  )
  .option('--rounds <n>', 'how often', count, 5)
  .option('--busy <n>', 'how many threads keep the machine busy', count, 2 * availableParallelism())
  .option('--only <words...>', 'only the stories whose name has these words', [])
  .action(async (options: Options) => {
    process.exitCode = (await main(options).catch(explain)) ? 0 : 1;
  });
await command.parseAsync();
