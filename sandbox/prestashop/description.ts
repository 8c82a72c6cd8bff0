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
  /** A customer's id in this shop, 0 for none (PS#26752), or a new one's fields over those of `like`. */
  customer: z
    .union([
      z.int().nonnegative(),
      Address.extend({
        like: z.int().positive().optional(),
        email: text.optional(),
        /** Of a group that is shown prices without VAT. */
        netPrices: z.boolean().optional(),
      }),
    ])
    .optional(),
  /** Bought without an account: a customer of its own with is_guest. */
  guest: z.boolean().default(false),
  /** Another address to deliver to, over the invoice's. */
  delivery: Address.optional(),
  items: z
    .array(
      z.strictObject({
        reference: text,
        name: text.optional(),
        price: amount.optional(),
        /** The price without VAT, as the catalogue has it: in place of `price`. */
        net: amount.optional(),
        /** Of a piece, without its own VAT of 22: the row says it always, the price has it where PS_USE_ECOTAX is on. */
        ecotax: amount.optional(),
        qty: z.int().positive().default(1),
        taxPercent: amount.optional(),
        weight: amount.optional(),
        /** Sold as this combination. */
        variant: text.optional(),
        virtual: z.boolean().optional(),
        ean13: text.optional(),
        /** The row names no tax, though its prices have it (PS#28056). */
        taxUnstated: z.boolean().optional(),
        /** What the customer had written on it, field by field. */
        texts: z.array(text).optional(),
      }),
    )
    .min(1)
    .optional(),
  shipping: amount.default(6.9),
  /** The carrier's VAT; carrier_tax_rate. */
  shippingTaxPercent: amount.default(22),
  /** Gift wrapping; with it the order is a gift. */
  wrapping: amount.default(0),
  giftMessage: text.default(''),
  discounts: z
    .array(
      z.strictObject({
        name: text,
        /** So much with VAT, or so many per cent of what is left. */
        value: amount.default(0),
        percent: amount.max(100).default(0),
        /** Given on one article: it takes that one's VAT with it, not its share of all. */
        on: text.optional(),
        freeShipping: z.boolean().default(false),
      }),
    )
    .default([]),
  /** What a payment module puts into the total and nowhere else (cash on delivery), with VAT. */
  fee: amount.default(0),
  /** PS_ROUND_TYPE: each piece, each row, or the order's total is rounded to the cent. */
  rounding: z.enum(['item', 'line', 'total']).default('line'),
  /** The shop that it is bought in, where there are two. */
  shop: z.int().positive().default(1),
  /** Nothing is taxed: exports, companies of other EU countries. What is left is the price without VAT. */
  exempt: z.boolean().default(false),
  module: text.default('stripe_official'),
  /** The order's label of the payment; free text. */
  payment: text.optional(),
  /** Paid in the shop by its own gateway, before anybody else hears of the order. */
  paid: z.boolean().default(false),
  transactionId: text.optional(),
  /** total_paid_real of a paid order as some modules leave it: never booked, or twice. */
  paidReal: z.enum(['right', 'zero', 'double']).default('right'),
  /** Another first state than the module's; 0 for none. */
  state: z.int().nonnegative().optional(),
  currency: text.length(3).default('EUR'),
  /** The cart is split into that many orders, which share its reference. */
  split: z.int().min(1).max(9).default(1),
  /** Whatever a numbering module makes of it. */
  reference: z.string().min(1).max(255).optional(),
  /** Totals with VAT are a millionth short: "2449.999999". */
  noise: z.boolean().default(false),
  /** What the customer wrote. */
  message: text.optional(),
  /** A moment (UTC with Z), or the shop's wall clock: "2026-10-25 02:30:00". Without it, now. */
  at: z.union([z.iso.datetime(), z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)]).optional(),
});
export type Description = z.infer<typeof Description>;

/** An article bought. */
export interface Bought extends Article {
  qty: number;
  virtual: boolean;
  net?: number;
  ecotax?: number;
  texts?: string[];
  taxUnstated?: boolean;
}

/** Looks articles up. `turn` counts up with each order, so that orders placed without a word differ, and are the same in every run. */
export function boughtOf({ items, module }: Description, turn: number): Bought[] {
  const chosen = items ?? [
    { reference: at(articles, turn).reference, qty: 1 + (turn % 2) },
    { reference: at(articles, turn + 2).reference, qty: 1 },
  ];
  return chosen.map((item) => {
    const known = articles.find(({ reference }) => reference === item.reference);
    const plain = { reference: item.reference, name: item.reference, price: 10, taxPercent: 22, weight: 1 };
    const bought = { virtual: false, ...(known ?? plain), ...defined(item) };
    // "free_order" is what PrestaShop calls a cart of nothing to pay.
    return module === 'free_order' ? { ...bought, price: 0 } : bought;
  });
}

export const labelOf = ({ payment, module }: Description): string =>
  payment ?? modules[module]?.label ?? module;

export function at<T>(list: T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new Error('the list is empty');
  return found;
}

export function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
}
