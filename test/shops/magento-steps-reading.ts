import { expect } from 'vitest';
import type { Finding } from '../../domain/finding.ts';
import { failureOf } from '../contract/shop-notices.ts';
import { exchange, type Otherwise, type Release } from './magento-recorded-exchanges.ts';
import { played, type Scene } from './magento-steps.ts';

const ok = (findings: Finding[], subject: string) => findings.find((finding) => finding.subject === subject);

/** The check, reading and listing, and calls that are people's own. */
export function readingScenes(release: Release): Scene[] {
  const { n, answer, nothing, raw, asked, order, newest } = played(release);
  const checked: Otherwise = (method, path) => {
    if (method === 'POST') return answer('13', '13');
    if (path.includes('storeViews')) return answer('07', '07');
    return nothing;
  };
  return [
    {
      words: 'the check finds the rights, and reads the newest order',
      exchanges: n('01 02 05', '01 02 03 04 05'),
      otherwise: checked,
      run: async ({ shop }) => {
        const findings = await shop.check();
        expect(findings.filter(({ ok }) => ok === false)).toEqual([]);
        expect(ok(findings, 'newest order')?.text).toContain(`(${newest}) can be read`);
        for (const right of [
          'actions_view',
          'sales_invoice',
          'invoice',
          'comment',
          'cancel',
          'hold',
          'unhold',
        ])
          expect(ok(findings, `right Magento_Sales::${right}`)).toMatchObject({ ok: true });
      },
    },
    {
      words: 'the check tells the right that is missing',
      exchanges: n('01 05 07', '06 07 08 09 10'),
      otherwise: checked,
      run: async ({ shop }) => {
        expect((await shop.check()).filter(({ ok }) => ok === false)).toMatchObject([
          { text: expect.stringContaining("isn't authorized to access Magento_Sales::sales_invoice") },
        ]);
      },
    },
    {
      words: 'the check tells a token that is not taken as it is',
      exchanges: n('11', '11'),
      run: async ({ shop }) => {
        expect(await shop.check()).toMatchObject([
          { ok: false, text: expect.stringContaining('Magento_Sales::actions_view') },
        ]);
      },
    },
    {
      words: 'an order is read, and one that is not there is not found',
      exchanges: n('12 13', '12 13'),
      run: async ({ shop }) => {
        expect(await shop.readOrder(order)).toMatchObject({
          id: order,
          state: 'open',
          total: 32220,
          paid: 0,
          payment: { code: 'checkmo', title: 'Check / Money order' },
        });
        expect((await failureOf(shop.readOrder('99999'))).code).toBe('ORDER_NOT_FOUND');
      },
    },
    {
      words: 'changed orders are listed, of which the first second has none',
      exchanges: n('14 15', '14 15'),
      run: async ({ shop }) => {
        const { orders, more } = await shop.listChanged(
          { changedAt: '2020-01-01T00:00:00.000Z', id: '0' },
          3,
        );
        const { items } = answer('15', '15').answer as { items: { entity_id: number; status: string }[] };
        expect([orders.map(({ id }) => id), more]).toEqual([
          items.map((item) => String(item.entity_id)),
          true,
        ]);
        expect(orders.every(({ status }) => status === 'pending')).toBe(true);
      },
    },
    {
      words: 'no changed orders are none',
      exchanges: n('16', '16 17'),
      otherwise: () => nothing,
      run: async ({ shop }) => {
        const after = { changedAt: '2030-01-01T00:00:00.000Z', id: '0' };
        expect(await shop.listChanged(after, 3)).toEqual({
          orders: [],
          unreadable: [],
          until: after,
          more: false,
        });
      },
    },
    {
      words: 'payment methods are listed',
      exchanges: n('18 20 21', '18 19 20 21 22'),
      otherwise: (method) => (method === 'GET' ? nothing : undefined),
      run: async ({ shop }) => {
        const { offered, ordered } = await shop.listPayments();
        expect(offered).toHaveLength(5);
        expect(ordered).toContainEqual({ code: 'checkmo', title: 'Check / Money order' });
        expect(ordered).toContainEqual({ code: 'purchaseorder', title: 'Purchase Order' });
      },
    },
    {
      words: 'refunds are read, in part and whole, one by one where they come to the whole',
      exchanges: n('62 64 65', '63 65 66'),
      run: async ({ shop }) => {
        const part = (answer('62', '63').answer as { total_refunded: number }).total_refunded * 100;
        expect(await shop.readOrder(order)).toMatchObject({
          state: 'completed',
          refunds: [{ amount: part }],
        });
        expect(await shop.readOrder(order)).toMatchObject({
          state: 'refunded',
          refunds: [
            { id: '1', number: '000000001', amount: part },
            { id: '2', number: '000000002', amount: 32220 - part },
          ],
        });
      },
    },
    {
      words: "people's own calls are answered: a comment, refunds, a page past the last",
      exchanges: n('60 61 63 70', '61 62 64 71'),
      run: async ({ client }) => {
        for (const number of n('60 61 63 70', '61 62 64 71')) {
          const recorded = exchange(release, number);
          expect(await raw(recorded, client)).toEqual(recorded.answer);
        }
      },
    },
    asked('49', '50', 'SHOP_REFUSED', 'The order does not allow an invoice to be created.'),
    asked('59', '60', 'SHOP_REFUSED', 'when an order has a status of canceled'),
    asked('68', '69', 'SHOP_REFUSED', 'Request does not match any route.'),
    asked('69', '70', 'SHOP_ANSWER_LOST', 'Internal Error'),
    asked('71', '72', 'SHOP_REFUSED', 'The "abc" value\'s type is invalid'),
  ];
}
