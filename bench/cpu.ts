import { cpus } from 'node:os';
import pidusage from 'pidusage';
import type { Program } from '../sandbox/kit/programs.ts';

/**
 * How long cores were busy, and for whom; milliseconds since each began. `all` is everything on the machine,
 * `customers` this process.
 */
export type CpuTimes = Record<string, number>;

export async function cpuTimes(programs: Record<string, Program>): Promise<CpuTimes> {
  const named = await Promise.all(
    Object.entries(programs).map(async ([who, { pid }]) => [who, (await pidusage(pid)).ctime] as const),
  );
  const { user, system } = process.cpuUsage();
  return { all: busy(), customers: (user + system) / 1_000, ...Object.fromEntries(named) };
}

const busy = (): number =>
  cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0);

/** What each took of so many orders, for one; `rest` is Temporal's server and the machine's own work. */
export function cpuPerOrder(before: CpuTimes, after: CpuTimes, orders: number): CpuTimes {
  const per = Object.keys(after).map(
    (who) => [who, ((after[who] ?? 0) - (before[who] ?? 0)) / orders] as const,
  );
  const named = per.filter(([who]) => who !== 'all').reduce((sum, [, ms]) => sum + ms, 0);
  const took = Object.fromEntries(per);
  return { ...took, rest: (took.all ?? 0) - named };
}
