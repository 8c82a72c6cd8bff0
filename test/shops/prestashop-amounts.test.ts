import { expect, it } from 'vitest';
import { chargedTotal } from '../../domain/charges.ts';
import { fresh, people, readOff, recorded } from './prestashop-recorded.ts';
import { describeRecorded } from './recorded.ts';

describeRecorded("an order's amounts", () => {
  const detail = {
    product_id: '1',
    product_attribute_id: '7',
    product_quantity: '3',
    product_name: 'Camicia - Taglia : M',
    product_reference: 'SHIRT-M',
    unit_price_tax_incl: '16.396721',
    unit_price_tax_excl: '13.440000',
    total_price_tax_incl: '49.190000',
    total_price_tax_excl: '40.320000',
  };
  const withRows = (rows: object[], changes: Record<string, string> = {}) =>
    readOff({ ...people, order_details: rows as never }, recorded(changes));

  it('are the rows as the shop summed them, with the rates it applied', async () => {
    const order = await withRows([
      { ...detail, associations: { taxes: [{ id: '1' }] } },
      { ...detail, product_attribute_id: '0', product_reference: '', id_customization: '0' },
    ]);
    const amounts = { quantity: 3, net: 4032, gross: 4919, taxRate: 22 };
    expect(order.lines).toEqual([
      { sku: 'SHIRT-M', name: 'Camicia - Taglia : M', ...amounts },
      { sku: '1', name: 'Camicia - Taglia : M', ...amounts },
    ]);
  });

  it('that are noisy are rounded to what they stand for', async () => {
    const order = await withRows([{ ...detail, total_price_tax_incl: '2449.999999' }], {
      total_paid: '2449.999999',
    });
    expect([order.total, order.lines[0]?.gross]).toEqual([245000, 245000]);
  });

  it('have shipping by the rate of the carrier, gift wrapping by that of the goods', async () => {
    const order = await withRows([{ ...detail, associations: { taxes: [{ id: '1' }] } }], {
      total_shipping_tax_incl: '6.900000',
      total_shipping_tax_excl: '5.660000',
      carrier_tax_rate: '22.000',
      total_wrapping_tax_incl: '2.440000',
      total_wrapping_tax_excl: '2.000000',
      gift: '1',
      gift_message: 'Auguri!',
    });
    expect(order).toMatchObject({
      shippingCost: { code: '2', title: 'Corriere', net: 566, gross: 690, taxRate: 22 },
      giftWrap: { net: 200, gross: 244, taxRate: 22 },
      giftMessages: ['Auguri!'],
    });
  });

  it('have the VAT that the decimals of a price tell, where the shop names none', async () => {
    const order = await withRows([
      { ...detail, unit_price_tax_excl: '9.775000', unit_price_tax_incl: '11.730000' },
      { ...detail, unit_price_tax_excl: '0.413223', unit_price_tax_incl: '0.500000' },
    ]);
    expect(order.lines.map(({ taxRate }) => taxRate)).toEqual([20, 21]);
  });

  it('say of a row where nobody knows the VAT', async () => {
    const order = await withRows(
      [{ ...detail, unit_price_tax_excl: '12.000000', unit_price_tax_incl: '13.700000' }],
      {
        total_shipping_tax_incl: '6.900000',
        total_shipping_tax_excl: '6.020000',
        carrier_tax_rate: '22.000',
      },
    );
    expect(order.lines[0]).toMatchObject({ taxRate: 14.2, rateUnclear: true });
    expect(order.shippingCost).toMatchObject({ taxRate: 14.6, rateUnclear: true });
  });

  it('have the cents that the shop rounded on the whole as a row of rounding', async () => {
    const rows = Array.from({ length: 20 }, (_, i) => ({
      ...detail,
      product_reference: `P-${i}`,
      product_quantity: '1',
      unit_price_tax_excl: '3.330000',
      unit_price_tax_incl: '4.062600',
      total_price_tax_excl: '3.330000',
      total_price_tax_incl: '4.064000',
      associations: { taxes: [{ id: '1' }] },
    }));
    const order = await withRows(rows, {
      total_paid: '81.280000',
      total_shipping_tax_incl: '0.000000',
      total_shipping_tax_excl: '0.000000',
    });
    expect(order.fees).toEqual([
      { kind: 'rounding', code: 'rounding', title: 'Arrotondamento', gross: 8, net: 7, taxRate: 22 },
    ]);
    expect([order.unexplained, chargedTotal(order)]).toEqual([undefined, 8128]);
  });

  it('have ecotax apart where the shop charges one', async () => {
    const raee = { ...detail, ecotax: '0.500000', ecotax_tax_rate: '22.000' };
    const read = (value: string) =>
      readOff(
        {
          ...people,
          configurations: [...(fresh.configurations ?? []), { id: '9', name: 'PS_USE_ECOTAX', value }],
          order_details: [{ ...raee, associations: { taxes: [{ id: '1' }] } }],
        },
        recorded(),
      );
    const { lines, fees } = await read('1');
    expect(lines[0]).toMatchObject({ net: 4032 - 150, gross: 4919 - 183, taxRate: 22 });
    expect(fees?.[0]).toEqual({
      kind: 'eco',
      code: 'ecotax',
      title: 'Ecotassa',
      net: 150,
      gross: 183,
      taxRate: 22,
    });
    expect((await read('0')).lines[0]).toMatchObject({ net: 4032, gross: 4919 });
  });

  it('have the fee of a payment module, where the configuration says that it bears one', async () => {
    const changes = { total_paid: '54.850000', module: 'codfee', payment: 'Contrassegno' };
    const shelf = { ...people, order_details: [{ ...detail, associations: { taxes: [{ id: '1' }] } }] };
    const order = recorded({
      ...changes,
      total_shipping_tax_incl: '0.000000',
      total_shipping_tax_excl: '0.000000',
    });
    const told = await readOff(shelf, order, { fees: { codfee: { taxRate: 22 } } });
    expect(told).toMatchObject({
      fees: [{ kind: 'payment', code: 'codfee', title: 'Contrassegno', gross: 566, net: 464, taxRate: 22 }],
    });
    expect(told).not.toHaveProperty('unexplained');
    expect(await readOff(shelf, order)).toMatchObject({ unexplained: 566 });
  });

  it('have no shipping where nothing is shipped', async () => {
    const order = await withRows([detail], {
      id_carrier: '0',
      total_shipping_tax_incl: '0.000000',
      total_shipping_tax_excl: '0.000000',
    });
    expect([order.shipping, order.shippingCost, order.carrier]).toEqual([undefined, undefined, undefined]);
  });

  it('have the texts that the customer typed for a row', async () => {
    const shelf = {
      ...people,
      order_details: [{ ...detail, id_customization: '8' }],
      customizations: [
        { id: '8', associations: { customized_data_text_fields: [{ value: 'Ada & Bo' }, { value: '' }] } },
      ],
    };
    expect((await readOff(shelf, recorded())).lines[0]?.options).toEqual(['Ada & Bo']);
  });
});

describeRecorded('what was paid', () => {
  const payment = (amount: string, more: object = {}) => ({
    id: '1',
    order_reference: 'KHWLILZLL',
    id_currency: '1',
    amount,
    transaction_id: '',
    ...more,
  });
  const paid = async (payments: object[], orders: object[] = [], changes: Record<string, string> = {}) => {
    const order = recorded(changes);
    return readOff(
      { ...people, order_payments: payments as never, orders: [order, ...orders] as never },
      order,
    );
  };
  const brother = (total_paid: string, reference = 'KHWLILZLL') => ({ id: '6', reference, total_paid });

  it("is the sum of the order's payments, never the total that the shop keeps beside them", async () => {
    expect((await paid([], [], { total_paid_real: '71.510000' })).paid).toBe(0);
    expect((await paid([payment('70.000000'), payment('1.510000', { id: '2' })])).paid).toBe(7151);
    expect((await paid([payment('71.510000')], [], { total_paid_real: '143.020000' })).paid).toBe(7151);
  });

  it('counts neither another currency nor a reference that only looks alike', async () => {
    expect((await paid([payment('71.510000', { id_currency: '2' })])).paid).toBe(0);
    expect((await paid([payment('71.510000', { order_reference: 'khwlilzll' })])).paid).toBe(0);
  });

  it('of several orders under one reference is what the others leave', async () => {
    expect((await paid([payment('71.510000')], [brother('20.000000')])).paid).toBe(5151);
    expect((await paid([payment('91.510000')], [brother('20.000000')])).paid).toBe(7151);
    expect((await paid([payment('10.000000')], [brother('20.000000')])).paid).toBe(0);
    expect((await paid([payment('71.510000')], [brother('20.000000', 'khwlilzll')])).paid).toBe(7151);
  });

  it('has the transaction of the last payment that names one', async () => {
    const order = await paid([payment('1.00', { transaction_id: 'pi_1' }), payment('70.51', { id: '2' })]);
    expect(order.payment.reference).toBe('pi_1');
  });
});
