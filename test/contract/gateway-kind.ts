import { describe, expect, it } from 'vitest';
import type { PageWindow } from '../../gateways/kind.ts';
import { capabilities, type Feature, features, type Suite } from './gateway-suite.ts';

/** What a kind says of itself, by which other rooms go. */
export function kindCases(suite: Suite, window: PageWindow, cannot: Partial<Record<Feature, string>>): void {
  describe('the kind', () => {
    it('lists what its gateways can do of what only some can, and says why they can not do the rest', () => {
      const gateway = suite.bench.makeGateway();
      for (const one of capabilities) {
        const can = suite.kind.capabilities.includes(one);
        expect([one, gateway[one] !== undefined]).toEqual([one, can]);
        expect([one, cannot[one] === undefined]).toEqual([one, can]);
      }
    });

    it('gives a reason for each of the cases that it has left out', () => {
      for (const [what, reason] of Object.entries(cannot)) {
        expect(features).toContain(what);
        expect(reason).toMatch(/\w{3}/);
      }
    });

    it('says how far back its list goes if it has one, and how long it holds a key if it opens one page for it', () => {
      const { listedMs, keyHeldMs } = suite.kind;
      expect(listedMs !== undefined).toBe(suite.kind.capabilities.includes('listNotifications'));
      expect(keyHeldMs !== undefined).toBe(cannot['one page for one key'] === undefined);
    });

    it('says how long a page can be open, and how long it usually is', () => {
      const { minMs, usualMs, maxMs } = window;
      expect(minMs).toBeGreaterThan(0);
      expect(usualMs).toBeGreaterThanOrEqual(minMs);
      expect(usualMs).toBeLessThanOrEqual(maxMs);
    });
  });
}
