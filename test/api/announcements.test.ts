import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { orderWorkflowId } from '../../domain/ids.ts';
import type { Customer } from '../../sandbox/customer.ts';
import type { World } from '../../sandbox/world.ts';
import { workflowCode } from '../../workers/workflow-code.ts';
import { searchAttributes } from '../../workflows/kit/search-attributes.ts';
import { testWorld } from '../world.ts';
import { announce, http, secrets } from './bench.ts';

let world: World;
let customer: Customer;

beforeAll(async () => {
  ({ world, customer } = await testWorld());
  // The shop's own announcements go nowhere: each test makes its own.
  await customer.tells(world.urls.magento, 'announce', { url: 'http://127.0.0.1:9/{id}', secret: 'none' });
});
afterAll(() => world.stop());

const told = (id: string, authorization?: string) => announce(world.urls.api, world.shop, id, authorization);
const runsOf = async (id: string) => {
  const runs = [];
  const query = `WorkflowId="order:${world.shop}:${id}"`;
  for await (const run of world.client.workflow.list({ query })) runs.push(run.runId);
  return runs;
};

describe('an announcement', () => {
  test('of a shop that is not configured is not found', async () => {
    for (const shop of ['elsewhere', '__proto__', 'constructor', 'toString']) {
      const { status, data } = await announce(world.urls.api, shop, '1');
      expect({ shop, status, code: data.error.code }).toEqual({ shop, status: 404, code: 'UNKNOWN_SHOP' });
    }
  });

  test('without the secret of its shop is refused, however near the secret is', async () => {
    const near = secrets.announce.replace(/.$/, 'x');
    const wrong = ['', 'Bearer ', secrets.announce, `Bearer ${near}`, `Bearer ${secrets.announce}x`];
    const answers = await Promise.all(wrong.map((authorization) => told('1', authorization)));
    expect(answers.map(({ status, data }) => [status, data.error.code])).toEqual(
      wrong.map(() => [401, 'SECRET_REFUSED']),
    );
    expect(JSON.stringify(answers.map(({ data }) => data))).not.toContain(secrets.announce);
    const silent = await http.post(`${world.urls.api}/shops/${world.shop}/orders/1`);
    expect(silent.status).toBe(401);
  });

  test('with what can be no id is refused before anything is started', async () => {
    for (const id of ['a%2Fb', 'a%20b', '%00', 'x'.repeat(65), 'a:b']) {
      const { status, data } = await told(id);
      expect({ id, status }).toEqual({ id, status: 400 });
      expect(data.error).toMatchObject({ message: expect.any(String), whatToDo: expect.any(String) });
    }
  });

  test('with what is no id of this kind of shop is not found, and nothing is started', async () => {
    const ids = [
      '.x',
      '0',
      '01',
      '-1',
      '1.0',
      '1e3',
      '__proto__',
      'a'.repeat(64),
      '9'.repeat(11),
      '000000012',
    ];
    for (const shop of [world.shop, world.prestashop])
      for (const id of ids) {
        const { status, data } = await announce(world.urls.api, shop, id);
        expect({ id, status, code: data.error?.code }).toEqual({ id, status: 404, code: 'ORDER_NOT_FOUND' });
        await expect(world.client.workflow.getHandle(orderWorkflowId(shop, id)).describe()).rejects.toThrow();
      }
  });

  test('of an order that the shop does not have is not found and leaves nothing for people, and succeeds once it is there', async () => {
    const next = (await customer.books(world.urls.magento)).counters.order + 1;
    const handle = world.client.workflow.getHandle(orderWorkflowId(world.shop, next));
    for (let time = 0; time < 2; time += 1) {
      // The one before is no answer to this one.
      await delay(1_000);
      const early = await told(String(next));
      expect([early.status, early.data.error.code]).toEqual([404, 'ORDER_NOT_FOUND']);
      expect(early.data.error.message).toMatch(new RegExp(`\\b${next}\\b`));
      await expect(handle.result()).rejects.toMatchObject({ cause: { type: 'ORDER_NOT_FOUND' } });
      const { typedSearchAttributes } = await handle.describe();
      expect(typedSearchAttributes.get(searchAttributes.Attention)).toBeUndefined();
    }
    const { id, number } = await customer.places({});
    await delay(1_000);
    expect(id).toBe(String(next));
    const { status, data } = await told(id);
    expect([status, data.number]).toEqual([200, number]);
    expect(data.checkoutUrl).toMatch(/\/checkout\/.+/);
    await expect.poll(() => runsOf(id)).toHaveLength(3);
  });

  test('of an order that the shop does not have, made eight times at once, is not found each time', async () => {
    const next = String((await customer.books(world.urls.magento)).counters.order + 1_000);
    const answers = await Promise.all(Array.from({ length: 8 }, () => told(next)));
    expect(answers.map(({ status, data }) => [status, data.error?.code])).toEqual(
      answers.map(() => [404, 'ORDER_NOT_FOUND']),
    );
    const query = `WorkflowId="order:${world.shop}:${next}"`;
    await expect.poll(() => runsOf(next)).not.toHaveLength(0);
    const histories = world.client.workflow.list({ query }).intoHistories();
    for await (const { error } of Worker.runReplayHistories(workflowCode, histories))
      expect(error).toBeUndefined();
  });

  test('of an order that an operator terminated starts nothing again', async () => {
    const { id } = await customer.places({ method: 'banktransfer' });
    await told(id);
    await world.client.workflow.getHandle(orderWorkflowId(world.shop, id)).terminate('by hand');
    await told(id);
    await expect.poll(() => runsOf(id)).toHaveLength(1);
  });

  test('made twenty times at once has one answer, and starts one workflow', async () => {
    const { id, number } = await customer.places({});
    const answers = await Promise.all(Array.from({ length: 20 }, () => told(id)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const different = new Set(answers.map(({ data }) => JSON.stringify(data)));
    expect([...different]).toEqual([
      JSON.stringify({
        workflowId: orderWorkflowId(world.shop, id),
        number,
        checkoutUrl: answers[0]?.data.checkoutUrl,
      }),
    ]);
    expect((await told(id)).data).toEqual(answers[0]?.data);
    await expect.poll(() => runsOf(id)).toHaveLength(1);
    const sessions = Object.values((await customer.books(world.urls.stripe)).sessions);
    expect(JSON.stringify(sessions).split(`"Ordine ${number}"`).length - 1).toBeLessThanOrEqual(2);
  });

  test('of an order paid another way has no link', async () => {
    const { id, number } = await customer.places({ method: 'banktransfer' });
    const { status, data } = await told(id);
    expect(status).toBe(200);
    expect(data).toEqual({ workflowId: orderWorkflowId(world.shop, id), number, checkoutUrl: null });
  });

  test('is taken whatever body the shop’s HTTP library puts with it', async () => {
    const { id } = await customer.places({ method: 'banktransfer' });
    const url = `${world.urls.api}/shops/${world.shop}/orders/${id}`;
    const types = ['application/json', 'application/x-www-form-urlencoded', 'text/plain', 'application/xml'];
    for (const type of types)
      for (const body of ['', '{', 'a=b']) {
        const headers = { authorization: `Bearer ${secrets.announce}`, 'content-type': type };
        const { status } = await http.post(url, Buffer.from(body), { headers });
        expect({ type, body, status }).toEqual({ type, body, status: 200 });
      }
  });
});
