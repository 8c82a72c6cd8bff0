import { z } from 'zod';
import { type Article, articles, modules } from './catalogue.ts';

const amount = z.number().nonnegative();
const text = z.string();

const Address = z
  .strictObject({
    firstname: text,
    lastname: text,
    company: text,
    vatNumber: text,
    dni: text,
    address1: text,
    address2: text,
    postcode: text,
    city: text,
    province: text.length(2),
    country: text.length(2),
    phone: text,
    phoneMobile: text,
    other: text,
  })
  .partial();

/** What an order is placed from; everything has a default. Amounts in major units with VAT. */
export const Description = z.strictObject({
  /** A customer's id in this shop, 0 for none (PS#26752), or a new customer's fields; the others are as in customer `like`. */
  customer: z
    .union([
      z.int().nonnegative(),
      Address.extend({
        like: z.int().positive().optional(),
        email: text.optional(),
        /** Whether its group is shown prices without VAT. */
        netPrices: z.boolean().optional(),
      }),
    ])
    .optional(),
  /** Bought without an account, by a new customer with is_guest. */
  guest: z.boolean().default(false),
  /** The delivery address, where it differs from the invoice's; other fields are the invoice's. */
  delivery: Address.optional(),
  items: z
    .array(
      z.strictObject({
        reference: text,
        name: text.optional(),
        price: amount.optional(),
        /** The catalogue's price without VAT, instead of `price`. */
        net: amount.optional(),
        /** Per piece, without its VAT of 22 %: the row always shows it, the price includes it where PS_USE_ECOTAX is on. */
        ecotax: amount.optional(),
        qty: z.int().positive().default(1),
        taxPercent: amount.optional(),
        weight: amount.optional(),
        /** The combination that is sold. */
        variant: text.optional(),
        virtual: z.boolean().optional(),
        ean13: text.optional(),
        /** The row names no tax, although its prices include it (PS#28056). */
        taxUnstated: z.boolean().optional(),
        /** The customer's own texts for the article, by field. */
        texts: z.array(text).optional(),
      }),
    )
    .min(1)
    .optional(),
  shipping: amount.default(6.9),
  /** The carrier's VAT rate (carrier_tax_rate), in per cent. */
  shippingTaxPercent: amount.default(22),
  /** Gift wrapping; with it the order is a gift. */
  wrapping: amount.default(0),
  giftMessage: text.default(''),
  discounts: z
    .array(
      z.strictObject({
        name: text,
        /** An amount with VAT, or a percentage of what is left. */
        value: amount.default(0),
        percent: amount.max(100).default(0),
        /** The article that it is given on: it takes off that article's VAT, not a share of all. */
        on: text.optional(),
        freeShipping: z.boolean().default(false),
      }),
    )
    .default([]),
  /** A fee with VAT that a payment module adds to the total only (cash on delivery). */
  fee: amount.default(0),
  /** PS_ROUND_TYPE: what is rounded to the cent, each piece, each row, or the order's total. */
  rounding: z.enum(['item', 'line', 'total']).default('line'),
  /** The shop where it is bought, if there are two. */
  shop: z.int().positive().default(1),
  /** Nothing is taxed (exports, companies of other EU countries): prices are those without VAT. */
  exempt: z.boolean().default(false),
  module: text.default('stripe_official'),
  /** The order's `payment`, a free text. */
  payment: text.optional(),
  /** Paid in the shop by its own gateway, before the order is announced. */
  paid: z.boolean().default(false),
  transactionId: text.optional(),
  /** A paid order's total_paid_real: right, or as some modules leave it, never booked or twice. */
  paidReal: z.enum(['right', 'zero', 'double']).default('right'),
  /** The first state, instead of the module's; 0 for none. */
  state: z.int().nonnegative().optional(),
  currency: text.length(3).default('EUR'),
  /** Into how many orders the cart is split; they share its reference. */
  split: z.int().min(1).max(9).default(1),
  /** A reference as a numbering module may give. */
  reference: z.string().min(1).max(255).optional(),
  /** Totals with VAT are a millionth short: "2449.999999". */
  noise: z.boolean().default(false),
  /** What the customer wrote. */
  message: text.optional(),
  /** When it is placed: a moment (UTC with Z), or by the shop's wall clock, "2026-10-25 02:30:00"; without it, now. */
  at: z.union([z.iso.datetime(), z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)]).optional(),
});
/** The same, as it was read. */
export type Description = z.infer<typeof Description>;

/** An article with how much of it is bought. */
export interface Bought extends Article {
  qty: number;
  virtual: boolean;
  net?: number;
  ecotax?: number;
  texts?: string[];
  taxUnstated?: boolean;
}

/**
 * The articles of a description. `turn` counts orders: so orders without a description differ from each other, and are the
 * same in every run.
 */
export function boughtOf({ items, module }: Description, turn: number): Bought[] {
  const chosen = items ?? [
    { reference: at(articles, turn).reference, qty: 1 + (turn % 2) },
    { reference: at(articles, turn + 2).reference, qty: 1 },
  ];
  return chosen.map((item) => {
    const known = articles.find(({ reference }) => reference === item.reference);
    const plain = { reference: item.reference, name: item.reference, price: 10, taxPercent: 22, weight: 1 };
    const bought = { virtual: false, ...(known ?? plain), ...defined(item) };
    // PrestaShop's module of a cart with nothing to pay.
    return module === 'free_order' ? { ...bought, price: 0 } : bought;
  });
}

/** The order's `payment`. */
export const labelOf = ({ payment, module }: Description): string =>
  payment ?? modules[module]?.label ?? module;

/** The entry at this index; the list begins again after its end. Throws where it is empty. */
export function at<T>(list: T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new Error('the list is empty');
  return found;
}

/** An object without the fields that are undefined. */
export function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}
