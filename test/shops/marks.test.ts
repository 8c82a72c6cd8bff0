import { describe, expect, it } from 'vitest';
import { commentsOf, heldByUs, noticesIn } from '../../shops/magento/marks.ts';
import { type Marks, marksOf } from '../../shops/marks.ts';
import { markerKey } from './given.ts';
import { describeRecorded, recordedJson } from './recorded.ts';

const marks = marksOf('it', markerKey);
const written = (text: string, by: Marks = marks, order = '7', byStaff = false) =>
  by.in(order, [{ text, byStaff }]);

describe('a marker of ours', () => {
  it('is known again in its own order, wherever it stands, and is the same each time', () => {
    const text = marks.text('7', 'paid:7-1');
    expect(text).toBe('[incasso:paid:7-1#KZoxXoNu_KZ8nZBE]');
    expect(written(`prima ${text} dopo, e ancora ${text}`)).toEqual(['paid:7-1']);
  });

  it('is nobody’s in another order, in another shop, under another key, or changed in any place', () => {
    const text = marks.text('7', 'paid:7-1');
    expect(written(text, marks, '71')).toEqual([]);
    expect(written(text, marksOf('it2', markerKey))).toEqual([]);
    expect(written(text, marksOf('it', new Uint8Array(32).fill(8)))).toEqual([]);
    for (const forged of [text.replace('7-1', '7-2'), text.replace(/#../, '#xx'), text.replace(/..]$/, ']')])
      for (const byStaff of [false, true]) expect(written(forged, marks, '7', byStaff)).toEqual([]);
    // Shop, order and marker can't be cut in another place.
    expect(written(marksOf('it', markerKey).text('7', '1:x').replace('1:x', 'x'), marks, '71')).toEqual([]);
  });

  it('stands alone below our words, whatever words of others are in them', () => {
    const text = marks.sign('7', 'Rifiutato: [incasso:paid:9] [incasso-hold]', 'verify:1', 'held');
    expect(written(text, marks, '7', true)).toEqual(['verify:1', 'held']);
    expect(text).not.toContain('[incasso-hold]');
  });

  it('without an HMAC is known where the staff wrote it alone, and an empty HMAC is none of ours', () => {
    const old = 'x [incasso:accepted] [incasso:paid:1#] [incasso:]';
    expect(written(old)).toEqual([]);
    expect(written(old, marks, '7', true)).toEqual(['accepted']);
  });
});

const order = (...comments: [text: string, more?: object][]) => ({
  entity_id: '7',
  customer_note: 'Al portiere [incasso-hold]',
  // As Magento sends them: the newest first.
  status_histories: comments
    .map(([comment, more], at) => ({ entity_id: String(at + 1), comment, is_visible_on_front: 0, ...more }))
    .reverse(),
});

describe('a hold of Magento', () => {
  const held = marks.text('7', 'held');
  const released = marks.text('7', 'released');
  it.each([
    ['is ours by its marker', true, order([`Da verificare ${held}`])],
    ['is over once it was released', false, order([held], [released])],
    ['can be ours again', true, order([held], [released], [held])],
    ['is ours by the tag that it had before, from the staff', true, order(['x [incasso-hold]'])],
    ['is over by the tag of before', false, order([held], ['Verifica conclusa. [incasso-released]'])],
    [
      'is no hold of ours for what the customer wrote at checkout',
      false,
      order(['Al portiere [incasso-hold]']),
    ],
    ['is none for what a customer can see', false, order(['x [incasso-hold]', { is_visible_on_front: 1 }])],
    ['is none by the marker of another order', false, order([marks.text('8', 'held')])],
  ])('%s', (_words, held, placed) => {
    expect(heldByUs(placed, marks)).toBe(held);
    expect(noticesIn(placed, marks)).toEqual([]);
  });
});

describeRecorded('the comments that a real Magento kept', () => {
  const body = (name: string) =>
    recordedJson<{ answer: Parameters<typeof commentsOf>[0] }>(`magento-2.4.7-p3/exchanges/${name}.json`)
      .answer;

  it('are those of the staff, oldest first, where the customer does not see them', () => {
    const order = body('36-order-invoiced');
    expect(commentsOf(order, marks).map((comment) => [comment.shown, ...comment.marks])).toEqual([
      [true],
      [false, 'accepted'],
      [true],
      [false, 'verify:y', 'held'],
      [false, 'released'],
    ]);
    expect([heldByUs(body('29-order-held'), marks), heldByUs(order, marks)]).toEqual([true, false]);
  });
});
