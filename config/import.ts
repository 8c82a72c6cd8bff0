import { z } from 'zod';
import { Duration } from '../domain/schemas/fields.ts';

/** Settings of how the orders of a shop are found, announced or not. Durations in milliseconds. */
export const ShopImport = z
  .strictObject({
    enabled: z.boolean().default(true).describe('Whether orders are looked for that nobody announced.'),
    every: Duration.prefault('1m').describe('How often the shop is asked what changed.'),
    delay: Duration.prefault('30s').describe(
      'Only orders that have not changed for so long start by themselves: one that is announced comes first.',
    ),
    overlap: Duration.prefault('2m').describe('How far each look goes back, for what the shop shows late.'),
    atOnce: z.int().min(1).max(300).default(50).describe('How many orders are read and started at a time.'),
    states: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe("The shop's states in which orders start, in its own words or ids; left out: all."),
    since: z.iso
      .datetime({ offset: true })
      .optional()
      .describe('Orders made before are never started; left out: since the first start.'),
  })
  .prefault({})
  .describe('How orders are found that were not announced.');
/** `ShopImport` once parsed. */
export type ShopImport = z.infer<typeof ShopImport>;

/** How the orders of one shop are imported, as its workflow uses it. */
export interface ImportSettings {
  everyMs: number;
  /** Only orders that have not changed for so long are started, so that an announced one starts by its announcement. */
  delayMs: number;
  /** How far each look goes back before the last one: shops show a change only once it is committed. */
  overlapMs: number;
  /** How many orders are read and started at a time. */
  atOnce: number;
  /** The shop's states in which orders start; all where absent. */
  states?: string[];
}

/** The settings of the file in the form that the workflow uses. */
export const importSettings = ({ every, delay, overlap, atOnce, states }: ShopImport): ImportSettings => ({
  everyMs: every,
  delayMs: delay,
  overlapMs: overlap,
  atOnce,
  states,
});
