import { parse } from 'csv-parse/sync';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import type { Fact } from '../../domain/schemas/message.ts';
import type { Money } from '../../domain/schemas/money.ts';
import { exactMoney } from './amounts.ts';
import type { SkrillClient } from './client.ts';

/** A movement of the account that names a payment, from its history. */
export interface Movement {
  /** Skrill's id of the movement itself. */
  id: string;
  /** When it was, as the history writes it: to the minute. Which of the two, nobody says. Epoch milliseconds. */
  earliest: number;
  latest: number;
  kind: 'payment' | 'refund' | 'chargeback';
  /** In the account's currency; undefined where it is no sum that can be kept. */
  money: Money | undefined;
  status: string;
  reference: string;
}

const ZONE = 'Europe/Rome';
const HOUR_MS = 3_600_000;

const Row = z.looseObject({
  ID: z.string().regex(/^\d{1,20}$/),
  'Time (CET)': z.string(),
  Type: z.string(),
  Status: z.string().regex(/^[\x20-\x7e]{0,40}$/),
  Reference: z.string(),
  'Amount Sent': z.string(),
});
type Row = z.infer<typeof Row>;

/** What is in the account's history from that day on; `until`: to the end of that day. Oldest first; fees and what names no payment left out. */
export async function movements(
  client: SkrillClient,
  what: string,
  since: Date,
  until?: Date,
): Promise<Movement[]> {
  const text = await client.history(what, dayOf(since), until && dayOf(until));
  return read(what, text)
    .flatMap((row) => movementOf(what, row) ?? [])
    .sort((a, b) => a.earliest - b.earliest || Number(BigInt(a.id) - BigInt(b.id)));
}

/** The currency that the account is kept in, which stands in the names of two columns; undefined where there is no history. */
export async function accountCurrency(client: SkrillClient, what: string): Promise<string | undefined> {
  const [head = ''] = (await client.history(what, dayOf(new Date()))).split('\n', 1);
  return /"?\[\+\] ([A-Z]{3})"?/.exec(head)?.[1];
}

const dayOf = (at: Date): string => DateTime.fromJSDate(at, { zone: ZONE }).toFormat('dd-MM-yyyy');

function read(what: string, text: string): Row[] {
  if (text.trim() === '') return [];
  const unreadable = (which: string) =>
    new Failure('GATEWAY_ANSWER_LOST', 'maybe', `${what}: the history can't be read (${which})`);
  let rows: unknown;
  try {
    rows = parse(text, {
      columns: true,
      skip_empty_lines: true,
      bom: true,
      relax_column_count: true,
      trim: true,
    });
  } catch {
    // The parser's own words quote the line, and with it a customer.
    throw unreadable('it is no table');
  }
  const table = z.array(Row).safeParse(rows);
  if (table.success) return table.data;
  throw unreadable([...new Set(table.error.issues.map(({ path }) => path.at(-1)))].join(', '));
}

/** Undefined for a fee, which has no amount that was sent, and for what names nothing. */
function movementOf(what: string, row: Row): Movement | undefined {
  const { ID: id, Reference: reference, Status: status } = row;
  if (reference === '' || row['Amount Sent'] === '') return undefined;
  const [, sign, currency] =
    Object.entries(row)
      .map(([name, value]) => (value === '' ? null : /^\[([+-])\] ([A-Z]{3})$/.exec(name)))
      .find((found) => found !== null) ?? [];
  const amount = row[`[${sign}] ${currency}`];
  const money = exactMoney(typeof amount === 'string' ? amount.replace(/^-/, '') : undefined, currency);
  return {
    id,
    ...timeOf(what, row['Time (CET)']),
    kind: kindOf(row, sign),
    money,
    status: status.toLowerCase(),
    reference,
  };
}

/**
 * Not confirmed: the words in Type. What comes in is a payment; of what goes out, a chargeback is what calls itself so, and all else counts as given back,
 * so that nothing is given back twice.
 */
const kindOf = ({ Type }: Row, sign: string | undefined): Movement['kind'] =>
  /charge.?back|revers/i.test(Type) ? 'chargeback' : sign === '-' ? 'refund' : 'payment';

/** Not confirmed: the words in Status. One that nobody knows is unknown, and its money counts as gone. */
export function factOfRefund({ status }: Pick<Movement, 'status'>): Fact {
  switch (status) {
    case 'processed':
      return 'REFUNDED';
    case 'pending':
    case 'scheduled':
      return 'REFUND_PENDING';
    case 'failed':
    case 'cancelled':
      return 'REFUND_FAILED';
    default:
      return 'UNKNOWN';
  }
}

/** Not confirmed: whether "Time (CET)" follows summer time. Both readings count: what one of them has in a span is in it. */
function timeOf(what: string, text: string): Pick<Movement, 'earliest' | 'latest'> {
  const local = DateTime.fromFormat(text, 'dd LLL yy HH:mm', { zone: ZONE, locale: 'en-US' });
  if (!local.isValid)
    throw new Failure('GATEWAY_ANSWER_LOST', 'maybe', `${what}: the history can't be read (Time)`);
  const summer = local.isInDST ? HOUR_MS : 0;
  return { earliest: local.toMillis(), latest: local.toMillis() + summer };
}
