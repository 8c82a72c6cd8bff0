import { join } from 'node:path';
import {
  type DocumentChange,
  type DocumentChanges,
  DocumentState,
  type FollowedDocument,
} from '../../domain/schemas/document.ts';
import { changedAt, fileWork, namesIn, readText } from './client.ts';
import { nameOf } from './names.ts';

/** So many characters of a file are passed on. */
const SAID = 200;

interface Seen extends DocumentChange {
  at: number;
}

/**
 * What became of documents, by the newest of the files `<name>.shipped`, `.invoiced` and `.cancelled`. What is not known
 * yet is told whatever the file's time: a file that was copied keeps an earlier one. Below the first line, which is for
 * people, `.shipped` may have who carries the goods and their tracking number.
 */
export function changes(folder: string, now: () => Date) {
  const newestOf = async (followed: FollowedDocument, there: Set<string>): Promise<Seen | undefined> => {
    const name = nameOf(followed.reference);
    const seen: Seen[] = [];
    for (const state of DocumentState.options.filter((state) => there.has(`${name}.${state}`))) {
      const path = join(folder, `${name}.${state}`);
      const [at, text] = [await changedAt(path), await readText(path)];
      if (at === undefined) continue;
      const [said, carrier, trackingNumber] = (text ?? '')
        .split('\n')
        .map((line) => line.trim().slice(0, SAID));
      const shipment = { ...(carrier ? { carrier } : {}), ...(trackingNumber ? { trackingNumber } : {}) };
      const { reference, number } = followed;
      const what = {
        reference,
        number,
        state,
        seen: said || `${name}.${state} is there`,
        inferred: false,
        at,
      };
      seen.push(state === 'shipped' && (carrier || trackingNumber) ? { ...what, shipment } : what);
    }
    return seen.sort((a, b) => b.at - a.at)[0];
  };

  return (_since: string, followed: FollowedDocument[]): Promise<DocumentChanges> =>
    fileWork(`answers in ${folder}`, async () => {
      const until = now().toISOString();
      const there = new Set(await namesIn(folder));
      const found: Seen[] = [];
      for (const document of followed) {
        const newest = await newestOf(document, there);
        if (newest && newest.state !== document.state) found.push(newest);
      }
      found.sort((a, b) => a.at - b.at);
      return { changes: found.map(({ at: _at, ...change }) => change), until };
    });
}
