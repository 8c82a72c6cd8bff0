import { join } from 'node:path';
import { Failure } from '../../domain/failure.ts';
import type { Document, DocumentDraft } from '../../domain/schemas/document.ts';
import { taxDataOf } from '../../domain/tax-data.ts';
import { asBooked, assessed, refuseWrong } from '../assessment.ts';
import type { Lease } from '../lease.ts';
import type { Answer, Answers } from './answers.ts';
import { awaited, changedAt, fileWork, makeFolder, remove, writeWhole } from './client.ts';
import { csvOf } from './csv.ts';
import { exchangeDocument } from './mapping.ts';
import { nameOf } from './names.ts';
import type { Payments } from './payments.ts';
import type { ExchangeSettings } from './settings.ts';

/** In this folder it is noted that a document was written: the other side may take documents away before it answers. */
export const SENT = 'sent';

/** Documents written once, and their answers. `now` is the clock that the document's day comes from. */
export function documents(
  settings: ExchangeSettings,
  { answerTo, howFar, folder: answersFolder }: Answers,
  payments: Payments,
  lease: Lease,
  now: () => Date,
) {
  const { folder, format, timeZone } = settings;
  const record = (name: string) => join(folder, SENT, name);
  const sentAt = (name: string) => changedAt(record(name));

  const writeFiles = async (draft: DocumentDraft, name: string): Promise<void> => {
    const document = exchangeDocument(draft, taxDataOf(draft.order), now(), settings);
    await makeFolder(folder, SENT);
    await remove(join(answersFolder, `${name}.refused`));
    if (format !== 'json') await writeWhole(join(folder, `${name}.csv`), csvOf(document, timeZone));
    if (format !== 'csv')
      await writeWhole(join(folder, `${name}.json`), `${JSON.stringify(document, null, 2)}\n`);
    await writeWhole(record(name), '');
  };

  /** A refusal is removed once it was reported: the next call writes the document anew. */
  const taken = async (answer: Answer, name: string): Promise<Document> => {
    if ('done' in answer) return answer.done;
    await remove(record(name));
    throw new Failure('ERP_REFUSED', 'refused', `${name} was refused: ${answer.refused}`);
  };

  const find = (reference: string): Promise<Document | undefined> =>
    fileWork(`answer to ${reference} in ${answersFolder}`, async () => {
      const answer = await answerTo(nameOf(reference), settings.currency);
      return answer && 'done' in answer ? answer.done : undefined;
    });

  const writtenOrAwaited = async (draft: DocumentDraft, signal?: AbortSignal): Promise<Document> => {
    const name = nameOf(draft.reference);
    const currency = settings.foreignCurrency === 'own' ? draft.order.currency : settings.currency;
    const there = await answerTo(name, currency);
    const sent = await sentAt(name);
    // Somebody may have cleaned up the note; whoever asks for a correction knows that the document was written.
    const known = sent !== undefined || draft.written !== undefined;
    if (there && 'done' in there && !known) throw neverWritten(name, record(name));
    if (there && (sent !== undefined || 'done' in there)) return taken(there, name);
    if (sent === undefined) {
      if (settings.wrongTaxData === 'refuse') refuseWrong(draft, taxDataOf(draft.order));
      asBooked(draft, settings);
      if (draft.erpPayment !== undefined) await payments.mustExist(draft.erpPayment);
      // The caller has given up on this call, and another one may be at work already.
      if (signal?.aborted) throw new Failure('ERP_AWAY', 'away', `${name}: given up before it was written`);
      lease.assertHeld(name);
      await writeFiles(draft, name);
    }
    const wait = { folder: answersFolder, name, ms: settings.answerWait, signal };
    const answer = await awaited(wait, () => answerTo(name, currency));
    if (answer) return taken(answer, name);
    const since = new Date((await sentAt(name)) ?? now()).toISOString();
    throw new Failure(
      'ERP_AWAY',
      'away',
      `${name} was written at ${since} and waits for its answer: ${await howFar(name)}, in ${answersFolder}`,
    );
  };

  const write = async (draft: DocumentDraft, signal?: AbortSignal): Promise<Document> => {
    const document = await fileWork(`document of ${draft.reference} in ${folder}`, () =>
      writtenOrAwaited(draft, signal),
    );
    return assessed(document, draft, taxDataOf(draft.order), settings);
  };

  return { find, write };
}

const neverWritten = (name: string, record: string) =>
  new Failure(
    'ERP_REFUSED',
    'refused',
    `${name}.done is there, but ${name} was never written: take ${name}.done away, or, if the ERP has the document, make the empty file ${record}; then retry`,
  );
