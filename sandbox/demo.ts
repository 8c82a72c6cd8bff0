import { Command } from 'commander';
import { pino } from 'pino';
import { explain } from '../config/run.ts';
import { logTo } from '../workers/logging.ts';
import { shortened } from './stories/configuration.ts';
import { titleOf } from './stories/histories.ts';
import { type Story, stories } from './stories/index.ts';
import { castOf, lanesOf, type StoryResult, tell } from './storyteller.ts';
import { summary } from './summary.ts';
import { startWorld } from './world.ts';

/** Tells every story on a world of its own; answers whether each ended as it should. */
async function main({ json, only }: { json: boolean; only?: string }): Promise<boolean> {
  // With --json nothing but the result goes to stdout.
  const log = (line: string) => console.error(line);
  const started = Date.now();
  const chosen = stories.filter((story) => !only || titleOf(story).includes(only));
  // Stories make calls fail on purpose: warnings about that would only disturb readers of the result.
  logTo(pino(pino.destination(2)), 'ERROR');
  log('Starting Temporal, worker, API and the sandboxes on free ports …');
  const world = await startWorld({
    adjust: shortened,
    log,
  });
  try {
    const cast = castOf(world);
    const told = new Map<Story, StoryResult>();
    const tellEach = async (lane: Story[]) => {
      for (const story of lane) {
        log(`${titleOf(story)} …`);
        told.set(story, (await tell(story, cast)).result);
        log(`${told.size}/${chosen.length}`);
      }
    };
    const { alone, beside } = lanesOf(chosen);
    await tellEach(alone);
    await Promise.all(beside.map(tellEach));
    const results = chosen.flatMap((story) => told.get(story) ?? []);
    if (json)
      console.log(JSON.stringify({ stories: results.map(({ why: _why, ...result }) => result) }, null, 2));
    else console.log(summary(results, Date.now() - started));
    for (const { ok, shop, story, why } of results) if (!ok) console.error(`✗ ${shop} ${story}: ${why}`);
    return results.length > 0 && results.every(({ ok }) => ok);
  } finally {
    await world.stop();
  }
}

const command = new Command('npm run demo --')
  .description(
    'Tells one story after another, of an order or a deposit each, without a person, through HTTP only; exits 0 only if each ended as it should.',
  )
  .option('--json', 'print the result as JSON on stdout, and nothing else there', false)
  .option('--only <words>', 'only the stories whose name has these words')
  .action(async (options: { json: boolean; only?: string }) => {
    process.exitCode = (await main(options).catch(explain)) ? 0 : 1;
  });
await command.parseAsync();
