import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chargedTotal, discounted, discountOf } from '../../domain/charges.ts';
import { netOf } from '../../domain/money.ts';
import type { DocumentDraft } from '../../domain/schemas/document.ts';
import type { Charge, Fee, Order } from '../../domain/schemas/order.ts';
import type { Suite } from './erp-bench.ts';
import { aDraft, line } from './erp-orders.ts';

/** Two amounts as a person reads them, one after the other. */
const amounts = (first: number, second: number): RegExp =>
  new RegExp([first, second].map((amount) => (amount / 100).toFixed(2).replace('.', '\\.')).join('.*'));

const shippingCost = { code: 'flat', title: 'Courier', net: 574, gross: 700, taxRate: 22 };
const fee = (kind: Fee['kind'], gross: number, taxRate = 22): Fee => ({
  kind,
  code: kind,
  title: `What is called ${kind}`,
  net: netOf(gross, taxRate),
  gross,
  taxRate,
});
/** The tolerance that benches have if none is named. */
const TOLERANCE = 5;

/** The document comes to what the order charges. */
export function moneyCases(suite: Suite): void {
  const { aNewOrder, booked } = suite;

  describe('the total', () => {
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
      for (const discountInPrices of [false, true])
        for (const order of [aNewOrder({ lines }), aNewOrder({ lines: free.lines })])
          expect((await suite.bench.makeErp({ discountInPrices }).writeDocument(aDraft(order))).total).toBe(
            order.total,
          );
    });

    it('has a row for each fee, and one that is taken off where cents were rounded away', async () => {
      const fees = [fee('payment', 500), fee('eco', 122), fee('rounding', -2)];
      const order = aNewOrder({ fees });
      const document = await suite.bench.makeErp({ prices: 'gross' }).writeDocument(aDraft(order));
      expect(document).toMatchObject({ total: order.total });
      const [{ rows } = { rows: [] }] = await booked(aDraft(order).reference);
      const { payment, eco, rounding } = suite.bench.expenses;
      expect(rows.slice(1)).toEqual([
        { article: payment, quantity: 1, vat: '22' },
        { article: eco, quantity: 1, vat: '22' },
        { article: rounding, quantity: -1, vat: '22' },
      ]);
    });

    it('that a person changed by no more than the tolerance is noted, with both amounts', async () => {
      const draft = aDraft(aNewOrder());
      const { total } = draft.order;
      const erp = suite.bench.makeErp({ tolerance: 2 });
      const { id } = await erp.writeDocument(draft);
      await suite.bench.changeTotal(id, 2);
      const document = await erp.writeDocument(draft);
      expect(document.warnings).toBeUndefined();
      expect(document.notes?.join()).toMatch(amounts(total + 2, total));
    });

    it('that a person changed by more is told to people, with both amounts', async () => {
      const draft = aDraft(aNewOrder());
      const { total } = draft.order;
      const erp = suite.bench.makeErp({ tolerance: 2 });
      const { id } = await erp.writeDocument(draft);
      await suite.bench.changeTotal(id, 3);
      const document = await erp.writeDocument(draft);
      expect(document.notes).toBeUndefined();
      expect(document.warnings).toEqual([
        { code: 'TOTAL_MISMATCH', text: expect.stringMatching(amounts(total + 3, total)) },
      ]);
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

    it('is for the goods whole where a gift card, credit or points paid a part, and says what paid how much', async () => {
      const order = aNewOrder({
        settled: [
          { by: 'gift_card', amount: 4000, reference: 'ABC' },
          { by: 'store_credit', amount: 1000 },
          { by: 'reward_points', amount: 79 },
        ],
      });
      expect(order.total).toBe(2900);
      const document = await suite.bench.makeErp().writeDocument(aDraft(order));
      expect(document).toMatchObject({ total: 7979 });
      expect(document.warnings).toBeUndefined();
      const [entry] = await booked(aDraft(order).reference);
      expect(entry).toMatchObject({ payment: '3', deposit: 7979 });
      for (const told of ['ABC', /40[.,]00/, /10[.,]00/, /0[.,]79/]) expect(entry?.text).toMatch(told);
    });

    it('of an order whose total has a sum in it that nothing explains is that of its rows, and says it', async () => {
      const order = aNewOrder({ unexplained: 300, total: 7979 + 300 });
      const document = await suite.bench.makeErp().writeDocument(aDraft(order));
      expect(document).toMatchObject({ total: 7979 });
      expect([document.warnings, document.notes]).toEqual([undefined, undefined]);
      expect((await booked(aDraft(order).reference))[0]?.text).toMatch(/3[.,]00/);
    });

    const charge = fc
      .record({
        amount: fc.integer({ min: 1, max: 500_000 }),
        given: fc.constantFrom('net', 'gross'),
        taxRate: fc.constantFrom(4, 5, 10, 22),
        off: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 100 })),
      })
      .map(({ amount, given, taxRate, off }): Charge => {
        const { net, gross } = line('', 1, given === 'net' ? amount : netOf(amount, taxRate), taxRate);
        const whole = given === 'net' ? { net, gross } : { net: netOf(amount, taxRate), gross: amount };
        const discount = Math.floor((whole.gross * off) / 100);
        return { ...whole, taxRate, ...(discount > 0 ? { discount: discountOf(discount, taxRate) } : {}) };
      });
    const quantity = fc.oneof(
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 1, max: 9999 }).map((n) => n / 1000),
    );
    const orders = fc.record({
      lines: fc.array(fc.tuple(charge, quantity), { minLength: 1, maxLength: 30 }),
      shipping: fc.option(charge, { nil: undefined }),
      giftWrap: fc.option(charge, { nil: undefined }),
      fees: fc.option(
        fc
          .tuple(charge, fc.integer({ min: -4, max: 4 }))
          .map(([{ discount: _none, ...cod }, cents]) => [
            { ...cod, kind: 'payment' as const, code: 'cod', title: 'Contrassegno' },
            fee('rounding', cents),
          ]),
        { nil: undefined },
      ),
    });

    it.each([
      ['net', false, TOLERANCE],
      ['net', true, TOLERANCE],
      ['gross', false, 0],
      ['gross', true, 0],
    ] as const)(
      'with %s prices (discounts in them: %s) is within %s cents of any order, whatever is discounted at which rate',
      async (prices, discountInPrices, most) => {
        const erp = suite.bench.makeErp({ prices, discountInPrices });
        await fc.assert(
          fc.asyncProperty(orders, async ({ lines, shipping, ...parts }) => {
            const known = { sku: suite.bench.knownArticle, name: 'Tazza' };
            const order: Order = aNewOrder({
              ...parts,
              lines: lines.map(([line, quantity]) => ({ ...known, ...line, quantity })),
              shippingCost: shipping && { ...shipping, code: 'flat', title: 'Courier' },
            });
            const customer = { ...order.customer, id: 'property', email: `${prices}@shop.example` };
            const { total, warnings } = await erp.writeDocument(aDraft({ ...order, customer }));
            expect(Math.abs((total ?? Number.NaN) - chargedTotal(order))).toBeLessThanOrEqual(most);
            expect(warnings).toBeUndefined();
          }),
          { numRuns: 25 },
        );
      },
      60_000,
    );
  });

  describe('an order in another currency than the books', () => {
    const foreign = (changes: Partial<Order> = {}) =>
      aNewOrder({ currency: 'USD', base: { currency: 'EUR', rate: 1.25, total: 6383 }, ...changes });

    it('is not written unless the settings say how', async () => {
      const erp = suite.bench.makeErp();
      expect(erp.books).toEqual({ currency: 'EUR', foreign: 'stop' });
      const draft = aDraft(foreign());
      const failure = await suite.failureOf(erp.writeDocument(draft));
      expect(failure).toMatchObject({ code: 'ERP_REFUSED', kind: 'refused' });
      expect(failure.message).toContain('USD');
      expect(await booked(draft.reference)).toEqual([]);
    });

    it('is written in the base currency of its shop, comes to its base total, and says both sums', async () => {
      const order = foreign({ shippingCost });
      const based = { ...order, base: { currency: 'EUR', rate: 1.25, total: 6944 } };
      const erp = suite.bench.makeErp({ settings: { foreignCurrency: 'base' }, prices: 'gross' });
      const document = await erp.writeDocument(aDraft(based));
      expect(document).toMatchObject({ total: 6944 });
      expect([document.warnings, document.notes]).toEqual([undefined, undefined]);
      const [entry] = await booked(aDraft(based).reference);
      for (const told of [/86[.,]79/, /69[.,]44/]) expect(entry?.text).toMatch(told);
      expect(entry?.text).toMatch(/USD|\$/);
    });

    it('is not written where the base currency of its shop is another one too', async () => {
      const erp = suite.bench.makeErp({ settings: { foreignCurrency: 'base' } });
      const draft = aDraft(foreign({ base: { currency: 'CHF', rate: 1.2, total: 6000 } }));
      expect(await suite.failureOf(erp.writeDocument(draft))).toMatchObject({ code: 'ERP_REFUSED' });
    });
  });

  it('a charge of which nobody knows the VAT is not written', async () => {
    const lines = [{ ...line(suite.bench.knownArticle, 1, 1000, 19.9), rateUnclear: true as const }];
    const draft = aDraft(aNewOrder({ lines }));
    const failure = await suite.failureOf(suite.bench.makeErp().writeDocument(draft));
    expect(failure).toMatchObject({ code: 'ORDER_UNREADABLE', kind: 'refused' });
    expect(failure.message).toContain('19.9');
    expect(await booked(draft.reference)).toEqual([]);
  });
}
