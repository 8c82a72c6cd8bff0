import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { orderWorkflowId } from '../../domain/ids.ts';
import { type Customer, until } from '../../sandbox/customer.ts';
import type { World } from '../../sandbox/world.ts';
import { orderQuery } from '../../workflows/messages.ts';
import { testWorld } from '../world.ts';
import { announce, apiAlone, cuttable, http, pageIn, secrets, taken } from './bench.ts';

const WAIT_MS = 1_500;

let world: World;
let customer: Customer;
let wire: Awaited<ReturnType<typeof cuttable>>;
/** The world's API again, at a Temporal server that can be taken away. */
let api: Awaited<ReturnType<typeof apiAlone>>;

beforeAll(async () => {
  ({ world, customer } = await testWorld((config) => {
    config.windows.returnWait = WAIT_MS;
  }));
  wire = await cuttable(inject('temporalAddress'));
  api = await apiAlone(world.config, wire.address);
  await customer.tells(world.urls.magento, 'announce', { url: 'http://127.0.0.1:9/{id}', secret: 'none' });
});
afterEach(() => wire.mend());
afterAll(async () => {
  await api.close();
  await wire.close();
  await world.stop();
});

const ready = () =>
  until('the API to be ready', async () => {
    const { status } = await http.get(`${api.url}/health/ready`);
    return status === 200 ? true : undefined;
  });

describe('while Temporal is away', () => {
  test('an announcement is put off, and starts the order once Temporal is back', async () => {
    await ready();
    const { id } = await customer.places({});
    wire.cut();
    const { status, headers, data } = await announce(api.url, world.shop, id);
    expect([status, data.error.code]).toEqual([503, 'TEMPORAL_AWAY']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(data.error).toEqual({
      code: 'TEMPORAL_AWAY',
      message: expect.any(String),
      whatToDo: expect.any(String),
    });
    wire.mend();
    await ready();
    const late = await taken(api.url, world.shop, id);
    expect(late.data.checkoutUrl).toMatch(/\/checkout\//);
  });

  test('a payment’s notification is refused for now, and the gateway’s repetition is heard', async () => {
    await ready();
    const { id } = await customer.places({});
    const { data } = await taken(world.urls.api, world.shop, id);
    const pageUrl = await customer.goesToPay(data.checkoutUrl);
    const endpoint = { url: `${api.url}/store/cart/checkout/stripe/webhooks`, secret: secrets.webhook };
    await customer.tells(world.urls.stripe, 'webhooks/endpoint', endpoint);
    wire.cut();
    await customer.presses(pageUrl, 'pay-and-close');
    const statuses = async (): Promise<number[]> => {
      const { deliveries } = await customer.books(world.urls.stripe);
      return deliveries
        .filter(({ url }: { url: string }) => url.startsWith(api.url))
        .map(({ status }: { status: number }) => status);
    };
    expect(new Set(await statuses())).toEqual(new Set([503]));
    wire.mend();
    await until('the repetition', async () => ((await statuses()).includes(200) ? true : undefined));
    const order = world.client.workflow.getHandle(orderWorkflowId(world.shop, id));
    const paid = async () => (await order.query(orderQuery)).outcome === 'POSITIVE' || undefined;
    await until('the order to be paid', paid);
  });

  test('a customer is shown a page that asks for patience, and promises nothing', async () => {
    await ready();
    const { id } = await customer.places({});
    const { data } = await taken(world.urls.api, world.shop, id);
    const link = data.checkoutUrl.replace(world.urls.api, api.url);
    wire.cut();
    const began = Date.now();
    const answers = await Promise.all(
      [link, `${link}/return?session=cs_1`, `${link}/back`].map((url) => http.get(url)),
    );
    expect(Date.now() - began).toBeLessThan(16_000);
    for (const { status, headers, data: html } of answers) {
      expect([status, headers['content-type'], pageIn(html)]).toEqual([
        503,
        'text/html; charset=utf-8',
        'away',
      ]);
      expect(headers['retry-after']).toBeDefined();
      expect(html).not.toMatch(/addebitato|Temporal|Error/);
    }
    wire.mend();
    await ready();
    expect((await http.get(link)).status).toBe(303);
  });
});
