import { writeFile } from 'node:fs/promises';
import Table from 'cli-table3';

/** One line of the table. */
export interface Figure {
  /** `what@atOnce/variant`: what is measured, how many orders at a time, and under which conditions. */
  name: string;
  unit: 'orders/s' | 'webhooks/s' | 'ms' | 'events' | 'bytes' | 'actions' | 'MB';
  /** Incasso's value; the median of the rounds. */
  ours: number;
  /** The value without Incasso, on the same server in the same run; the median of the rounds. */
  floor: number | null;
  /** `ours` divided by `floor`. */
  ratio: number | null;
  /** The highest of our rounds minus the lowest, divided by the median. */
  spread: number;
}

/** The value of each round; `floor` is absent where nothing compares. */
export interface Rounds {
  ours: number[];
  floor?: number[];
}

/** Makes a figure of the values of all rounds, rounded to four digits. */
export function figure(name: string, unit: Figure['unit'], { ours, floor }: Rounds): Figure {
  const mid = median(ours);
  const below = floor && floor.length > 0 ? median(floor) : undefined;
  return {
    name,
    unit,
    ours: rounded(mid),
    floor: below === undefined ? null : rounded(below),
    ratio: below === undefined || below === 0 ? null : rounded(mid / below),
    spread: mid === 0 ? 0 : rounded((Math.max(...ours) - Math.min(...ours)) / mid),
  };
}

/** The median. Throws where there are no values. */
export const median = (values: number[]): number => percentile(values, 50);

/** The smallest value that `percent` of the values don't exceed; for 50, the median. Throws where there are no values. */
export function percentile(values: number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number): number => {
    const value = sorted[Math.min(Math.max(index, 0), sorted.length - 1)];
    if (value === undefined) throw new Error('nothing was measured');
    return value;
  };
  if (percent === 50)
    return (at(Math.floor((sorted.length - 1) / 2)) + at(Math.ceil((sorted.length - 1) / 2))) / 2;
  return at(Math.ceil((sorted.length * percent) / 100) - 1);
}

const rounded = (value: number): number => Number(value.toPrecision(4));

/** The figures as a table for people. */
export function tableOf(figures: Figure[]): string {
  const table = new Table({
    head: ['Figure', 'Unit', 'Incasso', 'Floor', 'Ratio', 'Spread'],
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [] },
  });
  const shown = (value: number | null) => (value === null ? '' : String(value));
  for (const { name, unit, ours, floor, ratio, spread } of figures)
    table.push([name, unit, shown(ours), shown(floor), shown(ratio), `${Math.round(spread * 100)}%`]);
  return table.toString();
}

/** The content of results.json: what was measured, when, and on which machine. */
export interface Results {
  measuredAt: string;
  machine: { cpu: string; cores: number; memoryGB: number; system: string };
  versions: Record<string, string>;
  figures: Figure[];
}

/** Writes the results as JSON. */
export const writeResults = (file: string, results: Results): Promise<void> =>
  writeFile(file, `${JSON.stringify(results, undefined, 2)}\n`);
