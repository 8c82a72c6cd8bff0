import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ExchangeDocument } from './wire.ts';

const file = fileURLToPath(new URL('../../docs/exchange-document.schema.json', import.meta.url));

/** The JSON Schema of a document's file, for those who write the other side. */
export const jsonSchema = (): string =>
  `${JSON.stringify({ title: 'Incasso document, version 1', ...z.toJSONSchema(ExchangeDocument) }, null, 2)}\n`;

/** Whether the committed file is what the code says. */
export const schemaIsCurrent = async (): Promise<boolean> => (await readFile(file, 'utf8')) === jsonSchema();

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(file, jsonSchema());
