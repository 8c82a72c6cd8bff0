import { afterAll, beforeAll, expect, test } from 'vitest';
import { AlertSettings } from '../../alerts/settings.ts';
import { httpReceiver } from '../alerts/fake-receivers.ts';
import { asksFor, deposits, wanted } from '../api/deposits-bench.ts';
import { type Bench, openBench } from './bench.ts';

const within = { timeout: 20_000 };
let receiver: Awaited<ReturnType<typeof httpReceiver>>;
let bench: Bench;
beforeAll(async () => {
  receiver = await httpReceiver();
  bench = await openBench((config) => {
    config.alerts = AlertSettings.parse({ url: receiver.url });
    config.deposits = deposits;
  });
});
afterAll(async () => {
  await bench?.stop();
  await receiver?.close();
});

const told = (code: string, part: string) =>
  receiver.received
    .map(({ alert }) => alert)
    .filter((alert) => alert.code === code && JSON.stringify(alert).includes(part));

test('a dispute is told by the order, once: its payment passes it on and keeps silent', async () => {
  const { world, places, pays, ends, lastPayment, charges, says, replays } = bench;
  const order = await places();
  await pays(order);
  await ends(order, { stage: 'DONE', outcome: 'POSITIVE' });
  const paymentId = await lastPayment(order);
  const [charge] = await charges(paymentId);
  await says(paymentId, { fact: 'DISPUTED', charge });
  await expect.poll(() => told('DISPUTED', order.number), within).toHaveLength(1);
  expect(told('DISPUTED', order.number)[0]).toMatchObject({
    key: `order:${world.shop}:${order.id}/DISPUTED/1`,
    order: { shop: world.shop, number: order.number },
    customer: expect.stringMatching(/^\S+ \S+/),
    amount: { currency: 'EUR', amount: expect.any(Number) },
    whatToDo: 'The customer disputes the charge: answer the dispute in the gateway.',
  });
  expect(await replays(2)).toBeGreaterThanOrEqual(2);
  expect(told('DISPUTED', order.number)).toHaveLength(1);
});

test('a deposit has no order: its payment tells people itself', async () => {
  const { customer, world, settles, charges, says } = bench;
  const { data } = await asksFor(world.urls.api, wanted);
  await customer.presses(await customer.goesToPay(data.checkoutUrl), 'pay');
  await settles(data.paymentId, { outcome: 'POSITIVE' });
  const [charge] = await charges(data.paymentId);
  await says(data.paymentId, { fact: 'DISPUTED', charge });
  await expect.poll(() => told('DISPUTED', data.paymentId), within).toHaveLength(1);
  const [alert] = told('DISPUTED', data.paymentId);
  expect(alert).toMatchObject({
    key: `${data.workflowId}/DISPUTED/1`,
    paymentId: data.paymentId,
    customer: 'Ada Rossi',
    amount: { amount: 25_000, currency: 'EUR' },
  });
  expect(alert).not.toHaveProperty('order');
});
