import { parse } from 'csv-parse/sync';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import type { Fact } from '../../domain/schemas/message.ts';
import type { Money } from '../../domain/schemas/money.ts';
import { PageRequest } from '../../domain/schemas/payment.ts';
import { roundedMoney } from './amounts.ts';
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

/** What is asked of a row that names a payment. One of other software's must not keep ours from being read. */
const Row = z.looseObject({
  ID: z.string().regex(/^\d{1,20}$/),
  'Time (CET)': z.string(),
  Type: z.string(),
  Status: z.string().regex(/^[\x20-\x7e]{0,40}$/),
  Reference: z.string(),
  'Amount Sent': z.string(),
});
type Row = z.infer<typeof Row>;
const Table = z.array(z.record(z.string(), z.string()));

/** The history came, and is another table than we know. Nothing follows from it. */
export class HistoryUnreadable extends Failure {
  constructor(what: string, which: string) {
    super('GATEWAY_ANSWER_LOST', 'maybe', `${what}: the account's history can't be read (${which})`);
  }
}

/** What is in the account's history from that day on; `until`: to the end of that day. Oldest first; fees and what names no payment left out. */
export async function movements(
  client: SkrillClient,
  what: string,
  since: Date,
  until?: Date,
): Promise<Movement[]> {
  const text = await client.history(what, dayOf(since), until && dayOf(until));
  return read(what, text)
    .map((row) => movementOf(what, row))
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
  const table = Table.safeParse(parsed(text));
  if (!table.success) throw new HistoryUnreadable(what, 'it is another table');
  const ours = z.array(Row).safeParse(table.data.filter(isOfPayment));
  if (ours.success) return ours.data;
  throw new HistoryUnreadable(
    what,
    [...new Set(ours.error.issues.map(({ path }) => path.at(-1)))].join(', '),
  );
}

function parsed(text: string): unknown {
  try {
    return parse(text, { columns: known, skip_empty_lines: true, bom: true, relax_quotes: true, trim: true });
  } catch {
    // The parser's own words quote the line, and with it a customer.
    return undefined;
  }
}

/** The table's columns, if those are among them that are read: what came in its place must not be taken for an empty one. */
function known(columns: string[]): string[] {
  for (const name of Object.keys(Row.shape)) if (!columns.includes(name)) throw new RangeError(name);
  return columns;
}

/** A fee has no amount that was sent; what names nothing that a payment could be called by is not ours. */
const isOfPayment = ({ Reference, 'Amount Sent': sent }: Record<string, string>): boolean =>
  sent !== '' && PageRequest.shape.paymentId.safeParse(Reference).success;

function movementOf(what: string, row: Row): Movement {
  const { ID: id, Reference: reference, Status: status } = row;
  const columns = Object.entries(row).map(([name, value]) => (isNothing(value) ? null : COLUMN.exec(name)));
  const [column = '', sign, currency] = columns.find((found) => found !== null) ?? [];
  const money = roundedMoney(String(row[column] ?? '').replace(/^-/, ''), currency);
  const kind = kindOf(row, sign);
  return { id, ...timeOf(what, row['Time (CET)']), kind, money, status: status.toLowerCase(), reference };
}

// In which direction, and in which currency the account is kept.
const COLUMN = /^\[([+-])\] ([A-Z]{3})$/;
// The column of the other direction is empty, or has a zero in it.
const isNothing = (sum: unknown): boolean => typeof sum !== 'string' || /^[0.]*$/.test(sum);

/**
 * Not confirmed: the words in Type, and whether there is a sum before the money has moved. What comes in, or says that it was received, is a payment; a
 * chargeback is what calls itself so; all else counts as given back, so that nothing is given back twice.
 */
function kindOf({ Type }: Row, sign: string | undefined): Movement['kind'] {
  if (/charge.?back/i.test(Type)) return 'chargeback';
  return sign === '+' || (sign === undefined && /receive/i.test(Type)) ? 'payment' : 'refund';
}

/** Whether it moved no money, and won't any more. Not confirmed: these words in Status. */
export const cameToNothing = ({ status }: Pick<Movement, 'status'>): boolean =>
  status === 'failed' || status === 'cancelled';

/** Not confirmed: the words in Status. One that nobody knows is unknown, and its money counts as gone. */
export function factOfRefund(one: Pick<Movement, 'status'>): Fact {
  if (cameToNothing(one)) return 'REFUND_FAILED';
  switch (one.status) {
    case 'processed':
      return 'REFUNDED';
    case 'pending':
    case 'scheduled':
      return 'REFUND_PENDING';
    default:
      return 'UNKNOWN';
  }
}

/** Not confirmed: whether "Time (CET)" follows summer time. Both readings count: what one of them has in a span is in it. */
function timeOf(what: string, text: string): Pick<Movement, 'earliest' | 'latest'> {
  const local = DateTime.fromFormat(text, 'dd LLL yy HH:mm', { zone: ZONE, locale: 'en-US' });
  if (!local.isValid) throw new HistoryUnreadable(what, 'Time');
  const summer = local.isInDST ? HOUR_MS : 0;
  return { earliest: local.toMillis(), latest: local.toMillis() + summer };
}
