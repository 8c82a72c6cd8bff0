import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../domain/failure.ts';
import { decimalNumber, minorUnits } from '../../domain/money.ts';
import { Order } from '../../domain/schemas/order.ts';
import { toOrder } from '../../shops/magento/mapping.ts';
import { recordedNames, recordedText } from './recorded.ts';

type Json = Record<string, unknown>;
const reading = {
  adminUrl: 'https://shop.example/admin/order/{id}/',
  customerFields: { taxCode: 'customer_taxvat', vatNumber: 'billing_address.vat_id' },
};
const recorded = (): Json & {
  items: Json[];
  billing_address: Json;
  payment: Json;
  extension_attributes: Json;
} => JSON.parse(recordedText('magento2-order-9-canceled.json'));
const read = (changes: Json = {}, fields = reading): Order =>
  toOrder('it', { ...recorded(), ...changes }, fields);

function unreadable(raw: unknown): Failure {
  try {
    toOrder('it', raw, reading);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it was read');
}

describe('an order recorded from a real Magento', () => {
  it('is read to the cent, with the configurable product once', () => {
    const address = {
      name: 'Veronica Costello',
      street: ['6146 Honey Bluff Parkway'],
      city: 'Calder',
      postcode: '49628-7978',
      region: 'MI',
      country: 'US',
      phone: '(555) 229-3326',
    };
    expect(read()).toEqual({
      shop: 'it',
      id: '9',
      number: '000000013',
      createdAt: '2020-04-24T15:50:17.000Z',
      updatedAt: '2020-04-24T16:09:35.000Z',
      state: 'cancelled',
      status: 'canceled',
      customer: { id: '1', email: 'roni_cost@example.com', firstName: 'Veronica', lastName: 'Costello' },
      billing: address,
      shipping: address,
      lines: [
        {
          sku: 'MH09-XS-Blue',
          name: 'Abominable Hoodie',
          quantity: 2,
          net: 13800,
          gross: 14939,
          taxRate: 8.25,
        },
        { sku: 'RACER', name: 'Racer Back Maxi Dress', quantity: 1, net: 22400, gross: 24248, taxRate: 8.25 },
      ],
      shippingCost: {
        code: 'tablerate_bestway',
        title: 'Best Way - Table Rate',
        net: 500,
        gross: 500,
        taxRate: 0,
      },
      discount: 0,
      total: 39687,
      paid: 0,
      currency: 'USD',
      payment: { code: 'checkmo', title: 'Check / Money order' },
      notes: [],
      replacedBy: '10',
      adminUrl: 'https://shop.example/admin/order/9/',
    });
  });

  it('is read, or named as unreadable with the paths, whichever it is', () => {
    for (const name of recordedNames('magento2-')) {
      const raw: unknown = JSON.parse(recordedText(name));
      try {
        expect(Order.safeParse(toOrder('it', raw, reading)).error).toBeUndefined();
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        expect(error.code).toBe('ORDER_UNREADABLE');
        expect(error.message).toMatch(/ is (missing|null|not as expected)/);
      }
    }
  });

  it("is refused where it is a save's half answer, and says what is missing without saying whose it is", () => {
    const failure = unreadable(JSON.parse(recordedText('magento2-post-orders-partial-save-response.json')));
    expect(failure.code).toBe('ORDER_UNREADABLE');
    expect(failure.message).toContain('grand_total is null');
    expect(failure.message).toContain('increment_id is missing');
    expect(failure.message).not.toMatch(/Costello|Veronica|example\.com|Calder/);
  });

  it('is read in UTC whatever the zone of this machine', () => {
    const zone = process.env.TZ;
    process.env.TZ = 'Asia/Tokyo';
    try {
      expect(new Date(2020, 0, 1).getTimezoneOffset()).toBe(-540);
      expect(read().createdAt).toBe('2020-04-24T15:50:17.000Z');
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });
});

describe('what shops leave out or write differently', () => {
  it.each([
    ['new', 'open'],
    ['pending_payment', 'open'],
    ['payment_review', 'open'],
    ['processing', 'open'],
    ['holded', 'on_hold'],
    ['canceled', 'cancelled'],
    ['complete', 'closed'],
    ['closed', 'closed'],
    ['pending', 'unknown'],
    ['toString', 'unknown'],
    [null, 'unknown'],
    [undefined, 'unknown'],
  ])('state %s is %s', (state, ours) => {
    expect(read({ state }).state).toBe(ours);
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

  it('a row without its total with tax is its net and its tax', () => {
    const [, , row] = recorded().items;
    expect(read({ items: [{ ...row, row_total_incl_tax: undefined }] }).lines[0]).toMatchObject({
      net: 22400,
      gross: 24248,
    });
  });

  it('a bundle that keeps its rate on its parts has it', () => {
    const [, , row] = recorded().items;
    const bundle = { ...row, item_id: 1, product_type: 'bundle', tax_percent: 0 };
    const part = { ...row, item_id: 2, parent_item_id: 1, row_total: 224, tax_percent: 8.25 };
    expect(read({ items: [bundle, part] }).lines).toMatchObject([{ taxRate: 8.25, net: 22400 }]);
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

  it('tax fields are found where the settings say', () => {
    const customerFields = { taxCode: 'extension_attributes.fiscal.code', vatNumber: 'customer_taxvat' };
    const extension_attributes = { fiscal: { code: ' NREDAA80A41F205X ' } };
    const { customer } = read(
      { customer_taxvat: '01234560975', extension_attributes },
      { ...reading, customerFields },
    );
    expect(customer).toMatchObject({ taxCode: 'NREDAA80A41F205X', vatNumber: '01234560975' });
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

  it('notes are what the customer wrote', () => {
    const extension_attributes = { gift_message: { message: 'Auguri!' } };
    expect(read({ customer_note: 'Al portiere', extension_attributes }).notes).toEqual([
      'Al portiere',
      'Auguri!',
    ]);
  });

  it.each([[null], [[]], ['text'], [{}], [{ items: {} }]])('%j is unreadable, and never a crash', (raw) => {
    expect(unreadable(raw).kind).toBe('refused');
  });

  it.each([
    ['grand_total', 'many'],
    ['order_currency_code', 'eur'],
    ['created_at', '24/04/2020'],
    ['items', [{ sku: 'X' }]],
    ['payment', {}],
    ['entity_id', null],
  ])('an odd %s makes it unreadable, by name', (field, value) => {
    expect(unreadable({ ...recorded(), [field]: value }).message).toContain(field);
  });
});

describe('the discount', () => {
  const [hoodie, , dress] = recorded().items;
  const free = { shipping_amount: 0, shipping_incl_tax: 0 };

  it('told with VAT is taken as it is', () => {
    expect(read({ discount_amount: -10, grand_total: 386.87 }).discount).toBe(1000);
  });

  it('told without VAT is what rows and total leave over', () => {
    // 10 % of 362 net is 36.20; with its VAT of 8.25 % it is 39.19.
    expect(read({ discount_amount: -36.2, grand_total: 357.68 }).discount).toBe(3919);
  });

  it('is not taken twice from rows that are lessened already, as a recorded shop sends them', () => {
    const items = [
      { ...hoodie, discount_amount: 13.8, row_total: 55.2, row_total_incl_tax: 59.75 },
      { ...dress, discount_amount: 44.8, row_total: 179.2, row_total_incl_tax: 193.99 },
    ];
    expect(read({ ...free, items, discount_amount: -58.6, grand_total: 253.74 }).discount).toBe(0);
  });
});

describe('amounts on the wire', () => {
  it('are the same cents after they were a float, in every currency and size', () => {
    const currency = fc.constantFrom('EUR', 'USD', 'JPY', 'KWD');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), currency, (amount, code) => {
        const wire: unknown = JSON.parse(JSON.stringify(decimalNumber({ amount, currency: code })));
        expect(minorUnits(wire as number, code)).toBe(amount);
        const order = read({ grand_total: wire, total_paid: String(wire), order_currency_code: code });
        expect([order.total, order.paid]).toEqual([amount, amount]);
      }),
    );
  });

  it('with four decimals are rounded half up, not by what a float happens to hold', () => {
    const whole = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(whole, fc.integer({ min: 0, max: 9999 }), (units, tail) => {
        const text = `${units}.${String(tail).padStart(4, '0')}`;
        expect(read({ grand_total: Number(text) }).total).toBe(units * 100 + Math.floor((tail + 50) / 100));
      }),
    );
  });
});
