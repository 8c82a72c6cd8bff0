import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chargedTotal, chargesOf, settledTotal } from '../../domain/charges.ts';
import { inBaseCurrency, inBooks } from '../../domain/currency.ts';
import { netOf } from '../../domain/money.ts';
import type { Order } from '../../domain/schemas/order.ts';
import { anOrder } from './orders-given.ts';

const charge = fc
  .record({
    gross: fc.integer({ min: 0, max: 500_000 }),
    taxRate: fc.constantFrom(0, 4, 10, 22),
    off: fc.integer({ min: 0, max: 100 }),
  })
  .map(({ gross, taxRate, off }) => {
    const discount = Math.floor((gross * off) / 100);
    return {
      gross,
      taxRate,
      net: netOf(gross, taxRate),
      ...(discount > 0 ? { discount: { gross: discount, net: netOf(discount, taxRate) } } : {}),
    };
  });

/** Orders in dollars, of a shop whose base currency is the euro: its own base total is not always what the rate makes. */
const foreign = fc
  .record({
    lines: fc.array(
      charge.map((position) => ({ ...position, sku: 'A', name: 'A', quantity: 1 })),
      { minLength: 1, maxLength: 12 },
    ),
    shippingCost: fc.option(
      charge.map((position) => ({ ...position, code: 'flat', title: 'Corriere' })),
      { nil: undefined },
    ),
    fees: fc.option(
      fc.array(
        charge.map((position) => ({
          ...position,
          kind: 'payment' as const,
          code: 'cod',
          title: 'Contrassegno',
        })),
        { maxLength: 2 },
      ),
      { nil: undefined },
    ),
    gift: fc.integer({ min: 0, max: 100 }),
    unexplained: fc.option(fc.integer({ min: -50, max: 50 }), { nil: undefined }),
    rate: fc.integer({ min: 100, max: 20_000 }).map((n) => n / 1000),
    off: fc.integer({ min: -3, max: 3 }),
  })
  .map(({ gift, rate, off, unexplained, ...parts }): Order => {
    const charged = chargedTotal(parts);
    const card = Math.floor((charged * gift) / 100);
    const total = charged - card + (unexplained ?? 0);
    return anOrder({
      ...parts,
      ...(card > 0 ? { settled: [{ by: 'gift_card', amount: card }] } : {}),
      ...(unexplained === undefined ? {} : { unexplained }),
      total,
      currency: 'USD',
      base: { currency: 'EUR', rate, total: Math.round(total / rate) + (charged > 1000 ? off : 0) },
    });
  });

describe('an order in the base currency of its shop', () => {
  it("comes to the shop's own base total to the cent, and each net is its gross at its rate", () => {
    fc.assert(
      fc.property(foreign, (order) => {
        const written = inBaseCurrency(order);
        expect(written).toMatchObject({ currency: 'EUR', total: order.base?.total });
        expect(written.base).toBeUndefined();
        const charged = chargedTotal(order);
        if (charged > 0)
          expect(chargedTotal(written) - settledTotal(written) + (written.unexplained ?? 0)).toBe(
            written.total,
          );
        expect(chargesOf(written)).toHaveLength(chargesOf(order).length);
        for (const { net, gross, taxRate } of chargesOf(written)) expect(net).toBe(netOf(gross, taxRate));
      }),
      { numRuns: 500 },
    );
  });

  it('has each charge and each discount at the rate', () => {
    const [line] = anOrder().lines;
    const order = anOrder({
      lines: [
        {
          ...line,
          sku: 'A',
          name: 'A',
          quantity: 1,
          net: 20000,
          gross: 24400,
          taxRate: 22,
          discount: { net: 2000, gross: 2440 },
        },
      ],
      shippingCost: { code: 'flat', title: 'Corriere', net: 1000, gross: 1220, taxRate: 22 },
      settled: [{ by: 'store_credit', amount: 1000 }],
      total: 22180,
      currency: 'USD',
      base: { currency: 'EUR', total: 11090, rate: 2 },
    });
    expect(inBaseCurrency(order)).toMatchObject({
      lines: [{ net: 10000, gross: 12200, discount: { net: 1000, gross: 1220 } }],
      shippingCost: { net: 500, gross: 610 },
      settled: [{ amount: 500 }],
      total: 11090,
      currency: 'EUR',
    });
  });

  it('minds that currencies have different decimals', () => {
    const lines = [{ sku: 'A', name: 'A', quantity: 1, net: 1000, gross: 1220, taxRate: 22 }];
    const order = anOrder({
      lines,
      shippingCost: undefined,
      settled: [{ by: 'gift_card', amount: 610 }],
      total: 610,
      currency: 'JPY',
      base: { currency: 'EUR', total: 381, rate: 160 },
    });
    expect(inBaseCurrency(order)).toMatchObject({ settled: [{ amount: 381 }], lines: [{ gross: 762 }] });
  });
});

describe('an order in another currency than the books', () => {
  const order = anOrder({ currency: 'USD', base: { currency: 'EUR', total: 16200, rate: 2 } });

  it('is stopped, written in the base currency, or as it is', () => {
    expect(inBooks(order, { currency: 'EUR', foreign: 'stop' })).toBeUndefined();
    expect(inBooks(order, { currency: 'EUR', foreign: 'base' })).toMatchObject({
      currency: 'EUR',
      total: 16200,
    });
    expect(inBooks(order, { currency: 'EUR', foreign: 'own' })).toBe(order);
  });

  it('is stopped where its base currency is another than theirs too, or not told', () => {
    expect(inBooks(order, { currency: 'CHF', foreign: 'base' })).toBeUndefined();
    const { base: _base, ...without } = order;
    expect(inBooks(without, { currency: 'EUR', foreign: 'base' })).toBeUndefined();
  });

  it('is none where it is the same', () => {
    const same = anOrder();
    for (const foreign of ['stop', 'base', 'own'] as const)
      expect(inBooks(same, { currency: 'EUR', foreign })).toBe(same);
  });
});
