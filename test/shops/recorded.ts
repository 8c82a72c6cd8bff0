import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '../../../shared/payloads');

/** Which shop a file was recorded from: by its name, else by what stands in it; undefined where neither says. */
function kindOf(name: string): 'magento' | 'prestashop' | undefined {
  const named = /^(magento|prestashop)/i.exec(name)?.[1]?.toLowerCase();
  if (named === 'magento' || named === 'prestashop') return named;
  const text = recordedText(name);
  if (/<prestashop|"id_address_delivery"|"order_rows"/.test(text)) return 'prestashop';
  return /"(entity_id|increment_id)"/.test(text) ? 'magento' : undefined;
}

/** Names of the files recorded from such shops. Fails where the folder is missing: a decoder that met no real order is untested. */
export function recordedNames(kind: 'magento' | 'prestashop'): string[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    throw new Error(`The recorded orders are missing: put them in ${folder} to run this test`, {
      cause: error,
    });
  }
  const found = names.filter((name) => /\.(json|xml)$/.test(name) && kindOf(name) === kind);
  if (found.length === 0) throw new Error(`Nothing recorded from ${kind} is in ${folder}`);
  return found;
}

/** The text of a recorded file. */
export const recordedText = (name: string): string => readFileSync(resolve(folder, name), 'utf8');
