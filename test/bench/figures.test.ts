import { expect, it } from 'vitest';
import { figure, percentile } from '../../bench/figures.ts';

it('a figure is the median of its rounds beside that of the floor', () => {
  expect(figure('what', 'ms', { ours: [10, 30, 20], floor: [5, 40, 10] })).toEqual({
    ...{ name: 'what', unit: 'ms', ours: 20, floor: 10, ratio: 2, spread: 1 },
  });
  expect(figure('what', 'ms', { ours: [4] })).toMatchObject({ floor: null, ratio: null, spread: 0 });
});

it('a percentile is a value that so many of all do not exceed', () => {
  const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);
  expect([50, 95, 99].map((percent) => percentile(hundred, percent))).toEqual([50.5, 95, 99]);
  expect(percentile([7], 99)).toBe(7);
  expect(() => percentile([], 50)).toThrow('nothing was measured');
});
