import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AttentionCode, attentionCatalogue, mostPressing } from '../../domain/attention.ts';
import { failureCatalogue } from '../../domain/failure.ts';

const ranked = Object.keys(attentionCatalogue) as AttentionCode[];
const failures = Object.keys(failureCatalogue) as AttentionCode[];
const raised = (code: AttentionCode) => ({ code, text: code });

describe('the attention to show where there is room for one', () => {
  it('is none where there is none', () => {
    expect(mostPressing([])).toBeUndefined();
  });

  it('is the highest of the catalogue, in whatever order they were raised', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(ranked, { minLength: 1 }), (codes) => {
        const highest = ranked.find((code) => codes.includes(code));
        expect(mostPressing(codes.map(raised))?.code).toBe(highest);
      }),
    );
  });

  it('is the failure that a step stands at, before anything else', () => {
    fc.assert(
      fc.property(fc.constantFrom(...failures), fc.subarray(ranked), (failure, codes) => {
        expect(mostPressing([...codes, failure].map(raised))?.code).toBe(failure);
      }),
    );
  });

  it('puts money taken twice or without an order first', () => {
    expect(ranked.slice(0, 2)).toEqual(['DOUBLE_CHARGE', 'PAID_BUT_CANCELLED']);
  });

  it('leaves the list that it is given as it was', () => {
    const list = (['REFUNDED', 'DOUBLE_CHARGE'] as const).map(raised);
    mostPressing(list);
    expect(list.map((a) => a.code)).toEqual(['REFUNDED', 'DOUBLE_CHARGE']);
  });
});
