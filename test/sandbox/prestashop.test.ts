import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { itRecorded, recordedText } from '../shops/recorded.ts';
import { freshShop, type Json } from './prestashop-bench.ts';

const { books, get, list, place, read, steer } = freshShop();

/** Every element in its order, as its path with the names of its attributes. */
function outline(xml: string): string[] {
  type Node = { [name: string]: unknown };
  const nodes = new XMLParser({ ignoreAttributes: false, preserveOrder: true }).parse(xml) as Node[];
  const walk = (list: Node[], path: string): string[] =>
    list.flatMap((node) => {
      const name = Object.keys(node).find((key) => key !== ':@') ?? '';
      if (name.startsWith('#') || name.startsWith('?')) return [];
      const attributes = Object.keys((node[':@'] as Node | undefined) ?? {}).sort();
      return [
        `${path}/${name} ${attributes.join(' ')}`.trim(),
        ...walk(node[name] as Node[], `${path}/${name}`),
      ];
    });
  return walk(nodes, '');
}

describe('an order', () => {
  itRecorded(
    'has the elements and attributes of one recorded from a real shop, in its order, and what 1.7 added',
    async () => {
      await steer('settings', { version: '1.7' });
      await place({
        module: 'ps_wirepayment',
        exempt: true,
        items: [
          { reference: 'demo_1', variant: 'Color: Orange - Size: S' },
          { reference: 'demo_2' },
          { reference: 'demo_3' },
        ],
      });
      const { text } = await get('/orders/1');
      const added = ['product_isbn', 'id_customization'];
      const shape = outline(text)
        .filter((line) => !added.some((name) => line.includes(`/${name}`)))
        // Since 1.7 a row links its product.
        .map((line) => line.replace(/(\/product_id) .*/, '$1'));
      expect(shape).toEqual(outline(recordedText('prestashop-1.6.1.23-order-5.xml')));
      expect(text).toContain('<![CDATA[demo_1 - Color : Orange, Size : S]]>');
      expect(outline(text).filter((line) => line.includes('product_isbn'))).toHaveLength(3);
    },
  );

  it('adds up: goods, shipping, wrapping and vouchers, with VAT and without, amounts as text with six decimals', async () => {
    await place({
      items: [
        { reference: 'PASTA-GRANO-3KG', qty: 3 },
        { reference: 'MIELE-ACACIA' },
        { reference: 'X', price: 0.99, qty: 7 },
      ],
      wrapping: 4.88,
      giftMessage: 'Auguri!',
      discounts: [
        { name: 'BENVENUTO', value: 5 },
        { name: 'SPEDITO GRATIS', value: 0, freeShipping: true },
      ],
    });
    const order = await read('orders', 1);
    const amount = (field: string) => Number(order[field]);
    expect(amount('total_products_wt')).toBeCloseTo(3 * 12.48 + 9.9 + 7 * 0.99, 6);
    for (const side of ['incl', 'excl']) {
      const goods = side === 'incl' ? 'total_products_wt' : 'total_products';
      const sum =
        amount(goods) +
        amount(`total_shipping_tax_${side}`) +
        amount(`total_wrapping_tax_${side}`) -
        amount(`total_discounts_tax_${side}`);
      expect(amount(`total_paid_tax_${side}`)).toBeCloseTo(sum, 6);
    }
    expect(order).toMatchObject({
      total_wrapping: '4.880000',
      total_discounts: '11.900000',
      carrier_tax_rate: '22.000',
      gift: '1',
      gift_message: 'Auguri!',
      total_paid_real: '0.000000',
    });
    expect((await list('order_details')).map((row) => row.unit_price_tax_excl)).toEqual([
      '12.000000',
      '9.000000',
      '0.811475',
    ]);
    expect(await list('order_cart_rules')).toMatchObject([
      { name: 'BENVENUTO', value: '5.000000', free_shipping: '0' },
      { name: 'SPEDITO GRATIS', value: '6.900000', free_shipping: '1' },
    ]);
  });

  it('tells a row’s VAT only by its link to the tax; one without VAT links none', async () => {
    await place({
      items: [
        { reference: 'A', taxPercent: 10 },
        { reference: 'B', taxPercent: 0 },
      ],
    });
    const [first, second] = (await list('order_details')) as unknown as Json[];
    expect(first).not.toHaveProperty('tax_rate');
    expect([first?.associations, second?.associations]).toEqual([
      { taxes: { tax: { id: '2' } } },
      { taxes: '' },
    ]);
    expect((await read('taxes', 2)).rate).toBe('10.000');
    expect((await get('/order_details/2')).text).toContain('<taxes nodeType="tax" api="taxes"/>');
  });

  it('of something made to measure has the customer’s words behind a link', async () => {
    await place({ items: [{ reference: 'A', texts: ['Per Anna', 'Blu'] }, { reference: 'B' }] });
    expect((await list('order_details')).map((row) => row.id_customization)).toEqual(['1', '0']);
    const customization = (await read('customizations', 1)) as unknown as Json;
    expect(customization.associations).toEqual({
      customized_data_text_fields: {
        customized_data_text_field: [
          { id_customization_field: '1', value: 'Per Anna' },
          { id_customization_field: '2', value: 'Blu' },
        ],
      },
      customized_data_images: '',
    });
  });

  it('that is exempt is sold without VAT, also abroad', async () => {
    await place({ customer: 5, exempt: true, items: [{ reference: 'A', price: 122 }], shipping: 12.2 });
    expect(await read('orders', 1)).toMatchObject({
      total_paid: '110.000000',
      total_paid_tax_excl: '110.000000',
      carrier_tax_rate: '0.000',
    });
    const { id_address_invoice: id } = await read('orders', 1);
    const address = await read('addresses', Number(id));
    expect(address).toMatchObject({
      company: 'Weber Handels GmbH',
      vat_number: 'DE136695976',
      city: 'Düsseldorf',
    });
    expect((await read('countries', Number(address.id_country))).iso_code).toBe('DE');
  });

  it('of Italians has fiscal code, province and phone in the address', async () => {
    await place({ customer: 1 });
    expect(await read('addresses', 1)).toMatchObject({ dni: 'SPSCHR85M41F839N', postcode: '80134' });
    const state = Number((await read('addresses', 1)).id_state);
    expect(await read('states', state)).toMatchObject({ iso_code: 'NA', name: 'Napoli' });
  });

  it('of a guest has a customer of its own, of nobody has customer 0 without link, of no state has state 0', async () => {
    await place({ guest: true, customer: { email: 'ospite@example.com' }, delivery: { city: 'Bari' } });
    const guest = await read('orders', 1);
    expect(await read('customers', Number(guest.id_customer))).toMatchObject({
      is_guest: '1',
      email: 'ospite@example.com',
    });
    expect(guest.id_address_delivery).not.toEqual(guest.id_address_invoice);
    await place({ customer: 0, state: 0 });
    const nobody = (await get('/orders/2')).text;
    expect(nobody).toContain('<id_customer><![CDATA[0]]></id_customer>');
    expect(nobody).toMatch(/<current_state xlink:href="[^"]*order_states\/0"><!\[CDATA\[0\]\]>/);
    expect(await list('order_histories', 'filter[id_order]=[2]')).toEqual([]);
  });

  it('of virtual goods only has no carrier and no shipping', async () => {
    await place({ items: [{ reference: 'BRODETTO-PDF' }] });
    expect(await read('orders', 1)).toMatchObject({ id_carrier: '0', total_shipping: '0.000000' });
    expect(await list('order_carriers')).toEqual([]);
  });

  it('paid in the shop has state, invoice and payment, and total_paid_real as its module left it', async () => {
    await place({ module: 'paypal', paid: true, transactionId: 'PAYID-1' });
    const order = await read('orders', 1);
    expect(order).toMatchObject({ valid: '1', invoice_number: '1', total_paid_real: order.total_paid });
    expect(await list('order_payments')).toMatchObject([
      { order_reference: order.reference, amount: order.total_paid, transaction_id: 'PAYID-1' },
    ]);
    await place({ module: 'paypal', paid: true, paidReal: 'zero' });
    expect((await read('orders', 2)).total_paid_real).toBe('0.000000');
    await place({
      module: 'paypal',
      paid: true,
      paidReal: 'double',
      items: [{ reference: 'A', price: 20.23 }],
      shipping: 0,
    });
    expect((await read('orders', 3)).total_paid_real).toBe('40.460000');
  });

  it('of a split cart shares its reference with the others, and their one payment', async () => {
    const { ids } = await place({
      module: 'paypal',
      paid: true,
      split: 2,
      items: [
        { reference: 'A', price: 10 },
        { reference: 'B', price: 30 },
      ],
      shipping: 0,
    });
    const [first, second] = [await read('orders', ids[0] ?? 0), await read('orders', ids[1] ?? 0)];
    expect(first.reference).toBe(second.reference);
    expect(first.reference).toMatch(/^[A-Z]{9}$/);
    expect([first.total_paid, second.total_paid]).toEqual(['10.000000', '30.000000']);
    expect([first.total_paid_real, second.total_paid_real]).toEqual(['0.000000', '40.000000']);
    const payments = await list('order_payments', `filter[order_reference]=[${first.reference}]`);
    expect(payments.map(({ amount }) => amount)).toEqual(['40.000000']);
  });

  it('can share a reference by chance, have noisy amounts and another currency', async () => {
    await place({ reference: 'AAAAAAAAA' });
    await place({
      reference: 'AAAAAAAAA',
      noise: true,
      currency: 'USD',
      items: [{ reference: 'A', price: 2450 }],
      shipping: 0,
    });
    expect((await list('orders', 'filter[reference]=[AAAAAAAAA]')).map(({ id }) => id)).toEqual(['1', '2']);
    const order = await read('orders', 2);
    expect([order.total_paid, order.conversion_rate]).toEqual(['2449.999999', '1.100000']);
  });

  it('keeps what the customer wrote as a message and in a thread', async () => {
    await place({ message: 'Suonare al 3 <b>grazie</b>' });
    expect(await list('messages')).toMatchObject([{ message: 'Suonare al 3 grazie', id_order: '1' }]);
    const [thread] = (await list('customer_threads', 'filter[id_order]=[1]')) as unknown as Json[];
    expect(thread).toMatchObject({
      associations: { customer_messages: { customer_message: [{ id: '1' }] } },
    });
    expect(await list('customer_messages')).toMatchObject([{ private: '0', id_employee: '0' }]);
  });

  it('is refused when the description has a field that nobody knows', async () => {
    const { status, body } = await steer('orders', { modul: 'paypal' });
    expect(status).toBe(400);
    expect(body.message).toContain('modul');
    expect(books().tables.orders).toEqual([]);
  });
});

describe('the shop’s clock', () => {
  it('is the wall clock of its zone: an hour that comes twice is there twice, one that is skipped never', async () => {
    for (const at of [
      '2027-10-31T00:30:00Z',
      '2027-10-31T01:30:00Z',
      '2027-03-28T00:59:59Z',
      '2027-03-28T01:00:00Z',
    ])
      await place({ at });
    expect((await list('orders')).map(({ date_add }) => date_add)).toEqual([
      '2027-10-31 02:30:00',
      '2027-10-31 02:30:00',
      '2027-03-28 01:59:59',
      '2027-03-28 03:00:00',
    ]);
    await place({ at: '2027-10-31 02:59:59' });
    expect((await read('orders', 5)).date_upd).toBe('2027-10-31 02:59:59');
    const skipped = await steer('orders', { at: '2027-03-28 02:30:00' });
    expect([skipped.status, skipped.body.message]).toEqual([
      400,
      'No clock in Europe/Rome ever shows 2027-03-28 02:30:00.',
    ]);
  });

  it('can be advanced to a moment, not set back, and tells its zone as a configuration', async () => {
    await steer('clock', { to: '2030-07-01T10:00:00Z' });
    await place();
    expect((await read('orders', 1)).date_add).toMatch(/^2030-07-01 12:00:0\d$/);
    expect((await steer('clock', { to: '2029-01-01T00:00:00Z' })).status).toBe(500);
    const zone = 'filter[name]=[PS_TIMEZONE]&display=[name,value]';
    expect(await list('configurations', zone)).toEqual([{ value: 'Europe/Rome', name: 'PS_TIMEZONE' }]);
    await steer('settings', { timezone: 'America/New_York' });
    await steer('clock', { to: '2030-07-01T12:00:00Z' });
    await place();
    expect((await read('orders', 2)).date_add).toMatch(/^2030-07-01 08:00:0\d$/);
  });
});

describe('an order that is edited', () => {
  it('stays the same one, with new sums', async () => {
    await place({ items: [{ reference: 'MIELE-ACACIA', qty: 1 }], shipping: 5 });
    await steer('orders/1/edit', { reference: 'MIELE-ACACIA', qty: 3 });
    expect(await read('orders', 1)).toMatchObject({
      total_paid: '34.700000',
      total_paid_tax_incl: '34.700000',
      total_paid_tax_excl: '31.100000',
      total_products: '27.000000',
      total_products_wt: '29.700000',
    });
    const [row] = await list('order_details', 'display=full');
    expect(row).toMatchObject({ product_quantity: '3', total_price_tax_incl: '29.700000' });
  });

  it('is refused with an article that it has not', async () => {
    await place({ items: [{ reference: 'MIELE-ACACIA' }] });
    expect((await steer('orders/1/edit', { reference: 'PASTA-GRANO-3KG', qty: 2 })).status).toBe(404);
  });

  it('when paid keeps what was paid, and its invoice follows', async () => {
    await place({ items: [{ reference: 'MIELE-ACACIA', qty: 2 }], shipping: 5, paid: true });
    await steer('orders/1/edit', { reference: 'MIELE-ACACIA', qty: 1 });
    expect(await read('orders', 1)).toMatchObject({ total_paid: '14.900000', total_paid_real: '24.800000' });
    expect(await list('order_invoices')).toMatchObject([{ total_paid_tax_incl: '14.900000' }]);
  });
});
