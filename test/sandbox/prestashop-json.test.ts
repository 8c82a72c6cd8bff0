import { describe, expect, it } from 'vitest';
import { sandboxKey } from '../../sandbox/prestashop/index.ts';
import { basic, freshShop, type Json } from './prestashop-bench.ts';

const { ask, get, place, steer, write } = freshShop();

const json = async (path: string) => {
  const { status, text, headers } = await get(`${path}${path.includes('?') ? '&' : '?'}output_format=JSON`);
  return { status, text, type: headers.get('content-type') ?? '', body: text && JSON.parse(text) };
};
const in17 = () => steer('settings', { version: '1.7' });

describe('JSON', () => {
  it('is asked for by parameter or header, and errors come in it too', async () => {
    await place();
    const { type, body } = await json('/orders/1');
    expect(type).toContain('application/json');
    expect(body).toHaveProperty('order');
    for (const name of ['io-format', 'output-format']) {
      const { text } = await ask('GET', '/orders/1', undefined, { ...basic(sandboxKey), [name]: 'JSON' });
      expect(JSON.parse(text)).toEqual(body);
    }
    expect((await json('/nothing')).body).toMatchObject({ errors: [{ code: 27 }] });
    expect((await json('/orders/9')).text).toBe('');
  });

  it('has the plural root for lists, and for one record too when display stands in the address', async () => {
    await place();
    expect((await json('/orders')).body).toEqual({ orders: [{ id: 1 }] });
    expect(Object.keys((await json('/orders/1')).body)).toEqual(['order']);
    expect((await json('/orders/1?display=[id,reference]')).body).toMatchObject({ orders: [{ id: 1 }] });
  });

  it.each(['1.7', '8', '9'])('of an empty list is [] (%s)', async (version) => {
    await steer('settings', { version });
    expect((await json('/orders')).text).toBe('[]');
    expect((await json('/orders?display=full')).text).toBe('[]');
  });

  it('of a single record loses all that PHP takes for false since 8: valid, state 0, invoice_number', async () => {
    await place({ state: 0 });
    const fields = ['valid', 'gift', 'invoice_number', 'current_state', 'gift_message'];
    const single = (await json('/orders/1')).body.order as Json;
    for (const field of fields) expect(single).not.toHaveProperty(field);
    expect(single).toHaveProperty('total_paid_real', '0.000000');
    const listed = (await json('/orders?display=full')).body.orders[0] as Json;
    for (const field of fields) expect(listed).toHaveProperty(field);
    await in17();
    expect((await json('/orders/1')).body.order).toMatchObject({ valid: '0', current_state: '0' });
  });

  it.each([
    ['1.7', {}, 'string'],
    ['8', {}, 'string'],
    ['8', { jsonIds: 'numbers' }, 'number'],
    ['9', {}, 'number'],
    ['9', { jsonIds: 'strings' }, 'string'],
  ])(
    'of %s with %j has numbers of the database as a %s, also of rows and languages, while valid stays a text',
    async (version, quirks, kind) => {
      await steer('settings', { version, languages: 2 });
      await steer('quirks', quirks);
      await place({ module: 'paypal', paid: true });
      const { order } = (await json('/orders/1')).body;
      const [row] = order.associations.order_rows;
      const { order_state: state } = (await json('/order_states/2')).body;
      const values = [order.id_customer, row.id, row.product_quantity, state.name[0].id];
      expect(values.map((value) => typeof value)).toEqual([kind, kind, kind, kind]);
      expect([order.id, order.valid, row.product_price].map((value) => typeof value)).toEqual([
        ...['number', 'string', 'string'],
      ]);
    },
  );

  it('has a language field as text with one language, as a list with two; an empty association has no key', async () => {
    await place({ items: [{ reference: 'A', taxPercent: 0 }] });
    expect((await json('/order_states/2')).body.order_state.name).toBe('Pagamento accettato');
    await steer('settings', { languages: 2 });
    expect((await json('/order_states/2')).body.order_state.name).toEqual([
      { id: '1', value: 'Pagamento accettato' },
      { id: '2', value: 'Payment accepted' },
    ]);
    expect((await json('/order_details/1')).body.order_detail).not.toHaveProperty('associations');
    expect((await json('/orders/1')).body.order.associations.order_rows).toMatchObject([{ id: '1' }]);
  });

  it('of the root is names in 1.7 and a fatal error later', async () => {
    const fatal = await json('/');
    expect([fatal.status, fatal.text]).toEqual([500, '']);
    await in17();
    expect((await json('/')).body).toContain('order_histories');
  });

  it('is never read: a body in it is no XML', async () => {
    await place();
    const body = JSON.stringify({ order_history: { id_order: 1, id_order_state: 2 } });
    const answer = await ask('POST', '/order_histories', body);
    expect(answer.status).toBe(500);
    const written = await write('POST', '/order_histories?output_format=JSON', 'order_history', {
      id_order: 1,
      id_order_state: 2,
    });
    expect(JSON.parse(written.text)).toMatchObject({ order_history: { id: 2 } });
  });
});
