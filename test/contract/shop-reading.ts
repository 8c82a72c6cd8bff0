import { expect } from 'vitest';
import { chargedTotal, settledTotal } from '../../domain/charges.ts';
import { Order } from '../../domain/schemas/order.ts';
import type { Case, OrderKind, ShopBench } from './shop-bench.ts';

/** What an order is read as. */
export function readingCases(test: Case, at: () => ShopBench): void {
  const kinds: [OrderKind, string][] = [
    ['plain', 'an order of a customer'],
    ['paid', 'an order that was paid in the shop'],
    ['discount', 'an order with a discount'],
    ['virtual', 'an order of which nothing is shipped'],
    ['configurable', 'an order of a product with variants'],
    ['guest', 'an order of a guest'],
  ];
  for (const [kind, words] of kinds)
    test(kind === 'plain' || kind === 'paid' ? undefined : kind, `reads ${words}, to the cent`, async () => {
      const { id, expected } = await at().placeOrder(kind);
      const order = await at().shop().readOrder(id);
      expect(order).toMatchObject(expected);
      expect(order.id).toBe(id);
      expect(Order.safeParse(order).error).toBeUndefined();
      expectSums(order);
    });

  test(undefined, 'says in UTC when the order was made', async () => {
    const before = Date.now();
    const { id } = await at().placeOrder('plain');
    const { createdAt, updatedAt } = await at().shop().readOrder(id);
    for (const date of [createdAt, updatedAt]) {
      expect(date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
      expect(Math.abs(Date.parse(date) - before)).toBeLessThan(30_000);
    }
  });

  test(undefined, 'knows an order that was cancelled in the shop', async () => {
    const { id } = await at().placeOrder('plain');
    expect((await at().shop().readOrder(id)).state).toBe('open');
    await at().cancelInShop(id);
    expect(await at().shop().readOrder(id)).toMatchObject({ state: 'cancelled', paid: 0 });
  });

  test(undefined, 'reads the same order the same way twice', async () => {
    const { id } = await at().placeOrder('plain');
    expect(await at().shop().readOrder(id)).toEqual(await at().shop().readOrder(id));
  });

  test(undefined, 'reads through each of its logins', async () => {
    const { id } = await at().placeOrder('plain');
    for (const login of at().logins) expect((await at().shop({ login }).readOrder(id)).id).toBe(id);
  });
}

/** Rows, shipping and discount make the total; each row was rounded by itself. */
function expectSums(order: Order): void {
  expect(chargedTotal(order) - settledTotal(order) + (order.unexplained ?? 0)).toBe(order.total);
  expect(order.unexplained ?? 0).toBe(0);
  for (const line of order.lines) {
    expect(line.net).toBeLessThanOrEqual(line.gross);
    expect(Math.abs(line.net * (1 + line.taxRate / 100) - line.gross)).toBeLessThanOrEqual(line.quantity + 1);
  }
}
