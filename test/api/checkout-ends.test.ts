import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Customer } from '../../sandbox/customer.ts';
import type { World } from '../../sandbox/world.ts';
import { orderQuery } from '../../workflows/messages.ts';
import { testWorld } from '../world.ts';
import { http, pageIn } from './bench.ts';
import { click, opened, placed, silenceShop } from './order-steps.ts';

const ORDER_MS = 12_000;
const MINUTE_MS = 60_000;

describe('when the time to pay is over', () => {
  let world: World;
  let customer: Customer;
  beforeAll(async () => {
    ({ world, customer } = await testWorld((config) => {
      config.windows.order = ORDER_MS;
    }));
    await silenceShop(world, customer);
  });
  afterAll(() => world.stop());

  test('the checkout link leads to no page any more, and says why', async () => {
    const { link, session } = await opened(world, customer);
    await expect.poll(() => click(link), { timeout: 40_000 }).toEqual([200, 'closed']);
    expect(await click(`${link}/back`)).toEqual([200, 'closed']);
    const { sessions } = await customer.books(world.urls.stripe);
    expect(sessions[session].object.status).toBe('expired');
  });
});

describe('when the address of the gateway’s page is not good any more', () => {
  let world: World;
  let customer: Customer;
  beforeAll(async () => {
    ({ world, customer } = await testWorld());
    await silenceShop(world, customer);
  });
  afterAll(() => world.stop());

  test('nobody is sent there, nor to a second page that could be paid too, and it is said when there will be one', async () => {
    const { link } = await placed(world, customer, { method: 'skrill_wlt' });
    const [status, page] = await click(link);
    expect([status, page]).toEqual([303, expect.stringContaining(world.urls.skrill)]);
    expect(await click(link)).toEqual([303, page]);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 14.5 * MINUTE_MS });
    const { data, status: late } = await http.get(link).finally(() => vi.useRealTimers());
    expect([late, pageIn(data)]).toEqual([200, 'left_open']);
    expect(data).toMatch(/Si riapre dalle<\/dt><dd>\d\d:\d\d</);
    // The sandbox has Skrill's own clock: what we do not send anybody to is over there, too.
    await customer.tells(world.urls.skrill, 'clock', { advanceSeconds: 15 * 60 + 1 });
    expect((await http.get(page)).data).not.toContain('button');
  });
});

describe('when the gateway refuses', () => {
  let world: World;
  let customer: Customer;
  beforeAll(async () => {
    ({ world, customer } = await testWorld((config) => {
      for (const shop of Object.values(config.shops)) shop.locale = 'en';
      for (const gateway of Object.values(config.gateways))
        if (gateway.kind === 'stripe') gateway.secretKey = 'sk_test_wrong';
    }));
    await silenceShop(world, customer);
  });
  afterAll(() => world.stop());

  test('the checkout link says that paying is not possible now, and an operator why', async () => {
    const { link, workflowId } = await placed(world, customer);
    await expect.poll(() => click(link)).toEqual([503, 'unavailable']);
    const order = world.client.workflow.getHandle(workflowId);
    await expect
      .poll(async () => (await order.query(orderQuery)).attentions.map(({ code }) => code))
      .toContain('GATEWAY_LOGIN_REFUSED');
    const { data } = await http.get(link);
    expect(data).not.toMatch(/sk_test|Stripe|LOGIN_REFUSED/);
  });

  test('an order of an English shop is in English, unless the customer asks for Italian', async () => {
    const { link } = await placed(world, customer);
    await expect.poll(() => click(link)).toEqual([503, 'unavailable']);
    const titleFor = async (language: string | undefined) => {
      const { data } = await http.get(link, { headers: { 'accept-language': language } });
      expect(pageIn(data)).toBe('unavailable');
      return /<h1>(.*)<\/h1>/.exec(data)?.[1];
    };
    expect(await titleFor(undefined)).toMatch(/^Payment /);
    expect(await titleFor('de')).toMatch(/^Payment /);
    expect(await titleFor('it-IT,it;q=0.9,en;q=0.5')).toMatch(/^Il pagamento /);
  });
});
