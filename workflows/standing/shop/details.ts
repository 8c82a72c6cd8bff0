import { fitting } from '../../kit/markdown.ts';
import { short, standingWords } from '../words.ts';
import type { ShopImportState } from './messages.ts';

const time = (iso: string) => `${iso.slice(0, 19).replace('T', ' ')} UTC`;

/** What an operator reads of a shop: until when its orders were imported, and what stands in the way. Under 2 kB. */
export function shopDetails(state: ShopImportState, doNow: string): string {
  const { shop, importedUntil, since, lookedAt, attention, started, told, setBack } = state;
  return fitting([
    `## Imported until ${time(importedUntil)}`,
    standingWords(attention),
    doNow,
    `Shop ${shop}, last read ${lookedAt ? time(lookedAt) : 'never'}. Orders started so far: ${started}; changes told to orders under way: ${told}. Orders made before ${time(since)} are left alone.`,
    setBack
      ? `Set back to ${time(setBack.since)} by ${short(setBack.operator)} at ${time(setBack.at)}: ${short(setBack.reason)}.`
      : '',
  ]);
}
