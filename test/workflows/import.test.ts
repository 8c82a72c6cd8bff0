import axios from 'axios';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderWorkflowId, shopWorkflowId } from '../../domain/ids.ts';
import { orderQuery, type Signed, settledUpdate } from '../../workflows/messages.ts';
import * as m from '../../workflows/standing/shop/messages.ts';
import { type Bench, openBench, type Placed, refused, signed, until } from './bench.ts';
import { matching } from './books.ts';

const HOUR_MS = 3_600_000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

describe('a shop that announces nothing', () => {
  let bench: Bench;
  let shop: string;
  beforeAll(async () => {
    bench = await openBench((config) => {
      for (const settings of Object.values(config.shops))
        Object.assign(settings.import, { enabled: true, every: 400, delay: 0, overlap: 60_000, atOnce: 3 });
    });
    shop = bench.world.shop;
    await announcing(null);
  });
  afterAll(() => bench?.stop());

  const announcing = (receiver: object | null) =>
    axios.post(`${bench.world.urls.magento}/_sandbox/announce`, JSON.stringify(receiver), {
      headers: { 'content-type': 'application/json' },
    });
  const importing = () => bench.world.client.workflow.getHandle(shopWorkflowId(shop));
  const view = () => importing().query(m.shopQuery);
  const looks = async (times: number): Promise<m.ShopImportView> => {
    for (let seen = 0; seen < times; seen += 1) {
      const { lookedAt } = await view();
      await until('a look', async () => ((await view()).lookedAt !== lookedAt ? true : undefined));
    }
    return view();
  };
  const inShop = (order: Placed, what: string, body: object = {}) =>
    bench.customer.tells(bench.world.urls.magento, `orders/${order.id}/${what}`, body);
  const lengthOf = async (order: Placed) =>
    (await bench.world.client.workflow.getHandle(orderWorkflowId(shop, order.id)).describe()).historyLength;
  /** The link that the shop mailed to the customer. */
  const mailedLink = async (order: Placed): Promise<string> => {
    const mail = await bench.customer.mailWith(order.id, '/checkout/');
    return /http\S+\/checkout\/\S+/.exec(mail)?.[0] ?? '';
  };

  it('has its orders imported: the customer is mailed the link, pays, and the document is written', async () => {
    const order = await bench.places();
    const page = await bench.customer.goesToPay(await mailedLink(order));
    await bench.customer.presses(page, 'pay');
    await bench.ends(order, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
    expect(await bench.documents(order)).toHaveLength(1);
  });

  it('has more orders than are read at a time, all in one second: each is started, once', async () => {
    const before = (await view()).started;
    const orders = await Promise.all(
      Array.from({ length: 10 }, () => bench.places({ method: 'banktransfer' })),
    );
    for (const order of orders) await bench.ends(order, { stage: 'DONE' });
    const { started } = await looks(3);
    expect(started).toBe(before + 10);
    for (const order of orders) expect(await bench.documents(order)).toHaveLength(1);
  });

  it('tells an order that is over nothing that it knows: its history does not grow', async () => {
    const order = await bench.places({ method: 'banktransfer' });
    await bench.ends(order, { stage: 'DONE' });
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    await looks(3);
    const before = await lengthOf(order);
    await looks(5);
    expect(await lengthOf(order)).toBe(before);
  });

  it('that cancels an unpaid order: the page is closed at the gateway, and no document is written', async () => {
    const order = await bench.places();
    const page = await bench.customer.goesToPay(await mailedLink(order));
    await inShop(order, 'cancel');
    await bench.ends(order, { stage: 'DONE', outcome: 'NEGATIVE', attentions: [] });
    await bench.customer.presses(page, 'pay');
    expect(await bench.documents(order)).toEqual([]);
    expect(await bench.charges(await bench.lastPayment(order))).toEqual([]);
  });

  it('that cancels an order after its document asks for a person, and no more once it is restored', async () => {
    const order = await bench.places({ method: 'banktransfer' });
    await bench.ends(order, { stage: 'DONE' });
    await inShop(order, 'cancel');
    await bench.ends(order, { attentions: [expect.objectContaining({ code: 'CANCELLED_AFTER_DOCUMENT' })] });
    await inShop(order, 'restore');
    await bench.ends(order, { attentions: [] });
    expect(await bench.documents(order)).toHaveLength(1);
  });

  it('that cancels an order after its document is settled by a person who cancelled it in the ERP', async () => {
    const order = await bench.places({ method: 'banktransfer' });
    await bench.ends(order, { stage: 'DONE' });
    const settles = (signature: object) =>
      bench.orderHandle(order).executeUpdate(settledUpdate, { args: [signature as Signed] });
    await refused(settles(signed), 'NOT_NOW', 'Nothing is there');
    await inShop(order, 'cancel');
    await bench.ends(order, { attentions: [expect.objectContaining({ code: 'CANCELLED_AFTER_DOCUMENT' })] });
    await refused(settles({ operator: 'Ada' }), 'UNSIGNED', 'why');
    await settles(signed);
    await bench.ends(order, { attentions: [] });
  });

  it('is heard though the one before could not be read: a page is closed once the order is cancelled', async () => {
    const order = await bench.places();
    const page = await bench.customer.goesToPay(await mailedLink(order));
    await bench.customer.tells(bench.world.urls.magento, 'faults', {
      kind: 'status',
      status: 401,
      times: 1_000,
      method: 'GET',
      path: `/orders/${order.id}$`,
    });
    await inShop(order, 'touch');
    await bench.ends(order, { attentions: [expect.objectContaining({ code: 'SHOP_LOGIN_REFUSED' })] });
    await bench.customer.takesBack(bench.world.urls.magento, 'faults');
    // A second later, so that the shop dates the two changes apart.
    await until('another second', async () => {
      const { updated_at } = (await bench.inShop(order)) as { updated_at?: string };
      return Date.now() - Date.parse(`${updated_at?.replace(' ', 'T')}Z`) > 1_000 ? true : undefined;
    });
    await inShop(order, 'cancel');
    await bench.ends(order, { stage: 'DONE', outcome: 'NEGATIVE', attentions: [] });
    await bench.customer.presses(page, 'pay');
    expect(await bench.charges(await bench.lastPayment(order))).toEqual([]);
  });

  it('that edits an unpaid order: the old one ends without a document, the new one is collected', async () => {
    const order = await bench.places();
    const old = await bench.customer.goesToPay(await mailedLink(order));
    const edited = (await inShop(order, 'edit')) as { entity_id: number; increment_id: string };
    const next = { id: String(edited.entity_id), number: edited.increment_id };
    await bench.ends(order, { stage: 'DONE', outcome: 'NEGATIVE' });
    await bench.customer.presses(old, 'pay');
    await bench.customer.presses(await bench.customer.goesToPay(await mailedLink(next)), 'pay');
    await bench.ends(next, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
    expect(await bench.documents(order)).toEqual([]);
    expect(await bench.documents(next)).toHaveLength(1);
  });

  it('that edits an order which its own gateway collects, before it is paid: what is paid then is what is written', async () => {
    const { prestashop, urls, client } = bench.world;
    const steer = (what: string, body: object) => bench.customer.tells(urls.prestashop, what, body);
    const { id } = await steer('orders', {
      module: 'paypal',
      items: [{ reference: 'MIELE-ACACIA', qty: 3 }],
    });
    const order = client.workflow.getHandle(orderWorkflowId(prestashop, String(id)));
    const ends = (wanted: object) =>
      matching(`order ${id} of ${prestashop}`, () => order.query(orderQuery), wanted);
    await ends({ stage: 'PAYMENT', outcome: 'VERIFY' });
    await steer(`orders/${id}/edit`, { reference: 'MIELE-ACACIA', qty: 1 });
    await steer(`orders/${id}/pay`, {});
    await steer(`orders/${id}/state`, { state: 2 });
    const { document } = await ends({ stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
    expect(document?.total).toBe(1680);
  });

  it('whose credit slips change nothing of an order has each of them raised, with what they come to', async () => {
    const { prestashop, urls, client } = bench.world;
    const steer = (what: string, body: object) => bench.customer.tells(urls.prestashop, what, body);
    const { id } = await steer('orders', {
      module: 'paypal',
      items: [{ reference: 'MIELE-ACACIA', qty: 3 }],
    });
    await steer(`orders/${id}/pay`, {});
    await steer(`orders/${id}/state`, { state: 2 });
    const order = client.workflow.getHandle(orderWorkflowId(prestashop, String(id)));
    const ends = (wanted: object) =>
      matching(`order ${id} of ${prestashop}`, () => order.query(orderQuery), wanted);
    await ends({ stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
    const refunded = [expect.objectContaining({ code: 'REFUNDED_IN_SHOP' })];
    await steer(`orders/${id}/refund`, { rows: [{ reference: 'MIELE-ACACIA', qty: 1 }] });
    const first = await ends({ stage: 'DONE', attentions: refunded });
    await order.executeUpdate(settledUpdate, { args: [signed] });
    await ends({ attentions: [] });
    await steer(`orders/${id}/refund`, { rows: [{ reference: 'MIELE-ACACIA', qty: 1 }] });
    const second = await ends({ attentions: refunded });
    const sums = [first, second].map(({ inShop }) =>
      (inShop?.refunds ?? []).reduce((sum, { amount }) => sum + amount, 0),
    );
    expect(sums[0]).toBeGreaterThan(0);
    expect(sums[1]).toBe(2 * (sums[0] ?? 0));
  });

  it('that holds an unpaid order: its page is closed, and it is collected once somebody releases it there', async () => {
    const order = await bench.places();
    const page = await bench.customer.goesToPay(await mailedLink(order));
    const act = (what: 'hold' | 'unhold') =>
      axios.post(`${bench.world.urls.magento}/rest/V1/orders/${order.id}/${what}`, null, {
        headers: { authorization: 'Bearer sandbox-access-token' },
      });
    await act('hold');
    const held = [expect.objectContaining({ code: 'ORDER_ON_HOLD' })];
    await bench.ends(order, { stage: 'PAYMENT', outcome: 'NEGATIVE', attentions: held });
    await bench.customer.presses(page, 'pay');
    expect(await bench.charges(await bench.lastPayment(order))).toEqual([]);
    await act('unhold');
    await bench.ends(order, { attentions: [], outcome: 'PENDING' });
    await bench.customer.presses(await bench.customer.goesToPay(await mailedLink(order)), 'pay');
    await bench.ends(order, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
    expect(await bench.documents(order)).toHaveLength(1);
  });

  it.each([
    ['without a name', { operator: '' }, 'UNSIGNED', 'who you are'],
    ['without a time', { since: undefined }, 'SINCE_UNREADABLE', 'since when'],
    ['to a time to come', { since: ago(-HOUR_MS) }, 'SINCE_TOO_LATE', 'earlier'],
  ])('is not set back %s', async (_how, changes, type, words) => {
    const asked = { ...signed, since: ago(HOUR_MS), ...changes } as m.ImportFrom;
    await refused(importing().executeUpdate(m.importFromUpdate, { args: [asked] }), type, words);
  });

  it('that is away asks for a person, and goes on where it was', async () => {
    const attention = async () => (await bench.columns(shopWorkflowId(shop))).Attention;
    await bench.customer.tells(bench.world.urls.magento, 'down', { ms: 6_000 });
    await until('the attention', async () => ((await attention()) === 'SHOP_AWAY' ? true : undefined));
    await until('the end of it', async () => ((await attention()) === undefined ? true : undefined));
    const order = await bench.places({ method: 'banktransfer' });
    await bench.ends(order, { stage: 'DONE' });
  });

  it('replays', async () => {
    expect(await bench.replays(10)).toBeGreaterThanOrEqual(10);
  });
});

it('orders made before a shop was taken up are left alone, until somebody sets it back to them', async () => {
  const bench = await openBench((config) => {
    for (const settings of Object.values(config.shops))
      Object.assign(settings.import, {
        enabled: true,
        every: 200,
        delay: 0,
        overlap: 60_000,
        since: new Date(Date.now() + HOUR_MS).toISOString(),
      });
  });
  try {
    const { client, shop, urls } = bench.world;
    await axios.post(`${urls.magento}/_sandbox/announce`, 'null', {
      headers: { 'content-type': 'application/json' },
    });
    const importing = client.workflow.getHandle(shopWorkflowId(shop));
    const early = await bench.places({ method: 'banktransfer' });
    const { lookedAt } = await importing.query(m.shopQuery);
    await until('a look', async () =>
      (await importing.query(m.shopQuery)).lookedAt !== lookedAt ? true : undefined,
    );
    await expect(bench.view(early)).rejects.toThrow();
    const since = ago(HOUR_MS);
    const says = await importing.executeUpdate(m.importFromUpdate, { args: [{ ...signed, since }] });
    expect(says).toContain(m.secondOf(since));
    await bench.ends(early, { stage: 'DONE' });
    expect((await importing.query(m.shopQuery)).setBack).toMatchObject({
      ...signed,
      since: m.secondOf(since),
    });
  } finally {
    await bench.stop();
  }
});
