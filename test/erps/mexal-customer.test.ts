import { describe, expect, it } from 'vitest';
import type { Order } from '../../domain/schemas/order.ts';
import { taxDataOf } from '../../domain/tax-data.ts';
import { customerBody, customerReference } from '../../erps/mexal/customer-body.ts';
import { settings } from '../../erps/mexal/settings.ts';
import { anOrder } from '../contract/erp-orders.ts';
import { defaults, given } from './mexal-given.ts';

const bodyFor = (order: Order, used = defaults) =>
  customerBody({ order, tax: taxDataOf(order) }, used) as Record<string, unknown>;

describe('the customer as Mexal is told it', () => {
  it('is a natural person with the number left to Mexal', () => {
    expect(bodyFor(anOrder())).toEqual({
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
      gest_no_piva: 'S',
      cod_listino: 1,
      valuta: 1,
    });
  });

  it.each([
    ['IT', '01234560785', 'I', 'IT01234560785'],
    ['DE', 'DE 811 907 980', 'C', 'DE811907980'],
    ['CH', 'CHE123456788', 'E', 'CHE123456788'],
    ['SM', undefined, 'R', undefined],
    ['VA', undefined, 'V', undefined],
    ['US', undefined, 'I', undefined],
  ])(
    'of %s with VAT number %s has nationality %s and VAT number %s',
    (country, vatNumber, nationality, vat) => {
      const order = anOrder();
      const company = {
        ...order,
        customer: { ...order.customer, company: 'Neri Srl', vatNumber },
        billing: { ...order.billing, country },
      };
      const used = settings.parse({ ...given, customers: { nationality: { US: 'I' } } });
      const body = bodyFor(company, used);
      expect(body).toMatchObject({ tp_nazionalita: nationality, ragione_sociale: 'Neri Srl' });
      expect([body.partita_iva, body.gest_no_piva]).toEqual([vat, vat ? undefined : 'S']);
      expect(body).not.toHaveProperty('gest_per_fisica');
    },
  );

  it('has further fields as the settings say, also in place of ours', () => {
    const customers = { fields: { cod_listino: 2, cod_zona: 4 } };
    expect(bodyFor(anOrder(), settings.parse({ ...given, customers }))).toMatchObject({
      cod_listino: 2,
      cod_zona: 4,
      valuta: 1,
    });
  });

  it('has PEC and SDI code, whichever field they came in, and numbers without what is wrong', () => {
    const { customer, ...order } = anOrder();
    const body = bodyFor({
      ...order,
      customer: {
        ...customer,
        pec: 'm5uxcr1',
        sdi: 'neri@pec.example',
        taxCode: 'nra daa 80a41 f205l',
        vatNumber: '01234560786',
      },
    });
    expect(body).toMatchObject({
      pec: 'neri@pec.example',
      codice_sdi: 'M5UXCR1',
      codice_fiscale: 'NRADAA80A41F205L',
      gest_no_piva: 'S',
    });
    expect(body).not.toHaveProperty('partita_iva');
  });

  it('has an Italian VAT number without its country where the installation wants it so', () => {
    const order = anOrder();
    const used = settings.parse({ ...given, customers: { vatPrefix: 'foreign' } });
    const vatOf = (vatNumber: string) =>
      bodyFor({ ...order, customer: { ...order.customer, vatNumber } }, used).partita_iva;
    expect([vatOf('IT01234560785'), vatOf('DE811907980')]).toEqual(['01234560785', 'DE811907980']);
  });

  it('keeps a reference of at most 20 characters, different for different customers', () => {
    const shop = 'a-shop-with-a-long-name';
    const [first, second] = ['1', '2'].map((id) => customerReference(anOrder({ id, shop })));
    expect(first).toHaveLength(20);
    expect(second).not.toBe(first);
    const guest = anOrder({ id: '77' });
    expect(customerReference({ ...guest, customer: { ...guest.customer, id: undefined } })).toBe('main:#77');
  });
});
