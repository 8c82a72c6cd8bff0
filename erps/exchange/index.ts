import { booksOf } from '../assessment.ts';
import type { Erp } from '../erp.ts';
import { Lease } from '../lease.ts';
import { answers } from './answers.ts';
import { changes } from './changes.ts';
import { check } from './check.ts';
import { documents } from './documents.ts';
import { payments } from './payments.ts';
import { type ExchangeSettings, settings } from './settings.ts';

/**
 * An ERP without an API: each document is a file in a folder, and so is its answer. What was written is noted in the
 * folder itself, where any worker that serves the ERP later finds it. `now` is replaced by tests only.
 */
function create(name: string, exchange: ExchangeSettings, now: () => Date = () => new Date()): Erp {
  const read = answers(exchange);
  const table = payments(exchange);
  const lease = new Lease();
  const { find, write } = documents(exchange, read, table, lease, now);
  return {
    name,
    books: booksOf(exchange),
    lease,
    findDocument: find,
    writeDocument: write,
    listPayments: table.list,
    changedSince: changes(read.folder, now),
    check: check(exchange, read.folder, table),
  };
}

export const exchange = { settings, create };
