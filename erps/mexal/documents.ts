import { Failure } from '../../domain/failure.ts';
import type { Document, DocumentDraft } from '../../domain/schemas/document.ts';
import { taxDataOf } from '../../domain/tax-data.ts';
import { assessed, refuseWrong } from '../assessment.ts';
import { articles } from './articles.ts';
import { archiveYears, calendarDay } from './calendar.ts';
import { doubts, oneAtATime } from './calls.ts';
import type { MexalClient } from './client.ts';
import type { Customers } from './customers.ts';
import {
  documentOf,
  documentRows,
  keyOfNumber,
  keyText,
  noteOf,
  numberText,
  orderBody,
  paymentId,
} from './mapping.ts';
import { movements, seenOfMade } from './movements.ts';
import type { Payments } from './payments.ts';
import type { MexalSettings } from './settings.ts';
import { vatCodes } from './vat-codes.ts';
import { equal, OrderKey, OrderRead } from './wire.ts';

const path = 'documenti/ordini-clienti';

/** Documents looked for, written and read back. `now` is the clock that the document's day comes from. */
export function documents(
  client: MexalClient,
  customers: Customers,
  payments: Payments,
  settings: MexalSettings,
  now: () => Date,
) {
  const thisYear = () => calendarDay(now(), settings.timeZone).year;
  const missingArticles = articles(client, settings, thisYear);
  const vatCodesMustExist = vatCodes(client, thisYear);

  const { madeOf, isGone } = movements(client);
  const oneByOne = oneAtATime();
  const unlessInDoubt = doubts(settings.serverLimit);

  const found = async (reference: string, year: number) => {
    const note = noteOf(reference);
    const keys = await client.readAll(
      { what: `search of the document of ${reference}`, path, year },
      OrderKey,
      {
        filters: [equal('nota', note)],
        fields: ['sigla', 'serie', 'numero', 'nota'],
      },
    );
    // If the answer has the note, it must be this one: a search that is not exact finds others too.
    return keys
      .filter((key) => key.nota === undefined || key.nota.trim() === note)
      .map((key) => ({ key, year }));
  };

  const readBack = async (id: string, year: number, reference: string): Promise<Document> => {
    const read = await client.readOne({ what: `reading of ${id}`, path, year }, id, OrderRead);
    if (read.nota !== undefined && read.nota.trim() !== noteOf(reference))
      throw new Failure(
        'ERP_REFUSED',
        'refused',
        `${numberText(read)} was written, but its note is not "${noteOf(reference)}": put that into it before retrying, or it is written again`,
      );
    return documentOf(read, year, settings.currency);
  };

  const find = async (reference: string): Promise<Document | undefined> => {
    const hits = [];
    for (const year of archiveYears(now(), settings)) hits.push(...(await found(reference, year)));
    const [hit, other] = hits;
    if (!hit) return undefined;
    if (other)
      throw new Failure(
        'ERP_REFUSED',
        'refused',
        `"${noteOf(reference)}" is the note of ${hits.map(({ key, year }) => `${numberText(key)} of ${year}`).join(' and ')}: only one may keep it`,
      );
    return readBack(keyText(hit.key), hit.year, reference);
  };

  /** Adds the payment to a document that was written before it was mapped. A document that has one keeps it. */
  const fillPayment = async (
    { id, number, year }: Document,
    { erpPayment }: DocumentDraft,
  ): Promise<void> => {
    if (erpPayment === undefined || year === undefined) return;
    const target = { what: `payment of ${number}`, path, year };
    const { sigla, serie, numero, id_pagamento } = await client.readOne(target, id, OrderRead);
    if (id_pagamento) return;
    await payments.mustExist(erpPayment);
    await client.changeHeader(target, id, { sigla, serie, numero, id_pagamento: paymentId(erpPayment) });
  };

  /** Throws ERP_REFUSED unless what was written before is gone and nothing was made of it: then an accountant deleted it. */
  const refuseSecond = async ({ reference, written }: DocumentDraft): Promise<void> => {
    if (!written) return;
    const { number, year } = written;
    const refuse = (why: string) =>
      new Failure('ERP_REFUSED', 'refused', `${number} was written already, ${why}`);
    const key = keyOfNumber(number);
    if (!key) throw refuse('and is no order of Mexal: correct it where it is');
    const archives = archiveYears(now(), settings, year);
    const before = { reference, key, year };
    const made = seenOfMade(before, await madeOf([before], archives));
    if (made) throw refuse(`and ${made.seen}: correct that one by hand`);
    if (!(await isGone(before, archives)))
      throw refuse(`and its note is not "${noteOf(reference)}": put that into it before retrying`);
  };

  const foundOrCreated = async (draft: DocumentDraft, signal?: AbortSignal): Promise<Document> => {
    const tax = taxDataOf(draft.order);
    const there = await find(draft.reference);
    if (there) {
      await fillPayment(there, draft);
      return assessed(there, draft, tax, settings);
    }
    await refuseSecond(draft);
    if (settings.customers.wrongTaxData === 'refuse') refuseWrong(draft, tax);
    const day = calendarDay(now(), settings.timeZone);
    const rows = documentRows(draft, settings);
    const body = orderBody(draft, rows, day, settings);
    if (draft.erpPayment !== undefined) await payments.mustExist(draft.erpPayment);
    await vatCodesMustExist(rows);
    const created = await missingArticles.complete(rows);
    const customer = await customers.codeOf({ order: draft.order, tax });
    // The caller has given up on this call, and may be looking already: a document written now could be a second one.
    const what = `writing of the document of ${draft.reference}`;
    if (signal?.aborted) throw new Failure('ERP_AWAY', 'away', `${what}: given up before it was sent`);
    const id = await unlessInDoubt([draft.reference], what, () =>
      client.create({ what, path, year: day.year }, { ...body, cod_conto: customer }),
    );
    return assessed(await readBack(id, day.year, draft.reference), draft, tax, settings, created);
  };

  /** One call for a document at a time: one that was given up may still be creating it. */
  const write = (draft: DocumentDraft, signal?: AbortSignal): Promise<Document> =>
    oneByOne([draft.reference], () => foundOrCreated(draft, signal));

  return { find, write };
}
