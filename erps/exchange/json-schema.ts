import { z } from 'zod';
import { ExchangeDocument } from './wire.ts';

/** The text of docs/exchange-document.schema.json: the shape of a document's file, for those who write the other side. */
export const jsonSchema = (): string =>
  `${JSON.stringify({ title: 'Incasso document, version 1', ...z.toJSONSchema(ExchangeDocument) }, null, 2)}\n`;
