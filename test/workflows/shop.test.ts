import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderWorkflowId } from '../../domain/ids.ts';
import { type Bench, openBench, type Placed, until } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench((config) => {
    for (const shop of Object.values(config.shops)) shop.timeout = 1_000;
  });
  // Announced by the tests, so that the shop can be away while it happens.
  await bench.customer.tells(bench.world.urls.magento, 'announce', {
    url: 'http://127.0.0.1:9',
    secret: '-',
  });
});
afterAll(() => bench?.stop());

const magento = (what: string, body: object) => bench.customer.tells(bench.world.urls.magento, what, body);
const announced = async ({ id }: Placed) => {
  const { urls, shop } = bench.world;
  const headers = { authorization: 'Bearer sandbox-announce-secret' };
  const answer = await fetch(`${urls.api}/shops/${shop}/orders/${id}`, { method: 'POST', headers });
  return { status: answer.status, ...((await answer.json()) as { checkoutUrl: string | null }) };
};
const pays = async (order: Placed) => {
  const { checkoutUrl } = await announced(order);
  await bench.customer.presses(await bench.customer.goesToPay(checkoutUrl ?? ''), 'pay');
};
/** What somebody in the shop does: an invoice booked as paid. */
async function invoicedInShop({ id }: Placed): Promise<void> {
  const answer = await fetch(`${bench.world.urls.magento}/rest/V1/order/${id}/invoice`, {
    method: 'POST',
    headers: { authorization: 'Bearer sandbox-access-token', 'content-type': 'application/json' },
    body: JSON.stringify({ capture: false, notify: false }),
  });
  expect(answer.status).toBe(200);
}

describe('the shop', () => {
  it('that is down when the order is announced delays it, no more', async () => {
    const { places, ends, documents, customer } = bench;
    const order = await places();
    await magento('down', { ms: 2_500 });
    const { status, checkoutUrl } = await announced(order);
    expect(status).toBe(200);
    await customer.presses(await customer.goesToPay(checkoutUrl ?? ''), 'pay');
    await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    expect(await documents(order)).toHaveLength(1);
  });

  for (const kind of ['reset-after', 'timeout-after', 'status-after'])
    it(`whose answer to the invoice is lost (${kind}) has one invoice`, async () => {
      const { places, ends, inShop } = bench;
      const order = await places();
      const path = `/order/${order.id}/invoice`;
      await magento('faults', { kind, status: 502, method: 'POST', path, times: 1 });
      await pays(order);
      const { told } = await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
      expect(told).toEqual([expect.objectContaining({ kind: 'paid', said: 'already invoiced' })]);
      expect((await inShop(order)).invoices).toHaveLength(1);
    });

  it('that cancelled the order before the payment is known gets neither document nor invoice', async () => {
    const { places, ends, documents, inShop, columns, world } = bench;
    const order = await places();
    const { checkoutUrl } = await announced(order);
    const page = await bench.customer.goesToPay(checkoutUrl ?? '');
    await magento(`orders/${order.id}/cancel`, {});
    await bench.customer.presses(page, 'pay');
    await ends(order, {
      outcome: 'POSITIVE',
      stage: 'DONE',
      attentions: [expect.objectContaining({ code: 'PAID_BUT_CANCELLED' })],
    });
    const id = orderWorkflowId(world.shop, order.id);
    expect(await columns(id)).toMatchObject({ Attention: 'PAID_BUT_CANCELLED' });
    expect(await documents(order)).toEqual([]);
    expect((await inShop(order)).invoices).toEqual([]);
  });

  it('that cancelled the order between document and invoice brings it to a person', async () => {
    const { places, ends, documents, inShop, retries, world } = bench;
    const order = await places();
    const path = `/order/${order.id}/invoice`;
    await magento('faults', { kind: 'status', status: 429, method: 'POST', path, times: 1_000 });
    await pays(order);
    await until('the document', async () => ((await bench.documents(order))[0] ? true : undefined));
    await magento(`orders/${order.id}/cancel`, {});
    await bench.customer.takesBack(world.urls.magento, 'faults');
    await ends(order, { stage: 'SHOP', attentions: [expect.objectContaining({ code: 'SHOP_REFUSED' })] });
    await magento(`orders/${order.id}/restore`, {});
    await retries(order);
    await ends(order, { stage: 'DONE', attentions: [] });
    expect((await inShop(order)).invoices).toHaveLength(1);
    expect(await documents(order)).toHaveLength(1);
  });
});

describe('money that the shop should have taken itself', () => {
  it('and does not have is to be verified by a person; once it is there the document is written', async () => {
    const { places, ends, documents, columns, world } = bench;
    const order = await places({ method: 'paypal_express' });
    await announced(order);
    const stands = [expect.objectContaining({ code: 'PREPAID_NOT_PAID' })];
    await ends(order, { outcome: 'VERIFY', stage: 'PAYMENT', attentions: stands });
    const id = orderWorkflowId(world.shop, order.id);
    expect(await columns(id)).toMatchObject({ Attention: 'PREPAID_NOT_PAID', Gateway: 'prepaid' });
    expect(await documents(order)).toEqual([]);
    await invoicedInShop(order);
    const view = await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    expect(view.collected).toMatchObject({ gateway: 'shop' });
    expect(await documents(order)).toHaveLength(1);
  });

  it('is none where the total is zero: the document is written', async () => {
    const { places, ends, documents } = bench;
    const order = await places({ method: 'free' });
    expect((await announced(order)).checkoutUrl).toBeNull();
    const view = await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    expect(view.collected).toBeUndefined();
    expect(await documents(order)).toHaveLength(1);
  });
});

it('an order that nobody announced sends its customer the link once, also when the answer to that is lost', async () => {
  const { places, ends, documents, inShop, customer, world } = bench;
  const order = await places();
  const path = `/orders/${order.id}/comments`;
  await magento('faults', { kind: 'reset-after', method: 'POST', path, times: 1 });
  const { client, shop, config } = world;
  await client.workflow.start('order', {
    workflowId: orderWorkflowId(shop, order.id),
    taskQueue: config.temporal.taskQueue,
    args: [{ shop, id: order.id, announced: false }],
  });
  await ends(order, { told: [expect.objectContaining({ kind: 'pay' })] });
  const { mails } = await inShop(order);
  expect(mails).toHaveLength(1);
  const link = /https?:\S+\/checkout\/\S+/.exec(mails[0]?.text ?? '')?.[0] ?? '';
  await customer.presses(await customer.goesToPay(link), 'pay');
  await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
  expect((await inShop(order)).mails).toHaveLength(1);
  expect(await documents(order)).toHaveLength(1);
});

it('a notice that the shop refuses is brought to a person, and does not hold up the next one', async () => {
  const { places, ends, inShop, world } = bench;
  const order = await places();
  const path = `/orders/${order.id}/comments`;
  await magento('faults', { kind: 'status', status: 400, method: 'POST', path, times: 1 });
  const { client, shop, config } = world;
  await client.workflow.start('order', {
    workflowId: orderWorkflowId(shop, order.id),
    taskQueue: config.temporal.taskQueue,
    args: [{ shop, id: order.id, announced: false }],
  });
  await ends(order, { attentions: [expect.objectContaining({ code: 'SHOP_REFUSED' })] });
  await pays(order);
  const { told } = await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
  expect(told).toEqual([expect.objectContaining({ kind: 'paid' })]);
  expect((await inShop(order)).invoices).toHaveLength(1);
});

it('replays', async () => {
  expect(await bench.replays(18)).toBe(18);
});
