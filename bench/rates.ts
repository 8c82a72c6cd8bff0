import type { Program } from '../sandbox/kit/programs.ts';
import { type CpuTimes, cpuPerOrder, cpuTimes } from './cpu.ts';
import type { Took } from './customers.ts';
import { type Figure, figure, percentile } from './figures.ts';

/** The measures of a batch of orders. */
export interface Batch {
  perSecond: number;
  took: Took[];
  /** CPU milliseconds per order. */
  cpu: CpuTimes;
}

/** A system under measurement, which takes orders from start to end. */
export interface Contender {
  /** `ours`; the floors `floor` and `single`; `at-once` is ours with outside systems that answer at once. */
  name: 'ours' | 'floor' | 'single' | 'at-once';
  /** The programs whose CPU time is measured, beside Temporal and the customers. */
  programs: Record<string, Program>;
  order(): Promise<Took>;
}

/** Calls `take` for each item, `atOnce` at a time. */
export async function takeEach<T>(all: T[], atOnce: number, take: (item: T) => Promise<void>): Promise<void> {
  const waiting = all.values();
  const slot = async () => {
    for (const item of waiting) await take(item);
  };
  await Promise.all(Array.from({ length: atOnce }, slot));
}

/** Takes `count` orders to their end, `atOnce` at a time. */
export async function takeBatch(contender: Contender, atOnce: number, count: number): Promise<Batch> {
  const took: Took[] = [];
  const before = await cpuTimes(contender.programs);
  const started = Date.now();
  await takeEach(Array.from({ length: count }), atOnce, async () => void took.push(await contender.order()));
  const perSecond = (count * 1000) / (Date.now() - started);
  return { perSecond, took, cpu: cpuPerOrder(before, await cpuTimes(contender.programs), count) };
}

/** The batches of all rounds, by contender. */
export type Rounds = Record<Contender['name'], Batch[]>;

/** Takes batches of all contenders in turn; each round begins with another, so that the machine's other load hits all alike. */
export async function takeRounds(
  contenders: Contender[],
  atOnce: number,
  { rounds, orders }: { rounds: number; orders: number },
  log: (line: string) => void,
): Promise<Rounds> {
  const all: Rounds = { ours: [], floor: [], single: [], 'at-once': [] };
  for (let round = 0; round < rounds; round += 1) {
    const first = round % contenders.length;
    for (const contender of [...contenders.slice(first), ...contenders.slice(0, first)]) {
      const batch = await takeBatch(contender, atOnce, orders);
      all[contender.name].push(batch);
      log(
        `${atOnce} at a time, round ${round + 1}, ${contender.name}: ${batch.perSecond.toFixed(1)} orders/s`,
      );
    }
  }
  return all;
}

/** The figures of rates and waits with `atOnce` orders at a time, compared with both floors. */
export function rateFigures(atOnce: number, rounds: Rounds): Figure[] {
  const { ours, floor, single } = rounds;
  const rates = (batches: Batch[]) => batches.map(({ perSecond }) => perSecond);
  const waits = (batches: Batch[], what: keyof Took, percent: number) =>
    batches.map(({ took }) =>
      percentile(
        took.map((times) => times[what]),
        percent,
      ),
    );
  const name = (what: string) => `${what}@${atOnce}`;
  const beside = (below: Batch[], suffix: string): Figure[] => [
    figure(`${name('orders-per-second')}${suffix}`, 'orders/s', { ours: rates(ours), floor: rates(below) }),
    ...[50, 95, 99].map((percent) =>
      figure(`${name(`order-p${percent}-ms`)}${suffix}`, 'ms', {
        ours: waits(ours, 'order', percent),
        floor: waits(below, 'order', percent),
      }),
    ),
  ];
  const atOnceRates = rounds['at-once'];
  return [
    ...beside(floor, ''),
    ...beside(single, '/single'),
    ...(atOnceRates.length > 0
      ? [
          figure(`${name('orders-per-second')}/answered-at-once`, 'orders/s', {
            ours: rates(atOnceRates),
            floor: rates(floor),
          }),
          figure(`${name('order-p50-ms')}/answered-at-once`, 'ms', {
            ours: waits(atOnceRates, 'order', 50),
            floor: waits(floor, 'order', 50),
          }),
        ]
      : []),
  ];
}

/** The figures of CPU time per order, by program; the floor's where it has the same program. */
export function cpuFigures(atOnce: number, { ours, floor }: Rounds): Figure[] {
  const spent = (batches: Batch[], who: string) => batches.flatMap(({ cpu }) => cpu[who] ?? []);
  return Object.keys(ours[0]?.cpu ?? {}).map((who) =>
    figure(`cpu-ms-per-order@${atOnce}${who === 'all' ? '' : `/${who}`}`, 'ms', {
      ours: spent(ours, who),
      floor: spent(floor, who),
    }),
  );
}

/** The figures of the time from the gateway's notification to the document. */
export const webhookFigures = ({ ours, floor }: Rounds): Figure[] =>
  [50, 99].map((percent) => {
    const waits = (batches: Batch[]) =>
      batches.map(({ took }) =>
        percentile(
          took.map(({ webhook }) => webhook),
          percent,
        ),
      );
    return figure(`webhook-to-document-p${percent}-ms`, 'ms', { ours: waits(ours), floor: waits(floor) });
  });
