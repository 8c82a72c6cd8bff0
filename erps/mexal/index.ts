import type { Erp } from '../erp.ts';
import { calendarDay } from './calendar.ts';
import { mexalClient } from './client.ts';
import { customers } from './customers.ts';
import { documents } from './documents.ts';
import { paymentOf } from './mapping.ts';
import { type MexalSettings, settings } from './settings.ts';
import { PaymentRead } from './wire.ts';

/**
 * Mexal (and Passcom) by Passepartout, through its WebAPI. A process makes one of these for each installation: it
 * remembers that a login was refused, and then sends nothing more. `now` is replaced by tests only.
 */
function create(name: string, mexalSettings: MexalSettings, now: () => Date = () => new Date()): Erp {
  const client = mexalClient(mexalSettings);
  const thisYear = () => calendarDay(now(), mexalSettings.timeZone).year;
  const { find, write } = documents(client, customers(client, mexalSettings, thisYear), mexalSettings, now);
  return {
    name,
    findDocument: find,
    writeDocument: write,
    async listPayments() {
      const target = { what: 'list of payments', path: 'dati-generali/pagamenti', year: thisYear() };
      return (await client.readAll(target, PaymentRead)).map(paymentOf);
    },
  };
}

export const mexal = { settings, create };
