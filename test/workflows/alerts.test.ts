import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Attention } from '../../domain/attention.ts';
import { speaksForItself } from '../../workflows/kit/alerts.ts';
import { type AlertsBench, context, openAlertsBench } from './alerts-bench.ts';

const refused: Attention = { code: 'ERP_REFUSED', text: 'article 12 is blocked' };
const disputed: Attention = { code: 'DISPUTED', text: 'the customer disputes pi_1' };
const within = { timeout: 15_000 };

let bench: AlertsBench;
let at: Awaited<ReturnType<AlertsBench['receivers']>>;
beforeAll(async () => {
  bench = await openAlertsBench();
});
beforeEach(async () => {
  at = await bench.receivers();
});
afterEach(() => at?.close());
afterAll(() => bench?.close());

test('each attention goes out once by each channel, with all that people need', async () => {
  await at.startWorker();
  const { publishes, ends, workflowId } = await at.begin();
  await publishes();
  await publishes(refused);
  await publishes(refused);
  await publishes(disputed, refused);
  await publishes(refused, disputed);
  const keys = [`${workflowId}/DISPUTED/1`, `${workflowId}/ERP_REFUSED/1`];
  await expect.poll(() => [...at.posted()].sort(), within).toEqual(keys);
  await expect.poll(() => [...at.mailed()].sort(), within).toEqual(keys);
  expect(at.receiver.received.find(({ alert }) => alert.code === 'ERP_REFUSED')?.alert).toEqual({
    ...context,
    ...refused,
    key: `${workflowId}/ERP_REFUSED/1`,
    workflowId,
    whatToDo: "Read the ERP's own words, mend what they name, then retry.",
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
  });
  const subjects = at.mails.mails.map(({ headers }) => headers.subject);
  expect(subjects).toContain('[Incasso] Ordine 000000012: ERP_REFUSED, 135,80 €');
  await ends();
  expect([at.posted().length, at.mails.mails.length]).toEqual([2, 2]);
});

test('what goes away and comes back is told again, under a key of its own; another text is another attention', async () => {
  await at.startWorker(at.posting);
  const { publishes, workflowId } = await at.begin();
  await publishes(refused);
  await publishes();
  await publishes(refused);
  await publishes(refused, { ...refused, text: 'article 13 is blocked' });
  const keys = [1, 2, 3].map((n) => `${workflowId}/ERP_REFUSED/${n}`);
  await expect.poll(() => [...at.posted()].sort(), within).toEqual(keys);
});

test('a mail server that is away delays nothing else; the mail comes when it is back, though the worker was restarted', async () => {
  await at.mails.stop();
  const stop = await at.startWorker();
  const { publishes, ends, workflowId, pending, history } = await at.begin();
  await publishes(refused);
  await expect.poll(at.posted, within).toEqual([`${workflowId}/ERP_REFUSED/1`]);
  await expect.poll(() => pending(), within).toEqual(['mailAlert']);
  await publishes(refused, disputed);
  await expect.poll(at.posted, within).toHaveLength(2);

  await stop();
  await at.mails.start();
  await at.startWorker();
  await expect.poll(() => [...at.mailed()].sort(), within).toEqual([...at.posted()].sort());
  await publishes(refused, disputed);
  expect(await ends()).toBe(3);
  expect([at.posted().length, at.mails.mails.length]).toEqual([2, 2]);

  await bench.replays(await history());
});

test('what a receiver refuses is tried again while it stands, and the other channel is not repeated', async () => {
  at.receiver.answers.status = 401;
  await at.startWorker();
  const { publishes, workflowId } = await at.begin(300);
  await publishes(refused);
  await expect.poll(() => at.posted().length, within).toBeGreaterThanOrEqual(2);
  at.receiver.answers.status = 200;
  const tries = at.posted().length;
  await expect.poll(() => at.posted().length, within).toBe(tries + 1);
  expect(new Set(at.posted())).toEqual(new Set([`${workflowId}/ERP_REFUSED/1`]));
  await expect.poll(at.mailed, within).toEqual([`${workflowId}/ERP_REFUSED/1`]);
});

test('what was refused is not tried again once it is over', async () => {
  at.receiver.answers.status = 401;
  await at.startWorker(at.posting);
  const { publishes, history, pending } = await at.begin(3_000);
  await publishes(refused);
  await expect.poll(at.posted, within).toHaveLength(1);
  await publishes();
  const fired = async () => {
    const { events = [] } = await history();
    return events?.filter(({ timerFiredEventAttributes }) => timerFiredEventAttributes).length ?? 0;
  };
  await expect.poll(fired, within).toBe(1);
  expect(await pending()).toEqual([]);
  expect(at.posted()).toHaveLength(1);
});

test('where no channel is configured the workflow goes on, and calls no activity', async () => {
  await at.startWorker({});
  const { publishes, ends, history } = await at.begin();
  await publishes(refused);
  expect(await ends()).toBe(1);
  const { events } = await history();
  expect(
    events?.some(({ activityTaskScheduledEventAttributes }) => activityTaskScheduledEventAttributes),
  ).toBe(false);
});

test('a workflow that ends does not wait for an alert', async () => {
  await at.mails.stop();
  await at.startWorker(at.mailing);
  const { publishes, ends } = await at.begin();
  await publishes(refused);
  expect(await ends()).toBe(1);
});

test('a workflow that somebody tried to cancel tells its alerts all the same', async () => {
  await at.startWorker(at.mailing);
  const { publishes, handle } = await at.begin();
  await publishes();
  await handle.cancel();
  await publishes(disputed);
  await expect.poll(at.mailed, within).toHaveLength(1);
});

test('the order speaks for its payments; without an order, or once it is gone, they speak themselves', () => {
  const ofOrder = { order: { workflowId: 'order:shop:1', shop: 'shop', number: '1' } };
  const input = { paymentId: 'p' } as Parameters<typeof speaksForItself>[0];
  expect(speaksForItself({ ...input, ...ofOrder }, false)).toBe(false);
  expect(speaksForItself({ ...input, ...ofOrder }, true)).toBe(true);
  expect(speaksForItself(input, false)).toBe(true);
});
