import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chargedTotal, discounted } from '../../domain/charges.ts';
import { newPaymentId, pageLines, pageRequest } from '../../domain/page.ts';
import { PageRequest } from '../../domain/schemas/payment.ts';
import { anyText } from '../text-given.ts';
import { anOrder } from './orders-given.ts';

const UUID = '0c4f3c8e-9a51-4a4e-8d3e-0f6f1f2b7a11';
const money = fc.integer({ min: -5_000, max: 500_000 });
const line = fc.record({
  sku: fc.string(),
  name: fc.string({ minLength: 1 }),
  quantity: fc.oneof(fc.integer({ min: -1, max: 50 }), fc.constantFrom(0.5, 1.25, 3.333)),
  net: money,
  gross: money,
  taxRate: fc.constantFrom(4, 10, 22),
  discount: fc.option(fc.record({ net: fc.nat(1_000), gross: fc.nat(1_000) }), { nil: undefined }),
});
const fee = fc.record({
  kind: fc.constantFrom('payment' as const, 'eco' as const, 'rounding' as const),
  code: fc.constant('fee'),
  title: fc.string(),
  net: money,
  gross: fc.integer({ min: -5, max: 1_000 }),
  taxRate: fc.constant(22),
});
const shipping = fc.record({
  code: fc.constant('flat'),
  title: fc.constant('Corriere'),
  net: money,
  gross: fc.nat(5_000),
  taxRate: fc.constant(22),
});
const sum = (lines: ReturnType<typeof pageLines>) => lines.reduce((s, l) => s + l.quantity * l.unitAmount, 0);

describe('the lines of a page', () => {
  it('sum to the total or are empty, whatever the order', () => {
    const order = fc.record({
      lines: fc.array(line, { maxLength: 5 }),
      shippingCost: fc.option(shipping, { nil: undefined }),
      fees: fc.option(fc.array(fee, { maxLength: 2 }), { nil: undefined }),
      off: fc.constantFrom(0, 0, 0, 1, -1),
    });
    fc.assert(
      fc.property(order, ({ off, ...about }) => {
        const total = chargedTotal(about) + off;
        const lines = pageLines(anOrder({ ...about, total }), 'it');
        if (lines.length > 0) expect(sum(lines)).toBe(total);
        for (const { quantity, unitAmount } of lines) {
          expect(quantity).toSatisfy((n: number) => Number.isInteger(n) && n > 0);
          expect(unitAmount).toSatisfy((n: number) => Number.isInteger(n) && n >= 0);
        }
      }),
    );
  });

  it('are the rows and the shipping, each with its quantity and unit price', () => {
    expect(pageLines(anOrder(), 'it')).toEqual([
      { name: 'Lampada', quantity: 3, unitAmount: 10510 },
      { name: 'Corriere', quantity: 1, unitAmount: 687 },
    ]);
  });

  it('name the quantity where the row can not be divided by it', () => {
    const cable = { sku: 'C', name: 'Cavo', quantity: 1.5, net: 820, gross: 1000, taxRate: 22 };
    const three = { sku: 'T', name: 'Vite', quantity: 3, net: 820, gross: 1000, taxRate: 22 };
    const order = anOrder({ lines: [cable, three], shippingCost: undefined, total: 2000 });
    expect(pageLines(order, 'it')).toEqual([
      { name: 'Cavo × 1.5', quantity: 1, unitAmount: 1000 },
      { name: 'Vite × 3', quantity: 1, unitAmount: 1000 },
    ]);
  });

  it('have a line for the gift wrapping, in the language of the page', () => {
    const order = anOrder({ giftWrap: { net: 410, gross: 500, taxRate: 22 }, total: 32_717 });
    expect(pageLines(order, 'it')).toContainEqual({
      name: 'Confezione regalo',
      quantity: 1,
      unitAmount: 500,
    });
    expect(pageLines(order, 'en')).toContainEqual({ name: 'Gift wrapping', quantity: 1, unitAmount: 500 });
  });

  it('are less their discounts; what is free then has none', () => {
    const [lamp] = anOrder().lines;
    const shippingCost = { code: 'flat', title: 'Corriere', net: 563, gross: 687, taxRate: 22 };
    const order = anOrder({
      lines: lamp ? discounted([lamp], 3000) : [],
      shippingCost: { ...shippingCost, discount: { net: 563, gross: 687 } },
      total: 28_530,
    });
    expect(pageLines(order, 'it')).toEqual([{ name: 'Lampada', quantity: 3, unitAmount: 9510 }]);
  });

  it('have a line for each fee: in the words of the shop, or in the language of the page', () => {
    const fee = (kind: 'payment' | 'eco' | 'rounding', gross: number, title = '') => ({
      kind,
      code: kind,
      title,
      net: gross,
      gross,
      taxRate: 22,
    });
    const fees = [fee('payment', 500, 'Contrassegno'), fee('eco', 122), fee('rounding', 2, 'Arrotondamento')];
    const order = anOrder({ fees, total: 32_217 + 624 });
    expect(pageLines(order, 'it').slice(2)).toEqual([
      { name: 'Contrassegno', quantity: 1, unitAmount: 500 },
      { name: 'Contributo ambientale', quantity: 1, unitAmount: 122 },
      { name: 'Arrotondamento', quantity: 1, unitAmount: 2 },
    ]);
    expect(pageLines(order, 'en').map(({ name }) => name)).toEqual([
      ...['Lampada', 'Corriere', 'Contrassegno', 'Eco fee', 'Rounding'],
    ]);
  });

  it('are none where a cent is missing, something is taken off the whole, or a gift card paid a part', () => {
    expect(pageLines(anOrder({ total: 32_216 }), 'it')).toEqual([]);
    const rounding = { kind: 'rounding' as const, code: 'r', title: '', net: -2, gross: -2, taxRate: 22 };
    expect(pageLines(anOrder({ fees: [rounding], total: 32_215 }), 'it')).toEqual([]);
    expect(pageLines(anOrder({ settled: [{ by: 'gift_card', amount: 2000 }], total: 30_217 }), 'it')).toEqual(
      [],
    );
    expect(pageLines(anOrder({ unexplained: 100, total: 32_317 }), 'it')).toEqual([]);
  });
});

describe('a payment id', () => {
  it('is one that every gateway can carry, and unique by its uuid, whatever the number of the order', () => {
    const label = fc.oneof(anyText(60), fc.string({ maxLength: 60 }));
    fc.assert(
      fc.property(label, fc.uuid({ version: 4 }), (label, uuid) => {
        const paymentId = newPaymentId(label, uuid);
        expect(paymentId).toMatch(/^[A-Za-z0-9-]{1,50}$/);
        expect(paymentId).toContain(uuid);
        expect(paymentId).not.toMatch(/--|^-/);
      }),
    );
  });

  it('begins with the number of the order, its end where it is too long', () => {
    expect(newPaymentId('000000017', UUID)).toBe(`000000017-${UUID}`);
    expect(newPaymentId('B2B/2026/0000000000017', UUID)).toBe(`0000000000017-${UUID}`);
    expect(newPaymentId('№ ???', UUID)).toBe(UUID);
    expect(newPaymentId('-10--42-', UUID)).toBe(`10-42-${UUID}`);
  });
});

describe("the page of an order's payment", () => {
  it('is one that a gateway takes once it has its expiry', () => {
    const page = pageRequest(
      anOrder(),
      newPaymentId('000000017', UUID),
      'it',
      'https://pay.example/checkout/t',
    );
    expect(PageRequest.parse({ ...page, expiresAt: '2026-03-02T11:00:00.000Z' })).toMatchObject({
      total: { amount: 32217, currency: 'EUR' },
      description: 'Ordine 000000017',
      customerEmail: 'ada@example.com',
      returnUrl: 'https://pay.example/checkout/t/return',
      backUrl: 'https://pay.example/checkout/t/back',
    });
  });

  it('speaks English to all but Italians, and leaves out an address that is not there', () => {
    const nobody = { ...anOrder().customer, email: '' };
    const page = pageRequest(anOrder({ customer: nobody }), UUID, 'en', 'https://pay.example/checkout/t');
    expect(page).toMatchObject({ description: 'Order 000000017', customerEmail: undefined });
  });
});
