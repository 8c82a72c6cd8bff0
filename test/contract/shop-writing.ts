import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { Failure } from '../../domain/failure.ts';
import type { Order } from '../../domain/schemas/order.ts';
import type { Fault } from '../../sandbox/kit/faults.ts';
import type { Shop, ShopNotice } from '../../shops/shop.ts';
import type { Case, Optional, ShopStand } from './shop.ts';

interface Told {
  words: string;
  needs?: Optional;
  firm: boolean;
  notice(order: Order, marker: string): ShopNotice;
  expected: { onHold?: boolean; cancelled?: boolean; mails?: number };
}

const checkoutUrl = 'https://pay.shop.example/c/9f2c?lang=it&x=1';

/** The notice that an order was paid in full. */
export const paid = (order: Pick<Order, 'total' | 'currency'>, marker: string): ShopNotice => ({
  kind: 'paid',
  marker,
  collected: {
    gateway: 'stripe-main',
    reference: `pi_${marker}`,
    money: { amount: order.total, currency: order.currency },
    at: '2026-03-05T10:16:30Z',
  },
});

const notices: Told[] = [
  { words: 'paid', firm: false, notice: paid, expected: {} },
  {
    words: 'failed, with another try open',
    firm: true,
    notice: (_order, marker) => ({ kind: 'failed', marker, reason: 'card refused', final: false }),
    expected: { cancelled: false },
  },
  {
    words: 'failed for good, where that cancels',
    needs: 'cancel',
    firm: true,
    notice: (_order, marker) => ({ kind: 'failed', marker, reason: 'window closed', final: true }),
    expected: { cancelled: true },
  },
  {
    words: 'failed for good, where that cancels nothing',
    firm: false,
    notice: (_order, marker) => ({ kind: 'failed', marker, reason: 'window closed', final: true }),
    expected: { cancelled: false },
  },
  {
    words: 'to verify',
    firm: false,
    notice: (_order, marker) => ({ kind: 'verify', marker, reason: 'no answer' }),
    expected: { onHold: false },
  },
  {
    words: 'to verify, where that holds',
    needs: 'hold',
    firm: true,
    notice: (_order, marker) => ({ kind: 'verify', marker, reason: 'no answer' }),
    expected: { onHold: true },
  },
  { words: 'accepted', firm: true, notice: (_order, marker) => ({ kind: 'accepted', marker }), expected: {} },
  {
    words: 'the link to pay with',
    needs: 'mail',
    firm: false,
    notice: (_order, marker) => ({ kind: 'pay', marker, reason: 'first page', checkoutUrl }),
    expected: { mails: 1 },
  },
];

const losses: [string, Omit<Fault, 'times'>][] = [
  ['a time-out', { kind: 'timeout-after' }],
  ['a reset', { kind: 'reset-after' }],
  ['a 500 after the deed', { kind: 'status-after', status: 500 }],
  ['a 503 after the deed', { kind: 'status-after', status: 503 }],
  ['an unreadable body', { kind: 'status-after', status: 200 }],
];

/** What the shop is told, once, whatever happens to the answers. */
export function writingCases(test: Case, at: () => ShopStand): void {
  const TIMEOUT_MS = 400;
  let markers = 0;
  const prepared = async ({ firm, notice }: Told, timeoutMs?: number) => {
    const { id } = await at().placeOrder('plain');
    const shop = at().shop({ firm, timeoutMs });
    const order = await shop.readOrder(id);
    markers += 1;
    return { id, shop, order, notice: notice(order, `notice-${id}-${markers}`) };
  };
  const expectOnce = async (id: string, total: number, { marker, kind }: ShopNotice, { expected }: Told) => {
    const told = await at().told(id);
    expect(told.texts.filter((text) => text.includes(`[incasso:${marker}]`))).toHaveLength(1);
    expect([told.bookings, told.booked]).toEqual(kind === 'paid' ? [1, total] : [0, 0]);
    expect(told.mails).toHaveLength(expected.mails ?? 0);
    expect(told.onHold).toBe(expected.onHold ?? false);
    expect(told.cancelled).toBe(expected.cancelled ?? false);
  };

  for (const told of notices) {
    test(told.needs, `writes "${told.words}" once when told twice`, async () => {
      const { id, shop, order, notice } = await prepared(told);
      expect((await shop.writeBack(id, notice)).length).toBeGreaterThan(5);
      await shop.writeBack(id, notice);
      await expectOnce(id, order.total, notice, told);
    });

    for (const [loss, fault] of losses)
      test(told.needs, `writes "${told.words}" once when every answer is lost to ${loss}`, async () => {
        const waits = fault.kind === 'timeout-after';
        const { id, shop, order, notice } = await prepared(told, waits ? TIMEOUT_MS : undefined);
        await at().fault('write', { ...fault, times: 9 });
        const failures = await untilDone(shop, id, notice);
        await at().clearFaults();
        expect(failures.length).toBeGreaterThan(0);
        for (const failure of failures)
          expect([failure.code, failure.kind]).toEqual(['SHOP_ANSWER_LOST', 'maybe']);
        await expectOnce(id, order.total, notice, told);
      });

    test(
      told.needs,
      `writes "${told.words}" once when the shop does it only after the time-out`,
      async () => {
        const { id, shop, order, notice } = await prepared(told, TIMEOUT_MS);
        await at().fault('write', { kind: 'latency', ms: TIMEOUT_MS + 50, times: 1 });
        const failure = await failureOf(shop.writeBack(id, notice));
        expect(failure.kind).toBe('maybe');
        // As long as the failure asks callers to wait.
        await delay(failure.retryAfterMs ?? 0);
        await shop.writeBack(id, notice);
        await expectOnce(id, order.total, notice, told);
      },
    );
  }

  const [first] = notices;
  test(undefined, 'refuses to book a cancelled order as paid, and books nothing', async () => {
    if (!first) throw new Error('no notice to try');
    const { id, shop, notice } = await prepared(first);
    await at().cancelInShop(id);
    expect(await failureOf(shop.writeBack(id, notice))).toMatchObject({
      code: 'SHOP_REFUSED',
      kind: 'refused',
    });
    expect(await at().told(id)).toMatchObject({ bookings: 0, booked: 0 });
  });

  test(undefined, 'books nothing more on an order that was paid in the shop', async () => {
    const { id } = await at().placeOrder('paid');
    const shop = at().shop();
    const order = await shop.readOrder(id);
    await shop.writeBack(id, paid(order, `again-${id}`));
    expect(await at().told(id)).toMatchObject({ bookings: 1, booked: order.total });
  });

  test(undefined, 'reads as paid what it booked', async () => {
    const { id } = await at().placeOrder('plain');
    const shop = at().shop();
    const order = await shop.readOrder(id);
    expect(order.paid).toBe(0);
    await shop.writeBack(id, paid(order, `books-${id}`));
    expect((await shop.readOrder(id)).paid).toBe(order.total);
  });

  test('hold', 'releases its own hold when the payment turns out paid', async () => {
    const { id } = await at().placeOrder('plain');
    const shop = at().shop({ firm: true });
    const order = await shop.readOrder(id);
    await shop.writeBack(id, { kind: 'verify', marker: `v-${id}`, reason: 'no answer' });
    expect((await shop.readOrder(id)).state).toBe('on_hold');
    await shop.writeBack(id, paid(order, `p-${id}`));
    expect(await at().told(id)).toMatchObject({ onHold: false, bookings: 1, booked: order.total });
  });

  test('mail', 'mails the customer the link as it is', async () => {
    const { id } = await at().placeOrder('plain');
    await at()
      .shop()
      .writeBack(id, { kind: 'pay', marker: `l-${id}`, reason: 'first page', checkoutUrl });
    expect((await at().told(id)).mails.join()).toContain(checkoutUrl);
  });
}

/** Repeats as a caller would, and answers what failed on the way. */
async function untilDone(shop: Shop, id: string, notice: ShopNotice): Promise<Failure[]> {
  const failures: Failure[] = [];
  for (let attempt = 0; attempt < 9; attempt += 1) {
    const failure = await shop.writeBack(id, notice).then(() => undefined, asFailure);
    if (!failure) return failures;
    failures.push(failure);
  }
  throw new Error('not done after nine attempts');
}

export function failureOf(call: Promise<unknown>): Promise<Failure> {
  return call.then(() => {
    throw new Error('it should have failed');
  }, asFailure);
}

function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  throw error;
}
