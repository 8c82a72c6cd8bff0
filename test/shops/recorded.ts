import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '../../../shared/payloads');

/** Names of the recorded orders that begin so. Fails where the folder is missing: a decoder that met no real order is untested. */
export function recordedNames(prefix: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    throw new Error(`The recorded orders are missing: put them in ${folder} to run this test`, {
      cause: error,
    });
  }
  const found = names.filter((name) => name.startsWith(prefix) && /\.(json|xml)$/.test(name));
  if (found.length === 0) throw new Error(`No recorded order begins with "${prefix}" in ${folder}`);
  return found;
}

/** The text of a recorded order. */
export const recordedText = (name: string): string => readFileSync(resolve(folder, name), 'utf8');
