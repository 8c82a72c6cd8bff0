import { describe, expect, it } from 'vitest';
import { discountTotal } from '../../domain/charges.ts';
import { type Voucher, withDiscounts } from '../../shops/prestashop/discounts.ts';

const line = (sku: string, net: number, gross: number, taxRate: number) => ({
  sku,
  name: sku,
  quantity: 1,
  net,
  gross,
  taxRate,
});
const food = line('PANE', 10000, 10400, 4);
const lamp = line('LAMPADA', 10000, 12200, 22);
const shippingCost = { code: '2', title: 'Corriere', net: 1000, gross: 1220, taxRate: 22 };
const taken = (
  lines: (typeof food)[],
  total: { gross: number; net: number },
  vouchers?: (Omit<Voucher, 'freeShipping'> & { freeShipping?: boolean })[],
) => {
  const told = vouchers?.map((voucher) => ({ freeShipping: false, ...voucher }));
  const read = withDiscounts({ lines, fees: [], shippingCost }, total, told);
  expect(discountTotal(read)).toBeLessThanOrEqual(total.gross);
  return [...read.lines, read.shippingCost].map((charge) => charge?.discount?.gross ?? 0);
};

describe('a discount of a PrestaShop order', () => {
  const free = { gross: 1220, net: 1000 };

  it('that makes shipping free is on shipping, with its VAT', () => {
    const vouchers = [{ ...free, freeShipping: true }];
    expect(taken([food], free, vouchers)).toEqual([0, 1220]);
    expect(withDiscounts({ lines: [food], fees: [], shippingCost }, free).shippingCost?.discount).toEqual(
      free,
    );
  });

  it('that makes shipping free and takes more is on both', () => {
    const both = { gross: 1220 + 1040, net: 1000 + 1000 };
    expect(taken([food, lamp], both, [{ ...both, freeShipping: true }])).toEqual([1040, 0, 1220]);
    expect(taken([food], both)).toEqual([1040, 1220]);
  });

  it('that was to make the shipping of another carrier free is on the goods', () => {
    const little = { gross: 104, net: 100 };
    expect(taken([food], little, [{ ...little, freeShipping: true }])).toEqual([104, 0]);
  });

  it('that two vouchers say of the same shipping is taken once', () => {
    const vouchers = [
      { ...free, freeShipping: true },
      { ...free, freeShipping: true },
    ];
    expect(taken([food], { gross: 2440, net: 2000 }, vouchers)).toEqual([0, 1220]);
  });

  it.each([
    ['of ten per cent on all', { gross: 2260, net: 2000 }, [1040, 1220, 0]],
    ['on food alone', { gross: 1040, net: 1000 }, [1040, 0, 0]],
    ['on the lamp alone', { gross: 1220, net: 1000 }, [0, 1220, 0]],
    ['of an amount on some of it', { gross: 1650, net: 1500 }, [1040, 610, 0]],
  ])('%s is where its VAT says', (_, total, spread) => {
    const vouchers = [total];
    expect(taken([food, lamp], total, vouchers)).toEqual(spread);
  });

  it('on the whole with shipping is on shipping too', () => {
    const total = { gross: 1040 + 122, net: 1000 + 100 };
    expect(taken([food], total, [total])).toEqual([1040, 122]);
  });

  it('that vouchers do not come to, as where somebody edited the order, is told by its own sums', () => {
    expect(taken([food, lamp], { gross: 1040, net: 1000 }, [{ gross: 5000, net: 4500 }])).toEqual([
      1040, 0, 0,
    ]);
  });

  it('that is more than everything is what there is', () => {
    expect(taken([food], { gross: 20000, net: 17000 }, [{ gross: 20000, net: 17000 }])).toEqual([
      10400, 1220,
    ]);
  });
});
