import { describe, expect, it } from 'vitest';
import { changesSince, nameOf, type Shown } from '../../domain/shown.ts';

const at = '2026-03-02T10:00:00.000Z';
const eur = (amount: number) => ({ amount, currency: 'EUR' });
const charge: Shown = { what: 'charge', reference: 'pi_1', money: eur(10_000), at };
const refund: Shown = { what: 'refund', id: 're_1', fact: 'REFUNDED', money: eur(5_000), at, by: 'demo' };

describe('what changed since a form was opened', () => {
  it('is nothing while all that was shown is so, in whatever order, and whoever said it when', () => {
    const seen = [charge, refund].map(nameOf);
    expect(changesSince(seen, [refund, { ...charge, at: '2026-03-02T11:00:00.000Z' }])).toBeUndefined();
    expect(changesSince([], [])).toBeUndefined();
    expect(changesSince([])).toBeUndefined();
  });

  it('is what was not there, what is another now, and what is gone', () => {
    expect(changesSince([nameOf(charge)], [charge, refund])).toEqual({ now: [refund], gone: [] });
    const failed: Shown = { ...refund, fact: 'REFUND_FAILED' };
    expect(changesSince([nameOf(refund)], [failed])).toEqual({ now: [failed], gone: [nameOf(refund)] });
    expect(changesSince([nameOf(charge)], [])).toEqual({ now: [], gone: [nameOf(charge)] });
  });

  it('tells attentions of one code apart by their words', () => {
    const about = (text: string): Shown => ({ what: 'attention', code: 'ORDER_CHANGED', text });
    expect(changesSince([nameOf(about('1 of 2'))], [about('1 of 2')])).toBeUndefined();
    expect(changesSince([nameOf(about('1 of 2'))], [about('1 of 3')])?.now).toHaveLength(1);
  });
});
