import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discounted } from '../../domain/charges.ts';
import { unitPrice } from '../../domain/money.ts';
import { settings } from '../../erps/mexal/settings.ts';
import { anOrder, line } from '../contract/erp-orders.ts';
import { bodyOf, column, defaults, given, texts } from './mexal-given.ts';

const shippingCost = { code: 'flat_rate', title: 'Courier', net: 500, gross: 610, taxRate: 22 };
const refused = (code: string) => expect.objectContaining({ code, kind: 'refused' });

describe('the order as Mexal is told it', () => {
  it('has prices with VAT in an OX for a private customer: rows, wrapping, shipping and discount by position', () => {
    const order = anOrder({
      lines: discounted([line('SHIRT-BLUE-M', 2, 6540)], 1000),
      shippingCost,
      giftWrap: { net: 410, gross: 500, taxRate: 22 },
    });
    const used = settings.parse({ ...given, articles: { ...given.articles, giftWrap: 'CONFREGALO' } });
    const body = bodyOf(order, {}, used);
    expect(body).toMatchObject({
      sigla: 'OX',
      serie: 2,
      numero: 0,
      data_documento: '20260305',
      nota: [[1, 'Incasso main:12']],
      id_pagamento: 3,
    });
    expect(column(body, 'codice_articolo')).toEqual(['SHIRT-BLUE-M', 'CONFREGALO', 'SPESETRASP', 'SCONTO']);
    expect(column(body, 'quantita')).toEqual([2, 1, 1, -1]);
    expect(column(body, 'prezzo')).toEqual([39.895, 5, 6.1, 10]);
    expect(column(body, 'cod_iva')).toEqual(['22', '22', '22', '22']);
    expect(body.descr_articolo).toEqual([[3, 'Courier']]);
  });

  it('has net prices in an OC for a company', () => {
    const order = anOrder({ lines: discounted([line('MUG-WHITE', 3, 1000)], 122), shippingCost });
    const customer = { ...order.customer, company: 'Neri Srl', vatNumber: '01234560785' };
    const body = bodyOf({ ...order, customer });
    expect(body.sigla).toBe('OC');
    expect(column(body, 'prezzo')).toEqual([3.333, 5, 1]);
  });

  it('has the header as the settings say, the money collected as paid, and what else is wanted in it', () => {
    const document = {
      series: 2,
      causale: 2,
      warehouse: 2,
      costCentre: 1,
      carrier: '602.00001',
      fields: { cod_modulo: 'W' },
    };
    const body = bodyOf(anOrder(), {}, settings.parse({ ...given, document }));
    expect(body).toMatchObject({
      id_causale: [[1, 2]],
      id_magazzino: 2,
      id_costo_ricavo: 1,
      cod_vettore: [[1, '602.00001']],
      cod_modulo: 'W',
      acconto_pagato: 97.69,
    });
    const withoutDeposit = settings.parse({ ...given, document: { series: 2, deposit: 'none' } });
    for (const without of [
      bodyOf(anOrder(), {}, withoutDeposit),
      bodyOf(anOrder(), { collected: undefined }),
    ])
      expect(without).not.toHaveProperty('acconto_pagato');
  });

  it('has the series, warehouse, causale and cost centre of its shop, and of what that leaves out those of all', () => {
    const document = { series: 2, causale: 2, warehouse: 2, costCentre: 1 };
    const shops = { outlet: { series: 3, warehouse: 4 }, bottega: { causale: 5, costCentre: 6 } };
    const bodyFor = (shop: string) =>
      bodyOf(anOrder({ shop }), {}, settings.parse({ ...given, document, shops }));
    const all = { serie: 2, id_causale: [[1, 2]], id_magazzino: 2, id_costo_ricavo: 1 };
    expect(bodyFor('main')).toMatchObject(all);
    expect(bodyFor('outlet')).toMatchObject({ ...all, serie: 3, id_magazzino: 4 });
    expect(bodyFor('bottega')).toMatchObject({ ...all, id_causale: [[1, 5]], id_costo_ricavo: 6 });
  });

  it('sends what live systems have as a matrix plain where the installation wants it as declared', () => {
    const document = { series: 2, causale: 2, carrier: '602.00001', noteFormat: 'scalar' };
    expect(bodyOf(anOrder(), {}, settings.parse({ ...given, document }))).toMatchObject({
      nota: 'Incasso main:12',
      id_causale: 2,
      cod_vettore: '602.00001',
    });
  });

  it('has the carrier that was mapped; a note names one that was not', () => {
    const order = anOrder({ carrier: { code: 'ups', title: 'UPS Express' } });
    const document = { series: 2, carrier: '602.00001' };
    const mapped = bodyOf(order, { erpCarrier: '602.00002' }, settings.parse({ ...given, document }));
    expect(mapped.cod_vettore).toEqual([[1, '602.00002']]);
    expect(texts(mapped).join()).not.toContain('UPS');
    const unmapped = bodyOf(order, {}, settings.parse({ ...given, document }));
    expect(unmapped.cod_vettore).toEqual([[1, '602.00001']]);
    expect(texts(unmapped)).toContain('Corriere nel negozio: UPS Express (ups)');
    expect(bodyOf(order)).not.toHaveProperty('cod_vettore');
  });

  it('says that there is no payment where it is not mapped, and refuses one that is no number', () => {
    expect(bodyOf(anOrder(), { erpPayment: undefined })).toMatchObject({ id_pagamento: 0 });
    expect(() => bodyOf(anOrder(), { erpPayment: 'card' })).toThrow(refused('CONFIG_INVALID'));
  });

  it('refuses an order in another currency than the books', () => {
    expect(() => bodyOf(anOrder({ currency: 'USD' }))).toThrow(refused('ERP_REFUSED'));
  });
});

describe('the rows', () => {
  it('name articles in capitals, or as the settings call them; shipping by its method where no article carries all', () => {
    const codes = { 'MH09-XS-Blue': 'HOODIE1', flat_rate: 'CORRIERE' };
    const articles = { discount: 'SCONTO', codes };
    const order = anOrder({ lines: [line('MH09-XS-Blue', 1, 1000), line('mug', 1, 1000)], shippingCost });
    expect(column(bodyOf(order, {}, settings.parse({ ...given, articles })), 'codice_articolo')).toEqual([
      ...['HOODIE1', 'MUG', 'CORRIERE'],
    ]);
    const plain = settings.parse({ ...given, articles: { discount: 'SCONTO' } });
    expect(column(bodyOf(order, {}, plain), 'codice_articolo')).toEqual(['MH09-XS-BLUE', 'MUG', 'FLAT_RATE']);
  });

  it('have the parts of a bundle and the wishes of the customer right under them', () => {
    const bundle = {
      ...line('SET', 1, 1000),
      parts: [{ sku: 'MUG-WHITE', name: 'Tazza', quantity: 2 }],
      options: ['Incisione: Ada'],
    };
    const body = bodyOf(anOrder({ lines: [bundle, line('MUG-WHITE', 1, 1000)] }));
    expect(column(body, 'tp_riga').join('')).toMatch(/^RDDRD+$/);
    expect(texts(body).slice(0, 2)).toEqual(['- 2 x MUG-WHITE Tazza', '- Incisione: Ada']);
    expect(column(body, 'codice_articolo')).toEqual(['SET', undefined, undefined, 'MUG-WHITE']);
  });

  it('share a discount over the VAT rates it was given on, and not one cent is lost', () => {
    const order = anOrder({
      lines: discounted([line('MUG-WHITE', 1, 1000), line('COFFEE-1KG', 1, 1000, 10)], 333),
    });
    const body = bodyOf(order);
    expect(column(body, 'cod_iva').slice(2)).toEqual(['22', '10']);
    const shares = column(body, 'prezzo').slice(2) as number[];
    expect(Math.round(shares.reduce((sum, price) => sum + price, 0) * 100)).toBe(333);
  });

  it.each([
    ['IT', 'IT', 'E15'],
    ['IT', 'DE', 'N41'],
    ['IT', 'CH', 'N8'],
    ['IT', 'SM', 'N8'],
    ['FR', undefined, 'N41'],
  ])('without VAT, billed to %s and sent to %s, have the exemption %s', (billed, sent, code) => {
    const order = anOrder({ lines: [line('MUG-WHITE', 1, 1000, 0)] });
    const billing = { ...order.billing, country: billed };
    const shipping = sent === undefined ? undefined : { ...order.billing, country: sent };
    const exemptions = { italy: 'E15', eu: 'N41', extraEu: 'N8' };
    const used = settings.parse({ ...given, exemptions });
    expect(column(bodyOf({ ...order, billing, shipping }, {}, used), 'cod_iva')).toEqual([code]);
    expect(() => bodyOf({ ...order, billing, shipping })).toThrow(refused('CONFIG_INVALID'));
  });

  it('have the VAT code that a rate is called in the ERP', () => {
    const used = settings.parse({ ...given, vat: { '10': '10A', '0': 'N1' } });
    const lines = [line('A', 1, 1000, 10), line('B', 1, 1000, 0)];
    expect(column(bodyOf(anOrder({ lines }), {}, used), 'cod_iva')).toEqual(['10A', 'N1']);
  });

  it('are refused with no quantity, or wrapping that no article carries', () => {
    expect(() => bodyOf(anOrder({ lines: [line('MUG-WHITE', 0, 1000)] }))).toThrow(
      refused('ORDER_UNREADABLE'),
    );
    const giftWrap = { net: 410, gross: 500, taxRate: 22 };
    expect(() => bodyOf(anOrder({ giftWrap }))).toThrow(refused('CONFIG_INVALID'));
  });

  it('have a unit price that times the quantity comes to the total, with whole and fractional quantities', () => {
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

describe('the notes in the body', () => {
  it('tell order, state, payment, delivery address and every word of customer and giver, in lines that fit', () => {
    const order = anOrder({
      notes: [`Please ring twice.\n${'long '.repeat(30)}`],
      giftMessages: ['Auguri!'],
      shipping: { name: 'Ugo Blu', street: ['Via Po 1'], city: 'Torino', postcode: '10100', country: 'IT' },
    });
    const body = bodyOf(order, {}, defaults);
    const told = texts(body);
    expect(told.slice(0, 4)).toEqual([
      'Ordine 000000012 (id 12) del 05/03/26, 11:15, negozio main',
      'Stato nel negozio: processing',
      'Pagamento: Credit card (stripe_payments)',
      `Incassato 97,69 € il 05/03/26, 11:16`,
    ]);
    expect(told).toContain('stripe-main: pi_12');
    expect(told).toContain('Nota del cliente: Please ring twice.');
    expect(told).toContain('Messaggio regalo: Auguri!');
    expect(told.join(' ')).toContain('Consegna: Ugo Blu, Via Po 1, 10100 Torino');
    expect(told.filter((text) => text.length > 60)).toEqual([]);
    expect(told.join(' ').match(/long/g)).toHaveLength(30);
    expect(column(body, 'tp_riga').join('')).toMatch(/^RRD+$/);
    expect(body.codice_articolo).toHaveLength(2);
  });

  it('tell of money that is only held until when it is to be taken', () => {
    const hold = { gateway: 'stripe-main', reference: 'auth_12', money: { amount: 9769, currency: 'EUR' } };
    const authorised = { ...hold, until: '2026-03-12T10:16:00.000Z' };
    const told = texts(bodyOf(anOrder(), { collected: undefined, authorised }, defaults)).join(' ');
    expect(told).toContain('Autorizzato 97,69 €, da incassare entro il 12/03/26, 11:16');
    expect(told).toContain('stripe-main: auth_12');
    expect(told).not.toContain('Incassato');
  });
});
