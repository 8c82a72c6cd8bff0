import { z } from 'zod';
import { Money } from './money.ts';
import type { Order } from './order.ts';

/** Why a person should look at a document although it is written; `code` is one of the attentions'. */
export const Warning = z.object({ code: z.enum(['TOTAL_MISMATCH', 'TAX_DATA_LEFT_OUT']), text: z.string() });
export type Warning = z.infer<typeof Warning>;

/** The order as written in the ERP. */
export const Document = z.object({
  /** The ERP's own key, "OC+1+541". */
  id: z.string(),
  /** What people call it, "OC 1/541". */
  number: z.string(),
  /** The accounting year whose numbering it is of, where an ERP begins anew each year. */
  year: z.int().optional(),
  /** As the ERP computed it, where it says so. Minor units. */
  total: z.int().optional(),
  /** Absent where there are none. */
  warnings: z.array(Warning).optional(),
  /** What is worth knowing but needs nobody to act; absent where there is nothing. */
  notes: z.array(z.string()).optional(),
});
export type Document = z.infer<typeof Document>;

/** What can become of a document after it was written, as far as a shop has to know. */
export const DocumentState = z.enum(['shipped', 'invoiced', 'cancelled']);
export type DocumentState = z.infer<typeof DocumentState>;

/** How goods went out, as far as the ERP says it. */
export interface Shipment {
  /** Who carries them, in the ERP's words. */
  carrier?: string;
  trackingNumber?: string;
}

/** A document of which somebody wants to hear, as its order keeps it in the list. */
export const FollowedDocument = z.object({
  reference: z.string(),
  /** As `Document` has them; without the year every archive that can hold it is looked in. */
  number: z.string(),
  year: z.int().optional(),
  /** The state that the order knows already; it is not told again. */
  state: DocumentState.optional(),
});
export type FollowedDocument = z.infer<typeof FollowedDocument>;

/** What became of a document after it was written. */
export interface DocumentChange {
  reference: string;
  number: string;
  state: DocumentState;
  /** How it is known, for people: "BC 1/12 was made of it". */
  seen: string;
  /** Of a shipped one. */
  shipment?: Shipment;
  /** Concluded from what is missing in the ERP, not read there. */
  inferred: boolean;
}

/** Changes up to `until` (UTC, ISO 8601), from which on to ask next. */
export interface DocumentChanges {
  changes: DocumentChange[];
  until: string;
}

/** A payment coded in the ERP's payment table. */
export const ErpPayment = z.object({ id: z.string(), description: z.string() });
export type ErpPayment = z.infer<typeof ErpPayment>;

/** What was paid, as the document and the shop are told. */
export const Collected = z.object({
  /** The gateway's name in the configuration, or "shop" for money taken in the shop. */
  gateway: z.string(),
  /** The gateway's id of the charge. */
  reference: z.string(),
  money: Money,
  /** UTC, ISO 8601. */
  at: z.string(),
});
export type Collected = z.infer<typeof Collected>;

/** Money that is held for a document and not taken yet; `until` as the gateway says it: UTC, ISO 8601. */
export interface Authorised {
  gateway: string;
  reference: string;
  money: Money;
  until?: string;
}

/** What the ERP is asked to write. */
export interface DocumentDraft {
  /** Unique for ever: shop and the shop's order id. The ERP is searched for it before anything is created. */
  reference: string;
  order: Order;
  /** The ERP payment's id; absent where the shop's payment is not mapped. */
  erpPayment?: string;
  /** The ERP's carrier; absent where the order's is not mapped. */
  erpCarrier?: string;
  collected?: Collected;
  /** Only where nothing was collected. */
  authorised?: Authorised;
  /** The document as it was written before, where this is to correct it: never made a second time while it may live on. */
  written?: Pick<Document, 'id' | 'number' | 'year'>;
}
