import { describe, expect, it } from 'vitest';
import { describeRecorded, recordedFiles } from '../shops/recorded.ts';
import { freshShop } from './prestashop-bench.ts';
import { type Fields, recordsOf, sceneOf } from './prestashop-recorded.ts';

const { advance, books, get, list, place, read, steer } = freshShop();

const SED = { reference: 'SED-22', name: 'Sedia "Àncora" & più rossa', price: 12.2, qty: 3 };
const POM = { reference: 'POM-10', name: 'Conserva di pomodoro', price: 3.663, taxPercent: 10, qty: 3 };
const LIB = { reference: 'LIB-4', name: 'Libro della bottega', price: 12.9896, taxPercent: 4, qty: 2 };
const paid = { module: 'stripe_official', paid: true, transactionId: 'pi_3R', shipping: 8.54 };
const ofThree = { ...paid, items: [SED, POM, LIB] };
const ofTwo = { ...paid, items: [SED, LIB] };
const voucher = { ...ofTwo, wrapping: 3.05, discounts: [{ name: '10 %', value: 6.26 }] };

const act = async (what: string, body: object) => {
  const { status, body: answer } = await steer(`orders/1/${what}`, body);
  expect(status, JSON.stringify(answer)).toBe(200);
};
const refund = (body: object) => act('refund', body);
const returnsOn = () => steer('configurations', { name: 'PS_ORDER_RETURN', value: '1' });
const rowsOf = (...rows: [reference: string, qty: number][]) => ({
  rows: rows.map(([reference, qty]) => ({ reference, qty })),
});

const refundOne = () => refund(rowsOf(['SED-22', 1]));
const refundRest = async () => {
  await refundOne();
  await refund({ ...rowsOf(['SED-22', 2], ['POM-10', 3], ['LIB-4', 2]), shipping: 8.54 });
};
const returned = async () => {
  await returnsOn();
  await act('state', { state: 5 });
  await refund({ kind: 'return', restock: true, ...rowsOf(['SED-22', 2]) });
};
const everything = rowsOf(['SED-22', 3], ['LIB-4', 2]);

/** What was placed and done in each recorded scene. */
const scenes: Record<string, [order: object, done: () => Promise<unknown>]> = {
  'A1-partial-one-piece-slip': [ofThree, refundOne],
  'A2-rest-and-shipping-slip': [ofThree, refundRest],
  'A3-state-refunded': [ofThree, async () => [await refundRest(), await act('state', { state: 7 })]],
  'C-shipping-only': [ofThree, () => refund({ shipping: 4 })],
  'D-standard-refund-returns-on': [
    ofTwo,
    async () => [
      await returnsOn(),
      await refund({ kind: 'standard', ...rowsOf(['SED-22', 1]), shipping: 'all' }),
    ],
  ],
  'E-return-after-delivery': [ofThree, returned],
  'E2-partial-after-delivery-not-restocked': [
    ofThree,
    async () => [await returned(), await refund(rowsOf(['LIB-4', 1]))],
  ],
  'F-partial-voucher-without-slip': [ofThree, () => refund({ ...rowsOf(['SED-22', 1]), slip: false })],
  'G-cancel-one-piece-unpaid': [
    { ...ofTwo, paid: false, module: 'ps_wirepayment' },
    () => act('cancel', rowsOf(['SED-22', 1])),
  ],
  'H-line-deleted-of-paid-order': [ofThree, () => act('edit', { reference: 'LIB-4', qty: 0 })],
  'J-legacy-OrderSlip-create': [ofThree, () => refund({ kind: 'slip', ...rowsOf(['SED-22', 1]) })],
  'K1-all-excluding-voucher': [
    voucher,
    () => refund({ ...everything, shipping: 8.54, vouchers: 'excluded' }),
  ],
  'K2-all-not-excluding-voucher': [voucher, () => refund({ ...everything, shipping: 8.54 })],
  'K3-specific-amount': [ofTwo, () => refund({ ...rowsOf(['SED-22', 1]), amount: 7 })],
  'L-gbp': [
    { ...paid, currency: 'GBP', shipping: 7.34, items: [{ ...SED, price: 10.492, qty: 2 }] },
    () => refund({ rows: [{ reference: 'SED-22', qty: 1, amount: 10.49 }], shipping: 2 }),
  ],
  'O1-group-without-tax-partial': [
    { ...ofTwo, customer: { like: 2, netPrices: true }, discounts: [{ name: 'B', value: 5 }] },
    () => refund({ ...rowsOf(['SED-22', 1]), shipping: 7 }),
  ],
};

/** Fields that are not compared: who, when, under which number, and the sandbox's own rate of a currency. */
const OTHER =
  /^id|date|secure_key|reference$|^(invoice|delivery)_number$|^product_id$|^payment|^module$|^conversion_rate$/;
const matter = (records: Fields[]): Fields[] =>
  records.map((record) =>
    Object.fromEntries(
      Object.entries(record)
        .filter(([name]) => name === 'product_reference' || !OTHER.test(name))
        .map(([name, value]) => [name, typeof value === 'string' ? value : matter(value)]),
    ),
  );

describeRecorded('a refund', () => {
  it.each([
    ...recordedFiles('prestashop-8.2.4/refunds').map((path) => ['8', path] as const),
    ...recordedFiles('prestashop-8.2.4/refunds-9.1.4').map((path) => ['9', path] as const),
  ])('leaves order, rows, slips and payments as recorded (%s, %s)', async (version, path) => {
    const [order, done] = scenes[path.slice(path.lastIndexOf('/') + 1, -'.txt'.length)] ?? [];
    if (!done) throw new Error(`${path} has no scene`);
    await steer('settings', { version });
    await place(order);
    await advance(60);
    await done();
    const placed = {
      reference: (await read('orders', 1)).reference ?? '',
      order: '1',
    };
    const exchanges = sceneOf(path);
    expect(exchanges).toHaveLength(4);
    for (const { path: asked, status, type, text } of exchanges) {
      const answer = await get(
        asked
          .replace(/\/orders\/\d+/, `/orders/${placed.order}`)
          .replace(/\[id_order\]=\[\d+\]/, `[id_order]=[${placed.order}]`)
          .replace(/\[order_reference\]=\[\w+\]/, `[order_reference]=[${placed.reference}]`),
      );
      expect([answer.status, answer.headers.get('content-type')], asked).toEqual([status, type]);
      expect(matter(recordsOf(answer.text)), asked).toEqual(matter(recordsOf(text)));
    }
  });
});

describe('a refund', () => {
  it('changes no date, state, total or payment of the order, which no changed list shows therefore', async () => {
    await place(ofThree);
    const before = await read('orders', 1);
    await advance(3600);
    await refund({ ...rowsOf(['SED-22', 1]), shipping: 8.54 });
    expect(await read('orders', 1)).toEqual(before);
    const since = `filter[date_upd]=>[${before.date_upd}]&date=1&sort=[date_upd_ASC,id_ASC]`;
    expect(await list('orders', since)).toEqual([]);
    expect(await list('order_slip', `${since}&limit=0,3&display=[id,id_order,amount]`)).toEqual([
      { id: '1', id_order: '1', amount: '12.200000' },
    ]);
    expect(books().mails.map(({ template }) => template)).toContain('credit_slip');
  });

  it('is limited to the pieces and the shipping that are left, and to paid orders', async () => {
    await place({ ...ofThree, paid: false });
    const refused = async (body: object) => (await steer('orders/1/refund', body)).status;
    expect(await refused(rowsOf(['SED-22', 1]))).toBe(409);
    await act('pay', {});
    expect(await refused(rowsOf(['SED-22', 4]))).toBe(409);
    expect(await refused(rowsOf(['NESSUNO', 1]))).toBe(404);
    expect(await refused({})).toBe(409);
    expect(await refused({ kind: 'standard', ...rowsOf(['SED-22', 1]) })).toBe(409);
    await returnsOn();
    expect(await refused({ kind: 'return', ...rowsOf(['SED-22', 1]) })).toBe(409);
    await refund({ ...rowsOf(['SED-22', 2]), shipping: 5 });
    expect(await refused(rowsOf(['SED-22', 2]))).toBe(409);
    await refund({ shipping: 8 });
    expect((await list('order_slip')).map((slip) => slip.total_shipping_tax_incl)).toEqual([
      ...['5.000000', '3.540000'],
    ]);
  });

  it('less the vouchers takes them off the VAT side of a customer who sees net prices', async () => {
    const customer = { like: 2, netPrices: true };
    await place({ ...ofTwo, customer, discounts: [{ name: 'B', value: 5 }] });
    await refund({ ...everything, vouchers: 'excluded' });
    expect(await list('order_slip')).toMatchObject([
      {
        total_products_tax_excl: '54.980000',
        total_products_tax_incl: '57.580000',
        amount: '54.980000',
        order_slip_type: '1',
      },
    ]);
  });

  it('is not what state 7 is: from unpaid it makes an invoice and no payment', async () => {
    await place({ ...ofThree, paid: false });
    await act('state', { state: 7 });
    expect(await read('orders', 1)).toMatchObject({ invoice_number: '1', valid: '0', current_state: '7' });
    expect([await list('order_payments'), await list('order_slip')]).toEqual([[], []]);
  });
});

describe('pieces of an unpaid order', () => {
  it('are cancelled one by one, with the last of them the order', async () => {
    await place({ ...ofTwo, paid: false });
    await act('cancel', rowsOf(['LIB-4', 2]));
    expect((await list('order_details')).map((row) => row.product_reference)).toEqual(['SED-22']);
    expect((await steer('orders/1/cancel', rowsOf(['SED-22', 4]))).status).toBe(409);
    await act('cancel', rowsOf(['SED-22', 3]));
    expect(await read('orders', 1)).toMatchObject({ current_state: '6', total_paid: '0.000000' });
    expect(await list('order_details')).toEqual([]);
    await place(ofTwo);
    expect((await list('order_details')).map(({ id }) => id)).toEqual(['3', '4']);
    expect((await steer('orders/2/cancel', rowsOf(['SED-22', 1]))).status).toBe(409);
  });
});
