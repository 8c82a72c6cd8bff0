import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as m from '../../workflows/messages.ts';
import { signed } from './bench.ts';
import { type FakeBench, openFakeBench } from './fake-bench.ts';
import { stretched } from './stretched.ts';

let bench: FakeBench;
beforeAll(async () => {
  bench = await openFakeBench();
  bench.shop.takes(READING_MS);
});
afterAll(() => bench?.stop());

// A task is continued by another after 80 % of this: once or twice while the shop is read from within it.
const TASK = '2s';
const READING_MS = 2_400;
const DAY_S = 24 * 3_600;
const sooner = [0, 900, 2_100, 2_700];

describe.concurrent('an order whose tasks are continued while the shop is read', () => {
  it.each(sooner)('and that changes %i ms after it began is collected', async (ms) => {
    const id = await bench.starts('card', {}, TASK);
    await wait(ms);
    await bench.changes(id, { status: 'changed' });
    await bench.cards.pays(await bench.payment(id));
    await bench.ends(id, { stage: 'DONE', outcome: 'POSITIVE' });
  });

  it.each(sooner)('and that is paid %i ms after it changed is written', async (ms) => {
    const id = await bench.starts('card', {}, TASK);
    const payment = await bench.payment(id);
    await bench.changes(id, { status: 'changed' });
    await wait(ms);
    await bench.cards.pays(payment);
    await bench.ends(id, { stage: 'DONE', outcome: 'POSITIVE' });
  });

  it.each(sooner)('and that is released %i ms after it began is written', async (ms) => {
    const id = await bench.starts('bank', { state: 'on_hold' }, TASK);
    await wait(ms);
    await bench.changes(id, { state: 'open' });
    await bench.ends(id, { stage: 'DONE' });
  });

  it('and whose customer gets a new page by an operator has it paid', async () => {
    const id = await bench.starts('card', {}, TASK);
    const first = await bench.payment(id);
    await bench.changes(id, { state: 'on_hold' });
    await bench.isClosed(first);
    await bench.changes(id, { state: 'open' });
    const second = await bench.payment(id, 1);
    await bench.handle(id).executeUpdate(m.retryUpdate, { args: [{ ...signed, step: 'payment' }] });
    await bench.isClosed(second);
    await bench.cards.pays(await bench.payment(id, 2));
    await bench.ends(id, { stage: 'DONE', outcome: 'POSITIVE' });
  });
});

describe('replay', () => {
  it('goes the way that was gone', async () => {
    expect(await bench.replays(20)).toBeGreaterThanOrEqual(20);
  });

  it.each([1, 100 * DAY_S, -100 * DAY_S])(
    'goes the same way where each task ran %i seconds later after the one before',
    async (s) => {
      expect(await bench.replays(20, (history) => stretched(history, s))).toBeGreaterThanOrEqual(20);
    },
  );
});
