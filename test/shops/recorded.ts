import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { needing } from '../needing.ts';

/** Where the recordings lie: beside the clone, or where `INCASSO_RECORDINGS` says. */
export const recordings = resolve(
  process.env.INCASSO_RECORDINGS || resolve(import.meta.dirname, '../../../shared/payloads'),
);

/** Whether there are recordings here; the clone alone has none. */
export const haveRecordings: boolean = existsSync(recordings);

/**
 * `describe` and `it` for tests that read recordings, the one way in for all of them: where there are none these tests
 * are left out and counted, and with `CI=true` they fail. Read recordings inside of them only, never at the top of a
 * file; a group may then make a test of each:
 *
 *     describeRecorded('what Magento 2.4.7 answered', () => {
 *       it.each(recordedFiles('magento-2.4.7-p3/orders', '.json'))('%s is read', (path) => {
 *         read(recordedJson(path));
 *       });
 *     });
 */
export const { describe: describeRecorded, it: itRecorded } = needing(
  haveRecordings
    ? undefined
    : `The recordings of real shops are not in ${recordings}: put them there, or name their folder in INCASSO_RECORDINGS`,
);

/**
 * The files of one folder of recordings, by name, each as the path that `recordedText` takes:
 * `recordedFiles('prestashop-9.1.4/refunds', '.request.txt')`. Throws where there is none: a test of nothing proves nothing.
 */
export function recordedFiles(under = '.', ending = ''): string[] {
  const found = readdirSync(resolve(recordings, under), { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map(({ name }) => (under === '.' ? name : `${under}/${name}`))
    .sort();
  if (found.length === 0) throw new Error(`No recording "*${ending}" is in ${resolve(recordings, under)}`);
  return found;
}

/** The text of a recorded file: `recordedText('magento-2.4.7-p3/README.md')`. */
export const recordedText = (path: string): string => readFileSync(resolve(recordings, path), 'utf8');

/** What stands in a recorded JSON file. The caller says its shape; nothing checks it. */
export const recordedJson = <T = unknown>(path: string): T => JSON.parse(recordedText(path)) as T;

/** The files at the top that were recorded from such shops, by their names or else by what stands in them. */
export function recordedNames(kind: 'magento' | 'prestashop'): string[] {
  const found = recordedFiles().filter((name) => /\.(json|xml)$/.test(name) && kindOf(name) === kind);
  if (found.length === 0) throw new Error(`Nothing recorded from ${kind} is in ${recordings}`);
  return found;
}

function kindOf(name: string): 'magento' | 'prestashop' | undefined {
  const named = /^(magento|prestashop)/i.exec(name)?.[1]?.toLowerCase();
  if (named === 'magento' || named === 'prestashop') return named;
  const text = recordedText(name);
  if (/<prestashop|"id_address_delivery"|"order_rows"/.test(text)) return 'prestashop';
  return /"(entity_id|increment_id)"/.test(text) ? 'magento' : undefined;
}
