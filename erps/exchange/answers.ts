import { join } from 'node:path';
import { Failure } from '../../domain/failure.ts';
import { minorUnits } from '../../domain/money.ts';
import type { Document } from '../../domain/schemas/document.ts';
import { readText } from './client.ts';
import type { ExchangeSettings } from './settings.ts';

/** What the other side said of a document. */
export type Answer = { done: Document } | { refused: string };

/** So many characters of a refusal are passed on. */
const SAID = 500;

export function answers(settings: ExchangeSettings) {
  const folder = settings.answers ?? settings.folder;
  const read = (name: string, ending: string) => readText(join(folder, `${name}.${ending}`));

  return {
    folder,
    /** The answer to a document of this currency, once it is finished. Throws ERP_REFUSED for one that a person has to look at. */
    async answerTo(name: string, currency: string): Promise<Answer | undefined> {
      const [done, refused] = [await read(name, 'done'), await read(name, 'refused')];
      if (done !== undefined && refused !== undefined)
        throw unclear(`both ${name}.done and ${name}.refused are there: take away the one that is wrong`);
      if (done !== undefined && isFinished(done)) return { done: documentOf(name, done, currency) };
      if (refused !== undefined && isFinished(refused))
        return { refused: refused.trim().slice(0, SAID) || 'no reason was given' };
      return undefined;
    },
    /** How far the answer is, for people. */
    async howFar(name: string): Promise<string> {
      for (const ending of ['done', 'refused'])
        if ((await read(name, ending)) !== undefined)
          return `${name}.${ending} is there, but not finished: its last line has no end`;
      return `neither ${name}.done nor ${name}.refused is there`;
    },
  };
}
export type Answers = ReturnType<typeof answers>;

/** A file that is still being written has no line break at its end. */
const isFinished = (text: string): boolean => text.endsWith('\n');

/** First line: the document's number. Second, where there is one: its total. */
function documentOf(name: string, text: string, currency: string): Document {
  const [number = '', total = ''] = text.split('\n').map((line) => line.trim());
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is no text is no number
  if (number === '' || number.length > 60 || /[\u0000-\u001f\u007f\ufffd]/.test(number))
    throw unclear(`${name}.done has no document number in its first line: put it there`);
  if (total === '') return { id: name, number };
  if (!/^-?\d+([.,]\d{1,3})?$/.test(total))
    throw unclear(
      `${name}.done has no amount such as 122.00 or 122,00 in its second line: correct it, or leave the line out`,
    );
  return { id: name, number, total: minorUnits(total.replace(',', '.'), currency) };
}

const unclear = (text: string) => new Failure('ERP_REFUSED', 'refused', text);
