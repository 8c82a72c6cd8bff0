import { afterEach, beforeEach } from 'vitest';
import type { MagentoBooks } from '../../sandbox/magento/books.ts';
import type { OrderEntity } from '../../sandbox/magento/entities.ts';
import { createMagentoSandbox, sandboxIntegration } from '../../sandbox/magento/index.ts';
import { magento } from '../../shops/magento/index.ts';
import type { Shop } from '../../shops/shop.ts';
import { steering } from '../sandbox/sandbox-bench.ts';
import { markerKey } from './given.ts';

export const auth = { kind: 'oauth1', ...sandboxIntegration };

/** A fresh Magento for each test of the file that calls it. */
export function freshMagento() {
  let sandbox: Awaited<ReturnType<typeof createMagentoSandbox>>;
  beforeEach(async () => {
    sandbox = await createMagentoSandbox();
  });
  afterEach(() => sandbox.close());
  const steer = steering(() => sandbox.url);
  return {
    url: () => sandbox.url,
    books: (): MagentoBooks => sandbox.books,
    steer,
    shop: (settings: object = {}): Shop =>
      magento.create(
        'it',
        magento.settings.parse({ url: sandbox.url, auth, timeout: 5000, ...settings }),
        markerKey,
      ),
    /** Places an order; `order` is what stands in the books. */
    place: async (description: object = {}): Promise<{ id: string; order: OrderEntity }> => {
      const { entity_id } = (await steer('/orders', description)) as { entity_id: number };
      const order = sandbox.books.orders.find((candidate) => candidate.entity_id === entity_id);
      if (!order) throw new Error('not placed');
      return { id: String(entity_id), order };
    },
    /** A call of the shop's own people, over its REST. */
    call: async (path: string, body: object = {}): Promise<unknown> => {
      const answer = await fetch(`${sandbox.url}/rest/V1${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${sandboxIntegration.accessToken}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(await answer.text());
      return answer.json();
    },
  };
}
