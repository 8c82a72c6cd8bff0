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
/** An invoice of the list `/V1/invoices`; amounts in major units. */
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

/** The invoices of a list's answer. Throws ORDER_UNREADABLE. */
export const decodeInvoices = (what: string, raw: unknown): WireInvoice[] =>
  decoded(WireInvoices, what, raw).items;

/** The payments of recent orders, without those that can't be read. Throws ORDER_UNREADABLE. */
export const decodeMethods = (what: string, raw: unknown) =>
  decoded(WireMethods, what, raw).items.filter((item) => item !== undefined);

/** The payment methods that a cart is offered. Throws ORDER_UNREADABLE. */
export const decodeTitles = (what: string, raw: unknown) => decoded(WireTitles, what, raw);

/** The credit memos of a list's answer; amounts in major units. Throws ORDER_UNREADABLE. */
export const decodeCreditMemos = (what: string, raw: unknown) => decoded(WireCreditMemos, what, raw).items;
