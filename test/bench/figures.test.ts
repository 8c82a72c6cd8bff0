import { expect, it } from 'vitest';
import { cpuPerOrder, cpuTimes } from '../../bench/cpu.ts';
import { figure, percentile } from '../../bench/figures.ts';

it('a figure is the median of its rounds beside that of the floor', () => {
  expect(figure('what', 'ms', { ours: [10, 30, 20], floor: [5, 40, 10] })).toEqual({
    name: 'what',
    unit: 'ms',
    ours: 20,
    floor: 10,
    ratio: 2,
    spread: 1,
  });
  expect(figure('what', 'ms', { ours: [4] })).toMatchObject({ floor: null, ratio: null, spread: 0 });
});

it('a percentile is a value that so many of all do not exceed', () => {
  const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);
  expect([50, 95, 99].map((percent) => percentile(hundred, percent))).toEqual([50.5, 95, 99]);
  expect(percentile([7], 99)).toBe(7);
  expect(() => percentile([], 50)).toThrow('nothing was measured');
});

it('what kept the cores busy is shared among those who did it, and the rest', () => {
  const before = { all: 1_000, customers: 100, worker: 500 };
  const after = { all: 1_400, customers: 140, worker: 700 };
  expect(cpuPerOrder(before, after, 4)).toEqual({ all: 100, customers: 10, worker: 50, rest: 40 });
});

it('a process that works has taken more of the machine than before', async () => {
  const self = { worker: { name: 'self', pid: process.pid } } as unknown as Parameters<typeof cpuTimes>[0];
  const before = await cpuTimes(self);
  const end = Date.now() + 300;
  while (Date.now() < end);
  const after = await cpuTimes(self);
  for (const who of ['all', 'worker', 'customers']) expect(after[who]).toBeGreaterThan(before[who] ?? 0);
});
