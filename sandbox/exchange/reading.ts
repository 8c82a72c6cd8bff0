import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { BookedDocument } from './books.ts';

type Read = Pick<
  BookedDocument,
  'reference' | 'date' | 'currency' | 'carrier' | 'total' | 'rows' | 'content'
>;

const schemaFile = new URL('../../docs/exchange-document.schema.json', import.meta.url);
const published = z.fromJSONSchema(JSON.parse(readFileSync(schemaFile, 'utf8')));

/** What is wrong with a file, in the words that its sender gets. */
export class Wrong extends Error {}

interface Row {
  kind: string;
  code: string;
  quantity: number;
  gross: string;
  vatRate: number;
}

interface Content extends Record<'reference' | 'date' | 'currency' | 'total' | 'toPay', string> {
  rows: Row[];
  settled: { amount: string }[];
  unexplained?: string;
  carrier?: string;
}

/** A document of a JSON file, checked against the published schema. Throws `Wrong`. */
export function readJson(text: string): Read {
  const content = parsed(text);
  const { error } = published.safeParse(content);
  const [issue] = error?.issues ?? [];
  if (issue) throw new Wrong(`${issue.path.join('.')}: ${issue.message}`);
  const { rows, ...head } = content as Content;
  const total = rows.reduce((sum, { gross }) => sum + cents(gross), 0);
  if (total !== cents(head.total))
    throw new Wrong(`its rows come to ${total} cents, its total is ${head.total}`);
  const settled = head.settled.reduce((sum, { amount }) => sum + cents(amount), 0);
  if (total - settled + cents(head.unexplained ?? '0') !== cents(head.toPay))
    throw new Wrong(`total, settled and toPay do not agree: ${head.total}, ${settled} cents, ${head.toPay}`);
  return {
    reference: head.reference,
    date: head.date,
    currency: head.currency,
    content,
    total,
    carrier: head.carrier ?? '',
    rows: rows.map(({ kind, code, quantity, vatRate }) => ({
      article: articleOf(kind, code),
      quantity,
      vat: String(vatRate),
    })),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Wrong('is not JSON');
  }
}

/** A document of a flat CSV file. Throws `Wrong`. */
export function readCsv(text: string): Read {
  const lines: Record<string, string>[] = parse(text, { bom: true, columns: true, delimiter: ';' });
  const [head] = lines;
  for (const line of lines)
    for (const [column, value] of Object.entries(line))
      if (isFormula(value)) throw new Wrong(`${column}: ${value} would be a formula`);
  for (const column of [
    'riferimento',
    'data',
    'valuta',
    'riga_tipo',
    'codice',
    'quantita',
    'lordo',
    'aliquota_iva',
  ])
    if (!head?.[column]) throw new Wrong(`column ${column} is missing or empty`);
  const field = (line: Record<string, string>, column: string) => line[column] ?? '';
  const rows = lines.map((line) => ({
    article: articleOf(field(line, 'riga_tipo'), field(line, 'codice')),
    quantity: Number(field(line, 'quantita').replace(',', '.')),
    vat: field(line, 'aliquota_iva').replace(',', '.'),
  }));
  return {
    reference: head?.riferimento ?? '',
    date: (head?.data ?? '').split('/').reverse().join('-'),
    currency: head?.valuta ?? '',
    carrier: head?.vettore ?? '',
    total: lines.reduce((sum, line) => sum + cents(field(line, 'lordo').replace(',', '.')), 0),
    rows,
    content: lines,
  };
}

/**
 * Whether a spreadsheet would calculate the value. Spreadsheets trim what they open, and take full-width signs for signs; a
 * number alone is no formula.
 */
const isFormula = (value: string): boolean =>
  /^[\t\r\n]|^[\s\p{Cf}]*[=@+＝＠＋\-－−﹣﹢﹦﹫]/u.test(value) && !/^[+-]?\d[\d ]*(,\d+)?$/.test(value);

/** Goods go by their SKU; everything else by what it is. */
const articleOf = (kind: string, code: string): string => (kind === 'goods' ? code : kind);

const cents = (decimal: string): number => Math.round(Number(decimal) * 100);
