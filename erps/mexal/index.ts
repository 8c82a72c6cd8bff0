import { booksOf } from '../assessment.ts';
import type { Erp } from '../erp.ts';
import { Lease } from '../lease.ts';
import { Login } from '../login.ts';
import { calendarDay } from './calendar.ts';
import { changes } from './changes.ts';
import { check } from './check.ts';
import { mexalClient, mostAtOnce } from './client.ts';
import { customers } from './customers.ts';
import { documents } from './documents.ts';
import { payments } from './payments.ts';
import { type MexalSettings, settings } from './settings.ts';

/**
 * Mexal (and Passcom) by Passepartout, through its WebAPI. A process makes one of these for each installation: it
 * remembers that a login was refused, and then sends nothing more. `now` is replaced by tests only.
 */
function create(name: string, mexalSettings: MexalSettings, now: () => Date = () => new Date()): Erp {
  const login = new Login();
  const lease = new Lease();
  const client = mexalClient(mexalSettings, login, lease);
  const thisYear = () => calendarDay(now(), mexalSettings.timeZone).year;
  const paymentTable = payments(client, thisYear);
  const buyers = customers(client, mexalSettings, thisYear);
  const { find, write } = documents(client, buyers, paymentTable, mexalSettings, now);
  return {
    name,
    books: booksOf(mexalSettings),
    lease,
    login,
    findDocument: find,
    writeDocument: write,
    listPayments: paymentTable.list,
    changedSince: changes(client, mexalSettings, now),
    check: check(client, mexalSettings, now),
  };
}

export const mexal = { settings, create, mostAtOnce };
