import { z } from 'zod';
import { type Article, articles, type Customer, customers, methods } from './catalogue.ts';

const amount = z.number().nonnegative();

/** What an order is placed from; everything has a default. Amounts in major units with VAT. */
export const Description = z.strictObject({
  /** A customer's number in this shop, or some of another's fields over it. */
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
      }),
    )
    .min(1)
    .optional(),
  shipping: amount.default(6.9),
  discount: amount.default(0),
  method: z.string().default('stripe_payments'),
  title: z.string().optional(),
  /** Paid in the shop by its own gateway. */
  paid: z.boolean().default(false),
  guest: z.boolean().default(false),
  currency: z.string().length(3).default('EUR'),
  /** What the customer wrote. */
  note: z.string().optional(),
  /** The store view's id. */
  store: z.int().positive().default(1),
  /** When it is placed, UTC; without it, now. */
  at: z.iso.datetime().optional(),
});
export type Description = z.infer<typeof Description>;

/** A description with its defaults looked up in the catalogue. */
export interface Cart extends Omit<Description, 'customer' | 'items' | 'title'> {
  customer: Customer;
  items: (Article & { qty: number; virtual: boolean })[];
  title: string;
}

/** `turn` counts up with each order, so that orders placed without a word differ, and are the same in every run. */
export function fillIn(description: Description, turn: number): Cart {
  const given = description.customer;
  const chosenId = typeof given === 'number' ? given : given?.id;
  const chosen = customers.find(({ id }) => id === chosenId) ?? at(customers, turn - 1);
  const items = description.items ?? [
    { sku: at(articles, turn).sku, qty: 1 + (turn % 2) },
    { sku: at(articles, turn + 3).sku, qty: 1 },
  ];
  const cart: Cart = {
    ...description,
    customer: { ...chosen, ...(typeof given === 'object' && defined(given)) },
    title: description.title ?? methods[description.method]?.title ?? description.method,
    items: items.map((item) => ({
      ...(articles.find(({ sku }) => sku === item.sku) ?? {
        sku: item.sku,
        name: item.sku,
        price: 10,
        taxPercent: 22,
        weight: 1,
      }),
      virtual: false,
      ...defined(item),
    })),
  };
  const virtual = cart.items.every((item) => item.virtual);
  if (virtual) cart.shipping = 0;
  if (cart.method !== 'free') return cart;
  // Magento offers "free" for a total of zero only: the goods are given away, and so is the shipping.
  return {
    ...cart,
    shipping: 0,
    discount: cart.items.reduce((sum, item) => sum + Math.round(item.price * item.qty * 100) / 100, 0),
  };
}

function at<T>(list: T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new Error('the list is empty');
  return found;
}

function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
}
