import { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import { bad, type Finding, finding, good, note } from '../../domain/finding.ts';
import { calendarDay } from './calendar.ts';
import { checkNumbers, kindsOf, Series } from './check-numbers.ts';
import type { MexalClient } from './client.ts';
import { keyText, numberText } from './mapping.ts';
import type { MexalSettings } from './settings.ts';
import { isRate, VatCodeRead } from './vat-codes.ts';
import { equal, OrderKey, OrderRead } from './wire.ts';

const Article = z.object({
  codice: z.string(),
  descrizione: z.string().default(''),
  gest_precanc: z.string().default(''),
  gest_annullato: z.string().default(''),
});
const Payment = z.object({ id: z.int(), paga_tot_doc: z.string().default('') });
const Account = z.object({ codice: z.string() });

/** What becomes of an order that has what a setting names no article for. */
const WITHOUT = {
  discount: 'prices are what is left after their discount',
  giftWrap: 'an order with gift wrapping is not written',
  paymentFee: 'an order whose way of paying costs something is not written',
  eco: 'an order with a fixed product tax is not written',
  rounding: 'cents that the shop rounded away are in no row, up to the tolerance',
};

/** Whether Mexal has what a document needs. Each part is asked by itself: one that fails does not hide the others. */
export function check(client: MexalClient, settings: MexalSettings, now: () => Date) {
  const { document, articles, customers, exemptions, company } = settings;
  const year = () => calendarDay(now(), settings.timeZone).year;
  const table = <T extends z.ZodType>(name: string, row: T) =>
    client.readAll({ what: `list of ${name}`, path: `dati-generali/${name}`, year: year() }, row);

  const numbers = checkNumbers(settings, table);

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

  const expenses = async (): Promise<Finding[]> => {
    const { createShipping, codes: _codes, fields: _fields, ...named } = articles;
    const wanted = Object.entries(named).filter(([, code]) => code !== undefined);
    const target = { what: 'search of expense articles', path: 'articoli', year: year() };
    const filters = [
      { campo: 'codice', condizione: '=' as const, valore: wanted.map(([, code]) => code ?? '') },
    ];
    const search = { filters, fields: Object.keys(Article.shape) };
    const known = wanted.length > 0 ? await client.readAll(target, Article, search) : [];
    const unset = Object.entries(WITHOUT).filter(
      ([name]) => !Object.hasOwn(Object.fromEntries(wanted), name),
    );
    const notes = unset.map(([name, what]) => note(`article for ${name}`, `is not set: ${what}`));
    const found = wanted.map(([name, code = '']): Finding => {
      const subject = `article for ${name}`;
      const article = known.find(({ codice }) => codice.trim() === code);
      if (article?.gest_precanc === 'S' || article?.gest_annullato === 'S')
        return bad(subject, `${code} is annulled in Mexal`, `Correct articles.${name}.`);
      if (article) return good(subject, `${code} ${article.descrizione}`);
      if (name === 'shipping' && createShipping) return note(subject, `${code} will be created`);
      return bad(subject, `Mexal has no article ${code}`, `Code it in Mexal, or correct articles.${name}.`);
    });
    return [...found, ...notes];
  };

  const vat = async (): Promise<Finding[]> => {
    const rates = Object.entries(settings.vat);
    const set = Object.entries(exemptions).filter(([, code]) => code !== undefined);
    const known = set.length + rates.length > 0 ? await table('esenzioni-iva', VatCodeRead) : [];
    const ofRates = rates.map(([rate, code]): Finding => {
      const subject = `VAT ${rate} %`;
      if (isRate(code)) return note(subject, `is sent as ${code}: Mexal tells nobody which rates it has`);
      const row = known.find(({ codice }) => codice.trim() === code);
      return row
        ? good(subject, `${code} ${row.descrizione}`)
        : bad(subject, `Mexal has no VAT code ${code}`, `Code it in Mexal, or correct vat."${rate}".`);
    });
    const ofNone = Object.entries({ italy: undefined, eu: undefined, extraEu: undefined, ...exemptions }).map(
      ([where, code]): Finding => {
        const subject = `exemption ${where}`;
        if (code === undefined)
          return note(subject, 'is not set: an order without VAT that goes there is not written');
        const row = known.find(({ codice }) => codice.trim() === code);
        return row
          ? good(subject, `${code} ${row.descrizione}`)
          : bad(subject, `Mexal has no exemption ${code}`, `Correct exemptions.${where}.`);
      },
    );
    return [...ofRates, ...ofNone];
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

  /** tot_documento is declared nowhere: an order that is there shows whether this installation tells it. */
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
    // With a login that is refused nothing more may be sent; and what is away now stays so for the next questions.
    if (findings.some(({ ok }) => ok === false)) return findings;
    for (const [subject, part] of [
      ['year before', yearBefore],
      ['series', numbers.series],
      ['warehouse', numbers.warehouses],
      ['causale', numbers.causali],
      ['cost centre', numbers.costCentres],
      ['articles', expenses],
      ['VAT', vat],
      ['payments', paymentTable],
      ['totals', totals],
      ['master', master],
    ] as const)
      findings.push(...(await finding(subject, part)));
    return findings;
  };
}
