import { createHash } from 'node:crypto';

const DRAWN_BYTES = 6;

/**
 * All chance of a run, from one seed. Each draw is named by what it decides (`about`) and depends on nothing else, so that
 * the customer of order 17 does the same in every run with this seed, whatever was drawn before.
 */
export class Dice {
  readonly seed: number;

  constructor(seed: number) {
    this.seed = seed;
  }

  /** A number from 0 up to 1, without 1. */
  share(...about: (string | number)[]): number {
    const digest = createHash('sha256')
      .update([this.seed, ...about].join('\n'))
      .digest();
    return digest.readUIntBE(0, DRAWN_BYTES) / 256 ** DRAWN_BYTES;
  }

  /** A number from `least` up to `most`, without `most`. */
  between(least: number, most: number, ...about: (string | number)[]): number {
    return least + this.share(...about) * (most - least);
  }

  /** One of the names, drawn in proportion to their weights, which may have any sum. */
  oneOf<Name extends string>(weights: Record<Name, number>, ...about: (string | number)[]): Name {
    const names = Object.keys(weights) as Name[];
    let left = this.share(...about) * names.reduce((sum, name) => sum + weights[name], 0);
    const found = names.find((name) => {
      left -= weights[name];
      return left < 0;
    });
    if (found === undefined) throw new Error('nothing to choose from: all weights are 0');
    return found;
  }

  /** The same values in an order drawn at random. */
  shuffled<Value extends string>(all: readonly Value[], ...about: (string | number)[]): Value[] {
    return [...all].sort((a, b) => this.share(...about, a) - this.share(...about, b));
  }
}
