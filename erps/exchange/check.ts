import { join } from 'node:path';
import { bad, type Finding, finding, good, note } from '../../domain/finding.ts';
import { fileWork, namesIn, remove, writeWhole } from './client.ts';
import { SENT } from './documents.ts';
import type { Payments } from './payments.ts';
import type { ExchangeSettings } from './settings.ts';

const MEND_FOLDER = 'Make the folder, or give us the right to write in it, or correct folder.';

/** Whether folder and payment table are as documents need them. A file of our own is written, renamed and taken away. */
export function check(settings: ExchangeSettings, answersFolder: string, payments: Payments) {
  const { folder, payments: file } = settings;

  const writable = async (): Promise<Finding[]> => {
    const trial = join(folder, '.incasso-check');
    try {
      await fileWork(folder, async () => {
        await writeWhole(trial, '');
        await remove(trial);
      });
    } catch (error) {
      return [bad('folder', said(error), MEND_FOLDER)];
    }
    return [good('folder', `${folder}: files can be written and renamed there`)];
  };

  const readable = async (): Promise<Finding[]> => {
    if (answersFolder === folder) return [];
    try {
      await fileWork(answersFolder, () => namesIn(answersFolder));
    } catch (error) {
      return [
        bad('answers', said(error), 'Make the folder, or give us the right to read it, or correct answers.'),
      ];
    }
    return [good('answers', `${answersFolder}: answers are read there`)];
  };

  const table = async (): Promise<Finding[]> => {
    const { length } = await payments.list();
    return length > 0
      ? [good('payments', `${length} in ${file}`)]
      : [note('payments', `${file} has none`, 'Export the payment table of the ERP to it.')];
  };

  return async (): Promise<Finding[]> => [
    ...(await writable()),
    ...(await readable()),
    ...(await strays(folder, answersFolder)),
    ...(await finding('payments', table)),
  ];
}

/** Answers to documents that were never written: nobody waits for them, and a later order of that name would stop at them. */
async function strays(folder: string, answersFolder: string): Promise<Finding[]> {
  const list = (path: string) => namesIn(path).catch((): string[] => []);
  const sent = new Set(await list(join(folder, SENT)));
  const stray = (await list(answersFolder)).filter(
    (name) => name.endsWith('.done') && !sent.has(name.slice(0, -'.done'.length)),
  );
  if (stray.length === 0) return [];
  const text = `nothing was written for ${stray.slice(0, 20).join(', ')}`;
  return [note('answers without a document', text, 'Take them away, unless the ERP has these documents.')];
}

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error));
