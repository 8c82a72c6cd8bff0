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

/** A row that is charged. Amounts in minor units of the order's currency, before the order's discount. */
export const OrderLine = z.object({
  sku: z.string(),
  name: z.string(),
  /** Can be fractional (goods by weight). */
  quantity: z.number(),
  /** Row total without and with VAT. */
  net: z.int(),
  gross: z.int(),
  /** VAT per cent, 22 or 8.25. */
  taxRate: z.number(),
  /** What the variant is called, where the row has its product's name ("Hoodie-XS-Blue"). */
  variant: z.string().optional(),
  /** Unit of measure as the shop calls it; pieces where absent. */
  unit: z.string().optional(),
  /** What a bundle consists of, for the whole row. Charged with the row, not besides. */
  parts: z.array(z.object({ sku: z.string(), name: z.string(), quantity: z.number() })).optional(),
  /** What the customer wanted of it, such as an engraving: one text each, for people. */
  options: z.array(z.string()).optional(),
});
export type OrderLine = z.infer<typeof OrderLine>;

/** The order as we understand it, whatever the shop. Dates in UTC, ISO 8601. */
export const Order = z.object({
  shop: z.string(),
  /** The shop's own id, with which it is asked for. */
  id: z.string(),
  /** What people call it: Magento's increment_id, PrestaShop's reference. */
  number: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** `unknown`: the shop's word is in `status` and nobody guesses. */
  state: z.enum(['open', 'on_hold', 'cancelled', 'closed', 'unknown']),
  /** The shop's own word. */
  status: z.string(),
  customer: Customer,
  billing: Address,
  shipping: Address.optional(),
  lines: z.array(OrderLine),
  /** Shipping as charged; absent where nothing is shipped. */
  shippingCost: z
    .object({ code: z.string(), title: z.string(), net: z.int(), gross: z.int(), taxRate: z.number() })
    .optional(),
  /** Gift wrapping as charged; absent where nothing is charged for it. */
  giftWrap: z.object({ net: z.int(), gross: z.int(), taxRate: z.number() }).optional(),
  /** Who ships it, in the shop's words; `mapping.carriers` goes by the code. */
  carrier: z.object({ code: z.string(), title: z.string() }).optional(),
  /** Gross discount on the whole order, not negative. */
  discount: z.int().nonnegative(),
  /** What the customer has to pay, in minor units. */
  total: z.int(),
  /** What the shop says was paid already, in minor units. */
  paid: z.int(),
  currency: Currency,
  payment: z.object({ code: z.string(), title: z.string(), reference: z.string().optional() }),
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

/** A place in the order of an import: by second of change, then by id. UTC, ISO 8601; `id` "0" is before all of that second. */
export const Position = z.object({ changedAt: z.string(), id: z.string() });
export type Position = z.infer<typeof Position>;
