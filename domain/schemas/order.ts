import { z } from 'zod';
import { Currency } from './money.ts';

/** A postal address as the shop holds it. */
export const Address = z.object({
  name: z.string(),
  company: z.string().optional(),
  street: z.array(z.string()),
  city: z.string(),
  postcode: z.string(),
  /** Province code ("MI") where the shop has one, otherwise its name. */
  region: z.string().optional(),
  /** ISO 3166-1 alpha-2. */
  country: z.string(),
  phone: z.string().optional(),
});
export type Address = z.infer<typeof Address>;

export const Customer = z.object({
  /** The shop's own id; absent for a guest. */
  id: z.string().optional(),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  company: z.string().optional(),
  /** Codice fiscale. */
  taxCode: z.string().optional(),
  /** Partita IVA. */
  vatNumber: z.string().optional(),
  /** Certified mail, and the SDI's recipient code, as the shop's fields hold them: one field may hold either, `taxDataOf` tells. */
  pec: z.string().optional(),
  sdi: z.string().optional(),
});
export type Customer = z.infer<typeof Customer>;

/** Something that is charged, whole: minor units of the order's currency, without and with VAT, before its own discount. */
export const Charge = z.object({
  net: z.int(),
  gross: z.int(),
  /** VAT per cent, 22 or 8.25. */
  taxRate: z.number(),
  /** The shop names no rate, and the amounts give none that a country has: no document is written with it. */
  rateUnclear: z.literal(true).optional(),
  /** What is taken off this charge, not negative; absent where nothing is. */
  discount: z.object({ net: z.int().nonnegative(), gross: z.int().nonnegative() }).optional(),
});
export type Charge = z.infer<typeof Charge>;

/** A row of goods. */
export const OrderLine = Charge.extend({
  sku: z.string(),
  name: z.string(),
  /** Can be fractional (goods by weight). */
  quantity: z.number(),
  /** What the variant is called, where the row has its product's name ("Hoodie-XS-Blue"). */
  variant: z.string().optional(),
  /** Unit of measure as the shop calls it; pieces where absent. */
  unit: z.string().optional(),
  /** What a bundle consists of, for the whole row. Charged with the row, not besides. */
  parts: z.array(z.object({ sku: z.string(), name: z.string(), quantity: z.number() })).optional(),
  /** What the customer wanted done to it, such as an engraving: one text each, for people. */
  options: z.array(z.string()).optional(),
});
export type OrderLine = z.infer<typeof OrderLine>;

/**
 * What is charged besides goods, wrapping and shipping: `payment` for the way of paying (cash on delivery), `eco` for a
 * fixed product tax (FPT, RAEE), `rounding` for cents that the shop rounded away on the whole.
 */
export const Fee = Charge.extend({
  kind: z.enum(['payment', 'eco', 'rounding']),
  /** The shop's own code: of the payment method, of the tax. */
  code: z.string(),
  title: z.string(),
});
export type Fee = z.infer<typeof Fee>;

/** A part of the order that was paid by something else than its payment: it lowers `total`, not what is charged. */
export const Settled = z.object({
  by: z.enum(['gift_card', 'store_credit', 'reward_points']),
  /** Minor units of the order's currency, positive. */
  amount: z.int().positive(),
  /** Which one, where the shop says: the gift card's code. */
  reference: z.string().optional(),
});
export type Settled = z.infer<typeof Settled>;

/** Money that the shop says was given back, wholly or in part. It is no proof that money moved. */
export const ShopRefund = z.object({
  /** Unique within the shop. */
  id: z.string(),
  /** What people call it: a credit memo's number. */
  number: z.string(),
  /** UTC, ISO 8601. */
  at: z.string(),
  /** Minor units of the order's currency, with VAT. */
  amount: z.int(),
  /** Goods it is for, where the shop says so. */
  lines: z.array(z.object({ sku: z.string(), name: z.string(), quantity: z.number() })).optional(),
});
export type ShopRefund = z.infer<typeof ShopRefund>;

/** The order as we understand it, whatever the shop. Dates in UTC, ISO 8601. */
export const Order = z.object({
  shop: z.string(),
  /** The shop's own id, with which it is asked for. */
  id: z.string(),
  /** What people call it: Magento's increment_id, PrestaShop's reference. */
  number: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  /**
   * - `on_hold` a person holds it back; a hold of our own, while a payment is verified, is not one: then it is `open`
   * - `in_review` the shop suspects fraud, or its gateway does · `completed` shipped, done with
   * - `refunded` given back whole · `unknown`: the shop's word is in `status` and nobody guesses
   */
  state: z.enum(['open', 'on_hold', 'in_review', 'cancelled', 'completed', 'refunded', 'unknown']),
  /** The shop's own word. */
  status: z.string(),
  customer: Customer,
  billing: Address,
  shipping: Address.optional(),
  lines: z.array(OrderLine),
  /** Shipping as charged; absent where nothing is shipped. */
  shippingCost: Charge.extend({ code: z.string(), title: z.string() }).optional(),
  /** Gift wrapping as charged; absent where nothing is charged for it. */
  giftWrap: Charge.optional(),
  /** Absent where there are none. */
  fees: z.array(Fee).optional(),
  /** Who ships it, in the shop's words; `mapping.carriers` goes by the code. */
  carrier: z.object({ code: z.string(), title: z.string() }).optional(),
  /** What is paid by gift card, store credit or points; absent where nothing is. */
  settled: z.array(Settled).optional(),
  /** What the customer has to pay, in minor units: all charges less their discounts, less what is settled otherwise. */
  total: z.int(),
  /**
   * By how much `total` is more than that (or less: negative) without anything in the order that explains it; absent
   * where all is explained.
   */
  unexplained: z.int().optional(),
  /** What the shop says was paid already, in minor units. */
  paid: z.int(),
  /** Its state counts as paid in the shop, whatever its payments say; absent where the shop's states say nothing of it. */
  countsAsPaid: z.boolean().optional(),
  /** What the shop's gateway holds and has not taken yet, in minor units; absent where it says nothing of it. */
  authorised: z.int().optional(),
  /** What the shop says was given back; absent where nothing was. */
  refunds: z.array(ShopRefund).optional(),
  currency: Currency,
  /** What the order comes to in the shop's base currency, where that is another. `rate`: units of `currency` for one of the base. */
  base: z.object({ currency: Currency, total: z.int(), rate: z.number().positive() }).optional(),
  payment: z.object({
    code: z.string(),
    title: z.string(),
    reference: z.string().optional(),
    /** The customer's own number of the purchase (payment on account). */
    purchaseOrder: z.string().optional(),
  }),
  /** What the customer wrote to the shop. */
  notes: z.array(z.string()),
  /** What the customer wrote to who gets the gifts. */
  giftMessages: z.array(z.string()).optional(),
  /** The order that took this one's place (Magento's edit makes a new order and cancels the old). */
  replacedBy: z.string().optional(),
  /** Markers of the notices that we wrote into it earlier; absent where the shop's answer doesn't hold them. */
  marks: z.array(z.string()).optional(),
  /** The order in the shop's back office, for people. */
  adminUrl: z.string().optional(),
});
export type Order = z.infer<typeof Order>;

/**
 * A position in the list that an import reads: by second of change, then by id. UTC, ISO 8601; `id` "0" comes before
 * everything of that second.
 */
export const Position = z.object({ changedAt: z.string(), id: z.string() });
export type Position = z.infer<typeof Position>;
