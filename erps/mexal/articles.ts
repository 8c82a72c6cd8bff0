import { Failure } from '../../domain/failure.ts';
import type { MexalClient } from './client.ts';
import type { ArticleRow } from './rows.ts';
import type { MexalSettings } from './settings.ts';
import { ArticleRead } from './wire.ts';

const path = 'articoli';
// The letter of expense articles: not published, from Mexal's own screens ("articoli di tipo S, spesa").
const EXPENSE = 'S';

/** Articles that a document needs and the ERP has not, where they are to be created. */
export function articles(client: MexalClient, { articles }: MexalSettings, thisYear: () => number) {
  /** Those of `codes` that the ERP has. */
  const known = async (codes: string[]): Promise<Set<string>> => {
    const target = { what: 'search of articles', path, year: thisYear() };
    const filters = [{ campo: 'codice', condizione: '=' as const, valore: codes }];
    const found = await client.readAll(target, ArticleRead, { filters, fields: ['codice'] });
    return new Set(found.map(({ codice }) => codice.trim()));
  };

  const create = async ({ article, vat, code }: ArticleRow): Promise<void> => {
    if (!code) return;
    const target = { what: `creation of article ${article}`, path, year: thisYear() };
    const body = {
      codice: article,
      descrizione: code.description,
      um_principale: code.unit,
      alq_iva: vat,
      ...(code.expense ? { tipologia: EXPENSE } : {}),
      ...articles.fields,
    };
    try {
      await client.create(target, body);
    } catch (error) {
      // Another order may have brought it meanwhile: then it is there, whatever the answer was.
      if (!(error instanceof Failure) || !(await known([article])).has(article)) throw error;
    }
  };

  return {
    /** Creates what is missing of the rows' articles; answers their codes. */
    async complete(rows: ArticleRow[]): Promise<string[]> {
      const wanted = new Map<string, ArticleRow>();
      for (const row of rows) if (row.code) wanted.set(row.article, row);
      if (wanted.size === 0) return [];
      const there = await known([...wanted.keys()]);
      const missing = [...wanted.values()].filter(({ article }) => !there.has(article));
      for (const row of missing) await create(row);
      return missing.map(({ article }) => article);
    },
  };
}
