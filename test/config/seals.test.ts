import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sealsOf } from '../../config/seals.ts';

const seals = sealsOf('a secret of this test, of 32 letters');
const seal = seals.seal('payment:1', 'message', { fact: 'PAID', money: { amount: 1, currency: 'EUR' } });

describe('a seal', () => {
  it('holds over the same body, in whatever order its fields came', () => {
    expect(
      seals.holds('payment:1', 'message', { money: { currency: 'EUR', amount: 1 }, fact: 'PAID' }, seal),
    ).toBe(true);
  });

  it.each([
    ['another workflow', 'payment:2', 'message', { fact: 'PAID', money: { amount: 1, currency: 'EUR' } }],
    ['another signal', 'payment:1', 'verify', { fact: 'PAID', money: { amount: 1, currency: 'EUR' } }],
    ['another amount', 'payment:1', 'message', { fact: 'PAID', money: { amount: 2, currency: 'EUR' } }],
    [
      'a field more',
      'payment:1',
      'message',
      { fact: 'PAID', money: { amount: 1, currency: 'EUR' }, page: 'x' },
    ],
    ['nothing', 'payment:1', 'message', undefined],
  ])('does not hold for %s', (_what, to, signal, body) => {
    expect(seals.holds(to, signal, body, seal)).toBe(false);
  });

  it('of another secret, of none and of a part of it does not hold', () => {
    const body = { fact: 'PAID' };
    const other = sealsOf('another secret of the same 32 letters').seal('payment:1', 'message', body);
    const right = seals.seal('payment:1', 'message', body);
    for (const wrong of [other, '', right.slice(1), `${right}A`, '!'.repeat(43)])
      expect(seals.holds('payment:1', 'message', body, wrong)).toBe(false);
    expect(seals.holds('payment:1', 'message', body, right)).toBe(true);
  });

  it('holds over anything once it went through JSON, as signals do', () => {
    fc.assert(
      fc.property(fc.object({ withNullPrototype: false }), fc.string(), (body, to) => {
        const arrived = JSON.parse(JSON.stringify(body));
        expect(seals.holds(to, 'x', arrived, seals.seal(to, 'x', body))).toBe(true);
      }),
    );
  });

  it('of something nested beyond measure does not hold, and nothing is thrown', () => {
    const deep = JSON.parse('['.repeat(200_000) + ']'.repeat(200_000));
    expect(seals.holds('payment:1', 'message', deep, seal)).toBe(false);
  });
});
