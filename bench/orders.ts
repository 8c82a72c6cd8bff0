import { opens, pays } from './customers.ts';
import type { Figure } from './figures.ts';
import { bareBuys, type Floor } from './floor/orders.ts';
import type { Installation } from './installation.ts';
import { type Contender, cpuFigures, rateFigures, takeBatch, takeRounds, webhookFigures } from './rates.ts';
import { startStubbed } from './stubbed.ts';

/** How much is measured. `orders`: how many orders each contender takes in a round, by how many at a time. */
export interface OrdersPlan {
  rounds: number;
  orders: Record<number, number>;
  /** Orders that each contender takes before the measuring. */
  warmUp: number;
}

// The number of orders at a time with which the time from notification to document is measured.
const WEBHOOK_AT = 10;

/** Measures orders per second and how long each takes, ours and those of both floors. */
export async function measureOrders(
  installation: Installation,
  floor: Floor,
  { rounds, orders, warmUp }: OrdersPlan,
  log: (line: string) => void,
): Promise<Figure[]> {
  const { worker, api, sandboxes } = installation;
  const stubbed = await startStubbed(installation);
  try {
    const contenders: Contender[] = [
      {
        name: 'ours',
        programs: { worker, api, sandboxes },
        order: async () => pays(installation, await opens(installation)),
      },
      { name: 'floor', programs: { worker: floor.worker }, order: () => bareBuys(floor, 'bareOrder') },
      { name: 'single', programs: { worker: floor.worker }, order: () => bareBuys(floor, 'singleOrder') },
      { name: 'at-once', programs: { worker: stubbed.worker }, order: () => stubbed.buys() },
    ];
    for (const contender of contenders) await takeBatch(contender, warmUp, warmUp);
    const figures: Figure[] = [];
    for (const [atOnce, count] of Object.entries(orders).map(([n, count]) => [Number(n), count] as const)) {
      const taken = await takeRounds(contenders, atOnce, { rounds, orders: count }, log);
      figures.push(...rateFigures(atOnce, taken), ...cpuFigures(atOnce, taken));
      if (atOnce === WEBHOOK_AT) figures.push(...webhookFigures(taken));
    }
    return figures;
  } finally {
    await stubbed.worker.stop();
  }
}
