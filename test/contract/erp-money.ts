import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discounted } from '../../domain/charges.ts';
import type { DocumentDraft } from '../../domain/schemas/document.ts';
import type { Suite } from './erp-bench.ts';
import { aDraft, line, totalOf } from './erp-orders.ts';

/** Two amounts as a person reads them, one after the other. */
const amounts = (one: number, other: number): RegExp =>
  new RegExp([one, other].map((amount) => (amount / 100).toFixed(2).replace('.', '\\.')).join('.*'));

/** The document comes to what the customer pays. */
export function moneyCases(suite: Suite): void {
  const { aNewOrder } = suite;

  describe('the total', () => {
    const shippingCost = { code: 'flat', title: 'Courier', net: 574, gross: 700, taxRate: 22 };

    it.each(['net', 'gross'] as const)(
      'with %s prices, shipping and discount is the order to the cent',
      async (prices) => {
        const lines = [line(suite.bench.knownArticle, 3, 9999), line(suite.bench.knownArticle, 1, 2541)];
        const order = aNewOrder({ lines: discounted(lines, 1525), shippingCost });
        const document = await suite.bench.makeErp({ prices }).writeDocument(aDraft(order));
        expect(document.total).toBe(order.total);
      },
    );

    it('of an order without shipping, or wholly discounted, is the order too', async () => {
      const lines = [line(suite.bench.knownArticle, 1, 5000)];
      const free = aNewOrder({ lines: discounted(lines, 6100) });
      expect(free.total).toBe(0);
      for (const order of [aNewOrder({ lines }), free])
        expect((await suite.bench.makeErp().writeDocument(aDraft(order))).total).toBe(order.total);
    });

    it('that differs from the order within the tolerance is noted, with both amounts', async () => {
      const order = aNewOrder();
      const erp = suite.bench.makeErp({ tolerance: 2 });
      const document = await erp.writeDocument(aDraft({ ...order, total: order.total + 2 }));
      expect(document.warnings).toBeUndefined();
      expect(document.notes?.join()).toMatch(amounts(order.total, order.total + 2));
    });

    it('that differs from the order by more is told to a person, with both amounts', async () => {
      const order = aNewOrder();
      const draft = aDraft({ ...order, total: order.total + 3 });
      const document = await suite.bench.makeErp({ tolerance: 2 }).writeDocument(draft);
      expect(document.notes).toBeUndefined();
      expect(document.warnings).toEqual([
        { code: 'TOTAL_MISMATCH', text: expect.stringMatching(amounts(order.total, order.total + 3)) },
      ]);
      // Also where the document was there already.
      expect(await suite.bench.makeErp({ tolerance: 2 }).writeDocument(draft)).toEqual(document);
    });

    it('that is the order, while another amount was paid, is told to a person', async () => {
      const order = aNewOrder();
      const collected = { ...aDraft(order).collected, money: { amount: order.total - 500, currency: 'EUR' } };
      const draft = aDraft(order, { collected: collected as DocumentDraft['collected'] });
      const { warnings } = await suite.bench.makeErp().writeDocument(draft);
      expect(warnings).toEqual([
        { code: 'TOTAL_MISMATCH', text: expect.stringMatching(amounts(order.total, order.total - 500)) },
      ]);
    });

    it.each(['net', 'gross'] as const)(
      'with %s prices is within a cent per row of any order',
      async (prices) => {
        const erp = suite.bench.makeErp({ prices });
        const rows = fc.array(
          fc.record({
            quantity: fc.oneof(
              fc.integer({ min: 1, max: 500 }),
              fc.integer({ min: 1, max: 9999 }).map((n) => n / 1000),
            ),
            net: fc.integer({ min: 1, max: 500_000 }),
            rate: fc.constantFrom(4, 5, 10, 22),
          }),
          { minLength: 1, maxLength: 8 },
        );
        await fc.assert(
          fc.asyncProperty(
            rows,
            fc.boolean(),
            fc.integer({ min: 0, max: 100 }),
            async (items, shipped, percentOff) => {
              const lines = items.map(({ quantity, net, rate }) =>
                line(suite.bench.knownArticle, quantity, net, rate),
              );
              const goods = totalOf({ lines });
              const discount = Math.floor((goods * percentOff) / 100);
              const order = aNewOrder({
                lines: discounted(lines, discount),
                shippingCost: shipped ? shippingCost : undefined,
              });
              const customer = { ...order.customer, id: 'property', email: `${prices}@shop.example` };
              const { total } = await erp.writeDocument(aDraft({ ...order, customer }));
              const rates = new Set(items.map(({ rate }) => rate)).size;
              const rowCount = lines.length + (shipped ? 1 : 0) + (discount ? rates : 0);
              expect(Math.abs((total ?? Number.NaN) - order.total)).toBeLessThanOrEqual(rowCount);
            },
          ),
          { numRuns: 40 },
        );
      },
      60_000,
    );
  });
}
