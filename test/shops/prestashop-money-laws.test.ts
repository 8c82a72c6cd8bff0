import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chargedTotal, chargesOf, discountTotal } from '../../domain/charges.ts';
import type { Order } from '../../domain/schemas/order.ts';
import { type Cart, ordered } from './prestashop-core.ts';
import { fresh, people, readOff, recorded, type Shelf } from './prestashop-recorded.ts';
import { describeRecorded } from './recorded.ts';

const rates = [22, 10, 5, 4];
const taxes = rates.map((rate) => ({ id: String(rate), rate: rate.toFixed(3) }));
const configurations = [...(fresh.configurations ?? []), { id: '9', name: 'PS_USE_ECOTAX', value: '1' }];

const cartOf = (most: Partial<{ rows: number; vouchers: number }> = {}): fc.Arbitrary<Cart> =>
  fc
    .record({
      rows: fc.array(
        fc.record({
          price: fc.integer({ min: 10_000, max: 300_000_000 }).map((millionths) => millionths / 1e6),
          rate: fc.constantFrom(...rates),
          quantity: fc.integer({ min: 1, max: 12 }),
          ecotax: fc.constantFrom(0, 0, 0, 0.41, 3.278689),
        }),
        { minLength: 1, maxLength: most.rows ?? 6 },
      ),
      roundType: fc.constantFrom(1 as const, 2 as const, 3 as const),
      shipping: fc.record({ price: fc.constantFrom(0, 5.655738, 7, 9.9), rate: fc.constantFrom(...rates) }),
      wrapping: fc.constantFrom(0, 0, 2.5),
      vouchers: fc.array(
        fc.record({
          kind: fc.constantFrom('percent' as const, 'amount' as const),
          value: fc.constantFrom(0, 3.33, 5, 10, 50, 100),
          on: fc.option(fc.nat(most.rows ?? 6), { nil: undefined }),
          freeShipping: fc.boolean(),
        }),
        { maxLength: most.vouchers ?? 2 },
      ),
    })
    .map((cart) => ({
      ...cart,
      vouchers: cart.vouchers
        .map((voucher) => ({
          ...voucher,
          on: voucher.on === undefined ? undefined : voucher.on % cart.rows.length,
        }))
        .filter(
          (voucher, i, all) => !voucher.freeShipping || all.findIndex((other) => other.freeShipping) === i,
        ),
    }));

const reading = async (cart: Cart, without: (keyof Shelf)[] = []): Promise<Order> => {
  const { order, order_details, order_cart_rules } = ordered(cart);
  const shelf: Shelf = { ...people, taxes, configurations, order_details, order_cart_rules };
  for (const name of without) delete shelf[name];
  return readOff(shelf, recorded(order));
};
const netOf = (order: Order) =>
  chargesOf(order).reduce((sum, { net, discount }) => sum + net - (discount?.net ?? 0), 0);
const runs = { numRuns: 100 };

describeRecorded("orders by PrestaShop's own formulas, in each way of rounding", () => {
  it('are explained to the cent, with no sum that nobody knows', async () => {
    await fc.assert(
      fc.asyncProperty(cartOf({ rows: 20 }), async (cart) => {
        const order = await reading(cart);
        expect(order.unexplained).toBeUndefined();
        expect(chargedTotal(order)).toBe(order.total);
      }),
      runs,
    );
  });

  it('have what they come to without VAT within the cents that rounding makes', async () => {
    await fc.assert(
      fc.asyncProperty(cartOf(), async (cart) => {
        const excl = Math.round(Number(ordered(cart).order.total_paid_tax_excl) * 100);
        const order = await reading(cart);
        const { rows, vouchers } = cart;
        // Half a cent for each charge and sum; each voucher besides for each line and ecotax that it is spread over.
        const cents = 0.5 * (rows.length * 2 + vouchers.length + 4) + vouchers.length * (rows.length + 1);
        expect(Math.abs(netOf(order) - excl)).toBeLessThanOrEqual(cents);
      }),
      runs,
    );
  });

  it('take off each charge no more than it is, and all that the shop took off', async () => {
    await fc.assert(
      fc.asyncProperty(cartOf(), async (cart) => {
        const order = await reading(cart);
        for (const { gross, net, discount } of chargesOf(order)) {
          expect(discount?.gross ?? 0).toBeLessThanOrEqual(Math.max(0, gross));
          expect(discount?.net ?? 0).toBeLessThanOrEqual(Math.max(0, net));
        }
        const told = Math.round(Number(ordered(cart).order.total_discounts_tax_incl) * 100);
        expect(told - discountTotal(order)).toBeLessThanOrEqual(cart.rows.length + 1);
        expect(told).toBeGreaterThanOrEqual(discountTotal(order));
      }),
      runs,
    );
  });

  it('have free shipping on shipping, and nothing of it on goods, whether vouchers may be read or not', async () => {
    await fc.assert(
      fc.asyncProperty(cartOf({ vouchers: 0 }), async (cart) => {
        const free = { kind: 'amount' as const, value: 0, freeShipping: true };
        const shipped = { ...cart, shipping: { price: 7, rate: 22 }, vouchers: [free] };
        const order = await reading(shipped);
        expect(order.shippingCost?.discount).toEqual({ gross: 854, net: 700 });
        expect(order.lines.some(({ discount }) => discount)).toBe(false);
      }),
      runs,
    );
  });

  it('have a voucher for one article with the VAT that is in it', async () => {
    await fc.assert(
      fc.asyncProperty(cartOf({ vouchers: 0 }), fc.nat(5), async (cart, at) => {
        const target = at % cart.rows.length;
        const vouchers = [{ kind: 'percent' as const, value: 50, on: target, freeShipping: false }];
        const plain = { ...cart, rows: cart.rows.map((row) => ({ ...row, ecotax: 0 })), vouchers };
        const { left } = ordered(plain);
        const order = await reading(plain);
        const vatOf = (gross: number, rate: number) => (gross * rate) / (100 + rate);
        const vats = order.lines.map(({ gross, discount, taxRate }) =>
          vatOf(gross - (discount?.gross ?? 0), taxRate),
        );
        const right = left.map(({ incl }, i) => vatOf(incl * 100, plain.rows[i]?.rate ?? 0));
        const sum = (all: number[]) => all.reduce((total, amount) => total + amount, 0);
        // Two rates a point apart can't be told by the cents of one sum: what they come to can.
        expect(Math.abs(sum(vats) - sum(right))).toBeLessThanOrEqual(cart.rows.length + 4);
      }),
      runs,
    );
  });
});
