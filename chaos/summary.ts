import Table from 'cli-table3';
import type { ChaosResult } from './run.ts';
import { type Counts, countsOf } from './tally.ts';

const style = { head: [], border: [], compact: true };

/** The text at the end of a run: the blows, faults and outcomes, the breaches, and the command that repeats the run. */
export function summary(result: ChaosResult): string {
  const { orders, seed, seconds, books, breaches, folder } = result;
  const raised = books.orders.flatMap(({ workflow }) => [...new Set(workflow?.attentions)]);
  const open = books.orders
    .filter(({ workflow }) => workflow?.attentions.length)
    .map(({ name, workflow }) => `  ${name}: ${workflow?.attentions.join(', ')}`);
  return [
    table(['Killed, stopped or away, and started again', 'times'], mostFirst(struck(result))),
    faultTable(result),
    table(['What became of the orders, by the books', 'orders'], mostFirst(outcomes(result))),
    table(['What each gateway took', 'charges'], mostFirst(result.charged)),
    table(['What people are asked to look at', 'orders'], mostFirst(countsOf(raised))),
    ...open,
    ...breaches.map(({ kind, about, text }) => `BREACH ${kind}: ${about} ${text}`),
    ...(folder ? [`Logs and Temporal's database are kept in ${folder}`] : []),
    `${breaches.length} breaches in ${orders} orders, in ${seconds} s. Seed ${seed}; again: npm run chaos -- --orders ${orders} --seed ${seed}`,
  ].join('\n');
}

function table(head: string[], rows: (string | number)[][]): string {
  const made = new Table({ head, style });
  made.push(...(rows.length > 0 ? rows : [['nothing']]));
  return made.toString();
}

const mostFirst = (counts: Counts): [string, number][] =>
  Object.entries(counts).sort(([, a], [, b]) => b - a);

const struck = ({ blows, endedByItself }: ChaosResult): Counts => ({
  ...blows,
  ...(endedByItself > 0 ? { 'ended by itself': endedByItself } : {}),
});

/** A table with a row for each kind of fault and a column for each system. */
function faultTable({ faults }: ChaosResult): string {
  const places = Object.entries(faults);
  const kinds = [...new Set(places.flatMap(([, counts]) => Object.keys(counts)))].sort();
  const rows = kinds.map((kind) => [
    faultWords[kind] ?? kind,
    ...places.map(([, counts]) => counts[kind] ?? ''),
    places.reduce((sum, [, counts]) => sum + (counts[kind] ?? 0), 0),
  ]);
  return table(['Faults', ...places.map(([place]) => place), 'all'], rows);
}

const faultWords: Record<string, string> = {
  status: '500 or 503, nothing done',
  'status-after': '500 or 503, done',
  'too many': '429',
  'timeout-before': 'no answer, nothing done',
  'timeout-after': 'no answer, done',
  'reset-before': 'connection lost, nothing done',
  'reset-after': 'connection lost, done',
  latency: 'slow, done at its end',
  'latency-after': 'done at once, slow answer',
  late: 'done after nobody waits any more',
  lose: 'never told',
  duplicate: 'told twice',
  'duplicate-new-id': 'told twice, by two events',
  reorder: 'told after the next one',
  delay: 'told late',
};

/** How many orders ended in which way: paid or not, cancelled or not, and with how many documents. */
export function outcomes({ books: { orders } }: Pick<ChaosResult, 'books'>): Counts {
  return countsOf(
    orders.map(({ way, charges, cancelled, documents, waits }) => {
      const money =
        way !== 'gateway'
          ? way
          : charges.length === 0
            ? waits
              ? 'unpaid so far'
              : 'unpaid'
            : charges.length === 1
              ? 'paid'
              : 'paid twice';
      return `${money}${cancelled ? ', cancelled' : ''}, ${documents.length === 1 ? 'a document' : documents.length === 0 ? 'no document' : 'documents'}`;
    }),
  );
}
