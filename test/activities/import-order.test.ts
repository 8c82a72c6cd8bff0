import { MockActivityEnvironment } from '@temporalio/testing';
import { describe, expect, it } from 'vitest';
import type { Installation } from '../../activities/installation.ts';
import { shopActivities } from '../../activities/shop.ts';
import type { Books } from '../../domain/currency.ts';
import type { Order } from '../../domain/schemas/order.ts';
import { amounts } from '../../gateways/stripe/amounts.ts';
import { anOrder } from '../domain/orders-given.ts';
import { anImport, refundOf } from '../workflows/states-given.ts';

const now = new Date().toISOString();
const activities = (about: Partial<Order>, foreign: Books['foreign'] = 'stop') =>
  shopActivities({
    shops: { brescia: { readOrder: async () => anOrder({ createdAt: now, ...about }) } },
    gateways: {
      stripe: { name: 'stripe', live: true, amounts },
    },
    erps: { mexal: { books: { currency: 'EUR', foreign } } },
    mapping: [
      { method: 'stripe_payments', collect: 'stripe', erpPayment: '8' },
      { method: 'paypal', collect: 'prepaid', erpPayment: '8' },
    ],
    ofGateway: () => ({ notifyUrl: 'https://pay.example/webhooks' }),
    ofShop: () => ({ erp: 'mexal', locale: 'it', timing: anImport().timing }),
    customerLabel: () => 'Ada Rossi',
    checkoutUrl: () => 'https://pay.example/checkout/t',
  } as unknown as Installation);
const asActivity = <T>(call: () => Promise<T>): Promise<T> => new MockActivityEnvironment().run(call);
const imported = (about: Partial<Order>, foreign?: Books['foreign']) =>
  asActivity(() => activities(about, foreign).importOrder('brescia', '17'));
const readAgain = (about: Partial<Order>) =>
  asActivity(() => activities(about).readShopState('brescia', '17'));

describe('an order that is imported', () => {
  it('has no characters that turn its texts round, wherever they stood', async () => {
    const order = anOrder();
    const customer = { ...order.customer, lastName: 'Rossi\u202eoiraM' };
    const notes = ['\u2066suona\u2069 due volte'];
    const { order: read } = await imported({ customer, notes });
    expect([read.customer.lastName, read.notes]).toEqual(['RossioiraM', ['suona due volte']]);
    const status = 'pending\u202e';
    expect((await readAgain({ status })).status).toBe('pending');
  });

  it.each([
    [{ paid: 32217 }, 'paid'],
    [{ countsAsPaid: true }, 'paid'],
    [{ authorised: 32217 }, 'paid'],
    [{ authorised: 2217, paid: 30000 }, 'paid'],
    [{ marks: ['pay:p1:first'], countsAsPaid: true }, 'told'],
    [{ paid: 32216, countsAsPaid: false }, undefined],
    [{ total: 0, countsAsPaid: true }, undefined],
    [{ payment: { code: 'paypal', title: 'PayPal' }, countsAsPaid: true }, undefined],
    [{ createdAt: '2020-01-01T00:00:00.000Z' }, 'age'],
  ])('as %j may have been followed before: %s', async (about, suspicion) => {
    expect((await imported(about)).suspicion).toBe(suspicion);
  });

  const pounds = { currency: 'GBP', base: { currency: 'EUR', total: 37000, rate: 0.87 } };
  it.each([
    [{}, 'stop', undefined],
    [pounds, 'stop', 'EUR'],
    [pounds, 'base', undefined],
    [pounds, 'own', undefined],
    [{ ...pounds, base: { ...pounds.base, currency: 'USD' } }, 'base', 'EUR'],
    [{ currency: 'GBP' }, 'base', 'EUR'],
  ] as const)(
    'as %j into books that say "%s" is stopped for their currency: %s',
    async (about, foreign, books) => {
      expect((await imported(about, foreign)).booksIn).toBe(books);
    },
  );
});

it.each([
  [{ total: 49 }, 'stripe takes €0.50 to €9,999,999,999.99 at once, and this is €0.49'],
  [{ total: 50 }, undefined],
  [{ total: 5000, currency: 'KWD' }, 'stripe takes no payments in KWD'],
  [{ total: 49, payment: { code: 'paypal', title: 'PayPal' } }, undefined],
])('an order of %j is known at import to be one that its gateway does not take: %s', async (about, why) => {
  expect((await imported(about, 'own')).notTaken).toBe(why);
});

it('the state of an order in the shop is what can change, and nothing of its customer', async () => {
  const changing = { countsAsPaid: true, authorised: 5, refunds: [refundOf(1250)] };
  const { total, paid, status, updatedAt, payment } = anOrder();
  const read = await readAgain({ state: 'on_hold', ...changing });
  expect(read).toEqual({ state: 'on_hold', ...changing, total, paid, status, updatedAt, payment });
});
