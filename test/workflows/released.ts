import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const histories = fileURLToPath(new URL('../histories/', import.meta.url));

/** The histories of the releases and of the code since, which are in `next`, as `<release>/<file>`. */
export const historiesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((release) => release.isDirectory())
    .flatMap(({ name }) => readdirSync(join(folder, name)).map((file) => `${name}/${file}`))
    .sort();

/** The files of the releases that differ from `SHA256SUMS`, which does not list `next`. */
export function changedSinceReleased(folder: string): string[] {
  const sums = readFileSync(join(folder, 'SHA256SUMS'), 'utf8').split('\n').filter(Boolean);
  const released = new Map(sums.map((line) => [line.slice(66), line.slice(0, 64)]));
  const found = historiesIn(folder).filter((file) => !file.startsWith('next/'));
  return [
    ...[...released.keys()].filter((file) => !found.includes(file)).map((file) => `${file} is gone`),
    ...found.flatMap((file) => {
      const sum = createHash('sha256')
        .update(readFileSync(join(folder, file)))
        .digest('hex');
      if (!released.has(file)) return [`${file} has no sum`];
      return released.get(file) === sum ? [] : [`${file} is another`];
    }),
  ];
}
