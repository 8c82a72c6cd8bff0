import { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import { bad, type Finding, finding, good, note } from '../../domain/finding.ts';
import { calendarDay } from './calendar.ts';
import { checkCodes } from './check-codes.ts';
import { checkNumbers, kindsOf, Series } from './check-numbers.ts';
import type { MexalClient } from './client.ts';
import { keyText, numberText } from './mapping.ts';
import type { MexalSettings } from './settings.ts';
import { equal, OrderKey, OrderRead } from './wire.ts';

const Payment = z.object({ id: z.int(), paga_tot_doc: z.string().default('') });
const Account = z.object({ codice: z.string() });

/** Whether Mexal has what a document needs. Each part is asked separately: one that fails does not hide the others. */
export function check(client: MexalClient, settings: MexalSettings, now: () => Date) {
  const { document, customers, company } = settings;
  const year = () => calendarDay(now(), settings.timeZone).year;
  const table = <T extends z.ZodType>(name: string, row: T) =>
    client.readAll({ what: `list of ${name}`, path: `dati-generali/${name}`, year: year() }, row);

  const numbers = checkNumbers(settings, table);
  const codes = checkCodes(client, settings, table, year);

  const thisYear = async (): Promise<Finding[]> => {
    await table('serie-documenti', Series);
    return [good('company', `${company} is open for ${year()}`)];
  };

  const yearBefore = async (): Promise<Finding[]> => {
    const last = year() - 1;
    if (last < (settings.firstYear ?? 0)) return [];
    const path = 'dati-generali/serie-documenti';
    try {
      await client.readAll({ what: `company ${company} of ${last}`, path, year: last }, Series);
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'ERP_REFUSED') throw error;
      return [
        bad('year before', error.message, `Set firstYear to ${year()} if there is no archive of ${last}.`),
      ];
    }
    return [good('year before', `${company} has an archive of ${last}`)];
  };

  const paymentTable = async (): Promise<Finding[]> => {
    const known = await table('pagamenti', Payment);
    if (known.length === 0)
      return [
        bad('payments', 'Mexal has none', 'Code the payments in Mexal, then name them in mapping.payments.'),
      ];
    const settling = known.filter(({ paga_tot_doc }) => paga_tot_doc === 'S').map(({ id }) => id);
    const found: Finding[] = [good('payments', `${known.length} are coded`)];
    if (settling.length > 0 && document.deposit === 'collected')
      found.push(
        note(
          'deposit',
          `payments ${settling.slice(0, 20).join(', ')} settle the document themselves`,
          'See whether they and the deposit paid count the money twice: then set document.deposit to none.',
        ),
      );
    return found;
  };

  /** tot_documento is not in the documentation: an existing order shows whether this installation answers it. */
  const totals = async (): Promise<Finding[]> => {
    const target = { what: 'search of any order', path: 'documenti/ordini-clienti', year: year() };
    const search = { filters: [equal('sigla', kindsOf(document.kind))], fields: Object.keys(OrderKey.shape) };
    const [any] = await client.readAll(target, OrderKey, { ...search, most: 1 });
    if (!any) return [note('totals', `no order of ${year()} is there yet to show whether Mexal tells them`)];
    const id = keyText(any);
    const read = await client.readIfThere({ ...target, what: `reading of ${id}` }, id, OrderRead);
    return [
      read?.tot_documento === undefined
        ? note(
            'totals',
            `Mexal does not tell what ${numberText(any)} comes to: documents are not compared with their orders`,
            'Compare the totals of documents and orders by hand.',
          )
        : good('totals', 'are told: each document is compared with its order'),
    ];
  };

  const master = async (): Promise<Finding[]> => {
    const first = `${customers.masterCode}.00001`;
    const target = { what: 'search of the first customer', path: 'clienti', year: year() };
    const filters = [{ campo: 'codice', condizione: '=' as const, valore: first }];
    const found = await client.readAll(target, Account, { filters, fields: ['codice'] });
    const subject = `master ${customers.masterCode}`;
    return [
      found.length > 0
        ? good(subject, `has customers, ${first} is there`)
        : note(subject, `has no customer ${first}: see that it is a master of customers`),
    ];
  };

  return async (): Promise<Finding[]> => {
    const findings = await finding('company', thisYear);
    // After a refused login nothing more may be sent; and what is away now would be away for the next questions too.
    if (findings.some(({ ok }) => ok === false)) return findings;
    for (const [subject, part] of [
      ['year before', yearBefore],
      ['series', numbers.series],
      ['warehouse', numbers.warehouses],
      ['causale', numbers.causali],
      ['cost centre', numbers.costCentres],
      ['articles', codes.articles],
      ['VAT', codes.vat],
      ['payments', paymentTable],
      ['totals', totals],
      ['master', master],
    ] as const)
      findings.push(...(await finding(subject, part)));
    return findings;
  };
}
