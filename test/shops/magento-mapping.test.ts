import { expect, it } from 'vitest';
import { Failure } from '../../domain/failure.ts';
import { Order } from '../../domain/schemas/order.ts';
import { toOrder } from '../../shops/magento/mapping.ts';
import { read, reading, recordedOrders, unreadable } from './magento-recorded.ts';
import { describeRecorded, recordedJson, recordedNames } from './recorded.ts';

describeRecorded('an order recorded from a real Magento', () => {
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
          variant: 'Abominable Hoodie-XS-Blue',
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
      carrier: { code: 'tablerate', title: 'Best Way - Table Rate' },
      total: 39687,
      paid: 0,
      currency: 'USD',
      payment: { code: 'checkmo', title: 'Check / Money order' },
      notes: [],
      replacedBy: '10',
      marks: [],
      adminUrl: 'https://shop.example/admin/order/9/',
    });
  });

  it('is read, or named as unreadable with the paths, whichever it is', () => {
    for (const raw of recordedNames('magento').flatMap(recordedOrders)) {
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
    const failure = unreadable(recordedJson('magento2-post-orders-partial-save-response.json'));
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
