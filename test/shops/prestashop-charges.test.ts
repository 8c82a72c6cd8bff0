import { describe, expect, it } from 'vitest';
import { chargedTotal, discountTotal } from '../../domain/charges.ts';
import { rights } from '../../shops/prestashop/rights.ts';
import { prestashopBench } from './prestashop-bench.ts';

const bread = { reference: 'PANE', price: 5.2, qty: 20, taxPercent: 4 };
const lamp = { reference: 'LAMPADA', price: 61, taxPercent: 22 };
const free = { name: 'Spedizione gratuita', freeShipping: true };

describe('what an order of a PrestaShop charges', () => {
  const { steer, shopAt, place } = prestashopBench();
  const placed = async (description: object, settings: object = {}) => {
    const { id } = await place(description);
    const order = await shopAt(settings).readOrder(id);
    expect(chargedTotal(order) + (order.unexplained ?? 0)).toBe(order.total);
    return order;
  };
  const discounts = ({ lines, shippingCost }: Awaited<ReturnType<typeof placed>>) =>
    [...lines, shippingCost].map((charge) => charge?.discount);

  it('has shipping made free by a voucher at the VAT of shipping: food keeps its own', async () => {
    const order = await placed({ items: [bread], shipping: 6.1, discounts: [free] });
    expect(order.total).toBe(10400);
    expect(order.lines[0]).toMatchObject({ gross: 10400, net: 10000, taxRate: 4 });
    expect(discounts(order)).toEqual([undefined, { gross: 610, net: 500 }]);
  });

  it.each([
    ['on one article', { value: 10.4, on: 'PANE' }, [1040, undefined]],
    ['on the other article', { value: 12.2, on: 'LAMPADA' }, [undefined, 1220]],
    ['of ten per cent on all', { percent: 10 }, [1040, 610]],
  ])('has a voucher %s where it stands', async (_, voucher, taken) => {
    const order = await placed({ items: [bread, lamp], discounts: [{ name: 'Buono', ...voucher }, free] });
    expect(discounts(order).map((discount) => discount?.gross)).toEqual([...taken, 690]);
  });

  it('has the same without the right to read vouchers', async () => {
    const key = 'Z1B2C3D4E5F6G7H8I9J0K1L2M3N4O5P6';
    const but = rights.filter(({ resource }) => resource !== 'order_cart_rules');
    const permissions = Object.fromEntries(but.map(({ resource, verbs }) => [resource, verbs]));
    await steer('/keys', { key, permissions });
    const order = await placed({ items: [bread], shipping: 6.1, discounts: [free] }, { key });
    expect(discounts(order)).toEqual([undefined, { gross: 610, net: 500 }]);
  });

  it('has the VAT of rows that name none by their decimals', async () => {
    const items = [
      { reference: 'TESI', net: 9.775, taxPercent: 20, taxUnstated: true },
      { reference: 'CARTA', net: 0.413223, taxPercent: 21, taxUnstated: true },
    ];
    const { lines } = await placed({ items });
    expect(lines.map(({ taxRate, rateUnclear }) => [taxRate, rateUnclear])).toEqual([
      [20, undefined],
      [21, undefined],
    ]);
  });

  it('has a row of rounding where twenty rows are rounded on the whole', async () => {
    const items = Array.from({ length: 20 }, (_, i) => ({ reference: `R-${i}`, net: 3.28, taxPercent: 22 }));
    const order = await placed({ items, rounding: 'total' });
    expect(order.fees).toEqual([
      { kind: 'rounding', code: 'rounding', title: 'Arrotondamento', gross: 3, net: 2, taxRate: 22 },
    ]);
    expect(order.unexplained).toBeUndefined();
  });

  it('has the fee of a payment module that the configuration names, and says of another that it is unexplained', async () => {
    const description = { items: [bread], module: 'codfee', payment: 'Contrassegno', fee: 3.66 };
    const told = await placed(description, { fees: { codfee: { taxRate: 22 } } });
    expect(told.fees).toMatchObject([{ kind: 'payment', code: 'codfee', gross: 366, net: 300 }]);
    expect(await placed(description)).toMatchObject({ unexplained: 366 });
  });

  it('has ecotax apart from the goods where the shop charges it', async () => {
    const items = [{ ...lamp, ecotax: 0.5, qty: 2 }];
    await steer('/configurations', { name: 'PS_USE_ECOTAX', value: '1' });
    const order = await placed({ items });
    expect(order.fees).toEqual([
      { kind: 'eco', code: 'ecotax', title: 'Ecotassa', net: 100, gross: 122, taxRate: 22 },
    ]);
    expect(order.lines[0]).toMatchObject({ gross: 12200 - 122, net: 10000 - 100 });
    await steer('/configurations', { name: 'PS_USE_ECOTAX', value: '0' });
    expect((await placed({ items })).fees).toBeUndefined();
  });

  it('has what an order in another currency comes to in the shop’s own', async () => {
    const order = await placed({
      items: [lamp],
      currency: 'GBP',
      discounts: [{ name: 'Buono', percent: 50 }],
    });
    expect(discountTotal(order)).toBe(3050);
    expect(order).toMatchObject({
      currency: 'GBP',
      total: 3740,
      base: { currency: 'EUR', total: 4400, rate: 0.85 },
    });
  });
});
