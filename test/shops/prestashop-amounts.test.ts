import { expect, it } from 'vitest';
import { people, readOff, recorded } from './prestashop-recorded.ts';
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

  it('have shipping by the rate of the carrier, gift wrapping and discounts apart', async () => {
    const order = await withRows([{ ...detail, associations: { taxes: [{ id: '1' }] } }], {
      total_shipping_tax_incl: '6.900000',
      total_shipping_tax_excl: '5.660000',
      carrier_tax_rate: '22.000',
      total_wrapping_tax_incl: '2.440000',
      total_wrapping_tax_excl: '2.000000',
      total_discounts_tax_incl: '10.010000',
      gift: '1',
      gift_message: 'Auguri!',
    });
    expect(order).toMatchObject({
      shippingCost: { code: '2', title: 'Corriere', net: 566, gross: 690, taxRate: 22 },
      giftWrap: { net: 200, gross: 244, taxRate: 22 },
      discount: 1001,
      giftMessages: ['Auguri!'],
    });
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
    expect((await paid([payment('70.000000'), payment('1.510000')])).paid).toBe(7151);
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
    const order = await paid([payment('1.00', { transaction_id: 'pi_1' }), payment('70.51')]);
    expect(order.payment.reference).toBe('pi_1');
  });
});
