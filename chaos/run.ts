import { setTimeout as delay } from 'node:timers/promises';
import { untilAtRest } from './at-rest.ts';
import { blows } from './blows.ts';
import { type Books, readBooks, workflowIdOf } from './books.ts';
import { type Breach, breaches } from './breaches.ts';
import { Counter } from './counter.ts';
import type { Placed } from './customers.ts';
import { planOf, play } from './customers.ts';
import { Dice } from './dice.ts';
import { chargedBy, waitingOrders } from './gateway-books.ts';
import { openStage, type Stage } from './stage.ts';
import type { Counts } from './tally.ts';
import { Weather } from './weather.ts';

/** What a run is to do. */
export interface ChaosOptions {
  orders: number;
  seed: number;
  log: (line: string) => void;
  /** The folder of our built programs; where absent, they are built for this run. */
  programs?: string;
}

/** What happened in a run, and what is wrong after it. */
export interface ChaosResult {
  orders: number;
  seed: number;
  /** How often each blow hit our programs, Temporal and whole systems. */
  blows: Counts;
  /** How often one of our programs ended without having been killed, and was restarted. */
  endedByItself: number;
  /** The faults of single calls and notifications, by system. */
  faults: Weather['counts'];
  /** How many charges each gateway has in its books. */
  charged: Counts;
  books: Books;
  breaches: Breach[];
  seconds: number;
  /** The folder with logs and Temporal's database; kept only where something is wrong. */
  folder?: string;
}

/** How many customers act at the same time; further ones wait until one has finished. */
const AT_ONCE = 24;
const APART_MS = 150;
/** The shortest and the longest time that an order can be paid. */
const [SHORTEST_MS, LONGEST_MS] = [40_000, 90_000];
/** How long all has to come to rest after the faults ended. */
const DEADLINE_MS = 240_000;

/** Plays the orders while programs, Temporal and systems fail, then reads the books and looks for breaches. */
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
    const waiting = () =>
      waitingOrders(placed, stage.sandboxes).map((order) => ({ ...order, workflowId: workflowIdOf(order) }));
    await untilAtRest(stage.client, { orders, waiting, deadlineMs: DEADLINE_MS, log });
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
      charged: chargedBy(stage.sandboxes),
      breaches: found,
      endedByItself: programs.reduce((sum, program) => sum + program.endedByItself, 0),
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
  /** Called once the last order is placed, while the last customers still act. */
  allPlaced: () => void;
}

/** Places the orders and plays their customers; resolves once the last has finished. */
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
