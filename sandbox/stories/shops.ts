import type { Customer } from '../customer.ts';
import type { BookedOrder, ShopSystem } from '../kit/system.ts';
import { type ShopName, shops } from '../systems.ts';
import type { World } from '../world.ts';

/** What stories do in a shop, the same for all. */
export interface StoryShop {
  title: ShopSystem['title'];
  /** Its name in the configuration. */
  name: string;
  places(order: object): Promise<{ id: string; number: string }>;
  /** An order by the shop's own books. */
  order(id: string): Promise<BookedOrder>;
  /** What somebody in the shop does with an order, by its name in the sandbox's steering. */
  does(id: string, what: string, body?: object): Promise<Record<string, unknown>>;
  cancels(id: string): Promise<unknown>;
}

/** The world's shop of that name. */
export function shopOf(name: ShopName, { customer, world }: { customer: Customer; world: World }): StoryShop {
  const shop: ShopSystem = shops[name];
  const url = world.urls[name];
  const does: StoryShop['does'] = (id, what, body = {}) => customer.tells(url, `orders/${id}/${what}`, body);
  return {
    title: shop.title,
    name: { magento: world.shop, prestashop: world.prestashop }[name],
    places: async (order) => shop.placed(await customer.tells(url, 'orders', order)),
    async order(id) {
      const order = shop.orders(await customer.books(url)).find((found) => found.id === id);
      if (!order) throw new Error(`the shop has no order ${id}`);
      return order;
    },
    does,
    cancels: (id) => does(id, shop.cancels.what, shop.cancels.body),
  };
}
