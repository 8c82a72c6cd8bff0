import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paymentWorkflowId } from '../../domain/ids.ts';
import * as m from '../../workflows/messages.ts';
import { signed, until } from './bench.ts';
import { matching } from './books.ts';
import { type FakeBench, openFakeBench, withCodes } from './fake-bench.ts';
import { stretched } from './stretched.ts';

let bench: FakeBench;
beforeAll(async () => {
  bench = await openFakeBench([400, 900]);
});
afterAll(() => bench?.stop());

const handleOf = (paymentId: string) => bench.client.workflow.getHandle(paymentWorkflowId(paymentId));
const viewOf = (paymentId: string) => handleOf(paymentId).query(m.paymentQuery);
const becomes = (paymentId: string, wanted: Partial<m.PaymentView>) =>
  matching(paymentId, () => viewOf(paymentId), wanted);
const comesBack = (paymentId: string) =>
  handleOf(paymentId).executeUpdate(m.returnedUpdate, { args: [{ page: `page-${paymentId}` }] });
const closes = (paymentId: string) =>
  bench.send(paymentWorkflowId(paymentId), m.closePageSignal, { reason: 'the time is over' });
const keysOf = (paymentId: string) => bench.cards.triesOf(paymentId).map(({ captureKey }) => captureKey);
const key = (paymentId: string, n: number) => `capture:${paymentId}:${n}`;
const heard = async (paymentId: string) => (await viewOf(paymentId)).messages.map(({ fact }) => fact);
async function shown(): Promise<{ order: string; paymentId: string }> {
  const order = await bench.starts('card');
  return { order, paymentId: await bench.payment(order) };
}

describe.concurrent('what a customer agreed to', () => {
  it('is taken at once, by one call under one key, and nothing else moves money', async () => {
    const { cards, ends } = bench;
    const { order, paymentId } = await shown();
    await cards.agrees(paymentId);
    await ends(order, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
    const [taking, ...others] = cards.triesOf(paymentId);
    const { page } = await viewOf(paymentId).then(({ pageId }) => ({ page: pageId }));
    expect(taking).toMatchObject({ captureKey: key(paymentId, 1), pageId: page });
    expect([taking?.hold, others]).toEqual([undefined, []]);
    expect(taking?.money).toEqual((await viewOf(paymentId)).total);
    expect(Date.parse(taking?.before ?? '')).toBeGreaterThan(Date.now());
    expect(await heard(paymentId)).toEqual(['APPROVED', 'PAID']);
  });

  it('and is told by event, browser and inquiry at once, is taken by one call', async () => {
    const { cards, ends } = bench;
    const { order, paymentId } = await shown();
    await cards.agrees(paymentId, true);
    const came = await Promise.all([
      comesBack(paymentId),
      cards.tells(paymentId),
      comesBack(paymentId),
      handleOf(paymentId)
        .executeUpdate(m.verifyNowUpdate, { args: [signed] })
        .catch(() => undefined),
      cards.tells(paymentId),
    ]);
    expect([came[0].outcome, came[2].outcome]).toEqual(['POSITIVE', 'POSITIVE']);
    expect(keysOf(paymentId)).toEqual([key(paymentId, 1)]);
    await ends(order, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
  });

  it('is taken where only an operator’s question finds it', async () => {
    const { cards, ends } = bench;
    const { order, paymentId } = await shown();
    await cards.agrees(paymentId, true);
    const said = await handleOf(paymentId).executeUpdate(m.verifyNowUpdate, { args: [signed] });
    expect(said).toContain('PENDING (APPROVED)');
    await ends(order, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
    expect(keysOf(paymentId)).toEqual([key(paymentId, 1)]);
  });

  it('is not taken once it was to be closed, whenever it was agreed to', async () => {
    const { cards } = bench;
    for (const first of ['close', 'agree']) {
      const { paymentId } = await shown();
      await bench.withoutWorkers(async () => {
        if (first === 'close') await closes(paymentId);
        await cards.agrees(paymentId);
        if (first === 'agree') await closes(paymentId);
      });
      await becomes(paymentId, { outcome: 'NEGATIVE', reason: 'PAGE_EXPIRED' });
      await cards.tells(paymentId, { fact: 'APPROVED' });
      await wait(1_000);
      expect([keysOf(paymentId), (await viewOf(paymentId)).outcome]).toEqual([[], 'NEGATIVE']);
    }
  });

  it('is not taken after a person decided that it is unpaid', async () => {
    const { cards } = bench;
    const { paymentId } = await shown();
    const args: [m.Resolution] = [{ ...signed, outcome: 'NEGATIVE' }];
    await handleOf(paymentId).executeUpdate(m.resolveUpdate, { args });
    cards.becomes(paymentId, 'APPROVED');
    await cards.tells(paymentId);
    await becomes(paymentId, { outcome: 'NEGATIVE', reason: 'DENIED' });
    await wait(1_000);
    expect(keysOf(paymentId)).toEqual([]);
  });

  it('is not closed by the question that is due, and its page is not offered again', async () => {
    const { cards } = bench;
    const { paymentId } = await shown();
    cards.willBe(paymentId, 'away', 'away');
    await cards.agrees(paymentId);
    const view = await becomes(paymentId, { reason: 'APPROVED' });
    expect(view.pageUrl).toBeUndefined();
    await becomes(paymentId, { outcome: 'POSITIVE', reason: 'PAID' });
    expect(new Set(keysOf(paymentId))).toEqual(new Set([key(paymentId, 1)]));
    expect(await heard(paymentId)).not.toContain('PAGE_EXPIRED');
  });

  it.each([
    [['lost'] as const, 1, ['APPROVED', 'NO_ANSWER', 'PAID']],
    [['undone'] as const, 2, ['APPROVED', 'NO_ANSWER', 'APPROVED', 'PAID']],
    [['undone', 'lost'] as const, 2, ['APPROVED', 'NO_ANSWER', 'APPROVED', 'NO_ANSWER', 'PAID']],
  ])(
    'and whose taking is %j is a doubt until the gateway says what became of it',
    async (tries, calls, facts) => {
      const { cards, ends } = bench;
      const { order, paymentId } = await shown();
      const took = cards.took();
      cards.willBe(paymentId, ...tries);
      await cards.agrees(paymentId);
      await ends(order, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
      expect(await heard(paymentId)).toEqual(facts);
      expect(keysOf(paymentId)).toEqual(Array(calls).fill(key(paymentId, 1)));
      expect(cards.took()).toBeGreaterThan(took);
    },
  );

  it('and was not taken, is taken as its customer comes back, before the rest after the try is over', async () => {
    const { cards } = bench;
    const { paymentId } = await shown();
    cards.willBe(paymentId, 'away');
    await cards.agrees(paymentId);
    await until('a first try', async () => (keysOf(paymentId).length > 0 ? true : undefined));
    expect(await comesBack(paymentId)).toMatchObject({ outcome: 'POSITIVE', reason: 'PAID' });
  });

  it('and is refused, and agreed to again, is taken under another key', async () => {
    const { cards, ends } = bench;
    const { order, paymentId } = await shown();
    cards.willBe(paymentId, 'refused');
    await cards.agrees(paymentId);
    const view = await until('the page to be open again', async () => {
      const now = await viewOf(paymentId);
      return now.reason === 'NOTHING_YET' && now.pageUrl ? now : undefined;
    });
    expect(view.messages.map(({ fact }) => fact)).toContain('PAGE_OPEN');
    await cards.agrees(paymentId);
    await ends(order, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
    expect(keysOf(paymentId)).toEqual([key(paymentId, 1), key(paymentId, 2)]);
  });

  it('stands as a doubt where the gateway refuses to take it, and is not asked for without end', async () => {
    const { cards } = bench;
    const { order, paymentId } = await shown();
    cards.willBe(paymentId, ...Array(50).fill('no rights'));
    await cards.agrees(paymentId);
    await bench.ends(order, { outcome: 'VERIFY', attentions: withCodes('NO_ANSWER') });
    const before = keysOf(paymentId).length;
    await wait(3_000);
    const after = keysOf(paymentId);
    expect(after.length - before).toBeLessThanOrEqual(4);
    // The gateway may keep each refusal under its key.
    expect(after).toEqual(after.map((_, i) => key(paymentId, i + 1)));
    cards.willBe(paymentId);
    await bench.ends(order, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
  });

  it('and whose taking failed in a way that the gateway keeps under its key, is taken under the next', async () => {
    const { cards, ends } = bench;
    const { order, paymentId } = await shown();
    cards.willBe(paymentId, 'kept');
    await cards.agrees(paymentId);
    await ends(order, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
    expect(keysOf(paymentId)).toEqual([1, 1, 2].map((n) => key(paymentId, n)));
  });

  it('and may have been taken as the page is to be closed, is sent no key any more, and waits for the page’s time', async () => {
    const { cards } = bench;
    const { paymentId } = await shown();
    cards.willBe(paymentId, 'undone');
    await cards.agrees(paymentId);
    await becomes(paymentId, { reason: 'NO_ANSWER' });
    await closes(paymentId);
    await becomes(paymentId, { outcome: 'PENDING', reason: 'APPROVED' });
    await wait(1_500);
    expect(await viewOf(paymentId)).toMatchObject({ outcome: 'PENDING', reason: 'APPROVED' });
    expect([keysOf(paymentId), cards.stateOf(paymentId)]).toEqual([[key(paymentId, 1)], 'APPROVED']);
    cards.becomes(paymentId, 'PAGE_EXPIRED');
    await becomes(paymentId, { outcome: 'NEGATIVE', reason: 'PAGE_EXPIRED' });
  });
});

it('a call that no worker begins in time is not made by one that comes after the page was to be closed', {
  timeout: 150_000,
}, async () => {
  const { paymentId } = await shown();
  const calls = async (): Promise<string[]> => {
    const { events = [] } = await handleOf(paymentId).fetchHistory();
    return (events ?? []).flatMap(
      ({ activityTaskScheduledEventAttributes: call }) => call?.activityType?.name ?? [],
    );
  };
  await bench.withoutCalls(async () => {
    await bench.cards.agrees(paymentId);
    await until('the call', async () => ((await calls()).includes('capture') ? true : undefined));
    // Longer than a call waits for a worker.
    await wait(32_000);
    await closes(paymentId);
  });
  await becomes(paymentId, { outcome: 'NEGATIVE', reason: 'PAGE_EXPIRED' });
  expect([keysOf(paymentId), (await calls()).filter((name) => name === 'capture')]).toEqual([
    [],
    ['capture'],
  ]);
});

describe('money that is being taken', () => {
  it('and of which nobody knows as the order is cancelled, is not tried to be taken again', async () => {
    const { cards, ends, changes } = bench;
    const { order, paymentId } = await shown();
    cards.willBe(paymentId, 'undone');
    cards.isSilentOf(paymentId, true);
    await cards.agrees(paymentId);
    await ends(order, { outcome: 'VERIFY' });
    await changes(order, { state: 'cancelled', status: 'canceled' });
    await ends(order, { inShop: expect.objectContaining({ state: 'cancelled' }) });
    cards.isSilentOf(paymentId, false);
    await becomes(paymentId, { outcome: 'PENDING', reason: 'APPROVED' });
    await wait(1_500);
    expect(keysOf(paymentId)).toEqual([key(paymentId, 1)]);
  });

  it('as the order is cancelled, is heard of: the order says that it was paid', async () => {
    const { cards, ends, changes } = bench;
    const { order, paymentId } = await shown();
    cards.slows(2_000);
    await cards.agrees(paymentId);
    await until('the call', async () => (keysOf(paymentId).length > 0 ? true : undefined));
    await changes(order, { state: 'cancelled', status: 'canceled' });
    cards.slows(0);
    await ends(order, { outcome: 'POSITIVE', attentions: withCodes('PAID_BUT_CANCELLED') });
    expect(keysOf(paymentId)).toEqual([key(paymentId, 1)]);
    expect(bench.books.draftsOf(order)).toEqual([]);
  });
});

it.each([undefined, 1, 100 * 24 * 3_600])(
  'goes the way that was gone, also %s seconds later',
  async (seconds) => {
    const changed = (history: Parameters<typeof stretched>[0]) =>
      seconds === undefined ? history : stretched(history, seconds);
    expect(await bench.replays(30, changed)).toBeGreaterThanOrEqual(30);
  },
);
