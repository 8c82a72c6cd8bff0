import { setTimeout as delay } from 'node:timers/promises';
import type { Dice } from './dice.ts';
import type { Stage } from './stage.ts';
import { type Counts, count } from './tally.ts';

const kills = ['worker killed', 'second worker killed', 'API killed', 'Temporal stopped'] as const;
const outages = ['Magento away', 'PrestaShop away', 'Stripe away', 'Mexal away'] as const;
type Blow = (typeof kills)[number] | (typeof outages)[number];

/** The shortest and the longest between two blows; how long what was hit stays away. */
const APART_MS = [2_000, 5_000] as const;
const AWAY_MS = [300, 2_500] as const;

/**
 * Programs killed and started again, Temporal stopped and started again, systems that refuse connections: one after
 * another, at odd moments, until `over`, and each of our programs once in any case.
 */
export async function blows(
  stage: Stage,
  dice: Dice,
  over: AbortSignal,
  log: (line: string) => void,
): Promise<Counts> {
  const counts: Counts = {};
  for (let n = 0; ; n += 1) {
    const round = n < kills.length ? kills : [...kills, ...outages];
    const turn = n < kills.length ? n : (n - kills.length) % round.length;
    const [blow] = dice.shuffled<Blow>(round, 'blow', n - turn).slice(turn);
    await delay(
      dice.between(...APART_MS, 'apart', n),
      undefined,
      n < kills.length ? {} : { signal: over },
    ).catch(stopped);
    if (blow === undefined || (over.aborted && n >= kills.length)) return counts;
    log(blow);
    count(counts, blow);
    await strike(stage, blow, dice.between(...AWAY_MS, 'away', n));
  }
}

async function strike({ api, workers, temporal, sandboxes }: Stage, blow: Blow, ms: number): Promise<void> {
  const again = async (stop: () => Promise<void>, start: () => Promise<void>) => {
    await stop();
    await delay(ms);
    await start();
  };
  const away = ({ url }: { url: string }) =>
    fetch(`${url}/_sandbox/down`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ms: Math.round(ms) }),
    });
  const [worker, second] = workers;
  switch (blow) {
    case 'worker killed':
      return (
        worker &&
        again(
          () => worker.kill(),
          () => worker.start(),
        )
      );
    case 'second worker killed':
      return (
        second &&
        again(
          () => second.kill(),
          () => second.start(),
        )
      );
    case 'API killed':
      return again(
        () => api.kill(),
        () => api.start(),
      );
    case 'Temporal stopped':
      return again(
        () => temporal.stop(),
        () => temporal.start(),
      );
    case 'Magento away':
      return void (await away(sandboxes.magento));
    case 'PrestaShop away':
      return void (await away(sandboxes.presta));
    case 'Stripe away':
      return void (await away(sandboxes.stripe));
    case 'Mexal away':
      return void (await away(sandboxes.mexal));
    default:
      throw new Error(`no such blow: ${blow satisfies never}`);
  }
}

function stopped(error: unknown): void {
  if (!(error instanceof Error && error.name === 'AbortError')) throw error;
}
