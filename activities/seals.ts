import type { Seals } from '../config/seals.ts';

/** A signal as it came, whoever sent it. */
export interface CameIn {
  signal: string;
  /** JSON; absent where it can't be read, or there is none. */
  body?: string;
  seal: string;
}

/** Done beside the workflow that asks, as local activities: the key is never in a workflow, or in its history. */
export interface SealActivities {
  /** The seal of a signal to the workflow of this ID. */
  seal(to: string, signal: string, body: unknown): Promise<string>;
  /** Of each signal that came to the workflow of this ID whether it is ours. */
  whichAreOurs(to: string, came: CameIn[]): Promise<boolean[]>;
}

export const sealActivities = (seals: Seals): SealActivities => ({
  seal: async (...signal) => seals.seal(...signal),
  whichAreOurs: async (to, came) =>
    came.map(
      ({ signal, body, seal }) => body !== undefined && seals.holds(to, signal, JSON.parse(body), seal),
    ),
});
