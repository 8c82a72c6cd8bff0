import { describe, expect, it } from 'vitest';
import { readJson, readRights, readXml } from '../../shops/prestashop/answers.ts';
import { itRecorded, recordedText } from './recorded.ts';

const xml = (content: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<prestashop xmlns:xlink="http://www.w3.org/1999/xlink">\n${content}\n</prestashop>\n`;
const json = (content: unknown) => JSON.stringify(content);
const order = {
  id: '5',
  current_state: '2',
  associations: { order_rows: [{ product_id: '1', associations: {} }] },
};

describe('an answer of the webservice', () => {
  it('has the same records in XML and in JSON', () => {
    const element = `<id><![CDATA[5]]></id><current_state xlink:href="u"><![CDATA[2]]></current_state>
      <associations><order_rows nodeType="order_row"><order_row><product_id>1</product_id></order_row></order_rows></associations>`;
    const wanted = { records: [order], errors: [] };
    expect(readXml(xml(`<order>${element}</order>`), 'orders')).toEqual(wanted);
    expect(readXml(xml(`<orders><order>${element}</order></orders>`), 'orders')).toEqual(wanted);
    expect(readJson(json({ order: { ...order, id: 5 } }), 'orders')).toEqual(wanted);
    expect(readJson(json({ orders: [{ ...order, id: 5 }] }), 'orders')).toEqual(wanted);
  });

  it.each([['\n\n'], ['\ufeff'], [' \ufeff\r\n']])(
    'is read after what a module printed before it (%j)',
    (before) => {
      const wanted = { records: [{ id: '5', associations: {} }], errors: [] };
      expect(readXml(before + xml('<order><id>5</id></order>'), 'orders')).toEqual(wanted);
      expect(readJson(before + json({ order: { id: 5 } }), 'orders')).toEqual(wanted);
    },
  );

  it('has its characters whether they are written by name or by number, and once', () => {
    const record = (text: string) => readXml(xml(`<a><b>${text}</b></a>`), 'as')?.records[0]?.b;
    expect(record('Caff&#232; &#xE8; &amp; &lt;t&gt; &apos;&quot;')).toBe('Caffè è & <t> \'"');
    expect(record('&amp;#232;')).toBe('&#232;');
    expect(record('<![CDATA[&#232; & co]]>')).toBe('&#232; & co');
  });

  it('has every record of a list', () => {
    const order = '<order><id>5</id></order>';
    expect(readXml(xml(`<orders>${order}${order}</orders>`), 'orders')?.records).toHaveLength(2);
  });

  itRecorded('has every row of a recorded order', () => {
    const row = expect.objectContaining({ product_quantity: '1' });
    expect(readXml(recordedText('prestashop-1.6.1.23-order-5.xml'), 'orders')?.records[0]).toMatchObject({
      associations: { order_rows: [row, row, row] },
    });
  });

  it.each([
    ['XML', readXml, xml('<orders>\n</orders>')],
    ['XML, closed at once', readXml, xml('<orders/>')],
    ['JSON', readJson, json({ orders: [] })],
    ['JSON before 1.7.8', readJson, '[]'],
  ])('can be an empty list, in %s', (_format, read, text) => {
    expect(read(text, 'orders')).toEqual({ records: [], errors: [] });
  });

  it('has empty associations whether they are closed at once, empty, or left out', () => {
    const taxes = '<associations><taxes nodeType="tax" api="taxes"/></associations>';
    expect(readXml(xml(`<order_detail>${taxes}</order_detail>`), 'order_details')?.records).toEqual([
      { associations: { taxes: [] } },
    ]);
    expect(readJson(json({ order: { id: 1 } }), 'orders')?.records).toEqual([{ id: '1', associations: {} }]);
  });

  it("has a language field's first language that has text, in every shape", () => {
    const languages =
      '<language id="1"><![CDATA[Pagato & chiuso]]></language><language id="2">Paid</language>';
    const name = [{ name: 'Pagato & chiuso', associations: {} }];
    expect(readXml(xml(`<s><name>${languages}</name></s>`), 'ss')?.records).toEqual(name);
    const values = [
      { id: 1, value: 'Pagato & chiuso' },
      { id: 2, value: 'Paid' },
    ];
    expect(readJson(json({ s: { name: values } }), 'ss')?.records).toEqual(name);
    expect(readJson(json({ s: { name: 'Pagato & chiuso' } }), 'ss')?.records).toEqual(name);
    const untold = languages.replace('<language', '<language id="3"></language><language');
    expect(readXml(xml(`<s><name>${untold}</name></s>`), 'ss')?.records).toEqual(name);
    const emptyFirst = [{ id: 3, value: '' }, ...values];
    expect(readJson(json({ s: { name: emptyFirst } }), 'ss')?.records).toEqual(name);
    expect(readJson(json({ s: { name: [{ id: 3, value: '' }] } }), 'ss')?.records).toMatchObject([
      { name: '' },
    ]);
  });

  it('has its errors, in both formats', () => {
    const errors = [{ code: '25', message: 'Method PUT is not allowed' }];
    const element = '<error><code><![CDATA[25]]></code><message>Method PUT is not allowed</message></error>';
    expect(readXml(xml(`<errors>${element}</errors>`), 'orders')).toEqual({ records: [], errors });
    expect(
      readJson(json({ errors: [{ code: 25, message: 'Method PUT is not allowed' }] }), 'orders'),
    ).toEqual({
      records: [],
      errors,
    });
  });

  it.each([
    [''],
    ['<html><body><h1>500</h1></body></html>'],
    ['nonsense'],
    [xml('<orders><order><id>5</id>').replace('</prestashop>', '')],
    ['<prestashop xmlns:xlink="x"></prestashop>'],
    ['{"orders":[{"id":"5"'],
    ['"orders"'],
    ['null'],
    ['{}'],
    ['[1]'],
  ])('that is cut off, or nothing of PrestaShop (%s), is not read', (text) => {
    expect([readXml(text, 'orders'), readJson(text, 'orders')]).toEqual([undefined, undefined]);
  });

  it('lists what the key may do', () => {
    const api = `<api shopName="Bottega"><orders xlink:href="u" get="true" put="false" post="true" patch="false" delete="false" head="true">
      <description xlink:href="u" get="true">The orders</description><schema xlink:href="u" type="blank"/></orders></api>`;
    expect(readRights(xml(api))).toEqual({ shop: 'Bottega', rights: { orders: ['GET', 'POST', 'HEAD'] } });
    expect(readRights('<html></html>')).toBeUndefined();
  });
});
