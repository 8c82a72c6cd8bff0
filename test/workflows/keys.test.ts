import { afterAll, beforeAll, expect, it } from 'vitest';
import { orderWorkflowId, paymentWorkflowId } from '../../domain/ids.ts';
import { type Bench, openBench, until } from './bench.ts';
import { startWorker } from './workers-bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench(undefined, { worker: 'elsewhere' });
});
afterAll(() => bench?.stop());

it('a key that the gateway refuses is seen on order and payment; once it is mended, a retry opens a page', async () => {
  const { world, places, ends, lastPayment, settles, columns, retries, customer, pays, view } = bench;
  const wrong = await startWorker(world, (config) => {
    for (const gateway of Object.values(config.gateways))
      if (gateway.kind === 'stripe') gateway.secretKey = 'sk_test_another';
  });
  const order = await places();
  const stands = [expect.objectContaining({ code: 'GATEWAY_LOGIN_REFUSED' })];
  await ends(order, { outcome: 'NEGATIVE', stage: 'PAYMENT', attentions: stands });
  const first = await lastPayment(order);
  const attention = async (id: string) => (await columns(id)).Attention;
  expect(await attention(orderWorkflowId(world.shop, order.id))).toBe('GATEWAY_LOGIN_REFUSED');
  expect(await attention(paymentWorkflowId(first))).toBe('GATEWAY_LOGIN_REFUSED');
  const query = `Attention = 'GATEWAY_LOGIN_REFUSED' AND Shop = '${world.shop}'`;
  await until('both in the list', async () =>
    (await world.client.workflow.count(query)).count === 2 ? true : undefined,
  );
  // The key, or the part of it that the gateway repeats, must not be anywhere an operator looks.
  expect(JSON.stringify(await view(order))).not.toContain('sk_test');
  await wrong.stop();

  const right = await startWorker(world);
  await retries(order);
  await ends(order, { outcome: 'PENDING', attentions: [] });
  const second = await lastPayment(order);
  expect(second).not.toBe(first);
  await settles(second, { opening: false });
  expect(await customer.opens(await customer.checkoutLink(order.id))).toBe('another page');
  await pays(order);
  await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
  expect(await attention(paymentWorkflowId(first))).toBeUndefined();
  expect(await bench.documents(order)).toHaveLength(1);
  await right.stop();
});

it("a password that the ERP refuses is sent once, so that the user isn't locked; with the right one the documents are written", async () => {
  const { world, places, pays, ends, customer, documents } = bench;
  const wrong = await startWorker(world, (config) => {
    for (const erp of Object.values(config.erp)) Object.assign(erp, { password: 'another-password' });
  });
  const orders = [await places(), await places(), await places()];
  await Promise.all(orders.map(pays));
  for (const order of orders) await ends(order, { outcome: 'POSITIVE', stage: 'DOCUMENT' });
  const logins = async () => (await customer.books(world.urls.mexal)).failedLogins;
  await until('the refusal', async () => ('sandbox' in (await logins()) ? true : undefined));
  await wrong.stop();
  expect(await logins()).toEqual({ sandbox: 1 });

  const right = await startWorker(world);
  for (const order of orders) {
    await ends(order, { stage: 'DONE', attentions: [] });
    expect(await documents(order)).toHaveLength(1);
  }
  await right.stop();
});

it('replays', async () => {
  expect(await bench.replays(9)).toBe(9);
});
