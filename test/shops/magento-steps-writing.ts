import { expect } from 'vitest';
import { decodeOrder } from '../../shops/magento/wire.ts';
import { failureOf } from '../contract/shop-notices.ts';
import type { Release } from './magento-recorded-exchanges.ts';
import { played, type Scene } from './magento-steps.ts';

/** Notices that the shop is told, and what it refuses. */
export function writingScenes(release: Release): Scene[] {
  const { first, n, answer, open, order, cancelled, other, shipped } = played(release);
  const accepted = { kind: 'accepted', marker: 'accepted' } as const;
  const document = (state: 'shipped' | 'invoiced') =>
    ({ kind: 'document', marker: `document:${state}`, document: 'OX 1/1', state }) as const;
  const paid = {
    kind: 'paid',
    marker: `paid:${order}`,
    collected: {
      gateway: 'stripe',
      reference: 'pi_1',
      money: { amount: 32220, currency: 'EUR' },
      at: first ? '2026-11-29T17:08:56Z' : '2026-11-29T18:18:40Z',
    },
  } as const;
  const failed = {
    kind: 'failed',
    marker: 'failed:z:final',
    reason: 'PAGE_EXPIRED',
    final: true,
  } as const;
  const refused = async (call: Promise<unknown>, words: string) =>
    expect(await failureOf(call)).toMatchObject({
      code: 'SHOP_REFUSED',
      kind: 'refused',
      message: expect.stringContaining(words),
    });
  return [
    {
      words: 'a notice is a comment, which is read again',
      exchanges: n('12 23 24', '23 24 25'),
      run: async ({ shop }) => {
        await shop.writeBack(order, accepted);
        expect((await shop.readOrder(order)).marks).toContain('accepted');
      },
    },
    {
      words: 'the customer is sent the link',
      exchanges: n('24 25 26', '25 26 27'),
      // The staff have a comment of their own, which had not been thought of when this was recorded.
      otherwise: (method) => (method === 'POST' ? answer('23', '24') : undefined),
      run: async ({ shop }) => {
        const checkoutUrl = 'https://pay.example.it/checkout/abc';
        await shop.writeBack(order, { kind: 'pay', marker: 'pay:y', reason: 'first', checkoutUrl });
        // A marker without an HMAC is nobody's where its customer reads it.
        expect((await shop.readOrder(order)).marks).toEqual(['accepted']);
      },
    },
    {
      words: 'an order is held, and reads as open since the hold is ours',
      exchanges: n('26 27 28 29', '27 28 29 30'),
      run: async ({ shop }) => {
        const verify = { kind: 'verify', marker: 'verify:y', reason: 'CONTRADICTION' } as const;
        expect(await shop.writeBack(order, verify)).toBe('order put on hold');
        expect(await shop.readOrder(order)).toMatchObject({ state: 'open', status: 'holded' });
      },
    },
    {
      words: 'a payment releases it and invoices it',
      exchanges: n('29 30 31 32 34 35', '30 31 32 33 34 35 36'),
      run: async ({ shop }) => {
        expect(await shop.writeBack(order, paid)).toBe(`invoice ${answer('35', '36').answer} made`);
      },
    },
    {
      words: 'a payment that is told again is known',
      exchanges: n('36', '37'),
      run: async ({ shop }) => {
        expect(await shop.writeBack(order, paid)).toBe('already invoiced');
        expect((await shop.readOrder(order)).paid).toBe(32220);
      },
    },
    {
      words: 'a document gives the order a status of its state, and none of another',
      exchanges: n('36 38 39 40', '38 39 40 41'),
      run: async ({ shop }) => {
        await shop.writeBack(order, document('shipped'));
        await refused(shop.writeBack(order, document('invoiced')), 'The status "complete" is not part of');
      },
    },
    {
      words: 'an order is cancelled, and found cancelled',
      exchanges: n('43 44', '42 43 44 45'),
      otherwise: (method) => (method === 'GET' ? open(cancelled) : answer('23', '24')),
      run: async ({ shop, writer }) => {
        if (first) expect(await writer(cancelled).cancel()).toBe(true);
        else expect(await shop.writeBack(cancelled, failed)).toBe('order cancelled');
        expect((await shop.readOrder(cancelled)).state).toBe('cancelled');
      },
    },
    {
      words: 'a right that is missing is told: invoices',
      exchanges: n('46', '46 47'),
      otherwise: (method) => (method === 'GET' ? open(other) : undefined),
      run: async ({ shop }) => {
        const failure = await failureOf(shop.writeBack(other, paid));
        expect(failure.code).toBe('SHOP_LOGIN_REFUSED');
        expect(failure.message).toContain('Magento_Sales::sales_invoice');
      },
    },
    {
      words: 'a right that is missing is told: comments',
      exchanges: n('48', '48 49'),
      otherwise: (method) => (method === 'GET' ? open(other) : undefined),
      run: async ({ shop }) => {
        const failure = await failureOf(shop.writeBack(other, accepted));
        expect(failure.code).toBe('SHOP_LOGIN_REFUSED');
        expect(failure.message).toContain('Magento_Sales::comment');
      },
    },
    {
      words: 'a hold and a release that can not be are refused',
      exchanges: n('50 51 53', '51 52 53 54 56'),
      run: async ({ writer }) => {
        await refused(writer(order).unhold(), 'You cannot remove the hold.');
        await refused(writer(cancelled).hold(), 'A hold action is not available.');
        if (!first) await writer(other).hold();
        await refused(writer(other).hold(), 'A hold action is not available.');
        if (!first) await writer(other).unhold();
      },
    },
    {
      words: 'what can not be cancelled is a no',
      exchanges: n('54 57 58', '55 57 58 59'),
      run: async ({ writer }) => {
        const answers = [];
        for (let times = 0; times < 3; times += 1) answers.push(await writer(other).cancel());
        expect(answers.slice(0, first ? 2 : 3)).toEqual(first ? [false, false] : [false, true, false]);
        expect(await writer(order).cancel()).toBe(false);
      },
    },
    {
      words: 'a shipment is made, with its number',
      exchanges: n('66', '67'),
      run: async ({ writer }) => {
        const read = decodeOrder('it', open(shipped).answer);
        const sent = { carrier: 'Corriere', trackingNumber: '1Z' };
        expect(await writer(shipped).ship(read, sent)).toEqual({ made: true, words: 'shipment 1 made' });
      },
    },
  ];
}
