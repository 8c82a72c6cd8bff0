import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Customer, until } from '../../sandbox/customer.ts';
import type { World } from '../../sandbox/world.ts';
import { paymentQuery, refundUpdate, resolveUpdate } from '../../workflows/messages.ts';
import { testWorld } from '../world.ts';
import { click, historiesOf, opened, restingHistoriesOf, silenceShop } from './order-steps.ts';

const WAIT_MS = 2_000;
// Shorter than the gateway's own time-out.
const SLOW_MS = 15_000;

let world: World;
let customer: Customer;

beforeAll(async () => {
  ({ world, customer } = await testWorld((config) => {
    config.windows.returnWait = WAIT_MS;
  }));
  await silenceShop(world, customer);
});
afterAll(() => world.stop());

const viewOf = (payment: string) => world.client.workflow.getHandle(payment).query(paymentQuery);
const outcomeOf = async (payment: string) => (await viewOf(payment)).outcome;

/** Waits until the payment has told its order the outcome, and nothing more happens by itself. */
const toldOrder = (payment: string) =>
  until('the order to be told', async () => {
    const { events } = await world.client.workflow.getHandle(payment).fetchHistory();
    const told = events?.findIndex((event) => event.externalWorkflowExecutionSignaledEventAttributes) ?? -1;
    const heard = events?.findLastIndex((event) => event.workflowTaskCompletedEventAttributes) ?? -1;
    return told >= 0 && heard > told ? true : undefined;
  });

/** Paid on the gateway's page, whose notification is lost. */
async function paidUnheard() {
  const order = await opened(world, customer);
  await customer.tells(world.urls.stripe, 'webhooks', { mode: 'lose', times: 1 });
  await customer.presses(order.pageUrl, 'pay-and-close');
  expect(await outcomeOf(order.payment)).toBe('PENDING');
  return { ...order, back: `${order.link}/return?session=${order.session}` };
}

describe('a customer who comes back', () => {
  test('from the page is told the outcome, asked of the gateway when its notification is lost', async () => {
    const { back, payment } = await paidUnheard();
    expect(await click(back)).toEqual([200, 'paid']);
    const { outcome, verified, messages } = await viewOf(payment);
    expect([outcome, verified]).toEqual(['POSITIVE', true]);
    expect(messages.map(({ source, fact }) => `${source} ${fact}`)).toEqual([
      'return RETURNED',
      'inquiry PAID',
    ]);
  });

  test('with another session, a made-up one or none changes nothing, paid or not', async () => {
    const other = await opened(world, customer);
    const { link, workflowId, payment } = await paidUnheard();
    const before = await restingHistoriesOf(world, [workflowId, payment, other.payment]);
    const queries = [
      `?session=${other.session}`,
      '?session=cs_test_made_up',
      '?session={CHECKOUT_SESSION_ID}',
      '?session=',
      '?session=a&session=b',
      '',
    ];
    for (const query of queries)
      expect([query, ...(await click(`${link}/return${query}`))]).toEqual([query, 200, 'verify']);
    expect(await historiesOf(world, [workflowId, payment, other.payment])).toEqual(before);
    expect(await outcomeOf(payment)).toBe('PENDING');
  });

  test('again and again after it is settled sees the outcome, and leaves no trace', async () => {
    const { back, link, payment } = await paidUnheard();
    await click(back);
    await toldOrder(payment);
    expect(await click(link)).toEqual([200, 'paid']);
    const before = await restingHistoriesOf(world, [payment]);
    for (let n = 0; n < 20; n += 1) expect(await click(back)).toEqual([200, 'paid']);
    expect(await click(`${link}/return?session=cs_other`)).toEqual([200, 'paid']);
    expect(await historiesOf(world, [payment])).toEqual(before);
  });

  test('without having paid is promised nothing, and can still pay', async () => {
    const { link, session, pageUrl, payment } = await opened(world, customer);
    expect(await click(`${link}/return?session=${session}`)).toEqual([200, 'verify']);
    expect(await outcomeOf(payment)).toBe('PENDING');
    expect(await click(link)).toEqual([303, pageUrl]);
  });

  test('from a delayed method is told that it is under way, and from a refused one that it was refused', async () => {
    const { link, session, pageUrl, payment } = await opened(world, customer);
    await customer.presses(pageUrl, 'delayed-fail');
    const back = `${link}/return?session=${session}`;
    expect(await click(back)).toEqual([200, 'processing']);
    await customer.tells(world.urls.stripe, `delayed/${session}`, { result: 'fail' });
    await expect.poll(() => outcomeOf(payment)).toBe('NEGATIVE');
    expect(await click(back)).toEqual([200, 'refused']);
  });

  test('to an order whose payment was denied is told nothing that is not so, while the gateway has the money and after', async () => {
    const { back, link, payment } = await paidUnheard();
    await click(back);
    await toldOrder(payment);
    const handle = world.client.workflow.getHandle(payment);
    const signature = { operator: 'Ada', reason: 'sentito il cliente' };
    const denies = { ...signature, outcome: 'NEGATIVE' as const, override: true };
    await handle.executeUpdate(resolveUpdate, { args: [denies] });
    for (const url of [back, link, `${link}/back`])
      await expect.poll(() => click(url)).toEqual([200, 'to_clarify']);
    await handle.executeUpdate(refundUpdate, { args: [signature] });
    expect(await click(back)).toEqual([200, 'given_back']);
    await expect.poll(async () => (await click(link))[0]).toBe(303);
  });

  test('by the back button changes nothing, whatever was done before', async () => {
    const order = await opened(world, customer);
    const before = await restingHistoriesOf(world, [order.workflowId, order.payment]);
    for (let n = 0; n < 10; n += 1) expect(await click(`${order.link}/back`)).toEqual([200, 'went_back']);
    expect(await historiesOf(world, [order.workflowId, order.payment])).toEqual(before);
    expect(await click(order.link)).toEqual([303, order.pageUrl]);
    await customer.presses(order.pageUrl, 'pay-and-close');
    await expect.poll(() => click(`${order.link}/back`)).toEqual([200, 'paid']);
  });

  test('while the gateway is slow is answered in time, and hears the outcome later', async () => {
    const { back, payment } = await paidUnheard();
    await customer.tells(world.urls.stripe, 'faults', {
      kind: 'latency',
      ms: SLOW_MS,
      times: 1,
      method: 'GET',
      path: '/v1/checkout/sessions/',
    });
    const began = Date.now();
    expect(await click(back)).toEqual([200, 'verify']);
    expect(Date.now() - began).toBeLessThan(SLOW_MS);
    expect(await outcomeOf(payment)).toBe('PENDING');
    await customer.takesBack(world.urls.stripe, 'faults');
    await expect.poll(() => outcomeOf(payment), { interval: 200 }).toBe('POSITIVE');
    expect(await click(back)).toEqual([200, 'paid']);
  });
});
