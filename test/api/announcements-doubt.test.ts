import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { orderWorkflowId } from '../../domain/ids.ts';
import { type Customer, until } from '../../sandbox/customer.ts';
import type { World } from '../../sandbox/world.ts';
import { testWorld } from '../world.ts';
import { announce, apiAlone, http, pageIn, taken } from './bench.ts';

const WAIT_MS = 1_500;
const AWAY_MS = WAIT_MS + 8_000;

let world: World;
let customer: Customer;

beforeAll(async () => {
  ({ world, customer } = await testWorld((config) => {
    config.windows.returnWait = WAIT_MS;
    config.windows.keepOpenDays = 0.000_01;
  }));
  await customer.tells(world.urls.magento, 'announce', { url: 'http://127.0.0.1:9/{id}', secret: 'none' });
});
afterAll(() => world.stop());

const told = (id: string, url = world.urls.api) => announce(url, world.shop, id);
const handleOf = (id: string) => world.client.workflow.getHandle(orderWorkflowId(world.shop, id));

/** Waits for the order's workflow to be over; answers what must not change any more. */
const over = (id: string) =>
  until(`order ${id} to be over`, async () => {
    const { status, runId, historyLength } = await handleOf(id).describe();
    return status.name === 'COMPLETED' ? { runId, historyLength } : undefined;
  });

describe('an announcement', () => {
  test('made while the shop is away is accepted within the wait, and made later has the link', async () => {
    const { id, number } = await customer.places({});
    await customer.tells(world.urls.magento, 'down', { ms: AWAY_MS });
    const began = Date.now();
    const early = await told(id);
    expect([early.status, early.data]).toEqual([
      202,
      { workflowId: orderWorkflowId(world.shop, id), checkoutUrl: null },
    ]);
    expect(Date.now() - began).toBeLessThan(AWAY_MS);
    const late = await taken(world.urls.api, world.shop, id);
    expect(late.data).toMatchObject({ number, checkoutUrl: expect.stringContaining('/checkout/') });
  });

  test('made while no worker runs is accepted or put off, and never answered without its link', async () => {
    const config = structuredClone(world.config);
    config.temporal.taskQueue = `${world.shop}-without-a-worker`;
    const api = await apiAlone(config, inject('temporalAddress'));
    const { id } = await customer.places({});
    for (const _ of [1, 2]) {
      const { status, data } = await told(id, api.url);
      expect([202, 503]).toContain(status);
      expect(data.checkoutUrl ?? null).toBeNull();
    }
    expect((await handleOf(id).describe()).status.name).toBe('RUNNING');
    await api.close();
  });

  test('of an order whose workflow has ended is answered as before, and restarts nothing', async () => {
    const { id } = await customer.places({});
    const { data } = await taken(world.urls.api, world.shop, id);
    await customer.presses(await customer.goesToPay(data.checkoutUrl), 'pay-and-close');
    const ended = await over(id);
    const again = await Promise.all([told(id), told(id)]);
    expect(again.map((answer) => [answer.status, answer.data])).toEqual([
      [200, data],
      [200, data],
    ]);
    expect(await over(id)).toEqual(ended);
    const seen = await http.get(data.checkoutUrl);
    expect([seen.status, pageIn(seen.data)]).toEqual([200, 'paid']);
  });

  test('of an order paid another way whose workflow has ended still has no link', async () => {
    const { id } = await customer.places({ method: 'banktransfer' });
    const { data } = await taken(world.urls.api, world.shop, id);
    const ended = await over(id);
    expect((await told(id)).data).toEqual(data);
    expect(data.checkoutUrl).toBeNull();
    expect(await over(id)).toEqual(ended);
  });
});
