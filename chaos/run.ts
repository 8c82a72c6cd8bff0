import { setTimeout as delay } from 'node:timers/promises';
import { untilAtRest } from './at-rest.ts';
import { blows } from './blows.ts';
import { type Books, readBooks } from './books.ts';
import { type Breach, breaches } from './breaches.ts';
import { Counter } from './counter.ts';
import type { Placed } from './customers.ts';
import { planOf, play } from './customers.ts';
import { Dice } from './dice.ts';
import { openStage, type Stage } from './stage.ts';
import type { Counts } from './tally.ts';
import { Weather } from './weather.ts';

export interface ChaosOptions {
  orders: number;
  seed: number;
  log: (line: string) => void;
  /** Where our programs are built; built for this where absent. */
  programs?: string;
}

export interface ChaosResult {
  orders: number;
  seed: number;
  /** What was done to our programs, to Temporal and to whole systems. */
  blows: Counts;
  /** How often one of our programs ended though nobody killed it, and was started again. */
  endedByItself: number;
  /** What went wrong with single calls and notifications, by system. */
  faults: Weather['counts'];
  books: Books;
  breaches: Breach[];
  seconds: number;
  /** Where logs and Temporal's database are kept; only where something is wrong. */
  folder?: string;
}

/** How many customers are in the shops at once: a machine that is slow, or much that is away, keeps the next ones waiting. */
const AT_ONCE = 24;
const APART_MS = 150;
/** The least and the most that an order can be paid. */
const [SHORTEST_MS, LONGEST_MS] = [40_000, 90_000];
/** How long everything has to settle once nothing is broken any more. */
const DEADLINE_MS = 240_000;

/** Plays so many orders while everything around and below them breaks, then reads the books. */
export async function chaos({ orders, seed, log, programs }: ChaosOptions): Promise<ChaosResult> {
  const begun = Date.now();
  const dice = new Dice(seed);
  const weather = new Weather(dice);
  log('starting Temporal, workers, API and the sandboxes');
  const orderMs = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, orders * 300));
  const stage = await openStage({ weather, orderMs, programs });
  const over = new AbortController();
  let keep = true;
  try {
    const [placed, struck] = await Promise.all([
      customers(stage, { orders, dice, log, allPlaced: () => over.abort() }),
      blows(stage, dice, over.signal, log),
    ]);
    weather.clearsUp();
    log('nothing is broken any more');
    await untilAtRest(stage.client, { orders, deadlineMs: DEADLINE_MS, log });
    const books = await readBooks(placed, stage.sandboxes, stage.client);
    const found = breaches(books);
    const programs = [stage.api, stage.worker, stage.secondWorker];
    keep = found.length > 0;
    return {
      orders,
      seed,
      books,
      blows: struck,
      faults: weather.counts,
      breaches: found,
      endedByItself: programs.reduce((sum, one) => sum + one.endedByItself, 0),
      seconds: Math.round((Date.now() - begun) / 1000),
      folder: keep ? stage.folder : undefined,
    };
  } finally {
    over.abort();
    await stage.stop(keep);
  }
}

interface Crowd extends Pick<ChaosOptions, 'orders' | 'log'> {
  dice: Dice;
  /** Called while the last customers are still there. */
  allPlaced: () => void;
}

/** Customers come, buy and do what they do; resolves once the last has left. */
async function customers({ sandboxes }: Stage, { orders, dice, log, allPlaced }: Crowd): Promise<Placed[]> {
  const counter = new Counter(sandboxes);
  const placed: Placed[] = [];
  const inside = new Set<Promise<void>>();
  for (let n = 1; n <= orders; n += 1) {
    while (inside.size >= AT_ONCE) await Promise.race(inside);
    const order = await counter.place(planOf(dice, n));
    placed.push(order);
    const playing = play(order, dice, n).finally(() => inside.delete(playing));
    inside.add(playing);
    if (n % 25 === 0 || n === orders) log(`${n} of ${orders} orders placed`);
    await delay(APART_MS);
  }
  allPlaced();
  await Promise.all(inside);
  log('the last customer has left');
  return placed;
}
