import type { Mishap, Mishaps } from '../sandbox/kit/faults.ts';
import type { Misdelivery, Setting, System } from '../sandbox/kit/system.ts';
import { type SystemName, systemNames, systems } from '../sandbox/systems.ts';
import type { Dice } from './dice.ts';
import { type Counts, count } from './tally.ts';

/** How long our programs wait for an answer, as their configuration says. */
export const TIMEOUT_MS = 2_000;
/**
 * The longest that a system works on a call, which goes on after our time-out. It is the `serverLimit` of shops and ERP:
 * after a lost answer that much time has to pass before anybody looks whether the call was done.
 */
export const LIMIT_MS = 3_800;

type Kind = 'none' | Mishap['kind'] | 'too many' | 'late';
/** How many of 1000 calls end in which way. */
const ofCalls: Record<Kind, number> = {
  none: 935,
  status: 10,
  'status-after': 8,
  'too many': 10,
  'timeout-before': 5,
  'timeout-after': 7,
  'reset-before': 5,
  'reset-after': 5,
  latency: 5,
  'latency-after': 5,
  late: 5,
};
/** How many of 1000 notifications are treated in which way. */
const ofWebhooks: Record<'none' | Misdelivery, number> = {
  none: 750,
  lose: 50,
  duplicate: 50,
  'duplicate-new-id': 50,
  reorder: 50,
  delay: 50,
};

/** The systems that are called. */
const called = systemNames.filter((name) => 'isCall' in systems[name]);

/** Draws for each call to a system, and for each notification, whether and how it goes wrong, until `clearsUp`. */
export class Weather {
  readonly counts: Record<string, Counts> = {
    ...Object.fromEntries(called.map((name) => [name, {}])),
    webhooks: {},
  };
  readonly #dice: Dice;
  readonly #calls: Counts = {};
  #bad = true;

  constructor(dice: Dice) {
    this.#dice = dice;
  }

  /** From now on nothing goes wrong. */
  clearsUp(): void {
    this.#bad = false;
  }

  /** Decides what happens to the calls to a system. */
  at = (name: SystemName): Mishaps => {
    const { isCall }: System = systems[name];
    return (request) => {
      if (!this.#bad || !isCall?.(request)) return undefined;
      const kind = this.#draw(name, ofCalls);
      return kind === 'none' ? undefined : this.#mishap(kind, name);
    };
  };

  /** Decides what happens to a notification of a gateway that knows these ways of going wrong; as often in all. */
  ofWebhooks: NonNullable<Setting['misdeliveries']> = (known) => {
    const ways: Record<string, number> = { none: ofWebhooks.none };
    for (const mode of known) ways[mode] = ofWebhooks[mode];
    return () => {
      if (!this.#bad) return undefined;
      const drawn = this.#draw('webhooks', ways);
      const mode = known.find((way) => way === drawn);
      return mode && { mode, ms: this.#between('webhooks', 500, 5_000) };
    };
  };

  #draw<Name extends string>(where: string, weights: Record<Name, number>): Name {
    count(this.#calls, where);
    const drawn = this.#dice.oneOf(weights, where, this.#calls[where] ?? 0);
    const counts = this.counts[where];
    if (drawn !== 'none' && counts) count(counts, drawn);
    return drawn;
  }

  #between(where: string, least: number, most: number): number {
    return Math.round(this.#dice.between(least, most, where, this.#calls[where] ?? 0, 'ms'));
  }

  #mishap(kind: Exclude<Kind, 'none'>, system: SystemName): Mishap {
    switch (kind) {
      case 'status':
      case 'status-after':
        return { kind, status: this.#between(system, 0, 1) === 1 ? 503 : 500 };
      case 'too many':
        return { kind: 'status', status: 429, retryAfter: 1 };
      case 'latency':
      case 'latency-after':
        return { kind, ms: this.#between(system, 100, TIMEOUT_MS * 0.75) };
      case 'late':
        return { kind: 'latency', ms: this.#between(system, TIMEOUT_MS, LIMIT_MS) };
      default:
        return { kind };
    }
  }
}
