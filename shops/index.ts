import type { z } from 'zod';
import { magento } from './magento/index.ts';
import { prestashop } from './prestashop/index.ts';
import type { Shop } from './shop.ts';

/** A kind of shop: its settings, and how a connector is made of them. */
export interface ShopKind {
  settings: z.ZodObject;
  /** `markerKey` signs our texts in the shop. */
  create(name: string, settings: never, markerKey: Uint8Array): Shop;
  /** What the id of an order looks like. */
  orderId: RegExp;
  /** The name of the setting (a value or a list of values) that tells shops at one address apart. */
  scope: string;
}

/** Every kind of shop there is; `kind` in the configuration names one. Adding a shop adds one line here. */
export const shopKinds = { magento, prestashop } satisfies Record<string, ShopKind>;
