import { expect, it } from 'vitest';
import { Failure } from '../../domain/failure.ts';
import { Order } from '../../domain/schemas/order.ts';
import { payText } from '../../shops/texts.ts';
import {
  address,
  customer,
  marks,
  people,
  readOff,
  recorded,
  recordedOrders,
} from './prestashop-recorded.ts';
import { describeRecorded, recordedNames } from './recorded.ts';

describeRecorded('an order recorded from a real PrestaShop', () => {
  it('is read to the cent, with what it refers to', async () => {
    const place = {
      name: 'Ada Neri',
      company: 'Neri srl',
      street: ['Via Manzoni 3', 'scala B'],
      city: 'Milano',
      postcode: '20121',
      region: 'MI',
      country: 'IT',
      phone: '333 1234567',
    };
    expect(await readOff(people, recorded(), { adminUrl: 'https://shop.example/admin/{id}' })).toEqual({
      shop: 'it',
      id: '5',
      number: 'KHWLILZLL',
      createdAt: '2019-01-30T00:02:12.000Z',
      updatedAt: '2019-01-30T00:02:13.000Z',
      state: 'open',
      status: 'In attesa di bonifico',
      customer: {
        id: '1',
        email: 'ada.neri@example.com',
        firstName: 'Ada',
        lastName: 'Neri',
        company: 'Neri srl',
        taxCode: 'NREDAA80A41F205X',
        vatNumber: 'IT01234560975',
      },
      billing: place,
      shipping: place,
      lines: [
        ['demo_1', 'Faded Short Sleeve T-shirts - Color : Orange, Size : S', 1651],
        ['demo_2', 'Blouse - Color : Black, Size : S', 2700],
        ['demo_3', 'Printed Dress - Color : Orange, Size : S', 2600],
      ].map(([sku, name, gross]) => ({ sku, name, quantity: 1, net: gross, gross, taxRate: 0 })),
      shippingCost: { code: '2', title: 'Corriere', net: 200, gross: 200, taxRate: 0 },
      carrier: { code: '2', title: 'Corriere' },
      total: 7151,
      paid: 0,
      countsAsPaid: false,
      currency: 'EUR',
      payment: { code: 'bankwire', title: 'Bank wire' },
      notes: [],
      marks: [],
      adminUrl: 'https://shop.example/admin/5',
    });
  });

  it('is read, or named as unreadable with the paths, whichever it is', async () => {
    let read = 0;
    for (const name of recordedNames('prestashop')) {
      for (const order of recordedOrders(name)) {
        // Its currency's number is its shop's own.
        const shelf = { currencies: [{ id: String(order.id_currency), iso_code: 'EUR' }] };
        try {
          expect(Order.safeParse(await readOff(shelf, order)).error).toBeUndefined();
          read += 1;
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
          expect(error.code).toBe('ORDER_UNREADABLE');
          expect(error.message).toMatch(/ is (missing|null|not as expected)/);
        }
      }
    }
    expect(read).toBeGreaterThan(0);
  });

  it('is read without anything that only names or explains', async () => {
    const { id, date_add, date_upd, total_paid, id_currency, associations } = recorded();
    const bare = { id, date_add, date_upd, total_paid, id_currency, associations };
    expect(await readOff({ order_states: [], carriers: [] }, bare)).toMatchObject({
      number: '5',
      state: 'unknown',
      status: '0',
      total: 7151,
      customer: { email: '', firstName: '' },
      billing: { name: '', street: [], country: '' },
      payment: { code: '', title: '' },
    });
  });

  it.each([
    ['total_paid', 'many'],
    ['total_paid', ''],
    ['total_paid', '99999999999999.99'],
    ['total_shipping_tax_incl', '1e25'],
    ['date_add', '30/01/2019'],
    ['date_upd', '0000-00-00 00:00:00'],
    ['total_shipping_tax_incl', '2,00'],
    ['total_discounts_tax_incl', '-1'],
  ])('with an odd %s ("%s") is unreadable, by name', async (field, value) => {
    const failure = await readOff(people, recorded({ [field]: value })).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'ORDER_UNREADABLE', kind: 'refused' });
    expect(String(failure)).toContain(field);
    expect(String(failure)).not.toMatch(/Neri|Manzoni/);
  });

  it('of a currency that the shop does not tell is unreadable', async () => {
    await expect(readOff({ ...people, currencies: [] }, recorded())).rejects.toMatchObject({
      code: 'ORDER_UNREADABLE',
    });
  });
});

describeRecorded("an order's state", () => {
  it.each([
    ['2', {}, 'open', 'Pagamento accettato'],
    ['4', {}, 'completed', '4'],
    ['6', {}, 'cancelled', '6'],
    ['0', {}, 'unknown', '0'],
    ['17', {}, 'unknown', '17'],
    ['17', { statesRead: { onHold: [17] } }, 'on_hold', '17'],
    ['17', { states: { verify: 17, paid: 'PS_OS_PAYMENT' } }, 'open', '17'],
    ['17', { states: { verify: 17, paid: 'PS_OS_PAYMENT' }, statesRead: { onHold: [17] } }, 'open', '17'],
    ['2', { statesRead: { completed: ['PS_OS_PAYMENT'] } }, 'completed', 'Pagamento accettato'],
  ])('%s with %j is %s', async (current_state, given, state, status) => {
    expect(await readOff(people, recorded({ current_state }), given)).toMatchObject({ state, status });
  });
});

describeRecorded('who ordered', () => {
  it('is a guest without an id, by the name of the bill where there is no customer', async () => {
    const guest = { ...people, customers: [{ ...customer, is_guest: '1' }] };
    expect((await readOff(guest, recorded())).customer).toMatchObject({ id: undefined, firstName: 'Ada' });
    expect((await readOff({ addresses: [address] }, recorded({ id_customer: '0' }))).customer).toMatchObject({
      id: undefined,
      email: '',
      lastName: 'Neri',
    });
  });

  it('has tax fields where the settings say', async () => {
    const shelf = { ...people, customers: [{ ...customer, siret: ' ABC1234 ', pec: 'ada@pec.example.it' }] };
    const customerFields = { sdi: 'customer.siret', pec: 'customer.pec', taxCode: 'address.vat_number' };
    expect((await readOff(shelf, recorded(), { customerFields })).customer).toMatchObject({
      sdi: 'ABC1234',
      pec: 'ada@pec.example.it',
      taxCode: 'IT01234560975',
      vatNumber: 'IT01234560975',
    });
  });

  it("is heard: the customer's messages are notes, the shop's and ours are not", async () => {
    const shelf = {
      ...people,
      customer_threads: [{ id: '3', id_customer: '1' }],
      customer_messages: [
        { id: '1', id_employee: '0', message: 'Suonare due volte', private: '0' },
        { id: '2', id_employee: '1', message: 'Arriva domani', private: '0' },
        { id: '3', id_employee: '0', message: `Da verificare\n${marks.text('5', 'verify')}`, private: '1' },
        { id: '4', id_employee: '0', message: payText('KHWLILZLL', 'https://pay.example/c/1'), private: '0' },
        { id: '5', id_employee: '0', message: 'Preso in carico\n[incasso:nobody]', private: '1' },
        { id: '6', id_employee: '1', message: 'Preso in carico\n[incasso:accepted]', private: '1' },
        { id: '7', id_employee: '0', message: 'Non so [incasso:paid:1]', private: '0' },
      ],
    };
    const order = await readOff(shelf, recorded());
    expect(order.notes).toEqual(['Suonare due volte', 'Non so [incasso:paid:1]']);
    expect(order.marks).toEqual(['verify', 'accepted']);
  });
});
