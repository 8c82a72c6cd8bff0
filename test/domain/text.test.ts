import { expect, it } from 'vitest';
import { PLAIN_LINE, plain } from '../../domain/text.ts';

const RTL = '\u202e';

it.each([
  [`Ada${RTL}issoR`, 'AdaissoR'],
  ['\u2066Ada\u2069', 'Ada'],
  ['a\u200bb\u200ec\u061cd\ufeff\u00ad', 'abcd'],
  ['a\u2028b\u2029', 'ab'],
])('%j is %j once nothing unseen is in it, and is refused where it can be', (text, seen) => {
  expect(plain(text)).toBe(seen);
  expect(PLAIN_LINE.test(text)).toBe(false);
});

it.each([
  'Renée',
  'O’Connor',
  '李雷',
  'محمد',
  'می\u200cخواهم',
  'क्\u200dष',
  '👩\u200d🔧',
  '❤️',
  'Straße 1',
  ' ',
])('%j stays as it is', (text) => {
  expect(plain(text)).toBe(text);
  expect(PLAIN_LINE.test(text)).toBe(true);
});

it.each(['a\nb', 'a\tb', '\u0000', '\u001b[2J', '\ud83d', '\u0085'])('%j is no plain line', (text) => {
  expect(PLAIN_LINE.test(text)).toBe(false);
});

it('texts are made plain wherever they are, and all else stays', () => {
  const order = {
    notes: [`x${RTL}`],
    lines: [{ sku: `A${RTL}`, net: -1, options: undefined }],
    at: null,
    ok: true,
  };
  expect(plain(order)).toEqual({
    notes: ['x'],
    lines: [{ sku: 'A', net: -1, options: undefined }],
    at: null,
    ok: true,
  });
});
