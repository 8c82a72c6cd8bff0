import { describe, expect, it } from 'vitest';
import { sandboxKey } from '../../sandbox/prestashop/index.ts';
import type { ShopNotice } from '../../shops/shop.ts';
import { checkoutUrl, failureOf, paid } from '../contract/shop-notices.ts';
import { prestashopBench, type Row, states } from './prestashop-bench.ts';

describe('money in a PrestaShop', () => {
  const { url, steer, shopAt, place, histories, payments, messages } = prestashopBench();

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
      const hasty = shopAt(kind.startsWith('timeout') ? { timeout: 1_000 } : {});
      await steer('/faults', { kind, method: 'PUT', times: 1 });
      expect(await failureOf(hasty.writeBack(id, paid(read, `c-${id}`)))).toMatchObject({ kind: 'maybe' });
      expect(await shopAt().writeBack(id, paid(read, `c-${id}`))).toMatch(
        /^paid already, transaction named /,
      );
      expect(payments(read.number)).toMatchObject([{ transaction_id: `pi_c-${id}` }]);
    },
  );

  const pay = async (amount: number, reference: string) => {
    const body = `<prestashop><order_payment><order_reference>${reference}</order_reference><id_currency>1</id_currency><amount>${amount}</amount></order_payment></prestashop>`;
    const headers = { authorization: `Basic ${Buffer.from(`${sandboxKey}:`).toString('base64')}` };
    const answer = await fetch(`${url()}/api/order_payments`, { method: 'POST', headers, body });
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
    const read = await shop.readOrder(first);
    await shop.writeBack(first, paid(read, `g-${first}`));
    expect([(await shop.readOrder(first)).paid, (await shop.readOrder(second)).paid]).toEqual([
      read.total,
      0,
    ]);
    expect(await shop.writeBack(first, paid(read, `again-${first}`))).toMatch(/^paid already/);
    const other = await shop.readOrder(second);
    await shop.writeBack(second, paid(other, `h-${second}`));
    expect((await shop.readOrder(second)).paid).toBe(other.total);
    expect((await shop.readOrder(first)).paid).toBe(read.total);
    expect(payments(read.number).map((row) => row.transaction_id)).toEqual([
      `pi_g-${first}`,
      `pi_h-${second}`,
    ]);
  });

  it("of a cart that was split never bears the transaction of the cart's other order", async () => {
    const items = [
      { reference: 'MIELE-ACACIA', qty: 1 },
      { reference: 'MIELE-ACACIA', qty: 4 },
    ];
    const { id, ids, read } = await place({ split: 2, items });
    await steer('/faults', { kind: 'reset-before', method: 'PUT', times: 1 });
    expect(await failureOf(shopAt().writeBack(id, paid(read, `s-${id}`)))).toMatchObject({ kind: 'maybe' });
    await steer(`/orders/${ids[1]}/state`, { state: 2 });
    expect(await shopAt().writeBack(id, paid(read, `s-${id}`))).toMatch(
      /^paid already, transaction named in/,
    );
    const booked = payments(read.number).map(({ amount, transaction_id }) => [
      transaction_id,
      Math.round(Number(amount) * 100) === read.total,
    ]);
    expect(booked).toEqual([
      [`pi_s-${id}`, true],
      ['', false],
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
