import type { Customer } from '../customer.ts';
import { type BookedOrder, magentoOrders, prestashopOrders } from '../shop-books.ts';
import type { World } from '../world.ts';

/** The shops of the world. */
export type ShopKind = 'magento' | 'prestashop';

/** What stories do in a shop, the same for both. */
export interface StoryShop {
  title: 'Magento' | 'PrestaShop';
  /** Its name in the configuration. */
  name: string;
  places(order: object): Promise<{ id: string; number: string }>;
  /** An order by the shop's own books. */
  order(id: string): Promise<BookedOrder>;
  /** What somebody in the shop does with an order, by its name in the sandbox's steering. */
  does(id: string, what: string, body?: object): Promise<Record<string, unknown>>;
  cancels(id: string): Promise<unknown>;
}

const CANCELLED_IN_PRESTASHOP = 6;

/** The world's shop of that kind. */
export function shopOf(kind: ShopKind, { customer, world }: { customer: Customer; world: World }): StoryShop {
  const url = world.urls[kind];
  const does: StoryShop['does'] = (id, what, body = {}) => customer.tells(url, `orders/${id}/${what}`, body);
  const found = (orders: BookedOrder[], wanted: string) => {
    const order = orders.find(({ id }) => id === wanted);
    if (!order) throw new Error(`the shop has no order ${wanted}`);
    return order;
  };
  return kind === 'magento'
    ? {
        title: 'Magento',
        name: world.shop,
        places: (order) => customer.places(order),
        order: async (id) => found(magentoOrders(await customer.books(url)), id),
        does,
        cancels: (id) => does(id, 'cancel'),
      }
    : {
        title: 'PrestaShop',
        name: world.prestashop,
        places: async (order) => {
          const { id, reference } = await customer.tells(url, 'orders', order);
          return { id: String(id), number: String(reference) };
        },
        order: async (id) => found(prestashopOrders(await customer.books(url)), id),
        does,
        cancels: (id) => does(id, 'state', { state: CANCELLED_IN_PRESTASHOP }),
      };
}
