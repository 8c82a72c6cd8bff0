import { z } from 'zod';
import { type Article, articles, type Customer, customers, methods } from './catalogue.ts';

const amount = z.number().nonnegative();

/** A part of a bundle; `qty`: pieces in one bundle. */
const Part = z.strictObject({
  sku: z.string(),
  name: z.string().optional(),
  price: amount.optional(),
  qty: z.number().positive().default(1),
  taxPercent: amount.optional(),
});

/** The shop's tax settings at the time of the order; the defaults are those of most Italian shops. */
const Taxes = z.strictObject({
  pricesWithTax: z.boolean().default(true),
  shippingWithTax: z.boolean().default(true),
  discountWithTax: z.boolean().default(true),
  taxAfterDiscount: z.boolean().default(true),
  algorithm: z.enum(['unit', 'row', 'total']).default('total'),
  fptTaxed: z.boolean().default(true),
  fptInSubtotal: z.boolean().default(false),
});

/** What an order is placed from; everything has a default. Amounts in major units; prices with VAT unless `tax` says otherwise. */
export const Description = z.strictObject({
  /** A customer's number in this shop, or fields that differ from that customer's. */
  customer: z
    .union([
      z.int().positive(),
      z.strictObject({
        id: z.int().positive().optional(),
        firstname: z.string().optional(),
        lastname: z.string().optional(),
        email: z.string().optional(),
        taxvat: z.string().optional(),
        company: z.string().optional(),
        vatId: z.string().optional(),
        street: z.array(z.string()).optional(),
        city: z.string().optional(),
        postcode: z.string().optional(),
        region: z.string().optional(),
        regionCode: z.string().optional(),
        country: z.string().length(2).optional(),
        telephone: z.string().optional(),
      }),
    ])
    .optional(),
  items: z
    .array(
      z.strictObject({
        sku: z.string(),
        name: z.string().optional(),
        price: amount.optional(),
        qty: z.number().positive().default(1),
        taxPercent: amount.optional(),
        /** Sold as a variant of a configurable product. */
        variant: z.string().optional(),
        virtual: z.boolean().optional(),
        /** The discount of this row. */
        discount: amount.default(0),
        /** A fixed product tax (RAEE) per piece, without VAT. */
        fpt: z.strictObject({ title: z.string().default('RAEE'), amount }).optional(),
        /** Makes it a bundle. Its price is fixed where the item has one, else the sum of its parts' prices. */
        parts: z.array(Part).min(1).optional(),
      }),
    )
    .min(1)
    .optional(),
  shipping: amount.default(6.9),
  shippingTaxPercent: amount.default(22),
  tax: Taxes.prefault({}),
  /** Discounts: of all goods together, of the shipping, and a percentage of the goods (with `shipping`: of the shipping too). */
  discount: amount.default(0),
  shippingDiscount: amount.default(0),
  coupon: z
    .strictObject({ percent: z.number().min(0).max(100), shipping: z.boolean().default(false) })
    .optional(),
  /** What pays a part of the order before the payment method does (Adobe Commerce). */
  giftCard: z.strictObject({ code: z.string(), amount }).optional(),
  storeCredit: amount.default(0),
  rewardPoints: amount.default(0),
  /** The payment's fee, with VAT: in the total only (`nowhere` else), or in a module's fields too. */
  fee: z
    .strictObject({
      amount,
      taxPercent: amount.default(22),
      stated: z.enum(['nowhere', 'msp', 'phoenix', 'amasty']).default('nowhere'),
    })
    .optional(),
  /** The shop's own gateway has authorised the money, and captures it when the order ships. */
  authorised: z.boolean().default(false),
  /** The shop suspects fraud as soon as it is placed. */
  suspected: z.boolean().default(false),
  method: z.string().default('stripe_payments'),
  title: z.string().optional(),
  /** Paid in the shop by its own gateway. */
  paid: z.boolean().default(false),
  guest: z.boolean().default(false),
  currency: z.string().length(3).default('EUR'),
  /** What the customer wrote. */
  note: z.string().optional(),
  /** The customer's purchase order number. */
  purchaseOrder: z.string().optional(),
  /** The store view's id. */
  store: z.int().positive().default(1),
  /** When it is placed, UTC; without it, now. */
  at: z.iso.datetime().optional(),
});
/** The same, as it was read. */
export type Description = z.infer<typeof Description>;

/** A description, with customer and articles from the catalogue. */
export interface Cart extends Omit<Description, 'customer' | 'items' | 'title'> {
  customer: Customer;
  items: CartItem[];
  title: string;
}

/** An article with how much of it is bought; `discount` of the row, `fpt` per piece. */
export interface CartItem extends Article {
  qty: number;
  virtual: boolean;
  discount: number;
  fpt?: { title: string; amount: number };
  /** `dynamic`: the price is the sum of the parts' prices. */
  parts?: (Article & { qty: number })[];
  dynamic?: boolean;
}

/**
 * The cart of a description. `turn` counts orders: so orders without a description differ from each other, and are the same
 * in every run.
 */
export function fillIn(description: Description, turn: number): Cart {
  const given = description.customer;
  const chosenId = typeof given === 'number' ? given : given?.id;
  const chosen = customers.find(({ id }) => id === chosenId) ?? at(customers, turn - 1);
  const items: NonNullable<Description['items']> = description.items ?? [
    { discount: 0, sku: at(articles, turn).sku, qty: 1 + (turn % 2) },
    { discount: 0, sku: at(articles, turn + 3).sku, qty: 1 },
  ];
  const cart: Cart = {
    ...description,
    customer: { ...chosen, ...(typeof given === 'object' && defined(given)) },
    title: description.title ?? methods[description.method]?.title ?? description.method,
    items: items.map(
      ({ parts, ...item }): CartItem => ({
        ...articleOf(item.sku),
        virtual: false,
        ...defined(item),
        ...(parts && {
          dynamic: item.price === undefined,
          parts: parts.map((part) => ({ ...articleOf(part.sku), ...defined(part) })),
        }),
      }),
    ),
  };
  const virtual = cart.items.every((item) => item.virtual);
  if (virtual) cart.shipping = 0;
  if (cart.method !== 'free') return cart;
  // Magento offers "free" for a total of zero only, so goods and shipping cost nothing.
  return { ...cart, coupon: { percent: 100, shipping: true } };
}

const articleOf = (sku: string): Article =>
  articles.find((article) => article.sku === sku) ?? {
    sku,
    name: sku,
    price: 10,
    taxPercent: 22,
    weight: 1,
  };

function at<T>(list: T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new Error('the list is empty');
  return found;
}

function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}
