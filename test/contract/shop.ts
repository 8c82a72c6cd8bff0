import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Case, type Optional, optional, type ShopBench } from './shop-bench.ts';
import { checkingCases } from './shop-checking.ts';
import { failureCases } from './shop-failures.ts';
import { listingCases } from './shop-listing.ts';
import { marksCases } from './shop-marks.ts';
import { readingCases } from './shop-reading.ts';
import { writingCases } from './shop-writing.ts';

export interface ShopContract {
  name: string;
  open(): Promise<ShopBench>;
  /** What this shop can't have, and why. */
  cannot?: Partial<Record<Optional, string>>;
}

/** Everything that holds for every shop. Call it from the shop's test file. */
export function shopContract({ name, open, cannot = {} }: ShopContract): void {
  describe(`the contract of shops, kept by ${name}`, () => {
    let bench: ShopBench;
    beforeAll(async () => {
      bench = await open();
    });
    afterAll(() => bench.close());

    const counted = { all: 0, left: 0 };
    const register: Case = (needs, title, run) => {
      counted.all += 1;
      if (needs && cannot[needs]) counted.left += 1;
      else it(title, run);
    };
    const at = () => bench;
    readingCases(register, at);
    listingCases(register, at);
    writingCases(register, at);
    marksCases(register, at);
    failureCases(register, at);
    checkingCases(register, at);

    const reasons = Object.entries(cannot).map(([what, why]) => `${what} (${why})`);
    it(`leaves out ${counted.left} of ${counted.all} cases: ${reasons.join(', ') || 'none'}`, () => {
      for (const [what, why] of Object.entries(cannot)) {
        expect(optional).toContain(what);
        expect(why.length).toBeGreaterThan(10);
      }
      expect(counted.left === 0).toBe(reasons.length === 0);
    });
  });
}
