import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMagentoSandbox } from '../../sandbox/magento/index.ts';
import { magento } from '../../shops/magento/index.ts';
import type { Shop } from '../../shops/shop.ts';
import { failureOf, paid } from '../contract/shop-notices.ts';
import { steering } from '../sandbox/sandbox-bench.ts';
import { markerKey } from './given.ts';

const auth = {
  kind: 'oauth1',
  consumerKey: 'sandbox-consumer-key',
  consumerSecret: 'sandbox-consumer-secret',
  accessToken: 'sandbox-access-token',
  accessTokenSecret: 'sandbox-access-token-secret',
};

describe("Magento's own ways", () => {
  let sandbox: Awaited<ReturnType<typeof createMagentoSandbox>>;
  const shopAt = (url: string, more: object = {}): Shop =>
    magento.create('it', magento.settings.parse({ url, auth, timeout: 2000, ...more }), markerKey);
  const firm = { writeBack: { failed: 'cancel', verify: 'hold' } };
  const steer = steering(() => sandbox.url);
  const place = async () => {
    const { entity_id } = (await steer('/orders')) as { entity_id: number };
    const id = String(entity_id);
    const order = sandbox.books.orders.find((candidate) => candidate.entity_id === entity_id);
    if (!order) throw new Error('not placed');
    return { id, order, read: await shopAt(sandbox.url).readOrder(id) };
  };
  beforeAll(async () => {
    sandbox = await createMagentoSandbox();
  });
  afterAll(() => sandbox.close());

  it('reads an order with one request', async () => {
    const { id } = await place();
    await steer('/faults', { kind: 'latency', ms: 0, times: 3 });
    await shopAt(sandbox.url).readOrder(id);
    const left = (await (await fetch(`${sandbox.url}/_sandbox/faults`)).json()) as { faults: object[] };
    await fetch(`${sandbox.url}/_sandbox/faults`, { method: 'DELETE' });
    expect(left.faults).toMatchObject([{ times: 2 }]);
  });

  it('is signed alike under index.php and a store code', async () => {
    const { id } = await place();
    const shop = shopAt(`${sandbox.url}/index.php`, { storeCode: 'all' });
    expect((await shop.readOrder(id)).id).toBe(id);
  });

  it('a wrong address is not an order that is missing', async () => {
    const { id } = await place();
    for (const shop of [shopAt(sandbox.url, { storeCode: 'nosuch' }), shopAt(`${sandbox.url}/blog`)])
      expect(await failureOf(shop.readOrder(id))).toMatchObject({ code: 'SHOP_REFUSED', kind: 'refused' });
  });

  it('tells which right is missing where the token is not taken as it is', async () => {
    const { id } = await place();
    await steer('/quirks', { bearerOff: true });
    const bearer = shopAt(sandbox.url, { auth: { kind: 'bearer', accessToken: auth.accessToken } });
    const failure = await failureOf(bearer.readOrder(id));
    await steer('/quirks', { bearerOff: false });
    expect(failure.code).toBe('SHOP_LOGIN_REFUSED');
    expect(failure.message).toContain('Magento_Sales::actions_view');
  });

  it('a comment leaves the status as it was, also where one without would empty it', async () => {
    const { id, order } = await place();
    await steer('/quirks', { version: '2.2', statusNull: true });
    await shopAt(sandbox.url).writeBack(id, { kind: 'accepted', marker: `s-${id}` });
    expect(order.status).toBe('pending');
    order.status = null;
    await shopAt(sandbox.url).writeBack(id, { kind: 'accepted', marker: `t-${id}` });
    await steer('/quirks', { version: '2.4.7', statusNull: false });
    expect(order.status).toBe('pending');
  });

  it('a comment is written, and the status stays, where that is none of its state', async () => {
    const { id, order } = await place();
    order.status = 'in_magazzino';
    await shopAt(sandbox.url).writeBack(id, { kind: 'accepted', marker: `s-${id}` });
    expect([order.status, order.status_histories.length]).toEqual(['in_magazzino', 1]);
  });

  it('books as paid outside: no gateway of the shop is ever called', async () => {
    const { id, read } = await place();
    expect(await shopAt(sandbox.url).writeBack(id, paid(read, `c-${id}`))).toMatch(/^invoice \d+ made$/);
    const comments = sandbox.books.invoices.at(-1)?.comments as { comment: string }[];
    expect(comments[0]?.comment).toMatch(/€ tramite stripe-main, riferimento pi_c-\d+, 05\/03\/26, 11:16:30/);
    expect(sandbox.books.captures).toEqual([]);
  });

  it('a "false" from cancel is a refusal, unless the order is cancelled already', async () => {
    const { id } = await place();
    const failed = { kind: 'failed', reason: 'window closed', final: true } as const;
    await steer('/quirks', { cancelFalse: true });
    const failure = await failureOf(
      shopAt(sandbox.url, firm).writeBack(id, { ...failed, marker: `a-${id}` }),
    );
    await steer('/quirks', { cancelFalse: false });
    expect(failure).toMatchObject({ code: 'SHOP_REFUSED', kind: 'refused' });
    await steer(`/orders/${id}/cancel`);
    expect(await shopAt(sandbox.url, firm).writeBack(id, { ...failed, marker: `b-${id}` })).toBe(
      'already cancelled',
    );
  });

  it('an order of which something was paid is not cancelled', async () => {
    const { id, read, order } = await place();
    await shopAt(sandbox.url).writeBack(id, paid(read, `p-${id}`));
    const failed = { kind: 'failed', marker: `f-${id}`, reason: 'window closed', final: true } as const;
    expect((await failureOf(shopAt(sandbox.url, firm).writeBack(id, failed))).code).toBe('SHOP_REFUSED');
    expect(order.state).toBe('processing');
  });

  it("a person's hold is not lifted, even after one of ours was", async () => {
    const { id, read, order } = await place();
    const shop = shopAt(sandbox.url, firm);
    const hold = () =>
      Object.assign(order, {
        state: 'holded',
        status: 'holded',
        hold_before_state: 'new',
        hold_before_status: 'pending',
      });
    hold();
    expect((await failureOf(shop.writeBack(id, paid(read, `1-${id}`)))).code).toBe('SHOP_REFUSED');
    expect(order.state).toBe('holded');
    Object.assign(order, { state: 'new', status: 'pending' });
    await shop.writeBack(id, { kind: 'verify', marker: `2-${id}`, reason: 'no answer' });
    await shop.writeBack(id, paid(read, `3-${id}`));
    expect(order.state).toBe('processing');
    hold();
    expect(await shop.writeBack(id, paid(read, `3-${id}`))).toBe('already invoiced');
    expect(order.state).toBe('holded');
  });

  it.each([['canceled'], ['complete'], ['closed']])(
    'nobody is asked to pay an order that is %s',
    async (state) => {
      const { id, order } = await place();
      order.state = state;
      const pay = {
        kind: 'pay',
        marker: `p-${id}`,
        reason: 'first',
        checkoutUrl: 'https://pay.example/c',
      } as const;
      expect((await failureOf(shopAt(sandbox.url).writeBack(id, pay))).code).toBe('SHOP_REFUSED');
      expect(sandbox.books.mails.filter((mail) => String(mail.orderId) === id)).toEqual([]);
    },
  );

  it.each([['shipped'], ['invoiced'], ['cancelled']] as const)(
    'a document that was %s gives the order the status that is set for it, once, and no other state',
    async (state) => {
      const { id, read, order } = await place();
      const shop = shopAt(sandbox.url, { writeBack: { [state]: 'fraud' } });
      await shop.writeBack(id, paid(read, `p-${id}`));
      const notice = { kind: 'document', marker: `d-${id}`, document: 'OC 1/7', state } as const;
      expect(await shop.writeBack(id, notice)).toContain('status fraud');
      expect([order.state, order.status]).toEqual(['processing', 'fraud']);
      order.status = 'processing';
      await shop.writeBack(id, notice);
      expect(order.status).toBe('processing');
    },
  );

  it("a status that the order's state does not have is refused in the shop's own words, and nothing is written", async () => {
    const { id, order } = await place();
    const notice = { kind: 'document', marker: `d-${id}`, document: 'OC 1/7', state: 'shipped' } as const;
    const failure = await failureOf(
      shopAt(sandbox.url, { writeBack: { shipped: 'complete' } }).writeBack(id, notice),
    );
    expect(failure).toMatchObject({ code: 'SHOP_REFUSED', kind: 'refused' });
    expect(failure.message).toContain('"complete"');
    expect([order.status, order.status_histories]).toEqual(['pending', []]);
  });

  it('a cancelled order keeps its status, whatever became of the document', async () => {
    const { id, order } = await place();
    await steer(`/orders/${id}/cancel`);
    const notice = { kind: 'document', marker: `d-${id}`, document: 'OC 1/7', state: 'cancelled' } as const;
    await shopAt(sandbox.url, { writeBack: { cancelled: 'fraud' } }).writeBack(id, notice);
    expect(order.status).toBe('canceled');
  });

  it('a last page that is repeated brings no order twice, and hides none behind a broken one', async () => {
    const [first, second] = [await place(), await place()];
    for (const [index, { order }] of [first, second].entries())
      order.updated_at = `2035-01-01 10:00:0${index}`;
    const after = { changedAt: '2035-01-01T09:00:00.000Z', id: '0' };
    await steer('/quirks', { repeatLastPage: true, brokenOrder: second.order.entity_id });
    const shop = shopAt(sandbox.url);
    const found = await shop.listChanged(after, 1);
    const rest = await shop.listChanged(found.until, 5);
    const third = await place();
    third.order.updated_at = '2035-01-01 10:00:05';
    const past = await shop.listChanged(found.until, 5);
    await steer('/quirks', { repeatLastPage: false, brokenOrder: null });
    expect(found.orders.map(({ id }) => id)).toEqual([first.id]);
    expect(rest).toEqual({
      orders: [],
      unreadable: [`all orders after ${first.id}`],
      until: found.until,
      more: false,
    });
    expect(past).toMatchObject({ orders: [{ id: third.id }], unreadable: [`the order after ${first.id}`] });
  });

  it('dates are UTC whatever zone the store has, and an order without a status has an empty one', async () => {
    await steer('/quirks', { timezone: 'America/New_York' });
    const { id, order, read } = await place();
    await steer('/quirks', { timezone: 'Europe/Rome' });
    expect(read.createdAt).toBe(`${order.created_at.replace(' ', 'T')}.000Z`);
    order.updated_at = '2036-01-01 10:00:00';
    order.status = null;
    const after = { changedAt: '2036-01-01T09:00:00.000Z', id: '0' };
    expect((await shopAt(sandbox.url).listChanged(after, 5)).orders).toEqual([
      { id, createdAt: read.createdAt, changedAt: '2036-01-01T10:00:00.000Z', status: '' },
    ]);
  });

  it('an edited order names the one that took its place', async () => {
    const { id } = await place();
    const edited = (await steer(`/orders/${id}/edit`)) as { entity_id: number };
    expect(await shopAt(sandbox.url).readOrder(id)).toMatchObject({
      state: 'cancelled',
      replacedBy: String(edited.entity_id),
    });
  });
});
