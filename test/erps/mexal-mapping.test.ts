import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unitPrice } from '../../domain/money.ts';
import type { Order } from '../../domain/schemas/order.ts';
import { calendarDay } from '../../erps/mexal/calendar.ts';
import { customerBody, customerReference } from '../../erps/mexal/customers.ts';
import { orderBody } from '../../erps/mexal/mapping.ts';
import { settings } from '../../erps/mexal/settings.ts';
import { keyOfLocation, OrderRead } from '../../erps/mexal/wire.ts';
import { aDraft, anOrder, line } from '../contract/erp-orders.ts';

const given = {
  url: 'http://127.0.0.1:1/webapi',
  user: 'incasso',
  password: 'secret',
  company: 'ABC',
  document: { series: 2 },
  articles: { shipping: 'SPESETRASP', discount: 'SCONTO' },
};
const defaults = settings.parse(given);
const day = { date: '20260305', year: 2026 };
const shipping = { code: 'flat', title: 'Courier', net: 500, gross: 610, taxRate: 22 };
const body = (order: Order, changes = {}, used = defaults) =>
  orderBody(aDraft(order, changes), '501.00009', day, used) as Record<string, unknown>;

describe('the order as Mexal is told it', () => {
  it('has prices with VAT in an OX for a private customer, rows, shipping and discount by position', () => {
    const order = anOrder({ lines: [line('SHIRT-BLUE-M', 2, 6540)], shippingCost: shipping, discount: 1000 });
    expect(body(order)).toMatchObject({
      sigla: 'OX',
      serie: 2,
      numero: 0,
      data_documento: '20260305',
      cod_conto: '501.00009',
      nota: [[1, 'Incasso main:12']],
      id_pagamento: 3,
      codice_articolo: [
        [1, 'SHIRT-BLUE-M'],
        [2, 'SPESETRASP'],
        [3, 'SCONTO'],
      ],
      quantita: [
        [1, 2],
        [2, 1],
        [3, -1],
      ],
      prezzo: [
        [1, 39.895],
        [2, 6.1],
        [3, 10],
      ],
      cod_iva: [
        [1, '22'],
        [2, '22'],
        [3, '22'],
      ],
    });
  });

  it('has net prices in an OC for a company', () => {
    const order = anOrder({ lines: [line('MUG-WHITE', 3, 1000)], shippingCost: shipping, discount: 122 });
    const company = {
      ...order,
      customer: { ...order.customer, company: 'Neri Srl', vatNumber: '01234567897' },
    };
    expect(body(company)).toMatchObject({
      sigla: 'OC',
      prezzo: [
        [1, 3.333],
        [2, 5],
        [3, 1],
      ],
    });
  });

  it('spreads a discount over the VAT rates it was given on, and not one cent is lost', () => {
    const order = anOrder({
      lines: [line('MUG-WHITE', 1, 1000), line('COFFEE-1KG', 1, 1000, 10)],
      discount: 333,
    });
    const { prezzo, cod_iva } = body(order) as { prezzo: [number, number][]; cod_iva: [number, string][] };
    expect(cod_iva.slice(2).map(([, rate]) => rate)).toEqual(['22', '10']);
    expect(Math.round(prezzo.slice(2).reduce((sum, [, price]) => sum + price, 0) * 100)).toBe(333);
  });

  it('says that there is no payment where it is not mapped, and refuses one that is no number', () => {
    expect(body(anOrder(), { erpPayment: undefined })).toMatchObject({ id_pagamento: 0 });
    expect(() => body(anOrder(), { erpPayment: 'card' })).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID' }),
    );
  });

  it('tells people order, payment, delivery address and every line of the customer message in body notes', () => {
    const order = anOrder({
      notes: [`Please ring twice.\n${'long '.repeat(30)}`],
      shipping: { name: 'Ugo Blu', street: ['Via Po 1'], city: 'Torino', postcode: '10100', country: 'IT' },
    });
    const { descr_riga, tp_riga, codice_articolo } = body(order) as Record<string, [number, string][]>;
    const texts = (descr_riga ?? []).map(([, text]) => text);
    expect(texts.slice(0, 4)).toEqual([
      'Ordine 000000012 del 05/03/26, 11:15, negozio main',
      'Stato nel negozio: processing',
      'Pagamento: Credit card (stripe_payments)',
      `Incassato 97,69 € il 05/03/26, 11:16`,
    ]);
    expect(texts).toContain('stripe-main: pi_12');
    expect(texts).toContain('Nota del cliente: Please ring twice.');
    expect(texts.join(' ')).toContain('Consegna: Ugo Blu, Via Po 1, 10100 Torino');
    expect(texts.filter((text) => text.length > 60)).toEqual([]);
    expect(texts.join(' ').match(/long/g)).toHaveLength(30);
    expect(tp_riga?.map(([, kind]) => kind).join('')).toMatch(/^RRD+$/);
    expect(codice_articolo).toHaveLength(2);
  });

  it('sends nota and causale plain where the installation wants them as declared', () => {
    const scalar = settings.parse({ ...given, document: { series: 2, causale: 2, noteFormat: 'scalar' } });
    expect(body(anOrder(), {}, scalar)).toMatchObject({ nota: 'Incasso main:12', id_causale: 2 });
  });

  it('names the exemption code of rows without VAT, and refuses to guess one', () => {
    const order = anOrder({ lines: [line('MUG-WHITE', 1, 1000, 0)] });
    const exempt = settings.parse({ ...given, vat: { '0': 'N41' } });
    expect(body(order, {}, exempt)).toMatchObject({ cod_iva: [[1, 'N41']] });
    expect(() => body(order)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID', kind: 'refused' }));
  });

  it('refuses an order in another currency than the books', () => {
    expect(() => body(anOrder({ currency: 'USD' }))).toThrow(
      expect.objectContaining({ code: 'ERP_REFUSED' }),
    );
  });

  it('refuses a discount that exceeds the whole order, and a row without a quantity', () => {
    const unreadable = expect.objectContaining({ code: 'ORDER_UNREADABLE' });
    expect(() => body(anOrder({ discount: 999_999 }))).toThrow(unreadable);
    expect(() => body(anOrder({ lines: [line('MUG-WHITE', 0, 1000)] }))).toThrow(unreadable);
  });
});

describe('a unit price', () => {
  it('times the quantity comes to the total of the row, with whole and fractional quantities', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5_000_000 }),
        fc.integer({ min: 1, max: 9_999_999 }).map((n) => n / 1000),
        (amount, quantity) => {
          const price = unitPrice({ amount, currency: 'EUR' }, quantity);
          expect(Math.abs(price * quantity * 100 - amount)).toBeLessThanOrEqual(0.500001);
        },
      ),
    );
  });
});

describe('the customer as Mexal is told it', () => {
  it('is a natural person with the number left to Mexal', () => {
    expect(customerBody(anOrder(), defaults)).toEqual({
      codice: '501.AUTO',
      cod_alternativo: 'main:912',
      ragione_sociale: 'Neri Ada',
      gest_per_fisica: 'S',
      cognome: 'Neri',
      nome: 'Ada',
      tp_nazionalita: 'I',
      cod_paese: 'IT',
      indirizzo: 'Via Manzoni 3, scala B',
      cap: '20121',
      localita: 'Milano',
      provincia: 'MI',
      telefono: '+39 02 555012',
      email: 'customer-12@shop.example',
    });
  });

  it.each([
    ['IT', '01234567897', 'I', 'IT01234567897'],
    ['DE', 'DE 811 907 980', 'C', 'DE811907980'],
    ['CH', 'CHE123456788', 'E', 'CHE123456788'],
    ['SM', undefined, 'R', undefined],
  ])(
    'of %s with VAT number %s has nationality %s and VAT number %s',
    (country, vatNumber, nationality, vat) => {
      const order = anOrder();
      const company = {
        ...order,
        customer: { ...order.customer, company: 'Neri Srl', vatNumber },
        billing: { ...order.billing, country },
      };
      const used = settings.parse({ ...given, customers: { nationality: { SM: 'R' } } });
      expect(customerBody(company, used)).toMatchObject({
        tp_nazionalita: nationality,
        ragione_sociale: 'Neri Srl',
      });
      const { partita_iva, gest_no_piva } = customerBody(company, used) as Record<string, unknown>;
      expect({ partita_iva, gest_no_piva }).toEqual({
        partita_iva: vat,
        gest_no_piva: vat ? undefined : 'S',
      });
    },
  );

  it('keeps a reference of at most 20 characters, different for different customers', () => {
    const shop = 'a-shop-with-a-long-name';
    const [one, two] = ['1', '2'].map((id) => customerReference(anOrder({ id, shop })));
    expect(one).toHaveLength(20);
    expect(two).not.toBe(one);
    const guest = anOrder({ id: '77' });
    expect(customerReference({ ...guest, customer: { ...guest.customer, id: undefined } })).toBe('main:#77');
  });
});

describe('what Mexal says', () => {
  it.each([
    ['/webapi/risorse/documenti/ordini-clienti/OC+1+541', 'OC+1+541'],
    ['/documenti/ordini-clienti/OC%2B1%2B541', 'OC+1+541'],
    ['/webapi/risorse/clienti/3530312e3030303132?encoding=hex', '501.00012'],
    ['/webapi/risorse/clienti/GUYDCLRQGAYDCMQ=?encoding=base32', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('in Location %s is the key %s', (location, key) => {
    expect(keyOfLocation(location)).toBe(key);
  });

  it('is read whether a field is a scalar or a matrix', () => {
    const key = { sigla: 'OC', serie: 1, numero: 541 };
    const read = { ...key, nota: 'Incasso a:1', tot_documento: 1.83 };
    expect(OrderRead.parse(read)).toEqual(read);
    expect(OrderRead.parse({ ...key, nota: [[1, 'Incasso a:1']], tot_documento: [[1, 1.83]] })).toEqual(read);
    expect(OrderRead.parse({ ...key, nota: [], tot_documento: [] })).toEqual(key);
  });

  it.each([
    ['2026-12-31T22:59:59Z', '20261231', 2026],
    ['2026-12-31T23:00:00Z', '20270101', 2027],
    ['2026-06-30T22:00:00Z', '20260701', 2026],
  ])('the day of %s in Italy is %s, in the accounting year %i', (instant, date, year) => {
    expect(calendarDay(new Date(instant), 'Europe/Rome')).toEqual({ date, year });
  });
});
