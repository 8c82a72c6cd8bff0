import { z } from 'zod';
import { decoded } from '../decode.ts';
import { phpItems, phpList } from './php.ts';
import { WireMethod } from './wire.ts';
import { decimal, optional, text } from './wire-values.ts';

const WireMethods = phpItems(WireMethod);
const WireTitles = z.array(z.object({ code: z.string(), title: z.string() }));

const WireInvoices = phpItems(
  z.object({
    entity_id: text,
    order_id: text,
    state: optional.text,
    grand_total: optional.decimal,
    comments: phpList(z.object({ comment: optional.text }))
      .nullish()
      .catch(undefined),
  }),
);
export type WireInvoice = z.infer<typeof WireInvoices>['items'][number];

const WireCreditMemos = phpItems(
  z.object({
    entity_id: text,
    increment_id: optional.text,
    created_at: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    state: optional.text,
    grand_total: decimal,
  }),
);

/** Throws ORDER_UNREADABLE, as all of these. */
export const decodeInvoices = (what: string, raw: unknown): WireInvoice[] =>
  decoded(WireInvoices, what, raw).items;

export const decodeMethods = (what: string, raw: unknown) =>
  decoded(WireMethods, what, raw).items.filter((item) => item !== undefined);

export const decodeTitles = (what: string, raw: unknown) => decoded(WireTitles, what, raw);

export const decodeCreditMemos = (what: string, raw: unknown) => decoded(WireCreditMemos, what, raw).items;
