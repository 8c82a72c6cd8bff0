import { Failure } from '../../domain/failure.ts';
import type { Order } from '../../domain/schemas/order.ts';
import type { Fault } from '../../sandbox/kit/faults.ts';
import type { ShopNotice } from '../../shops/shop.ts';
import type { Optional } from './shop-bench.ts';

/** A notice, whether the shop is firm, and what it leaves behind. */
export interface NoticeCase {
  words: string;
  needs?: Optional;
  firm: boolean;
  notice(order: Order, marker: string): ShopNotice;
  expected: { onHold?: boolean; cancelled?: boolean; linkMailed?: boolean };
}

export const checkoutUrl = 'https://pay.shop.example/c/9f2c?lang=it&x=1';

/** All of an order's money, at a gateway. */
const money = ({ total, currency }: Pick<Order, 'total' | 'currency'>, marker: string) => ({
  gateway: 'stripe-main',
  reference: `pi_${marker}`,
  money: { amount: total, currency },
});

/** The notice that an order was paid in full. */
export const paid = (order: Pick<Order, 'total' | 'currency'>, marker: string): ShopNotice => ({
  kind: 'paid',
  marker,
  collected: {
    ...money(order, marker),
    at: '2026-03-05T10:16:30Z',
  },
});

/** The notice that all of an order's money is held, and not taken. */
export const held = (order: Pick<Order, 'total' | 'currency'>, marker: string): ShopNotice => ({
  kind: 'held',
  marker,
  held: {
    ...money(order, marker),
    until: '2026-03-12T10:16:30Z',
  },
  capture: 'onShipment',
});

/** Every notice there is, and how it may be told. */
export const notices: NoticeCase[] = [
  { words: 'paid', firm: false, notice: paid, expected: {} },
  { words: 'held, not taken', firm: false, notice: held, expected: {} },
  { words: 'held, not taken, where that sets a state', firm: true, notice: held, expected: {} },
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
    firm: false,
    notice: (_order, marker) => ({ kind: 'pay', marker, reason: 'first page', checkoutUrl }),
    expected: { linkMailed: true },
  },
  {
    words: 'shipped',
    firm: false,
    notice: (_order, marker) => ({ kind: 'document', marker, document: 'OC 1/541', state: 'shipped' }),
    expected: {},
  },
  {
    words: 'invoiced, where that sets a state',
    firm: true,
    notice: (_order, marker) => ({ kind: 'document', marker, document: 'OC 1/541', state: 'invoiced' }),
    expected: {},
  },
];

/** Ways in which the answer to a write is lost although it was done. */
export const losses: [string, Omit<Fault, 'times'>][] = [
  ['a time-out', { kind: 'timeout-after' }],
  ['a reset', { kind: 'reset-after' }],
  ['a 500 after the deed', { kind: 'status-after', status: 500 }],
  ['a 503 after the deed', { kind: 'status-after', status: 503 }],
  ['an unreadable body', { kind: 'status-after', status: 200 }],
];

/** The failure that a call must end in. */
export function failureOf(call: Promise<unknown>): Promise<Failure> {
  return call.then(() => {
    throw new Error('it should have failed');
  }, asFailure);
}

export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  throw error;
}
