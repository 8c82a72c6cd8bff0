import { describe, expect, it } from 'vitest';
import { codes, freshShop, messages } from './prestashop-bench.ts';

const { list, place, read, steer, write } = freshShop();

const goods = { items: [{ reference: 'A', price: 20.74 }], shipping: 0 };
const paidBy = async (references: string) =>
  (await list('order_payments', `filter[order_reference]=[${references}]&sort=[id_ASC]`)).map(
    ({ order_reference, transaction_id }) => `${order_reference} ${transaction_id}`,
  );
const setPaid = (order: number) =>
  write('POST', '/order_histories', 'order_history', { id_order_state: 2, id_order: order });

describe.each([
  ['9', { version: '9' }],
  ['8 with a module that widens the columns', { version: '8', longReferences: true }],
  ['1.7 with such a module', { version: '1.7', longReferences: true }],
])('a reference longer than nine letters (%s)', (_shop, settings) => {
  it('is whole in payments that the checkout or an employee books, and cut to nine in those of a state', async () => {
    await steer('settings', settings);
    await place({ ...goods, reference: '2026-000123', paid: true, transactionId: 'pi_long' });
    await place({ ...goods, reference: '2026-000124', module: 'ps_wirepayment' });
    await setPaid(2);
    await place({ ...goods, reference: '2026-000125', module: 'ps_wirepayment' });
    await steer('orders/3/pay', { transactionId: 'CRO 1' });
    expect((await read('orders', 1)).reference).toBe('2026-000123');
    expect(await paidBy('2026-000123')).toEqual(['2026-000123 pi_long']);
    expect(await paidBy('2026-0001')).toEqual(['2026-0001 ']);
    expect(await paidBy('2026-000123|2026-0001')).toEqual(['2026-000123 pi_long', '2026-0001 ']);
    expect(await paidBy('2026-000125|2026-0001')).toEqual(['2026-0001 ', '2026-000125 CRO 1']);
    const brothers = await list('orders', 'filter[reference]=[2026-0001]%25&display=[id,invoice_number]');
    expect(new Set(brothers.map(({ id }) => id))).toEqual(new Set(['1', '2', '3']));
  });

  it('is shown whole by a payment that is posted with it, up to what its column holds', async () => {
    await steer('settings', settings);
    const post = (order_reference: string) =>
      write('POST', '/order_payments', 'order_payment', { order_reference, id_currency: 1, amount: 1 });
    expect((await post('2026-000126')).status).toBe(201);
    const length = settings.version === '9' ? 255 : 32;
    const refused = await post('A'.repeat(length + 1));
    expect([refused.status, codes(refused)]).toEqual([400, [85]]);
    expect(messages(refused)[0]).toContain(`must be between 0 and ${length} chars`);
  });
});

describe('a shop with references of nine letters', () => {
  it('cuts a longer one, which several orders share then', async () => {
    await place({ ...goods, reference: '2026-000201', module: 'ps_wirepayment' });
    await place({ ...goods, reference: '2026-000202', module: 'ps_wirepayment' });
    const found = await list('orders', 'filter[reference]=[2026-0002]&display=[id,reference]');
    expect(found.map(({ reference }) => reference)).toEqual(['2026-0002', '2026-0002']);
  });

  it('dies of a checkout that books a payment under a longer one: the order has no state and no money', async () => {
    await place({ ...goods, reference: '2026-000203', paid: true });
    expect(await read('orders', 1)).toMatchObject({
      reference: '2026-0002',
      current_state: '0',
      valid: '0',
      total_paid_real: '0.000000',
    });
    expect(await list('order_payments')).toEqual([]);
    expect(await list('order_histories')).toEqual([]);
  });
});
