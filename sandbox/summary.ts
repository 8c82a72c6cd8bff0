import Table from 'cli-table3';
import type { StoryResult } from './storyteller.ts';

// No lines between rows, so that all stories fit a screen; a row is shorter than 120 columns.
const plain = { head: [], border: [], 'padding-left': 0, 'padding-right': 1, compact: true };
const NO_LINES = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'mid', 'middle'].flatMap((side) =>
    ['', '-mid', '-left', '-right'].map((end) => [`${side}${end}`, '']),
  ),
);

/** What a person reads at the end: a row for each story, by the books, and how many ended as they should. */
export function summary(results: StoryResult[], ms: number): string {
  const head = [
    '',
    'Shop',
    'Order',
    'Story',
    'Outcome',
    'Attention',
    'Document',
    'Total',
    'In the shop',
    'Charges',
  ];
  const table = new Table({ head, style: plain, chars: NO_LINES });
  for (const r of results)
    table.push([
      r.ok ? '✓' : '✗',
      r.shop === 'PrestaShop' ? 'Presta' : (r.shop ?? ''),
      r.order ?? '(deposit)',
      r.story,
      r.outcome,
      r.attention ?? '',
      r.document ?? '',
      r.total ?? '',
      r.shopState ?? '',
      r.charges.join('+'),
    ]);
  const good = results.filter(({ ok }) => ok).length;
  const rows = table.toString().replace(/ +$/gm, '');
  return `${rows}\n${good} of ${results.length} stories ended as they should, in ${Math.round(ms / 1000)} s.`;
}
