import { afterAll, beforeAll, expect, test } from 'vitest';
import { orderWorkflowId, paymentWorkflowId } from '../../domain/ids.ts';
import type { Customer } from '../../sandbox/customer.ts';
import type { World } from '../../sandbox/world.ts';
import { testWorld } from '../world.ts';
import { headingIn, hiddenIn, pathTo, Visitor } from './operators-steps.ts';

let world: World;
let customer: Customer;
let demo: Visitor;

beforeAll(async () => {
  ({ world, customer } = await testWorld());
  demo = new Visitor(world.urls.api);
  expect((await demo.signIn('demo', world.ports.operatorPassword)).status).toBe(303);
});
afterAll(() => world.stop());

const reason = 'il cliente ha cambiato idea';

test('an order is found by its number, its payment from there, and refunded in part at the gateway, once', async () => {
  const { id, number } = await customer.places({ method: 'stripe_payments' });
  await customer.presses(await customer.goesToPay(await customer.checkoutLink(id)), 'pay-and-close');
  const order = pathTo(orderWorkflowId(world.shop, id));
  const search = async () => (await demo.get(`/operators?number=${number}`)).data;
  await expect.poll(search, { timeout: 15_000 }).toContain(`href="${order}"`);
  const page = async () => (await demo.get(order)).data;
  await expect.poll(page, { timeout: 15_000 }).toMatch(/<dd class="outcome POSITIVE">Pagato/);
  const payment = /href="(\/operators\/payment%3A[^"]+)"/.exec(await page())?.[1] ?? '';
  const refunded = await demo.send(`${payment}/refund`, { reason, amount: '12,50' });
  expect([refunded.status, headingIn(refunded.data)]).toEqual([200, 'Fatto']);
  const { refunds } = await customer.books(world.urls.stripe);
  expect(Object.values(refunds as Record<string, { amount: number }>).map(({ amount }) => amount)).toEqual([
    1_250,
  ]);
  expect((await demo.get(payment)).data).toContain('Rimborsato');
});

test('two tabs that refund the same money: the second is shown what the first did, and confirms or leaves it', async () => {
  const { id } = await customer.places({ method: 'stripe_payments' });
  await customer.presses(await customer.goesToPay(await customer.checkoutLink(id)), 'pay-and-close');
  const order = pathTo(orderWorkflowId(world.shop, id));
  const page = async () => (await demo.get(order)).data;
  await expect.poll(page, { timeout: 15_000 }).toMatch(/<dd class="outcome POSITIVE">Pagato/);
  const payment = /href="(\/operators\/payment%3A[^"]+)"/.exec(await page())?.[1] ?? '';
  const path = `${payment}/refund`;
  const tabs = [await demo.get(path), await demo.get(path)].map(({ data }) => hiddenIn(data));
  const [first, second] = tabs.map((tab) => ({ ...tab, reason, amount: '50,00' }));
  expect((await demo.post(path, first ?? {})).status).toBe(200);
  const asked = await demo.post(path, second ?? {});
  expect([asked.status, headingIn(asked.data)]).toEqual([409, 'Rimborsa']);
  expect(asked.data).toMatch(/<li>demo ha rimborsato 50,00 € alle \d\d:\d\d<\/li>/);
  const given = async () => {
    const { refunds } = await customer.books(world.urls.stripe);
    const all = Object.values(refunds as Record<string, { amount: number; metadata: object }>);
    return all.filter(({ amount }) => amount === 5_000).length;
  };
  expect(await given()).toBe(1);
  // Pressed twice, what was sent first is no second refund.
  expect(headingIn((await demo.post(path, first ?? {})).data)).toBe('Fatto');
  const confirmed = { ...hiddenIn(asked.data), reason, amount: '50,00' };
  expect(headingIn((await demo.post(path, confirmed)).data)).toBe('Fatto');
  expect(await given()).toBe(2);
  expect((await demo.get(payment)).data.match(/demo ha rimborsato 50,00 €/g)).toHaveLength(2);
});

test('an order that is given up can’t be paid, and offers it no more', async () => {
  const { id } = await customer.places({ method: 'stripe_payments' });
  await customer.goesToPay(await customer.checkoutLink(id));
  const workflowId = orderWorkflowId(world.shop, id);
  const { status, data } = await demo.send(pathTo(workflowId, 'cancelOrder'), { reason });
  expect([status, headingIn(data)]).toEqual([200, 'Fatto']);
  expect((await demo.get(pathTo(workflowId, 'cancelOrder'))).status).toBe(409);
});

test('a payment decided against the gateway is asked for a second time, and is then what the operator says', async () => {
  const { id } = await customer.places({ method: 'stripe_payments' });
  await customer.goesToPay(await customer.checkoutLink(id));
  const view = await world.client.workflow
    .getHandle(orderWorkflowId(world.shop, id))
    .query<{ paymentId: string }>('checkout');
  const path = pathTo(paymentWorkflowId(view.paymentId), 'resolve');
  const first = await demo.send(path, { reason, outcome: 'POSITIVE' });
  expect([first.status, headingIn(first.data)]).toEqual([422, 'Non è stato possibile']);
  expect(first.data).toMatch(/gateway says otherwise/i);
  expect((await demo.get(path)).data).toContain('name="overridePOSITIVE"');
  const second = await demo.send(path, { reason, outcome: 'POSITIVE', overridePOSITIVE: 'yes' });
  expect([second.status, headingIn(second.data)]).toEqual([200, 'Fatto']);
  expect(second.data).toMatch(/<strong>Pagamento · .* · Pagato<\/strong>/);
});
