import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { discounted } from '../../domain/charges.ts';
import type { Order } from '../../domain/schemas/order.ts';
import { nameOf } from '../../erps/exchange/names.ts';
import { jsonSchema } from '../../erps/exchange/wire.ts';
import { aDraft, anOrder, line } from '../contract/erp-orders.ts';
import { anyText } from '../text-given.ts';
import { exchangeBench, failureOf } from './exchange-bench.ts';

const draft = aDraft(anOrder(), { reference: 'demo/12' });

describe('the name of a document', () => {
  it('is shop and order', () => {
    expect(nameOf('demo/12')).toBe('demo-12');
    expect(nameOf('my-shop/A:1')).toBe('my_2dshop-_41_3a1');
  });

  it('has no character that a file system minds, and is no other reference’s, whatever case it is compared in', () => {
    const text = fc.oneof(
      anyText(),
      fc.string({ unit: fc.constantFrom('a', 'A', '-', '/', '_', '2', 'd', ':', '.', 'u', 'ä') }),
    );
    fc.assert(
      fc.property(text, text, (left, right) => {
        expect(nameOf(left)).toMatch(/^[a-z0-9_-]*$/);
        expect(nameOf(left).toLowerCase() === nameOf(right).toLowerCase()).toBe(left === right);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('the file of a document', () => {
  it('is valid by the published schema, with amounts as decimals whose rows are the total', async () => {
    const shippingCost = { code: 'flat', title: 'Corriere', net: 574, gross: 700, taxRate: 22 };
    const order = anOrder({
      lines: discounted([line('MUG', 3, 9999), line('TEA', 1, 2541, 10)], 1525),
      shippingCost,
    });
    const { erp, read } = await exchangeBench();
    await failureOf(erp.writeDocument(aDraft(order, { reference: 'demo/12' })));
    const document = JSON.parse(await read('demo-12.json'));
    expect(z.fromJSONSchema(JSON.parse(jsonSchema())).safeParse(document).error).toBeUndefined();
    expect(document.rows[0]).toMatchObject({ code: 'MUG', quantity: 3, net: '99.99', gross: '121.99' });
    const cents = document.rows.map(({ gross }: { gross: string }) => Math.round(Number(gross) * 100));
    expect(cents.reduce((sum: number, gross: number) => sum + gross, 0)).toBe(order.total);
  });

  const settledAndFees = anOrder({
    lines: [{ ...line('MUG', 1, 1000), discount: { net: 100, gross: 122 } }],
    fees: [{ kind: 'payment', code: 'cod', title: '', net: 410, gross: 500, taxRate: 22 }],
    settled: [{ by: 'gift_card', amount: 300, reference: 'ABC' }],
    unexplained: 50,
    total: 1220 - 122 + 500 - 300 + 50,
    payment: { code: 'cod', title: 'Contrassegno', purchaseOrder: 'PO-77' },
  });

  it('has fees and discounts as rows, and beside the total what was settled, what nothing explains and what is to pay', async () => {
    const { erp, read } = await exchangeBench();
    await failureOf(erp.writeDocument(aDraft(settledAndFees, { reference: 'demo/12' })));
    const document = JSON.parse(await read('demo-12.json'));
    expect(document).toMatchObject({
      total: '15.98',
      unexplained: '0.50',
      toPay: '13.48',
      order: { purchaseOrder: 'PO-77' },
      settled: [{ by: 'gift_card', reference: 'ABC', amount: '3.00' }],
      rows: [
        { kind: 'goods', net: '10.00', gross: '12.20' },
        { kind: 'payment', description: 'Spese di pagamento', quantity: 1, gross: '5.00' },
        { kind: 'discount', quantity: -1, net: '-1.00', gross: '-1.22', vatRate: 22 },
      ],
    });
  });

  it('as CSV has the same in columns after the others', async () => {
    const { erp, read } = await exchangeBench({ format: 'csv' });
    await failureOf(erp.writeDocument(aDraft(settledAndFees, { reference: 'demo/12' })));
    const text = await read('demo-12.csv');
    const rows: Record<string, string>[] = parse(text, { bom: true, delimiter: ';', columns: true });
    const [first = {}] = rows;
    expect(first).toMatchObject({
      totale: '15,98',
      da_pagare: '13,48',
      pagato_altrimenti: 'Buono regalo / ABC: 3,00',
      non_spiegato: '0,50',
      ordine_cliente: 'PO-77',
      totale_originale: '',
      valuta_originale: '',
    });
    expect(Object.keys(first).indexOf('dettagli')).toBeLessThan(Object.keys(first).indexOf('da_pagare'));
  });

  it.each([
    ['base', 'EUR', '78.15', { amount: '97.69', currency: 'USD' }],
    ['own', 'USD', '97.69', undefined],
  ])(
    'in another currency is written as the settings say: %s',
    async (foreignCurrency, currency, total, own) => {
      const { erp, read } = await exchangeBench({ foreignCurrency });
      const order = anOrder({ currency: 'USD', base: { currency: 'EUR', rate: 1.25, total: 7815 } });
      await failureOf(erp.writeDocument(aDraft(order, { reference: 'demo/12' })));
      const document = JSON.parse(await read('demo-12.json'));
      expect(document).toMatchObject({ currency, total, collected: { amount: '97.69', currency: 'USD' } });
      expect(document.order.total).toEqual(own);
    },
  );

  it('in its own currency has an answer whose total has the decimals of that', async () => {
    const { erp, put } = await exchangeBench({ foreignCurrency: 'own' });
    const order = anOrder({ currency: 'JPY' });
    await failureOf(erp.writeDocument(aDraft(order, { reference: 'demo/12' })));
    await put('demo-12.done', `ORD 1\n${order.total}\n`);
    const document = await erp.writeDocument(aDraft(order, { reference: 'demo/12' }));
    expect(document).toEqual({ id: 'demo-12', number: 'ORD 1', total: order.total });
  });

  const inCsv = async (
    about: Partial<Order['customer']>,
    phone?: string,
  ): Promise<Record<string, string>> => {
    const order = anOrder();
    const { erp, read } = await exchangeBench({ format: 'csv' });
    const customer = { ...order.customer, ...about };
    const billing = { ...order.billing, phone };
    await failureOf(erp.writeDocument(aDraft({ ...order, customer, billing }, { reference: 'demo/12' })));
    const lines: Record<string, string>[] = parse(await read('demo-12.csv'), {
      bom: true,
      delimiter: ';',
      columns: true,
    });
    return lines[0] ?? {};
  };

  it('as CSV has a line for each row, decimal commas, and no text that a spreadsheet takes for a formula', async () => {
    const order = anOrder();
    const customer = { ...order.customer, lastName: '=HYPERLINK("http://evil.example")' };
    const { erp, read, files } = await exchangeBench({ format: 'csv' });
    await failureOf(erp.writeDocument(aDraft({ ...order, customer }, { reference: 'demo/12' })));
    expect(await files()).toEqual(['demo-12.csv', 'sent']);
    const text = await read('demo-12.csv');
    expect(text).toMatch(/^\ufeffriferimento;data;/);
    const rows: Record<string, string>[] = parse(text, { bom: true, delimiter: ';', columns: true });
    expect(rows.map(({ riga, codice, lordo }) => [riga, codice, lordo])).toEqual([
      ['1', 'SHIRT-BLUE-M', '79,79'],
      ['2', 'COFFEE-1KG', '17,90'],
    ]);
    expect(rows[1]).toMatchObject({
      totale: '97,69',
      ordine_data: '05/03/2026',
      fatturazione_telefono: '+39 02 555012',
    });
    expect(rows[0]?.cliente_cognome).toBe('\'=HYPERLINK("http://evil.example")');
  });

  it.each([
    ...[
      '=1+1',
      ' =1+1',
      '\n=1',
      '\t=1',
      '\u00a0=1',
      '\u200d=1',
      '＝1+1',
      '＋1',
      '－1',
      '＠SUM(1)',
      '−1-2',
      '﹣1',
      '⁺1',
    ],
    ...['-1-2', '-(1)', '-1,5/0', '-2+3', '+1*2', '@SUM(1)', '- 1 x', '\tx', '\rx', '+39-051'],
  ])('as CSV has a name like %j as text', async (lastName) => {
    expect((await inCsv({ lastName })).cliente_cognome).toBe(`'${lastName}`);
  });

  it.each(['Rossi', "D'Angelo-Conti", 'O=', '李', '１', 'x\n=1', '+39'])(
    'as CSV has a name like %j as it is',
    async (lastName) => {
      expect((await inCsv({ lastName })).cliente_cognome).toBe(lastName);
    },
  );

  it.each([
    ['+39-051/6001', '+39 051 6001'],
    ['(051) 60.01', '051 60 01'],
    ['+39 051', '+39 051'],
    ['-1-2', '1 2'],
    ['+1*2', "'+1*2"],
    ['=051', "'=051"],
  ])('as CSV has a telephone number %j as %j', async (phone, written) => {
    expect((await inCsv({}, phone)).fatturazione_telefono).toBe(written);
  });

  it('as CSV has negative amounts as amounts', async () => {
    const { erp, read } = await exchangeBench({ format: 'csv' });
    await failureOf(erp.writeDocument(aDraft(settledAndFees, { reference: 'demo/12' })));
    const rows: object[] = parse(await read('demo-12.csv'), { bom: true, delimiter: ';', columns: true });
    expect(rows.at(-1)).toMatchObject({ quantita: '-1', imponibile: '-1,00', lordo: '-1,22' });
  });

  it('that can not be renamed to its name leaves nothing behind, and is written once it can', async () => {
    const { erp, folder, files } = await exchangeBench();
    await mkdir(join(folder, 'demo-12.json'));
    expect(await failureOf(erp.writeDocument(draft))).toMatchObject({ code: 'ERP_AWAY', kind: 'away' });
    expect(await files()).toEqual(['demo-12.json', 'sent']);
    await rm(join(folder, 'demo-12.json'), { recursive: true });
    await failureOf(erp.writeDocument(draft));
    expect(await files()).toEqual(['demo-12.json', 'sent']);
  });

  it('in another currency than the books is not written', async () => {
    const { erp, files } = await exchangeBench({ currency: 'CHF' });
    expect(await failureOf(erp.writeDocument(draft))).toMatchObject({ code: 'ERP_REFUSED' });
    expect(await files()).toEqual([]);
  });
});

describe('the payment table', () => {
  it.each([
    ['semicolons and a header', 'Codice;Descrizione\n3;Carta, credito\n'],
    ['commas and quotes', '3,"Carta, credito"\n'],
    ['tabs and a byte order mark', '\ufeffid\tdescription\r\n3\tCarta, credito\r\n'],
  ])('is read with %s', async (_how, text) => {
    const { erp, payments } = await exchangeBench();
    await writeFile(payments, text);
    expect(await erp.listPayments()).toEqual([{ id: '3', description: 'Carta, credito' }]);
  });

  it('is read as the settings say, where they do', async () => {
    const { erp, payments } = await exchangeBench({ paymentsCsv: { separator: '#', header: true } });
    await writeFile(payments, 'K#T\nRB30#Riba; 30 giorni\n');
    expect(await erp.listPayments()).toEqual([{ id: 'RB30', description: 'Riba; 30 giorni' }]);
  });

  it('that is no CSV is told with its file', async () => {
    const { erp, payments } = await exchangeBench();
    await writeFile(payments, '3;"Carta\n');
    const failure = await failureOf(erp.listPayments());
    expect(failure).toMatchObject({ code: 'ERP_REFUSED', kind: 'refused' });
    expect(failure.message).toContain(payments);
  });
});
