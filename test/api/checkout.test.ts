import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkoutLinks } from '../../config/links.ts';
import { orderWorkflowId } from '../../domain/ids.ts';
import type { Customer } from '../../sandbox/customer.ts';
import type { World } from '../../sandbox/world.ts';
import { orderQuery } from '../../workflows/messages.ts';
import { testWorld } from '../world.ts';
import { announce } from './bench.ts';
import {
  click,
  historiesOf,
  opened,
  pageBehind,
  placed,
  restingHistoriesOf,
  silenceShop,
} from './order-steps.ts';

const WAIT_MS = 2_000;
const AWAY_MS = WAIT_MS + 8_000;

let world: World;
let customer: Customer;

beforeAll(async () => {
  ({ world, customer } = await testWorld((config) => {
    config.windows.returnWait = WAIT_MS;
  }));
  await silenceShop(world, customer);
});
afterAll(() => world.stop());

const linkTo = (shop: string, id: string, secret = world.config.api.checkoutSecret) =>
  checkoutLinks(world.urls.api, secret).url(shop, id);
const sessions = async (): Promise<number> =>
  Object.keys((await customer.books(world.urls.stripe)).sessions).length;

describe('a checkout link', () => {
  test('that was tampered with, or signed by somebody else, leads nowhere', async () => {
    const { link } = await placed(world, customer);
    const [header = '', payload = '', hash = ''] = link.slice(link.lastIndexOf('/') + 1).split('.');
    const other = Buffer.from(JSON.stringify([world.shop, '999'])).toString('base64url');
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
    const tokens = [
      `${header}.${other}.${hash}`,
      `${unsigned}.${payload}.`,
      `${header}.${payload}.${hash.slice(1)}`,
      `${header}.${payload}`,
      'x',
    ].map((token) => `${world.urls.api}/checkout/${token}`);
    for (const url of [...tokens, await linkTo(world.shop, '1', 'another-secret-of-32-characters!!')])
      for (const path of ['', '/return', '/back'])
        expect([url + path, ...(await click(url + path))]).toEqual([url + path, 404, 'unknown_link']);
  });

  test('of an order that nobody announced leads nowhere, and starts nothing', async () => {
    const { id } = await customer.places({});
    expect(await click(await linkTo(world.shop, id))).toEqual([404, 'unknown_link']);
    const order = world.client.workflow.getHandle(orderWorkflowId(world.shop, id));
    await expect(order.describe()).rejects.toThrow(/not found/);
  });

  test('is read however long the shop’s name and the order’s id are', async () => {
    const long = await linkTo('s'.repeat(30), 'x'.repeat(64));
    expect(await click(long)).toEqual([404, 'unknown_link']);
  });

  test('leads to one open page however often it is clicked, and leaves no trace', async () => {
    const { link, pageUrl, workflowId, payment } = await opened(world, customer);
    const before = await restingHistoriesOf(world, [workflowId, payment]);
    const open = await sessions();
    const clicks = await Promise.all(
      Array.from({ length: 50 }, (_, n) => click(link, { 'x-forwarded-for': `198.51.100.${n}` })),
    );
    expect(clicks).toEqual(clicks.map(() => [303, pageUrl]));
    expect(await historiesOf(world, [workflowId, payment])).toEqual(before);
    expect(await sessions()).toBe(open);
  });

  test('leads to one new page after one that expired, however many click at once', async () => {
    const { link, session, pageUrl, workflowId } = await opened(world, customer);
    await customer.tells(world.urls.stripe, `sessions/${session}/expire`, {});
    const open = await sessions();
    const order = world.client.workflow.getHandle(workflowId);
    await expect.poll(async () => (await order.query(orderQuery)).outcome).toBe('NEGATIVE');
    const clicks = await Promise.all(Array.from({ length: 12 }, () => click(link)));
    const { pageUrl: fresh } = await pageBehind(world, customer, link);
    expect(clicks).toEqual(clicks.map(() => [303, fresh]));
    expect(fresh).not.toBe(pageUrl);
    expect(await sessions()).toBe(open + 1);
    expect((await order.query(orderQuery)).payments).toHaveLength(2);
    await customer.presses(fresh, 'pay-and-close');
    await expect.poll(() => click(link)).toEqual([200, 'paid']);
  });

  test('of a paid order says so at once, though the order itself may hear of it later', async () => {
    const { link, pageUrl } = await opened(world, customer);
    await customer.presses(pageUrl, 'pay-and-close');
    expect(await click(link)).toEqual([200, 'paid']);
    expect(await click(`${link}/back`)).toEqual([200, 'paid']);
  });

  test('of a delayed payment under way asks for patience, not for money', async () => {
    const { link, pageUrl } = await opened(world, customer);
    await customer.presses(pageUrl, 'delayed-succeed');
    expect(await click(link)).toEqual([200, 'processing']);
  });

  test('of an order paid another way says that nothing is to be paid here', async () => {
    const { id } = await placed(world, customer, { method: 'banktransfer' });
    expect(await click(await linkTo(world.shop, id))).toEqual([200, 'not_by_gateway']);
  });

  test('of an order that is cancelled invites nobody to pay', async () => {
    const { id } = await customer.places({});
    await customer.tells(world.urls.magento, `orders/${id}/cancel`, {});
    const { status } = await announce(world.urls.api, world.shop, id);
    expect(status).toBe(200);
    expect(await click(await linkTo(world.shop, id))).toEqual([200, 'closed']);
  });

  test('asks for a moment while the gateway is away, and works once it is back', async () => {
    await customer.tells(world.urls.stripe, 'down', { ms: AWAY_MS });
    const { link } = await placed(world, customer);
    const began = Date.now();
    expect(await click(link)).toEqual([503, 'opening']);
    expect(Date.now() - began).toBeLessThan(AWAY_MS);
    await customer.goesToPay(link);
  });
});
