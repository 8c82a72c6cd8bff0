import { afterAll, beforeAll } from 'vitest';
import { createPrestaShopSandbox, sandboxKey } from '../../sandbox/prestashop/index.ts';
import { prestashop } from '../../shops/prestashop/index.ts';
import type { Shop } from '../../shops/shop.ts';
import { steering } from '../sandbox/sandbox-bench.ts';
import { markerKey } from './given.ts';

export type Row = Record<string, unknown> & { id: number };
/** States of the shop that the tests tell orders into. */
export const states = { paid: 'PS_OS_PAYMENT', verify: 15 };

/** A PrestaShop for all tests of the file that calls it, its connector, and its books. */
export function prestashopBench() {
  let sandbox: Awaited<ReturnType<typeof createPrestaShopSandbox>>;
  beforeAll(async () => {
    sandbox = await createPrestaShopSandbox();
  });
  afterAll(() => sandbox.close());
  const steer = steering(() => sandbox.url);
  const table = (name: string): Row[] => (sandbox.books.tables[name] ?? []) as Row[];
  const rows = (name: string, by: string, value: unknown): Row[] =>
    table(name).filter((row) => String(row[by]) === String(value));
  const shopAt = (more: object = {}): Shop =>
    prestashop.create(
      'it',
      prestashop.settings.parse({
        url: sandbox.url,
        key: sandboxKey,
        timeout: 10_000,
        states,
        statesRead: { open: [14] },
        ...more,
      }),
      markerKey,
    );
  return {
    url: () => sandbox.url,
    books: () => sandbox.books,
    steer,
    shopAt,
    /** The first order of a cart, and all of them. */
    place: async (description: object = {}) => {
      const { ids } = (await steer('/orders', description)) as { ids: number[] };
      return { id: String(ids[0]), ids: ids.map(String), read: await shopAt().readOrder(String(ids[0])) };
    },
    table,
    rows,
    rowOf: (name: string, id: unknown) => rows(name, 'id', id)[0] as Row,
    histories: (id: string) => rows('order_histories', 'id_order', id).map((row) => row.id_order_state),
    payments: (reference: string) => rows('order_payments', 'order_reference', reference),
    messages: (id: string) =>
      rows('customer_threads', 'id_order', id).flatMap((thread) =>
        rows('customer_messages', 'id_customer_thread', thread.id),
      ),
  };
}
