import { expect, it } from 'vitest';
import { discountTotal } from '../../domain/charges.ts';
import { toOrder } from '../../shops/magento/mapping.ts';
import { type Json, read, reading, recorded, unreadable } from './magento-recorded.ts';
import { describeRecorded } from './recorded.ts';

describeRecorded('what shops leave out or write differently', () => {
  it.each([
    ['new', 'open'],
    ['pending_payment', 'open'],
    ['payment_review', 'in_review'],
    ['processing', 'open'],
    ['holded', 'on_hold'],
    ['canceled', 'cancelled'],
    ['complete', 'completed'],
    ['closed', 'refunded'],
    ['pending', 'unknown'],
    ['toString', 'unknown'],
    [null, 'unknown'],
    [undefined, 'unknown'],
  ])('state %s is %s', (state, meaning) => {
    expect(read({ state }).state).toBe(meaning);
  });

  it('a status that is gone leaves the state as the word, and none leaves it empty', () => {
    expect(read({ status: undefined, state: 'pending' })).toMatchObject({
      state: 'unknown',
      status: 'pending',
    });
    expect(read({ status: null, state: null }).status).toBe('');
  });

  it('what was paid is never concluded from what is due', () => {
    const payment = recorded().payment;
    expect(read({ total_due: 0 }).paid).toBe(0);
    expect(read({ total_due: 396.87, total_paid: 100.1 }).paid).toBe(10010);
    expect(read({ payment: { ...payment, amount_paid: 396.87 } }).paid).toBe(39687);
    expect(read({ total_paid: 0, payment: { ...payment, amount_paid: 396.87 } }).paid).toBe(0);
  });

  it('the payment is called by its title, else by its first information, else by its code; "null" is no title', () => {
    const { payment, extension_attributes } = recorded();
    const titled = (value: unknown, additional_information: unknown) =>
      read({
        payment: { ...payment, additional_information },
        extension_attributes: {
          ...extension_attributes,
          payment_additional_info: [{ key: 'method_title', value }],
        },
      }).payment.title;
    expect(titled('Carta', ['other'])).toBe('Carta');
    expect(titled('null', ['Bonifico'])).toBe('Bonifico');
    expect(titled('null', ['null'])).toBe('checkmo');
    expect(titled(null, null)).toBe('checkmo');
    expect(titled(undefined, undefined)).toBe('checkmo');
    expect(titled({ odd: 1 }, { method: 'x' })).toBe('checkmo');
    expect(read({ payment: { ...payment, last_trans_id: 'ch_1' } }).payment.reference).toBe('ch_1');
  });

  it('a row without its price with tax is its net and its tax', () => {
    const [, , row] = recorded().items;
    expect(read({ items: [{ ...row, price_incl_tax: undefined }] }).lines[0]).toMatchObject({
      net: 22400,
      gross: 24248,
    });
  });

  it('a guest has no id, and the name of the bill', () => {
    const guest = {
      customer_is_guest: 1,
      customer_id: null,
      customer_firstname: null,
      customer_lastname: undefined,
    };
    expect(read({ ...guest, customer_email: null }).customer).toEqual({
      email: 'roni_cost@example.com',
      firstName: 'Veronica',
      lastName: 'Costello',
    });
  });

  it('an order of which nothing is shipped has neither address nor cost for it', () => {
    const virtual = { is_virtual: 1, shipping_amount: 0, shipping_incl_tax: 0, shipping_description: null };
    for (const extension_attributes of [undefined, null, [], {}, { shipping_assignments: [] }]) {
      const order = read({ ...virtual, extension_attributes });
      expect([order.shipping, order.shippingCost]).toEqual([undefined, undefined]);
    }
  });

  it("PHP's empty list is no object, and what it leaves empty is no amount", () => {
    const { extension_attributes } = recorded();
    const assigned = (shipping: unknown) => ({
      extension_attributes: { ...extension_attributes, shipping_assignments: [{ shipping, items: [] }] },
    });
    expect(read(assigned([])).shipping).toBeUndefined();
    expect(read(assigned({ address: [], method: 'dhl_x' }))).toMatchObject({ carrier: { code: 'dhl' } });
    const empty = read({ total_paid: '', discount_amount: '' });
    expect([empty.paid, discountTotal(empty), empty.unexplained]).toEqual([0, 0, undefined]);
    expect(() => read(assigned({ address: ['Via'] }))).toThrow('shipping.address');
  });

  it('a list that PHP wrote as an object, since a number in it is missing, is a list', () => {
    const [first, , row] = recorded().items;
    const comment = { entity_id: 1, comment: 'x [incasso:notice-9-1]' };
    const order = read({ items: { 0: first, 2: row }, status_histories: { 1: comment } });
    expect(order.lines.map(({ sku }) => sku)).toEqual(['MH09-XS-Blue', 'RACER']);
    expect(order.marks).toEqual(['notice-9-1']);
    const { extension_attributes } = recorded();
    const { shipping_assignments } = extension_attributes as { shipping_assignments: unknown[] };
    const numbered = { ...extension_attributes, shipping_assignments: { 1: shipping_assignments[0] } };
    expect(read({ extension_attributes: numbered }).shipping).toEqual(read().shipping);
  });

  it('tax fields are found where the settings say', () => {
    const customerFields = { taxCode: 'extension_attributes.fiscal.code', vatNumber: 'customer_taxvat' };
    const extension_attributes = { fiscal: { code: ' NREDAA80A41F205X ' } };
    const { customer } = read(
      { customer_taxvat: '01234560975', extension_attributes },
      { ...reading, customerFields },
    );
    expect(customer).toMatchObject({ taxCode: 'NREDAA80A41F205X', vatNumber: '01234560975' });
  });

  it('tax fields are found in pairs of code and value, at every depth, by their code', () => {
    const { billing_address } = recorded();
    const pairs = [
      { attribute_code: 'pec', value: 'ada@pec.example' },
      { attribute_code: 'codice_fiscale', value: 'NREDAA80A41F205X' },
    ];
    const changed = {
      custom_attributes: { 1: { attribute_code: 'sdi', value: 1234567 } },
      billing_address: {
        ...billing_address,
        extension_attributes: { more: pairs },
        custom_attributes: pairs,
      },
    };
    const customerFields = {
      taxCode: 'billing_address.custom_attributes.codice_fiscale',
      vatNumber: 'billing_address.custom_attributes.partita_iva',
      pec: 'billing_address.extension_attributes.more.pec',
      sdi: 'custom_attributes.sdi',
    };
    const { customer } = read(changed, { ...reading, customerFields });
    expect(customer).toMatchObject({
      taxCode: 'NREDAA80A41F205X',
      pec: 'ada@pec.example',
      sdi: '1234567',
    });
    expect(customer.vatNumber).toBeUndefined();
    const nowhere = { ...customerFields, taxCode: 'billing_address.custom_attributes.codice_fiscale.x.y' };
    expect(read(changed, { ...reading, customerFields: nowhere }).customer.taxCode).toBeUndefined();
  });

  it("the customer's own number of a purchase on account is read", () => {
    const { payment } = recorded();
    expect(read({ payment: { ...payment, po_number: 'ODA 7/2026' } }).payment.purchaseOrder).toBe(
      'ODA 7/2026',
    );
  });

  it('an order without anything that can be left out is read', () => {
    const { entity_id, increment_id, created_at, order_currency_code, grand_total } = recorded() as Json;
    const bare = { entity_id, increment_id, created_at, order_currency_code, grand_total };
    const items = [{ sku: 'X', qty_ordered: 1, row_total: 396.87 }];
    expect(
      toOrder('it', { ...bare, items, billing_address: {}, payment: { method: 'free' } }, reading),
    ).toMatchObject({
      total: 39687,
      lines: [{ name: 'X', net: 39687, gross: 39687, taxRate: 0 }],
      payment: { code: 'free', title: 'free' },
      customer: { email: '' },
      billing: { street: [], country: '' },
    });
  });

  it('notes are what the customer wrote to the shop', () => {
    expect(read({ customer_note: 'Al portiere' }).notes).toEqual(['Al portiere']);
  });

  it('gift messages are those of the order and of its rows, with who wrote to whom', () => {
    const [first, child, row] = recorded().items;
    const gift_message = { sender: 'Ada', recipient: 'Ugo', message: 'Auguri!' };
    const extension_attributes = { gift_message: { message: 'Buon Natale' } };
    const items = [first, child, { ...row, extension_attributes: { gift_message } }];
    expect(read({ items, extension_attributes }).giftMessages).toEqual(['Buon Natale', 'Ada → Ugo: Auguri!']);
    expect(read({ extension_attributes: { gift_message: [] } }).giftMessages).toBeUndefined();
  });

  it('gift wrapping of order, rows and card is one charge, and no discount is concluded from it', () => {
    const { extension_attributes } = recorded();
    const wrapping = {
      gw_price: '5.0000',
      gw_items_price: '2.0000',
      gw_card_price: null,
      gw_tax_amount: '0.4100',
      gw_items_tax_amount: '0.1700',
    };
    const order = read({
      grand_total: 396.87 + 7.58 - 10,
      discount_amount: -10,
      extension_attributes: { ...extension_attributes, ...wrapping },
    });
    expect(order).toMatchObject({ giftWrap: { net: 700, gross: 758, taxRate: 8.25 } });
    expect([discountTotal(order), order.unexplained]).toEqual([1000, undefined]);
    expect(read({ extension_attributes: { ...extension_attributes, gw_price: '0.0000' } }).giftWrap).toBe(
      undefined,
    );
  });

  it('a bundle names its parts, and a row what the customer typed for it', () => {
    const [, , row] = recorded().items;
    const custom_options = [{ option_value: 'Ada' }, { option_value: '12,13' }, { option_value: '7' }];
    const bundle = {
      ...row,
      item_id: 1,
      product_type: 'bundle',
      product_option: { extension_attributes: { custom_options } },
    };
    const part = { item_id: 2, parent_item_id: 1, sku: 'STRAP', name: 'Strap', qty_ordered: 2, price: 0 };
    expect(read({ items: [bundle, part] }).lines).toMatchObject([
      { sku: 'RACER', parts: [{ sku: 'STRAP', name: 'Strap', quantity: 2 }], options: ['Ada'] },
    ]);
  });

  it('PEC and SDI code are read where the settings say, which can be one field', () => {
    const customerFields = {
      ...reading.customerFields,
      pec: 'billing_address.sdi_pec',
      sdi: 'billing_address.sdi_pec',
    };
    const billing_address = { ...recorded().billing_address, sdi_pec: ' M5UXCR1 ' };
    const { customer } = read({ billing_address }, { ...reading, customerFields });
    expect(customer).toMatchObject({ pec: 'M5UXCR1', sdi: 'M5UXCR1' });
    expect(read({ billing_address }).customer).not.toHaveProperty('sdi', expect.anything());
  });

  it.each([[null], [[]], ['text'], [{}], [{ items: {} }]])('%j is unreadable, and never a crash', (raw) => {
    expect(unreadable(raw).kind).toBe('refused');
  });

  it.each([
    ['grand_total', 'many'],
    ['grand_total', 1e14],
    ['total_paid', '99999999999999.99'],
    ['total_paid', false],
    ['order_currency_code', 'eur'],
    ['created_at', '24/04/2020'],
    ['items', [{ sku: 'X' }]],
    ['payment', {}],
    ['entity_id', null],
    ['items', {}],
    ['items', { first: {} }],
  ])('an odd %s makes it unreadable, by name', (field, value) => {
    expect(unreadable({ ...recorded(), [field]: value }).message).toContain(field);
  });
});
