import { setTimeout as delay } from 'node:timers/promises';
import type { Steering, System } from '../sandbox/kit/system.ts';
import { type SystemName, systemNames, systems } from '../sandbox/systems.ts';
import { holderOf } from '../temporal/erp.ts';
import type { Dice } from './dice.ts';
import { taskQueue } from './installation.ts';
import type { RestartingProgram } from './program.ts';
import type { Stage } from './stage.ts';
import { type Counts, count } from './tally.ts';

/** Hits a program or a whole system, which stays away for `ms`. */
type Strike = (stage: Stage, ms: number) => Promise<void>;

const kills = {
  'worker that serves the ERP killed': async (stage, ms) => killed((await byErp(stage)).serving, ms),
  'spare worker killed': async (stage, ms) => killed((await byErp(stage)).spare, ms),
  'API killed': ({ api }, ms) => killed(api, ms),
  'Temporal stopped': async ({ temporal }, ms) => {
    await temporal.stop();
    await delay(ms);
    await temporal.start();
  },
} satisfies Record<string, Strike>;

/** What befalls the systems: each is away for a while, and what its sandbox has besides. */
const outages: Record<string, Strike> = Object.fromEntries(systemNames.flatMap(strikesOn));

function strikesOn(name: SystemName): [string, Strike][] {
  const { title, isCall, misfortunes = {} }: System = systems[name];
  if (!isCall) return [];
  const away: Strike = ({ sandboxes }, ms) => steer(sandboxes[name], { what: 'down', body: { ms } });
  const others = Object.entries(misfortunes).map(([what, steering]): [string, Strike] => [
    `${title} ${what}`,
    ({ sandboxes }) => steer(sandboxes[name], steering),
  ]);
  return [[`${title} away`, away], ...others];
}

const strikes: Record<string, Strike> = { ...kills, ...outages };
const first = Object.keys(kills);
const all = Object.keys(strikes);

/** The shortest and the longest time between two blows, and for which the target stays away. */
const APART_MS = [2_000, 5_000] as const;
const AWAY_MS = [300, 2_500] as const;

/**
 * Kills and restarts our programs and Temporal, and makes systems refuse connections, one blow after another at random
 * moments until `over` is aborted; each program and Temporal is hit at least once. Answers how often each blow fell.
 */
export async function blows(
  stage: Stage,
  dice: Dice,
  over: AbortSignal,
  log: (line: string) => void,
): Promise<Counts> {
  const counts: Counts = {};
  for (let round = 0; ; round += 1) {
    const names = dice.shuffled(round === 0 ? first : all, 'round', round);
    for (const [n, blow] of names.entries()) {
      const apart = dice.between(...APART_MS, 'apart', round, n);
      await delay(apart, undefined, round === 0 ? {} : { signal: over }).catch(unlessAborted);
      if (over.aborted && round > 0) return counts;
      log(blow);
      count(counts, blow);
      await strikes[blow]?.(stage, Math.round(dice.between(...AWAY_MS, 'away', round, n)));
    }
  }
}

async function killed(program: RestartingProgram, ms: number): Promise<void> {
  await program.kill();
  await delay(ms);
  await program.start();
}

/** Which of the two workers serves the ERP now; during a handover the second counts as serving. */
async function byErp({ client, worker, secondWorker }: Stage) {
  const { by } = await holderOf(client, taskQueue, 'mexal');
  return by?.startsWith(`${worker.pid}@`)
    ? { serving: worker, spare: secondWorker }
    : { serving: secondWorker, spare: worker };
}

async function steer({ url }: { url: string }, { what, body = {} }: Steering): Promise<void> {
  const answer = await fetch(`${url}/_sandbox/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  await answer.body?.cancel();
}

function unlessAborted(error: unknown): void {
  if (!(error instanceof Error && error.name === 'AbortError')) throw error;
}
