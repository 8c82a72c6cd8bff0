import { expect, it } from 'vitest';
import { chargedTotal, settledTotal } from '../../domain/charges.ts';
import { type Raw, readXml } from '../../shops/prestashop/answers.ts';
import { address, customer, readOff, recordedOrders } from './prestashop-recorded.ts';
import { describeRecorded, recordedFiles, recordedNames, recordedText } from './recorded.ts';

const folders = [
  'prestashop-9.1.4/connector',
  'prestashop-8.2.4/connector',
  'prestashop-8.2.4/refunds',
  'prestashop-8.2.4/refunds-9.1.4',
];

/** All records of a recorded file, whatever they are of. */
const recordsOf = (path: string): Raw[] =>
  [...recordedText(path).matchAll(/<\?xml[\s\S]*?<\/prestashop>/g)].flatMap(([xml]) => {
    const name = /<prestashop[^>]*>\s*<(\w+)/.exec(xml)?.[1] ?? '';
    return readXml(xml, name.endsWith('s') ? name : `${name}s`)?.records ?? [];
  });

const shop = {
  addresses: [address],
  customers: [customer],
  currencies: [
    { id: '1', iso_code: 'EUR' },
    { id: '2', iso_code: 'GBP' },
  ],
  taxes: [
    { id: '1', rate: '22.000' },
    { id: '2', rate: '10.000' },
    { id: '3', rate: '4.000' },
  ],
};

/** Every order of a folder as it was recorded last, with its rows where they were recorded. */
function ordersOf(folder: string): [Raw, Raw[]][] {
  const records = recordedFiles(folder, '.txt').flatMap(recordsOf);
  const orders = new Map(
    records.filter((record) => 'id_address_invoice' in record).map((order) => [String(order.id), order]),
  );
  return [...orders.values()].map((order) => {
    const details = records.filter((record) => 'product_quantity' in record && record.id_order === order.id);
    return [order, [...new Map(details.map((row) => [row.id, row])).values()]];
  });
}

const read = async (order: Raw, order_details: Raw[]) => {
  const known = { ...order, id_address_invoice: '4', id_address_delivery: '4', id_customer: '1' };
  return readOff({ ...shop, order_details }, known);
};

describeRecorded('the money of orders recorded from PrestaShop', () => {
  it.each(folders)('is explained to the cent in %s, with VAT that is Italian', async (folder) => {
    const orders = ordersOf(folder);
    expect(orders.length).toBeGreaterThan(0);
    for (const [raw, details] of orders) {
      const order = await read(raw, details);
      expect([raw.id, chargedTotal(order) - settledTotal(order)]).toEqual([raw.id, order.total]);
      for (const { taxRate, rateUnclear } of order.lines)
        expect([raw.id, [22, 10, 4, 0].includes(taxRate), rateUnclear]).toEqual([raw.id, true, undefined]);
    }
  });

  it('of older releases is explained to the cent', async () => {
    for (const order of recordedNames('prestashop').flatMap(recordedOrders)) {
      const read = await readOff({ ...shop, order_details: [] }, order);
      expect(chargedTotal(read)).toBe(read.total);
      expect(read.lines.map(({ taxRate }) => taxRate)).toEqual(read.lines.map(() => 0));
    }
  });

  it('in another currency has its sum in the shop’s own', async () => {
    const [raw, details] = ordersOf('prestashop-9.1.4/connector').find(([{ id }]) => id === '10') ?? [];
    expect(raw && (await read(raw, details ?? []))).toMatchObject({
      currency: 'GBP',
      total: 1783,
      base: { currency: 'EUR', total: 2073, rate: 0.86 },
    });
  });

  it('has a voucher of ten per cent on each row, at the VAT that the row has', async () => {
    const [raw, details] = ordersOf('prestashop-9.1.4/connector').find(([{ id }]) => id === '6') ?? [];
    const order = raw && (await read(raw, details ?? []));
    expect(order?.lines.map(({ discount }) => discount)).toEqual([
      { gross: 244, net: 200 },
      { gross: 110, net: 100 },
      { gross: 130, net: 125 },
      { gross: 323, net: 265 },
    ]);
    expect([order?.shippingCost?.discount, order?.giftWrap?.discount]).toEqual([undefined, undefined]);
  });
});
