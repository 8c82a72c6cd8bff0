import { clock, type PayPal, type TransactionRow, type Wire } from './books.ts';
import { type Detail, PayPalError } from './errors.ts';
import { ISSUES, type Issue } from './issues.ts';

const LATE_MS = 3 * 3600_000;
const MOST_DAYS = 31;
const SECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/;

/** Writes a movement of money into the report, which shows it three hours later. */
export function report(paypal: PayPal, row: Omit<TransactionRow, 'at' | 'updatedAt'>): void {
  const at = clock(paypal);
  paypal.books.transactions.push({ ...row, at, updatedAt: at });
}

/** GET /v1/reporting/transactions: movements between two times, as far as the report has them already. */
export function listTransactions(paypal: PayPal, query: Record<string, string>): Wire {
  const from = Date.parse(query.start_date ?? '');
  const to = Date.parse(query.end_date ?? '');
  const page = Number(query.page ?? '1');
  const size = Number(query.page_size ?? '100');
  refuseQuery([
    ...['start_date', 'end_date'].flatMap((name): [string, Issue][] =>
      query[name] === undefined
        ? [[name, 'MISSING_REQUIRED_PARAMETER']]
        : SECONDS.test(query[name]) && !Number.isNaN(Date.parse(query[name]))
          ? []
          : [[name, 'INVALID_PARAMETER_SYNTAX']],
    ),
    ...(to - from > MOST_DAYS * 24 * 3600_000 || to < from
      ? [['end_date', 'INVALID_PARAMETER_VALUE'] as [string, Issue]]
      : []),
    ...(Number.isInteger(page) && page >= 1 ? [] : [['page', 'INVALID_PARAMETER_VALUE'] as [string, Issue]]),
    ...(Number.isInteger(size) && size >= 1 && size <= 500
      ? []
      : [['page_size', 'INVALID_PARAMETER_VALUE'] as [string, Issue]]),
  ]);
  const known = clock(paypal) - LATE_MS;
  const rows = paypal.books.transactions.filter(
    ({ id, at }) =>
      at <= known &&
      at >= from &&
      at <= to &&
      (query.transaction_id === undefined || id === query.transaction_id),
  );
  return {
    transaction_details: rows.slice((page - 1) * size, page * size).map(present),
    start_date: stamp(from),
    end_date: stamp(to),
    last_refreshed_datetime: stamp(known),
    page,
    total_items: rows.length,
    total_pages: Math.max(1, Math.ceil(rows.length / size)),
    links: [],
  };
}

const present = (row: TransactionRow): Wire => ({
  transaction_info: {
    transaction_id: row.id,
    ...(row.reference !== null && { paypal_reference_id: row.reference, paypal_reference_id_type: 'TXN' }),
    transaction_event_code: row.code,
    transaction_initiation_date: stamp(row.at),
    transaction_updated_date: stamp(row.updatedAt),
    transaction_amount: row.amount,
    ...(row.fee && { fee_amount: row.fee }),
    transaction_status: row.status,
    ...(row.custom_field !== undefined && { custom_field: row.custom_field }),
    ...(row.invoice_id !== undefined && { invoice_id: row.invoice_id }),
  },
});

/** A time as only reports write it: "2026-03-02T10:00:00+0000". */
const stamp = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}+0000`;

function refuseQuery(wrong: [string, Issue][]): void {
  const details = wrong.map(
    ([field, issue]): Detail => ({ field, location: 'query', issue, description: ISSUES[issue][1] }),
  );
  if (details.length > 0) throw new PayPalError(400, details);
}
