import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discountOf } from '../../domain/charges.ts';
import { netOf } from '../../domain/money.ts';
import type { Fee, Order } from '../../domain/schemas/order.ts';
import { fitted } from '../../erps/mexal/net-rows.ts';
import { settings } from '../../erps/mexal/settings.ts';
import { createMexalSandbox } from '../../sandbox/mexal/index.ts';
import { aDraft, anOrder, line } from '../contract/erp-orders.ts';
import { bodyOf, column, connectorTo, given, type Sandbox, texts } from './mexal-given.ts';

const shippingCost = { code: 'flat_rate', title: 'Courier', net: 500, gross: 610, taxRate: 22 };
const refused = (code: string, words: string) =>
  expect.objectContaining({ code, kind: 'refused', message: expect.stringContaining(words) });
const withArticles = (articles: object, others: object = {}) =>
  settings.parse({ ...given, articles: { shipping: 'SPESETRASP', ...articles }, ...others });
const fee = (kind: Fee['kind'], gross: number): Fee => ({
  kind,
  code: kind,
  title: `Il ${kind}`,
  net: netOf(gross, 22),
  gross,
  taxRate: 22,
});

describe('discounts', () => {
  const [food, shirt] = [line('PASTA-GRANO-3KG', 2, 1000, 4), line('MUG-WHITE', 1, 2000)];
  const order = anOrder({
    lines: [{ ...food, discount: discountOf(104, 4) }, shirt],
    shippingCost: { ...shippingCost, discount: { net: 500, gross: 610 } },
  });

  it('are in a row for each rate that they were given on, where an article carries them', () => {
    const body = bodyOf(order);
    expect(column(body, 'codice_articolo')).toEqual([
      ...['PASTA-GRANO-3KG', 'MUG-WHITE', 'SPESETRASP', 'SCONTO', 'SCONTO'],
    ]);
    expect(column(body, 'prezzo')).toEqual([5.2, 24.4, 6.1, 1.04, 6.1]);
    expect(column(body, 'quantita').slice(3)).toEqual([-1, -1]);
    expect(column(body, 'cod_iva').slice(3)).toEqual(['4', '22']);
  });

  it('are in the prices of what they were given on, where none does; what is free then has no row, and a note says how much', () => {
    const body = bodyOf(order, {}, withArticles({}));
    expect(column(body, 'codice_articolo')).toEqual(['PASTA-GRANO-3KG', 'MUG-WHITE']);
    expect(column(body, 'prezzo')).toEqual([4.68, 24.4]);
    expect(texts(body)).toContain('Sconti compresi nei prezzi: 7,14 €');
    expect(texts(bodyOf(order)).join()).not.toContain('Sconti');
  });

  it('are net of VAT in an OC', () => {
    const company = { ...order, customer: { ...order.customer, company: 'Neri Srl' } };
    expect(column(bodyOf(company), 'prezzo')).toEqual([5, 20, 5, 1, 5]);
    expect(column(bodyOf(company, {}, withArticles({})), 'prezzo')).toEqual([4.5, 20]);
  });
});

describe('fees', () => {
  it('are rows with the articles of the settings and the words of the shop', () => {
    const order = anOrder({ fees: [fee('payment', 500), fee('eco', 122), fee('rounding', -3)] });
    const articles = { paymentFee: 'SPESEINC', eco: 'RAEE', rounding: 'ARROTOND' };
    const body = bodyOf(order, {}, withArticles(articles));
    expect(column(body, 'codice_articolo').slice(2)).toEqual(['SPESEINC', 'RAEE', 'ARROTOND']);
    expect(column(body, 'quantita').slice(2)).toEqual([1, 1, -1]);
    expect(column(body, 'prezzo').slice(2)).toEqual([5, 1.22, 0.03]);
    expect(column(body, 'descr_articolo').slice(2)).toEqual(['Il payment', 'Il eco', 'Il rounding']);
  });

  it.each([
    ['payment', 500, 'articles.paymentFee'],
    ['eco', 1, 'articles.eco'],
    ['rounding', 6, 'articles.rounding'],
  ] as const)(
    'that no article carries are refused with the setting that would name it: %s',
    (kind, gross, setting) => {
      expect(() => bodyOf(anOrder({ fees: [fee(kind, gross)] }))).toThrow(refused('CONFIG_INVALID', setting));
    },
  );

  it('of no more than the tolerance, for cents rounded away, need no article', () => {
    const body = bodyOf(anOrder({ fees: [fee('rounding', 5)] }));
    expect(column(body, 'codice_articolo')).toEqual(['SHIRT-BLUE-M', 'COFFEE-1KG']);
  });
});

describe('what is paid otherwise', () => {
  const settled: Order['settled'] = [
    { by: 'gift_card', amount: 4000, reference: 'ABC' },
    { by: 'store_credit', amount: 1000 },
    { by: 'reward_points', amount: 250 },
  ];
  const order = anOrder({ settled });

  it('is in the notes by its Italian name, and in what is paid already', () => {
    const body = bodyOf(order);
    expect(texts(body)).toEqual(
      expect.arrayContaining([
        ...['Buono regalo ABC: 40,00 €', 'Credito del negozio: 10,00 €', 'Punti fedeltà: 2,50 €'],
      ]),
    );
    expect(body).toMatchObject({ acconto_pagato: 97.69, id_pagamento: 3 });
    expect(bodyOf(order, { collected: undefined })).toMatchObject({ acconto_pagato: 52.5 });
    const withoutDeposit = settings.parse({ ...given, document: { series: 2, deposit: 'none' } });
    expect(bodyOf(order, {}, withoutDeposit)).not.toHaveProperty('acconto_pagato');
  });
});

describe('the notes', () => {
  it("have the customer's number of the purchase, and a sum that nothing explains", () => {
    const order = anOrder();
    const told = texts(
      bodyOf({ ...order, unexplained: 300, payment: { ...order.payment, purchaseOrder: 'PO-77' } }),
    );
    expect(told).toContain("Numero d'ordine del cliente: PO-77");
    expect(told.join(' ')).toContain('non spiegati da alcuna riga: 3,00 €');
  });

  it('have both sums of an order in another currency, whose money is noted in its own', () => {
    const used = settings.parse({ ...given, foreignCurrency: 'base' });
    const foreign = anOrder({ currency: 'USD', base: { currency: 'EUR', rate: 1.25, total: 7815 } });
    const body = bodyOf(foreign, {}, used);
    expect(texts(body).join(' ')).toContain('Ordine di 97,69 USD, scritto come 78,15 € (cambio 1.25)');
    expect(texts(body).join(' ')).toContain('Incassato 97,69 USD');
    expect(body).not.toHaveProperty('acconto_pagato');
    expect(column(body, 'prezzo')).toHaveLength(2);
  });
});

describe('the kind of the document', () => {
  it('goes by what the numbers are, not by the fields that they are in', () => {
    const siglaFor = (numbers: object) => {
      const order = anOrder();
      return bodyOf({ ...order, customer: { ...order.customer, ...numbers } }).sigla;
    };
    expect(siglaFor({ vatNumber: 'RSSMRA80A01H501U' })).toBe('OX');
    expect(siglaFor({ taxCode: 'IT01234560785' })).toBe('OC');
    expect(siglaFor({ vatNumber: '01234560785' })).toBe('OC');
  });
});

describe('net rows', () => {
  const row = fc
    .tuple(fc.integer({ min: 1, max: 300_000 }), fc.constantFrom(4, 5, 10, 22))
    .map(([gross, taxRate]) => ({ gross, taxRate, net: netOf(gross, taxRate) }));
  const comesTo = (rows: { net: number; taxRate: number }[]) =>
    [4, 5, 10, 22]
      .map(
        (rate) =>
          rows.reduce((sum, { net, taxRate }) => sum + (taxRate === rate ? net : 0), 0) * (100 + rate),
      )
      .reduce((sum, hundredths) => sum + Math.round(hundredths / 100), 0);

  it('stand as the shop has them within the tolerance; beyond it cents are moved, and one for each rate is left over', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 120 }), fc.nat(10), (rows, tolerance) => {
        const gross = rows.reduce((sum, row) => sum + row.gross, 0);
        const moved = fitted(rows, tolerance);
        if (Math.abs(comesTo(rows) - gross) <= tolerance) expect(moved).toEqual(rows);
        const rates = new Set(rows.map(({ taxRate }) => taxRate)).size;
        expect(Math.abs(comesTo(moved) - gross)).toBeLessThanOrEqual(Math.max(tolerance, rates));
      }),
    );
  });

  it('are moved where hundreds of them, each rounded down, would leave the total short', () => {
    const rows = Array.from({ length: 200 }, () => ({ gross: 121, taxRate: 22, net: netOf(121, 22) }));
    expect(Math.abs(comesTo(rows) - 200 * 121)).toBeGreaterThan(5);
    expect(Math.abs(comesTo(fitted(rows, 5)) - 200 * 121)).toBeLessThanOrEqual(1);
  });
});

describe('VAT codes', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createMexalSandbox();
  });
  afterAll(() => sandbox.close());

  it.each([14.7, 20, 19.9])(
    'a rate of %s %, which Italy has not, is no row unless the settings name its code',
    (rate) => {
      const order = anOrder({ lines: [line('MUG-WHITE', 1, 1000, rate)] });
      expect(() => bodyOf(order)).toThrow(refused('CONFIG_INVALID', `${rate} %`));
      const used = settings.parse({ ...given, vat: { [rate]: 'FR20' } });
      expect(column(bodyOf(order, {}, used), 'cod_iva')).toEqual(['FR20']);
    },
  );

  it('that Mexal has not are refused before anything is sent, with those that it has; one that was coded just now is there', async () => {
    const erp = connectorTo(sandbox, { vat: { '20': 'FR20' } });
    const order = { ...anOrder({ lines: [line('MUG-WHITE', 1, 1000, 20)] }), id: 'vat' };
    const customers = Object.keys(sandbox.books.customers).length;
    await expect(erp.writeDocument(aDraft(order))).rejects.toEqual(refused('CONFIG_INVALID', 'FR20'));
    await expect(erp.writeDocument(aDraft(order))).rejects.toEqual(refused('CONFIG_INVALID', 'E15, N41'));
    expect(Object.keys(sandbox.books.customers)).toHaveLength(customers);
    sandbox.books.exemptions.push({ codice: 'FR20', descrizione: 'OSS Francia 20%' });
    expect(await erp.writeDocument(aDraft(order))).toMatchObject({ number: 'OX 2/1' });
  });

  it('that are a rate which Mexal has not coded are refused in its words', async () => {
    const erp = connectorTo(sandbox, { vat: { '14.7': '14,7' } });
    const order = { ...anOrder({ lines: [line('MUG-WHITE', 1, 1000, 14.7)] }), id: 'odd' };
    await expect(erp.writeDocument(aDraft(order))).rejects.toEqual(
      refused('ERP_REFUSED', "Aliquota iva '14,7' non valida (riga 1)"),
    );
  });
});
