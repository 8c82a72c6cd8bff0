import { cpus } from 'node:os';
import pidusage from 'pidusage';
import type { Program } from '../sandbox/kit/programs.ts';

/**
 * CPU time by program, in milliseconds since its start. `all` is all that runs on the machine (since it was started),
 * `customers` this process.
 */
export type CpuTimes = Record<string, number>;

/** Reads the CPU times of the programs, of this process and of the machine. */
export async function cpuTimes(programs: Record<string, Program>): Promise<CpuTimes> {
  const named = await Promise.all(
    Object.entries(programs).map(async ([who, { pid }]) => [who, (await pidusage(pid)).ctime] as const),
  );
  const { user, system } = process.cpuUsage();
  return { all: busy(), customers: (user + system) / 1_000, ...Object.fromEntries(named) };
}

const busy = (): number =>
  cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0);

/** CPU milliseconds per order between two readings; `rest` is what no program named took: Temporal's server and the system. */
export function cpuPerOrder(before: CpuTimes, after: CpuTimes, orders: number): CpuTimes {
  const per = Object.keys(after).map(
    (who) => [who, ((after[who] ?? 0) - (before[who] ?? 0)) / orders] as const,
  );
  const named = per.filter(([who]) => who !== 'all').reduce((sum, [, ms]) => sum + ms, 0);
  const times: CpuTimes = Object.fromEntries(per);
  return { ...times, rest: (times.all ?? 0) - named };
}
