import { expect, it } from 'vitest';
import { Failure } from '../../domain/failure.ts';
import type { Raw } from '../../shops/prestashop/answers.ts';
import { listRefunded } from '../../shops/prestashop/changes.ts';
import { lookups } from '../../shops/prestashop/lookups.ts';
import { toOrder } from '../../shops/prestashop/mapping.ts';
import { partsReader } from '../../shops/prestashop/parts.ts';
import { settings } from '../../shops/prestashop/settings.ts';
import {
  fresh,
  KEY,
  marks,
  people,
  readOff,
  recorded,
  type Shelf,
  shelfClient,
} from './prestashop-recorded.ts';
import { readRecorded, recordedShelf, recordedShop } from './prestashop-recorded-exchanges.ts';
import { describeRecorded, recordedFiles } from './recorded.ts';

/** What was given back in each scene, worked out by hand from what was done in the back office: cents by slip or row. */
const scenes: Record<
  string,
  { refunds: Record<string, number>; paid: number; total: number; state?: string }
> = {
  // One chair of 12.20; then the other two, three jars (10.99), two books (25.98) and the shipping (8.54).
  'A1-partial-one-piece-slip': { refunds: { 3: 1220 }, paid: 8211, total: 8211 },
  'A2-rest-and-shipping-slip': { refunds: { 3: 1220, 4: 6991 }, paid: 8211, total: 8211 },
  'A3-state-refunded': { refunds: { 3: 1220, 4: 6991 }, paid: 8211, total: 8211, state: 'refunded' },
  // 4.00 of the shipping.
  'C-shipping-only': { refunds: { 6: 400 }, paid: 8211, total: 8211 },
  'D-standard-refund-returns-on': { refunds: { 16: 2074 }, paid: 7112, total: 7112 },
  'E-return-after-delivery': { refunds: { 7: 2440 }, paid: 8211, total: 8211, state: 'completed' },
  'E2-partial-after-delivery-not-restocked': {
    refunds: { 7: 2440, 8: 1299 },
    paid: 8211,
    total: 8211,
    state: 'completed',
  },
  // A voucher for one chair; nothing but its row says so.
  'F-partial-voucher-without-slip': { refunds: { 'row-81': 1220 }, paid: 8211, total: 8211 },
  'G-cancel-one-piece-unpaid': { refunds: {}, paid: 0, total: 5892 },
  'H-line-deleted-of-paid-order': { refunds: {}, paid: 8211, total: 5613 },
  'J-legacy-OrderSlip-create': { refunds: { 9: 1220 }, paid: 8211, total: 8211 },
  // 36.60 + 25.98 + 8.54, less the voucher of 6.26, which the other scene gives back besides.
  'K1-all-excluding-voucher': { refunds: { 10: 6486 }, paid: 6791, total: 6791 },
  'K2-all-not-excluding-voucher': { refunds: { 11: 7112 }, paid: 6791, total: 6791 },
  // Somebody typed 7.00 for a chair of 12.20.
  'K3-specific-amount': { refunds: { 12: 700 }, paid: 7112, total: 7112 },
  // Pounds: one piece of 10.49 and 2.00 of the shipping.
  'L-gbp': { refunds: { 13: 1249 }, paid: 2832, total: 2832 },
  // The customer is shown net prices: 12.20 and 8.54 all the same.
  'O1-group-without-tax-partial': { refunds: { 14: 2074 }, paid: 6612, total: 6612 },
};
const newer: typeof scenes = {
  'A2-rest-and-shipping-slip': { refunds: { 1: 1220, 2: 6991 }, paid: 8211, total: 8211 },
  'K1-all-excluding-voucher': { refunds: { 8: 6486 }, paid: 6791, total: 6791 },
};

describeRecorded('refunds recorded from a real PrestaShop', () => {
  const folders = [
    ['8.2.4', 'prestashop-8.2.4/refunds', scenes],
    ['9.1.4', 'prestashop-8.2.4/refunds-9.1.4', newer],
  ] as const;
  for (const [release, folder, expected] of folders)
    it.each(recordedFiles(folder, '.txt'))(`%s is read to the cent (${release})`, async (path) => {
      const name = path.slice(folder.length + 1, -'.txt'.length);
      const shop = recordedShop(release);
      const currencies = [...(shop.currencies ?? []), { id: '2', iso_code: 'GBP' }];
      const shelf: Shelf = { ...shop, currencies, ...recordedShelf(path) };
      const order = await readRecorded(shelf, String(shelf.orders?.[0]?.id));
      const { refunds, state = 'open', ...money } = expected[name] ?? { refunds: {} };
      expect({ paid: order.paid, total: order.total, state: order.state }).toEqual({ ...money, state });
      expect(Object.fromEntries((order.refunds ?? []).map(({ id, amount }) => [id, amount]))).toEqual(
        refunds,
      );
    });
});

const row = (more: Raw = {}): Raw => ({
  id: '66',
  product_id: '20',
  product_quantity: '3',
  product_name: 'Sedia',
  product_reference: 'SED-22',
  unit_price_tax_incl: '12.200000',
  unit_price_tax_excl: '10.000000',
  total_price_tax_incl: '36.600000',
  total_price_tax_excl: '30.000000',
  ...more,
});
const slip = (more: Raw = {}, pieces = '1', amounts = ['10.000000', '12.200000']): Raw => ({
  id: '3',
  id_order: '5',
  date_add: '2026-11-29 19:27:34',
  date_upd: '2026-11-29 19:27:34',
  total_products_tax_excl: amounts[0],
  total_products_tax_incl: amounts[1],
  amount: amounts[1],
  total_shipping_tax_incl: '0.000000',
  order_slip_type: '0',
  associations: {
    order_slip_details: [
      {
        id_order_detail: '66',
        product_quantity: pieces,
        amount_tax_excl: amounts[0],
        amount_tax_incl: amounts[1],
      },
    ],
  },
  ...more,
});
const refundsOf = async (slips: Raw[], rows: Raw[] = [row()], order: Raw = {}) =>
  (
    await readOff(
      { ...people, order_details: rows, order_slip: slips },
      recorded({ invoice_number: '27', current_state: '2', ...order }),
    )
  ).refunds;

describeRecorded('a refund', () => {
  it('says what of, and when by the clock of the shop', async () => {
    expect(await refundsOf([slip()])).toEqual([
      {
        id: '3',
        number: '3',
        at: '2026-11-29T18:27:34.000Z',
        amount: 1220,
        lines: [{ sku: 'SED-22', name: 'Sedia', quantity: 1 }],
      },
    ]);
  });

  it.each([
    ['net prices and a voucher, which is off the gross total already', 'incl', '7.200000', 720],
    ['prices with VAT and a voucher, which is off the net total', 'excl', '5.000000', 720],
    ['a net total that only rounding sets apart', 'excl', '9.990000', 1220],
  ])('of a customer who is shown %s is what was given back', async (_what, column, total, amount) => {
    const lowered = { [`total_products_tax_${column}`]: total, order_slip_type: '1' };
    const shown = column === 'incl' ? { amount: '10.000000' } : {};
    expect(await refundsOf([slip({ ...lowered, ...shown })])).toMatchObject([{ amount }]);
  });

  it.each([
    ['the sum that somebody typed', '0.000000', '7.000000', 700],
    ['that sum though it is the net price by chance', '0.000000', '10.000000', 1000],
    ['that sum with the shipping', '8.540000', '7.000000', 1554],
    [
      'the goods with VAT where the amount is their net price, with the shipping',
      '8.540000',
      '10.000000',
      2074,
    ],
    ['the goods where the amount has cents only (1.7)', '8.540000', '12.200400', 2074],
    ['that sum though it is one cent less than the goods', '8.540000', '12.190000', 2073],
    ['the shipping alone where nothing was typed for the goods', '8.540000', '0.000000', 854],
  ])('of the second type is %s', async (_what, total_shipping_tax_incl, amount, cents) => {
    const given = { order_slip_type: '2', total_shipping_tax_incl, amount };
    expect(await refundsOf([slip(given)])).toMatchObject([{ amount: cents }]);
  });

  it('less a voucher is less the whole of it, whatever rounding does to the net total', async () => {
    const lowered = { total_products_tax_excl: '3.730000', order_slip_type: '1' };
    const order = { total_discounts_tax_incl: '6.260000', total_discounts_tax_excl: '5.130000' };
    expect(await refundsOf([slip(lowered)], [row()], order)).toMatchObject([{ amount: 594 }]);
    const shippingAlone = {
      ...slip({ total_products_tax_excl: '-6.260000', total_products_tax_incl: '0.000000' }),
      amount: '0.000000',
      total_shipping_tax_incl: '8.540000',
      order_slip_type: '2',
      associations: {},
    };
    expect(await refundsOf([shippingAlone], [row()], order)).toMatchObject([{ amount: 228 }]);
  });

  it("that a slip has the pieces of is not in its row besides, though the row's sum is another", async () => {
    const many = { product_quantity: '100', product_quantity_refunded: '100' };
    const rounded = row({ ...many, total_refunded_tax_incl: '406.260000' });
    const ofAll = slip({ amount: '333.000000' }, '100', ['333.000000', '406.000000']);
    expect(await refundsOf([ofAll], [rounded])).toMatchObject([{ id: '3', amount: 40_600 }]);
  });

  it("by a voucher beside the slip of a module, which is in no row's sum, counts too", async () => {
    const twice = row({ product_quantity_refunded: '2', total_refunded_tax_incl: '12.200000' });
    expect(await refundsOf([slip({ amount: '10.000000' })], [twice])).toMatchObject([
      { id: '3', amount: 1220 },
      { id: 'row-66', amount: 1220 },
    ]);
  });

  it.each([
    ['before delivery', { product_quantity_refunded: '2', total_refunded_tax_incl: '24.400000' }, 2440, 2],
    ['after it', { product_quantity_return: '1', total_refunded_tax_incl: '12.200000' }, 1220, 1],
    ['before 1.7.7', { product_quantity_refunded: '2' }, 2440, 2],
  ])('without a slip is seen in its row (%s), undated', async (_when, fields, amount, quantity) => {
    expect(await refundsOf([], [row(fields)])).toEqual([
      {
        id: 'row-66',
        number: 'SED-22, without a credit slip',
        at: '2019-01-30T00:02:13.000Z',
        amount,
        lines: [{ sku: 'SED-22', name: 'Sedia', quantity }],
      },
    ]);
  });

  it('by a voucher beside one by a slip is what the slip leaves', async () => {
    const twice = row({ product_quantity_refunded: '2', total_refunded_tax_incl: '24.400000' });
    expect(await refundsOf([slip()], [twice])).toMatchObject([
      { id: '3', amount: 1220 },
      { id: 'row-66', amount: 1220 },
    ]);
  });

  it('is not asked for where nothing was paid, and unknown where the key may not read any', async () => {
    const asked: string[] = [];
    const reading = async (order: Raw) => {
      const client = shelfClient({ ...fresh, ...people, orders: [order], order_details: [row()] });
      const list: typeof client.list = async (what, resource, query) => {
        asked.push(resource);
        if (resource !== 'order_slip') return client.list(what, resource, query);
        throw new Failure('SHOP_LOGIN_REFUSED', 'refused', `${what}: HTTP 401 (26)`);
      };
      const given = settings.parse({ url: 'https://shop.example', key: KEY });
      const deaf = { ...client, list };
      const parts = await partsReader(deaf, lookups(deaf, 'it', given), 'it', given).whole('5');
      return toOrder('it', parts, { ...given, marks });
    };
    expect((await reading(recorded())).refunds).toBeUndefined();
    expect(asked).not.toContain('order_slip');
    const paidFor = await reading(recorded({ invoice_number: '27', current_state: '2' }));
    expect([paidFor.id, paidFor.refunds, asked.includes('order_slip')]).toEqual(['5', undefined, true]);
  });
});

describeRecorded('the list of refunds', () => {
  it('is of the orders of this shop, an order as often as it was refunded, and goes on by slips', async () => {
    const at = (second: string) => ({ date_add: second, date_upd: second });
    const slips = [
      slip({ id: '3', id_order: '5', ...at('2026-11-29 19:27:34') }),
      slip({ id: '4', id_order: '77', ...at('2026-11-29 19:27:35') }),
      slip({ id: '5', id_order: '5', ...at('2026-11-29 19:27:36') }),
    ];
    const client = shelfClient({ ...fresh, orders: [recorded()], order_slip: slips });
    const looked = lookups(client, 'it', settings.parse({ url: 'https://shop.example', key: KEY }));
    const start = { changedAt: '2026-11-29T18:27:33.000Z', id: '0' };
    const order = { id: '5', createdAt: '2019-01-30T00:02:12.000Z', status: 'In attesa di bonifico' };
    expect(await listRefunded(client, looked, 'it', start, 10)).toEqual({
      orders: [
        { ...order, statusId: '10', changedAt: '2026-11-29T18:27:34.000Z' },
        { ...order, statusId: '10', changedAt: '2026-11-29T18:27:36.000Z' },
      ],
      unreadable: [],
      until: { changedAt: '2026-11-29T18:27:36.000Z', id: '5' },
      more: false,
    });
  });
});
