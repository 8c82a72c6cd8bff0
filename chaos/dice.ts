import { createHash } from 'node:crypto';

const DRAWN_BYTES = 6;

/**
 * What happens by chance, all of it by one seed. Each draw is named by what it decides, and depends on nothing else: the
 * customer of order 17 does the same in every run with this seed, whatever was drawn before and however fast the machine is.
 */
export class Dice {
  readonly seed: number;

  constructor(seed: number) {
    this.seed = seed;
  }

  /** From 0 up to 1, without 1. */
  share(...about: (string | number)[]): number {
    const digest = createHash('sha256')
      .update([this.seed, ...about].join('\n'))
      .digest();
    return digest.readUIntBE(0, DRAWN_BYTES) / 256 ** DRAWN_BYTES;
  }

  between(least: number, most: number, ...about: (string | number)[]): number {
    return least + this.share(...about) * (most - least);
  }

  /** One of these, each as often as its weight says; weights need not add up to anything. */
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

  /** In another order. */
  shuffled<One extends string>(all: readonly One[], ...about: (string | number)[]): One[] {
    return [...all].sort((a, b) => this.share(...about, a) - this.share(...about, b));
  }
}
