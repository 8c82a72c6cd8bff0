import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asText, isCleanHtml, purified } from '../../sandbox/prestashop/html.ts';
import { harmless, unescaped } from '../../shops/prestashop/texts.ts';
import type { ShopNotice } from '../../shops/shop.ts';
import { payText, staffText } from '../../shops/texts.ts';
import { checkoutUrl } from '../contract/shop-notices.ts';
import { anyText } from '../text-given.ts';
import { marks } from './prestashop-recorded.ts';

describe("a customer's message", () => {
  it.each([
    ['Suonare &amp; "attendere" &lt; 5 min', 'Suonare & "attendere" < 5 min'],
    ['prima<br />\nseconda<br/>terza', 'prima\nseconda\nterza'],
    ['l&#39;orto, l&#039;olio, &quot;bio&quot;, 5&nbsp;kg &gt; 4', 'l\'orto, l\'olio, "bio", 5\u00a0kg > 4'],
    ['Tizio &amp;amp; Caio', 'Tizio &amp; Caio'],
    ['Suonare & attendere < 5 min; R&D; perch&eacute;', 'Suonare & attendere < 5 min; R&D; perch&eacute;'],
  ])('that is kept as %j is read as %j', (kept, typed) => {
    expect(unescaped(kept)).toBe(typed);
  });

  it('is read as it was typed, whatever 8 and 9 made of it', () => {
    const word = fc.constantFrom('&', ' < ', ' > ', '"', "'", 'è', '€', '\n', 'citofono', '5 min', '😀');
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const typed = words.join(' ');
        expect(unescaped(purified(typed))).toBe(typed);
      }),
    );
  });
});

describe('what we write into an order', () => {
  it.each([
    ['operationresult=KO', 'operationresult: KO'],
    ['descriptionerror = x', 'descriptionerror: x'],
    ['TypeScript: x', 'TypeScript : x'],
    ['<form>', '‹form›'],
    ['esito=KO', 'esito=KO'],
    ['onscript=: x', 'onscript : : x'],
  ])('can have %j in it, as %j', (given, shown) => {
    expect(harmless(given)).toBe(shown);
  });

  const bad = fc.constantFrom(
    ...[
      'onclick',
      'onerror',
      'ONRESULT',
      'onSelect',
      'script',
      '<',
      '/',
      '>',
      '= ',
      '=',
      ':',
      '\n',
      ' ',
      'on',
    ],
    ...['iframe', 'form', 'object', 'embed', 'input', 'javascript:', '&lt;script&gt;', '&', 'Nexi 12/A'],
  );
  const text = fc.oneof(
    fc.array(bad).map((parts) => parts.join('')),
    anyText(),
  );
  const notice = fc.oneof(
    fc.record({ reference: text, gateway: text }).map(
      (given): ShopNotice => ({
        kind: 'paid',
        marker: 'paid:1',
        collected: { ...given, money: { amount: 1, currency: 'EUR' }, at: '2026-11-29T18:00:00.000Z' },
      }),
    ),
    fc.record({ reference: text, gateway: text }).map(
      (given): ShopNotice => ({
        kind: 'held',
        marker: 'paid:1',
        held: { ...given, money: { amount: 1, currency: 'EUR' }, until: '2026-11-29T18:00:00.000Z' },
        capture: 'byHand',
      }),
    ),
    text.map((reason): ShopNotice => ({ kind: 'failed', marker: 'paid:1', reason, final: true })),
    text.map((reason): ShopNotice => ({ kind: 'verify', marker: 'paid:1', reason })),
    text.map((document): ShopNotice => ({ kind: 'document', marker: 'paid:1', document, state: 'shipped' })),
    text.map((reason): ShopNotice => ({ kind: 'pay', marker: 'paid:1', reason, checkoutUrl })),
  );

  it.each(['1.7', '8', '9'] as const)(
    'is refused by no release, whatever stands in it (%s), and keeps its marker',
    (version) => {
      fc.assert(
        fc.property(notice, text, (told, number) => {
          const written = harmless(marks.sign('7', staffText(told), 'paid:1'));
          expect(isCleanHtml(written, version)).toBe(true);
          const kept = unescaped(purified(written));
          expect(marks.in('7', [{ text: kept, byStaff: true }])).toEqual(['paid:1']);
          expect(isCleanHtml(harmless(payText(number, checkoutUrl)), version)).toBe(true);
        }),
        { numRuns: 500 },
      );
    },
  );

  it('keeps the link with which to pay', () => {
    expect(asText(purified(harmless(payText('ABC', checkoutUrl))))).toContain(checkoutUrl);
  });
});
