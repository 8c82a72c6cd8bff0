import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Notification } from '../../domain/schemas/message.ts';
import { type StripeBench, stripeBench } from './stripe-bench.ts';

const DAY_S = 86_400;
const now = Math.floor(Date.now() / 1000);
const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

let bench: StripeBench;
beforeAll(async () => {
  bench = await stripeBench();
});
afterAll(() => bench.close());

/** Writes an event in the books of Stripe, as if it had been told then; nobody is notified. */
function told(id: string, created: number, changes: { type?: string; object?: object } = {}): void {
  const object = {
    object: 'checkout.session',
    id: `cs_${id}`,
    mode: 'payment',
    status: 'complete',
    payment_status: 'paid',
    amount_total: 7990,
    currency: 'eur',
    payment_intent: `pi_${id}`,
    metadata: { incasso_payment: 'order-12' },
    livemode: false,
    expires_at: created,
    ...changes.object,
  };
  const type = changes.type ?? 'checkout.session.completed';
  const event = { id, object: 'event' as const, type, created, livemode: false, data: { object } };
  bench.sandbox.books.events[id] = { event, deliveries: {} };
}

const idOf = (n: Notification) => (n.kind === 'message' ? n.message.id : n.id);
async function listed(since: number) {
  const { notifications, ...told } = await bench.makeGateway().listNotifications(iso(since));
  return { ids: notifications.map(idOf), kinds: notifications.map(({ kind }) => kind), ...told };
}
const clear = () => {
  for (const id of Object.keys(bench.sandbox.books.events)) delete bench.sandbox.books.events[id];
};

describe("Stripe's list of events", () => {
  it('of many pages is heard whole, once each, the oldest first', async () => {
    clear();
    const ids = Array.from({ length: 250 }, (_, n) => `evt_page_${n}`);
    for (const [n, id] of ids.entries()) told(id, now - 3600 + n);
    expect(await listed(now - 7200)).toMatchObject({ ids, more: false });
  });

  it('holds what was told in the very second that is asked for, and nothing before', async () => {
    clear();
    for (const second of [-1, 0, 1]) told(`evt_${second}`, now - 600 + second);
    expect((await listed(now - 600)).ids).toEqual(['evt_0', 'evt_1']);
  });

  it('parted at a second holds each event of that second once', async () => {
    clear();
    const end = now - 5 * DAY_S;
    for (const second of [-1, 0, 0.5, 1]) told(`evt_${second}`, end + Math.floor(second));
    const first = await listed(end - DAY_S);
    expect(first).toEqual({ ids: ['evt_-1'], kinds: ['message'], until: iso(end), more: true });
    expect((await listed(end)).ids).toEqual(['evt_0', 'evt_0.5', 'evt_1']);
  });

  it('with one that can not be read has the others all the same, and says which', async () => {
    clear();
    told('evt_1', now - 30);
    told('evt_2', now - 20, { object: { amount_total: 'a lot' } });
    told('evt_3', now - 10);
    expect(await listed(now - 60)).toMatchObject({
      ids: ['evt_1', 'evt_2', 'evt_3'],
      kinds: ['message', 'unreadable', 'message'],
    });
  });

  it.each([9_007_199_254_740_991, 253_402_300_800])(
    'with one that is of second %d has the others all the same',
    async (created) => {
      clear();
      told('evt_1', now - 30);
      told('evt_2', created);
      told(`evt_${'x'.repeat(999)}`, now - 10);
      const { kinds } = await listed(now - 60);
      expect(kinds.toSorted()).toEqual(['message', 'unreadable', 'unreadable']);
    },
  );

  it('has what is of somebody else as foreign, and nothing of kinds that we have no use for', async () => {
    clear();
    told('evt_1', now - 30, { object: { metadata: {} } });
    told('evt_2', now - 20, { type: 'customer.created' });
    expect(await listed(now - 60)).toMatchObject({ ids: ['evt_1'], kinds: ['foreign'] });
  });

  it('goes until the moment it was asked by the clock of Stripe, not by ours', async () => {
    clear();
    await bench.steer('clock', { advanceSeconds: 600 });
    const { until } = await listed(now - 60);
    expect(Math.abs(Date.parse(until) / 1000 - bench.sandbox.now().getTime() / 1000)).toBeLessThan(3);
  });
});
