import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { http, notify } from './bench.ts';
import { eventOf } from './events-given.ts';
import { OperatorsBench } from './operators-bench.ts';
import { pathTo, Visitor } from './operators-steps.ts';
import { checkoutView } from './views-given.ts';

describe('at the doors', () => {
  let bench: OperatorsBench;
  let url: string;
  beforeAll(async () => {
    bench = await OperatorsBench.open();
    ({ url } = await bench.api());
  });
  afterAll(() => bench.close());

  const paymentId = 'nobody-knows-this-payment';
  it.each([
    ['has 999 letters', { id: `evt_${'x'.repeat(995)}`, paymentId }],
    ['is half of a character', { id: 'evt_\ud800', paymentId }],
    ['has a blank', { id: 'evt_1 ', paymentId }],
    ['is empty', { id: '', paymentId }],
  ])('a signed event whose id %s is refused, and not asked for again', async (_what, wish) => {
    const { status, data } = await notify(url, eventOf(wish));
    expect([status, data.error.code]).toEqual([400, 'MESSAGE_UNREADABLE']);
    expect(data.error.whatToDo).toMatch(/\w/);
  });

  it.each([9_007_199_254_740_991, 9e15, 8.64e12 + 1, 253_402_300_800, -1, 1.5])(
    'a signed event of second %d is refused',
    async (created) => {
      const body = JSON.stringify({ ...JSON.parse(eventOf({ paymentId })), created });
      const { status, data } = await notify(url, body);
      expect([status, data.error.code]).toEqual([400, 'MESSAGE_UNREADABLE']);
    },
  );

  it('a search for what no number can be finds nothing', async () => {
    const anna = await Visitor.signedIn(url);
    for (const number of [
      '%00',
      '1%00',
      '%ED%A0%80',
      '%22',
      '%27',
      '%5C',
      '%C2%85',
      'x'.repeat(999),
      '%25',
      ')',
    ])
      expect([number, (await anna.get(`/operators?number=${number}`)).status]).toEqual([number, 200]);
  });

  it('a workflow that nobody can be called is not found', async () => {
    const anna = await Visitor.signedIn(url);
    for (const name of ['x'.repeat(400), 'a%00b', '%F0%9F%92%B6'])
      expect([name, (await anna.get(`/operators/payment:${name}`)).status]).toEqual([name, 404]);
  });

  it('a workflow whose task fails is no Temporal that is away', async () => {
    const workflowId = await bench.plays({ checkout: checkoutView, offers: [] }, 'order', 'shop:77');
    await bench.temporal.client.workflow.getHandle(workflowId).signal('play', 'breaks');
    const anna = await Visitor.signedIn(url);
    const link = bench.link('shop', '77');
    await expect
      .poll(async () => (await http.get(link.replace(/^.*(?=\/checkout)/, url))).status, { timeout: 60_000 })
      .toBe(500);
    const page = await anna.get(pathTo(workflowId));
    expect([page.status, page.data.includes('non riprende da solo')]).toEqual([200, true]);
    expect(bench.logged.join('')).toContain('WORKFLOW_STUCK');
    await bench.temporal.client.workflow.getHandle(workflowId).terminate();
  });
});
