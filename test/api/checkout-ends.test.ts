import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Customer } from '../../sandbox/customer.ts';
import type { World } from '../../sandbox/world.ts';
import { orderQuery } from '../../workflows/messages.ts';
import { testWorld } from '../world.ts';
import { http, pageIn } from './bench.ts';
import { click, opened, placed, silenceShop } from './order-steps.ts';

const ORDER_MS = 12_000;

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
