import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPrestaShopSandbox, sandboxKey } from '../../sandbox/prestashop/index.ts';
import { prestashop } from '../../shops/prestashop/index.ts';
import type { Shop, ShopNotice } from '../../shops/shop.ts';
import { checkoutUrl, failureOf, paid } from '../contract/shop-notices.ts';

const states = { paid: 'PS_OS_PAYMENT', verify: 15 };
const statesRead = { open: [14] };
type Row = Record<string, unknown> & { id: number };

describe("PrestaShop's own ways of being told", () => {
  let sandbox: Awaited<ReturnType<typeof createPrestaShopSandbox>>;
  const shopAt = (more: object = {}): Shop =>
    prestashop.create(
      'it',
      prestashop.settings.parse({
        url: sandbox.url,
        key: sandboxKey,
        timeout: 2000,
        states,
        statesRead,
        ...more,
      }),
    );
  const steer = async (path: string, body: object = {}): Promise<unknown> => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    const answer = await fetch(`${sandbox.url}/_sandbox${path}`, init);
    expect(answer.status).toBe(200);
    return answer.json();
  };
  const place = async (description: object = {}, shop = shopAt()) => {
    const { ids } = (await steer('/orders', { discounts: [], ...description })) as { ids: number[] };
    const id = String(ids[0]);
    return { id, ids: ids.map(String), read: await shop.readOrder(id) };
  };
  const rows = (table: string, by: string, value: unknown): Row[] =>
    (sandbox.books.tables[table] ?? []).filter((row) => String(row[by]) === String(value)) as Row[];
  const histories = (id: string) => rows('order_histories', 'id_order', id).map((row) => row.id_order_state);
  const payments = (reference: string) => rows('order_payments', 'order_reference', reference);
  const messages = (id: string) =>
    rows('customer_threads', 'id_order', id).flatMap((thread) =>
      rows('customer_messages', 'id_customer_thread', thread.id),
    );
  const orderOf = (id: string) => rows('orders', 'id', id)[0] as Row;
  beforeAll(async () => {
    sandbox = await createPrestaShopSandbox();
  });
  afterAll(() => sandbox.close());

  describe('money', () => {
    it('is booked by the state alone, and the payment that it makes is given the transaction', async () => {
      const { id, read } = await place();
      expect(await shopAt().writeBack(id, paid(read, `a-${id}`))).toMatch(
        /^state "Pagamento accettato", transaction named in payment \d+, message written$/,
      );
      expect(payments(read.number)).toMatchObject([
        { transaction_id: `pi_a-${id}`, payment_method: 'Stripe', id_currency: 1 },
      ]);
      expect(Number(payments(read.number)[0]?.amount) * 100).toBeCloseTo(read.total);
      expect(histories(id)).toEqual([14, 2]);
    });

    it.each([
      ['POST', 'order_histories', 5],
      ['PUT', 'order_payments', 3],
      ['POST', 'customer_messages', 2],
    ])('is booked once when a %s of %s was done and PHP then complained', async (method, resource, code) => {
      const { id, read } = await place();
      await steer('/notices', { method, resource, code });
      const failure = await failureOf(shopAt().writeBack(id, paid(read, `b-${id}`)));
      expect(failure).toMatchObject({ code: 'SHOP_ANSWER_LOST', kind: 'maybe' });
      await shopAt().writeBack(id, paid(read, `b-${id}`));
      expect(payments(read.number)).toMatchObject([{ transaction_id: `pi_b-${id}` }]);
      expect(histories(id)).toEqual([14, 2]);
      expect(messages(id)).toHaveLength(1);
    });

    it.each([['timeout-before'], ['timeout-after'], ['reset-before'], ['reset-after']])(
      'is booked once when the transaction could not be named at first (%s)',
      async (kind) => {
        const { id, read } = await place();
        const shop = shopAt({ timeout: 300 });
        await steer('/faults', { kind, method: 'PUT', times: 1 });
        expect(await failureOf(shop.writeBack(id, paid(read, `c-${id}`)))).toMatchObject({ kind: 'maybe' });
        expect(await shop.writeBack(id, paid(read, `c-${id}`))).toMatch(/^paid already, transaction named /);
        expect(payments(read.number)).toMatchObject([{ transaction_id: `pi_c-${id}` }]);
      },
    );

    const pay = async (amount: number, reference: string) => {
      const body = `<prestashop><order_payment><order_reference>${reference}</order_reference><id_currency>1</id_currency><amount>${amount}</amount></order_payment></prestashop>`;
      const headers = { authorization: `Basic ${Buffer.from(`${sandboxKey}:`).toString('base64')}` };
      const answer = await fetch(`${sandbox.url}/api/order_payments`, { method: 'POST', headers, body });
      expect(answer.status).toBe(201);
    };

    it('that the shop has without an invoice is not booked again', async () => {
      const { id, read } = await place();
      await pay(read.total / 100, read.number);
      expect(await shopAt().writeBack(id, paid(read, `d-${id}`))).toMatch(/^booked as paid already/);
      expect(payments(read.number)).toHaveLength(1);
      expect(histories(id)).toEqual([14]);
    });

    it('of which the shop has a part is left to a person', async () => {
      const { id, read } = await place();
      await pay(1, read.number);
      expect(await failureOf(shopAt().writeBack(id, paid(read, `e-${id}`)))).toMatchObject({
        code: 'SHOP_REFUSED',
        kind: 'refused',
      });
      expect(payments(read.number)).toHaveLength(1);
    });

    it('that the shop has without an invoice is not booked by a state of the document either', async () => {
      const { id, read } = await place();
      await pay(read.total / 100, read.number);
      const notice: ShopNotice = {
        kind: 'document',
        marker: `f-${id}`,
        document: 'OC 1/1',
        state: 'shipped',
      };
      const shop = shopAt({ states: { ...states, shipped: 'PS_OS_SHIPPING' } });
      expect((await failureOf(shop.writeBack(id, notice))).message).toContain('booked twice');
      expect(payments(read.number)).toHaveLength(1);
    });

    it('of a cart that was split is told apart by what counts as paid', async () => {
      const { ids } = await place({ split: 2 });
      const [first = '', second = ''] = ids;
      const shop = shopAt();
      const one = await shop.readOrder(first);
      await shop.writeBack(first, paid(one, `g-${first}`));
      expect([(await shop.readOrder(first)).paid, (await shop.readOrder(second)).paid]).toEqual([
        one.total,
        0,
      ]);
      expect(await shop.writeBack(first, paid(one, `again-${first}`))).toMatch(/^paid already/);
      const other = await shop.readOrder(second);
      await shop.writeBack(second, paid(other, `h-${second}`));
      expect((await shop.readOrder(second)).paid).toBe(other.total);
      expect((await shop.readOrder(first)).paid).toBe(one.total);
      expect(payments(one.number).map((row) => row.transaction_id)).toEqual([
        `pi_g-${first}`,
        `pi_h-${second}`,
      ]);
    });

    it('of a cart that was split and paid in the shop is of each its own', async () => {
      const { ids } = await place({ split: 2, module: 'paypal', paid: true });
      for (const id of ids) {
        const { paid: booked, total } = await shopAt().readOrder(id);
        expect(booked).toBe(total);
      }
    });

    it('is not booked where no state for it is set: the order gets the message only', async () => {
      const { id, read } = await place();
      const shop = shopAt({ states: {} });
      expect(await shop.writeBack(id, paid(read, `i-${id}`))).toMatch(/^paid, state left as it is/);
      expect([histories(id), payments(read.number), messages(id).length]).toEqual([[14], [], 1]);
    });

    it('told again under another marker is named once', async () => {
      const { id, read } = await place();
      await shopAt().writeBack(id, paid(read, `first-${id}`));
      expect(await shopAt().writeBack(id, paid(read, `first-${id}`))).toBe('written earlier');
      const later = { ...paid(read, `first-${id}`), marker: `later-${id}` };
      expect(await shopAt().writeBack(id, later)).toMatch(/^paid already, transaction named already/);
      expect(payments(read.number)).toHaveLength(1);
    });

    it('that no state made a payment of is said', async () => {
      const { id } = (await steer('/states', { it: 'Pagato', en: 'Paid', flags: 'l' })) as Row;
      const order = await place();
      const shop = shopAt({ states: { paid: id } });
      expect(await shop.writeBack(order.id, paid(order.read, `j-${order.id}`))).toContain('makes an invoice');
    });

    it.each([['accepted'], ['verify'], ['pay']] as const)(
      'is never booked by a state for "%s"',
      async (use) => {
        const { id } = await place();
        const told: Record<typeof use, ShopNotice> = {
          accepted: { kind: 'accepted', marker: `k-${id}` },
          verify: { kind: 'verify', marker: `k-${id}`, reason: 'no answer' },
          pay: { kind: 'pay', marker: `k-${id}`, reason: 'first', checkoutUrl },
        };
        const shop = shopAt({ states: { ...states, [use]: 'PS_OS_PREPARATION' } });
        const failure = await failureOf(shop.writeBack(id, told[use]));
        expect(failure.code).toBe('SHOP_REFUSED');
        expect(failure.message).toContain(`states.${use}`);
        expect(histories(id)).toEqual([14]);
      },
    );
  });

  describe('states', () => {
    const failed = (id: string): ShopNotice => ({
      kind: 'failed',
      marker: `f-${id}`,
      reason: 'window',
      final: true,
    });

    it('that a person set to hold an order are not left for payment', async () => {
      const { id, read } = await place();
      const shop = shopAt({ statesRead: { open: [14], onHold: [12] } });
      await steer(`/orders/${id}/state`, { state: 12 });
      expect((await failureOf(shop.writeBack(id, paid(read, `a-${id}`)))).message).toContain('on hold');
      expect(histories(id)).toEqual([14, 12]);
    });

    it('are set once, though what came after them was lost', async () => {
      const { id } = await place();
      const shop = shopAt({ states: { ...states, invoiced: 13 } });
      await steer('/faults', { kind: 'reset-before', method: 'POST', path: '/customer_messages', times: 4 });
      const verify: ShopNotice = { kind: 'verify', marker: `a-${id}`, reason: 'no answer' };
      const invoiced: ShopNotice = {
        kind: 'document',
        marker: `b-${id}`,
        document: 'OC 1/7',
        state: 'invoiced',
      };
      for (const notice of [verify, verify, invoiced, invoiced])
        expect((await failureOf(shop.writeBack(id, notice))).kind).toBe('maybe');
      expect(await shop.writeBack(id, invoiced)).toContain('state already');
      expect(histories(id)).toEqual([14, 15, 13]);
    });

    it('of orders that are done with stay, whatever is told', async () => {
      const { id, read } = await place();
      const shop = shopAt({ states: { ...states, accepted: 10, failed: 'PS_OS_ERROR' } });
      await steer(`/orders/${id}/state`, { state: 7 });
      expect((await failureOf(shop.writeBack(id, paid(read, `a-${id}`)))).message).toContain('Rimborsato');
      await shop.writeBack(id, { kind: 'verify', marker: `b-${id}`, reason: 'no answer' });
      await shop.writeBack(id, { kind: 'accepted', marker: `c-${id}` });
      await shop.writeBack(id, failed(id));
      expect(histories(id)).toEqual([14, 7]);
      const pay: ShopNotice = { kind: 'pay', marker: `d-${id}`, reason: 'first', checkoutUrl };
      expect((await failureOf(shop.writeBack(id, pay))).code).toBe('SHOP_REFUSED');
    });

    it('of failure are not set on an order that the shop has as paid', async () => {
      const { id } = await place({ module: 'paypal', paid: true });
      const shop = shopAt({ states: { ...states, failed: 'PS_OS_ERROR' } });
      expect((await failureOf(shop.writeBack(id, failed(id)))).code).toBe('SHOP_REFUSED');
      expect(histories(id)).toEqual([2]);
    });

    it('follow the document', async () => {
      const { id, read } = await place();
      const shop = shopAt({
        states: { ...states, shipped: 'PS_OS_SHIPPING', invoiced: 5, cancelled: 'PS_OS_CANCELED' },
      });
      await shop.writeBack(id, paid(read, `a-${id}`));
      for (const state of ['shipped', 'invoiced', 'cancelled'] as const)
        await shop.writeBack(id, { kind: 'document', marker: `${state}-${id}`, document: 'OC 1/7', state });
      expect(histories(id)).toEqual([14, 2, 4, 5, 6]);
      expect((await shop.readOrder(id)).state).toBe('cancelled');
      expect(payments(read.number)).toHaveLength(1);
    });

    it.each([
      [99, 'no order state 99'],
      ['PS_OS_NOWHERE', 'holds no state'],
    ])('that the shop does not have (%s) are refused before anything is written', async (paidState, said) => {
      const { id, read } = await place();
      const failure = await failureOf(
        shopAt({ states: { paid: paidState } }).writeBack(id, paid(read, `a-${id}`)),
      );
      expect(failure).toMatchObject({ code: 'SHOP_REFUSED', kind: 'refused' });
      expect(failure.message).toContain(said);
      expect([histories(id), messages(id)]).toEqual([[14], []]);
    });

    it('mail the customer only where that is wanted', async () => {
      for (const sendEmail of [false, true]) {
        const { id, read } = await place();
        await shopAt({ sendEmail }).writeBack(id, paid(read, `a-${id}`));
        const mails = sandbox.books.mails.filter(({ orderId }) => String(orderId) === id);
        expect(mails.map(({ template }) => template)).toEqual(sendEmail ? ['payment'] : []);
      }
    });

    it('for paying mail always: that is what they are for', async () => {
      const { id } = (await steer('/states', {
        it: 'Da pagare',
        en: 'To pay',
        flags: 'e',
        template: 'to_pay',
      })) as Row;
      const order = await place();
      const pay: ShopNotice = { kind: 'pay', marker: `p-${order.id}`, reason: 'first', checkoutUrl };
      const shop = shopAt({ states: { ...states, pay: id } });
      await shop.writeBack(order.id, pay);
      await shop.writeBack(order.id, pay);
      const mails = sandbox.books.mails.filter(({ orderId }) => String(orderId) === order.id);
      expect(mails).toMatchObject([{ template: 'to_pay' }]);
    });
  });

  describe('messages', () => {
    it('are for the staff, and the link to pay with is for the customer, as it is', async () => {
      const { id } = await place();
      await shopAt().writeBack(id, { kind: 'accepted', marker: `a-${id}` });
      await shopAt().writeBack(id, { kind: 'pay', marker: `b-${id}`, reason: 'first', checkoutUrl });
      expect(messages(id)).toMatchObject([{ private: 1 }, { private: 0 }]);
      expect(messages(id)[1]?.message).toContain(checkoutUrl);
    });

    it("go on in the customer's own thread, and open one that bothers nobody where there is none", async () => {
      const silent = await place();
      await shopAt({ employee: 3 }).writeBack(silent.id, { kind: 'accepted', marker: `a-${silent.id}` });
      const [thread] = rows('customer_threads', 'id_order', silent.id);
      expect(thread).toMatchObject({
        id_customer: orderOf(silent.id).id_customer,
        email: silent.read.customer.email,
        status: 'closed',
        id_contact: 0,
      });
      expect(messages(silent.id)).toMatchObject([{ id_employee: 3 }]);
      const { id } = await place({ message: 'Suonare due volte' });
      await shopAt().writeBack(id, { kind: 'accepted', marker: `a-${id}` });
      expect(rows('customer_threads', 'id_order', id)).toHaveLength(1);
      expect((await shopAt().readOrder(id)).notes).toEqual(['Suonare due volte']);
    });

    it('are written for an order of nobody, too', async () => {
      const { id, read } = await place({ customer: 0 });
      expect(read.customer).toMatchObject({ id: undefined, email: '' });
      await shopAt().writeBack(id, { kind: 'accepted', marker: `a-${id}` });
      expect((await shopAt().readOrder(id)).marks).toEqual([`a-${id}`]);
    });
  });
});
