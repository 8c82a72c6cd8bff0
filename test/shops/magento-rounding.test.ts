import { describe, expect, it } from 'vitest';
import { toOrder } from '../../shops/magento/mapping.ts';
import { reading } from './magento-recorded.ts';

const order = {
  entity_id: 1,
  increment_id: '1',
  created_at: '2026-01-01 00:00:00',
  state: 'new',
  status: 'pending',
  order_currency_code: 'EUR',
  grand_total: 24.9,
  subtotal: 20.41,
  subtotal_incl_tax: 24.9,
  billing_address: {},
  payment: { method: 'banktransfer' },
};
const row = {
  item_id: 1,
  sku: 'A',
  qty_ordered: 1,
  price: 20.41,
  price_incl_tax: 24.9,
  original_price: 24.9,
  tax_amount: 4.49,
  tax_percent: 22,
  discount_amount: 0,
  discount_tax_compensation_amount: 0,
};
const fpt = (title: string, amount: number, inclTax: number) => ({
  weee_tax_applied: JSON.stringify([{ title, row_amount: amount, row_amount_incl_tax: inclTax }]),
  weee_tax_applied_row_amount: amount,
});
const fptVat = (item: number, percent: number, amount: number) => ({
  type: 'weee',
  associated_item_id: item,
  applied_taxes: [{ percent, amount }],
});
const read = (more: object) => toOrder('it', { ...order, ...more }, reading);

describe('the VAT of a fixed product tax, which core rounds once for the row and once for the total', () => {
  it('is that of the total: by unit, a discount on the goods moves it by a cent for each piece', () => {
    // 12 pieces at 0.33 without VAT, all of it off, with 0.42 of FPT each: shown with 0.10 of VAT, counted with 0.09.
    const item = {
      ...row,
      qty_ordered: 12,
      price: 0.33,
      price_incl_tax: 0.4,
      original_price: 0.33,
      tax_amount: 0,
      discount_amount: 3.96,
      ...fpt('RAEE', 5.04, 6.24),
    };
    const read12 = read({
      items: [item],
      subtotal: 3.96,
      subtotal_incl_tax: 11.04,
      discount_amount: -3.96,
      grand_total: 6.12,
      extension_attributes: { item_applied_taxes: [fptVat(1, 22, 1.08)] },
    });
    expect(read12.lines).toMatchObject([{ gross: 480, discount: { gross: 480 } }]);
    expect(read12.fees).toMatchObject([{ code: 'RAEE', net: 502, gross: 612, taxRate: 22 }]);
    expect(read12.unexplained).toBeUndefined();
  });

  it('leaves no cent on goods of another rate', () => {
    const book = {
      ...row,
      item_id: 2,
      sku: 'B',
      price: 300,
      price_incl_tax: 300,
      tax_amount: 0,
      tax_percent: 0,
    };
    const result = read({
      items: [{ ...row, ...fpt('RAEE', 27.12, 33.09) }, book],
      subtotal: 320.41,
      subtotal_incl_tax: 357.99,
      grand_total: 357.98,
      extension_attributes: { item_applied_taxes: [fptVat(1, 22, 5.96)] },
    });
    expect(result.lines).toMatchObject([{ gross: 2490 }, { gross: 30000 }]);
    expect(result.fees).toMatchObject([{ gross: 3308, taxRate: 22 }]);
  });

  it('has the rate of its own product, where a part of a configurable one bears it', () => {
    const shoe = { ...row, product_type: 'configurable', tax_percent: 10, price: 22.64, tax_amount: 2.26 };
    const part = { item_id: 2, parent_item_id: 1, sku: 'A-42', qty_ordered: 1, price: 0, tax_percent: 0 };
    const lamp = { ...row, item_id: 3, sku: 'B', ...fpt('RAEE', 2, 2.44) };
    const { fees, unexplained } = read({
      items: [shoe, { ...part, ...fpt('CONAI', 1, 1.1) }, lamp],
      subtotal: 43.05,
      subtotal_incl_tax: 53.34,
      grand_total: 53.34,
      extension_attributes: { item_applied_taxes: [fptVat(3, 22, 0.44), fptVat(1, 10, 0.1)] },
    });
    expect(fees).toMatchObject([
      { code: 'CONAI', net: 100, gross: 110, taxRate: 10 },
      { code: 'RAEE', net: 200, gross: 244, taxRate: 22 },
    ]);
    expect(unexplained).toBeUndefined();
  });
});

describe('what rounding leaves', () => {
  it('does not make the VAT after a small discount that of the whole row', () => {
    // 7 at 0.11: one with VAT is 0.13, seven 0.94; 0.14 off leaves 0.63 and 0.14 of VAT, which 7 x (0.13 - 0.11) is too.
    const item = { ...row, qty_ordered: 7, price: 0.11, price_incl_tax: 0.13, original_price: 0.11 };
    const result = read({
      items: [{ ...item, tax_amount: 0.14, discount_amount: 0.14 }],
      subtotal: 0.77,
      subtotal_incl_tax: 0.94,
      discount_amount: -0.14,
      grand_total: 0.77,
    });
    expect(result.lines).toMatchObject([{ net: 77, gross: 94, discount: { gross: 17 } }]);
  });

  it('is borne by a fee or a row that came to nothing, where nothing else was charged', () => {
    const free = { ...row, tax_amount: 0, discount_amount: 24.9, discount_tax_compensation_amount: 4.49 };
    const result = read({ items: [free], discount_amount: -24.9, grand_total: 0.0061 });
    expect([result.total, result.unexplained]).toEqual([1, undefined]);
    expect(result.lines).toMatchObject([{ gross: 2491, discount: { gross: 2490 } }]);
  });

  it('of prices with four decimals grows with the pieces', () => {
    // In another currency by unit: 0.35946 is kept as 0.3595, which is 176.24 for 490.2 pieces.
    const item = { ...row, qty_ordered: 490.2, price: 0.3395, price_incl_tax: 0.3595, tax_percent: 5 };
    const result = read({
      items: [{ ...item, tax_amount: 9.804 }],
      subtotal: 166.4077,
      subtotal_incl_tax: 176.2117,
      grand_total: 176.2117,
    });
    expect([result.total, result.unexplained, result.lines[0]?.gross]).toEqual([17621, undefined, 17621]);
  });
});

it('a row of which an edited order has no piece left is none', () => {
  const { lines } = read({ items: [{ ...row, item_id: 2, sku: 'B', qty_ordered: 0, tax_amount: 0 }, row] });
  expect(lines.map(({ sku }) => sku)).toEqual(['A']);
});

it('a row whose parent is gone from an edited order is charged by itself', () => {
  const { lines, unexplained } = read({ items: [{ ...row, parent_item_id: 99 }] });
  expect([lines.map(({ gross }) => gross), unexplained]).toEqual([[2490], undefined]);
});

it('what is held, told in the base currency only, is the whole of an order that it is the whole of', () => {
  const result = read({
    items: [row],
    order_currency_code: 'USD',
    base_currency_code: 'EUR',
    base_to_order_rate: 1.1,
    base_grand_total: 22.63,
    payment: { method: 'card', base_amount_authorized: 22.63 },
  });
  expect(result.authorised).toBe(2490);
});
