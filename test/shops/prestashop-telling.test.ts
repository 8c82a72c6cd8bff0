import { describe, expect, it } from 'vitest';
import type { ShopNotice } from '../../shops/shop.ts';
import { checkoutUrl, failureOf, held, paid } from '../contract/shop-notices.ts';
import { prestashopBench, type Row, states } from './prestashop-bench.ts';

describe('what a PrestaShop is told', () => {
  const { books, steer, shopAt, place, rows, rowOf, histories, payments, messages } = prestashopBench();

  describe('by states', () => {
    const failed = (id: string): ShopNotice => ({
      kind: 'failed',
      marker: `f-${id}`,
      reason: 'window',
      final: true,
    });

    it('that a person set to hold an order are left for nothing', async () => {
      const { id, read } = await place();
      const shop = shopAt({
        states: { ...states, accepted: 14, shipped: 4 },
        statesRead: { open: [14], onHold: [12] },
      });
      await steer(`/orders/${id}/state`, { state: 12 });
      const shipped = { kind: 'document', marker: `d-${id}`, document: 'OX 1/1', state: 'shipped' } as const;
      for (const notice of [{ kind: 'accepted', marker: `b-${id}` } as const, shipped])
        expect(await shop.writeBack(id, notice)).toContain('state left');
      expect((await failureOf(shop.writeBack(id, paid(read, `a-${id}`)))).message).toContain('on hold');
      expect(histories(id)).toEqual([14, 12]);
    });

    it.each([[14], [15]])(
      'of failure end a doubt of ours, and no hold of a person (now in %i)',
      async (state) => {
        const { id } = await place();
        const shop = shopAt({ states: { ...states, failed: 'PS_OS_ERROR' }, statesRead: { onHold: [14] } });
        await steer(`/orders/${id}/state`, { state });
        const told = shop.writeBack(id, failed(id));
        if (state === states.verify) expect(await told).toContain('Errore di pagamento');
        else expect((await failureOf(told)).message).toContain('somebody put it on hold');
        expect(histories(id)).toEqual(state === states.verify ? [14, 15, 8] : [14]);
      },
    );

    it('of a payment that is awaited are not set on an order that is paid', async () => {
      const shop = shopAt({ states: { ...states, accepted: 14 } });
      const accepted: ShopNotice = { kind: 'accepted', marker: 'a' };
      const { id: state } = (await steer('/states', { it: 'Pagato', en: 'Paid', flags: 'p' })) as Row;
      const [booked, counts] = [await place({ module: 'paypal', paid: true }), await place()];
      expect(await shop.writeBack(booked.id, accepted)).toMatch(/^paid in the shop, state left /);
      await steer(`/orders/${counts.id}/state`, { state });
      expect(await shop.writeBack(counts.id, accepted)).toMatch(/^paid in the shop, state left /);
      expect([histories(booked.id), histories(counts.id)]).toEqual([[2], [14, state]]);
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

    describe('of orders whose money is held', () => {
      const withHeld = { states: { ...states, held: 13, failed: 'PS_OS_ERROR' } };
      const cancelled: ShopNotice = { kind: 'document', marker: 'd', document: 'OC 1/7', state: 'cancelled' };
      const pay: ShopNotice = { kind: 'pay', marker: 'p', reason: 'FAILED', checkoutUrl };

      it('say so until they are paid, and book nothing before', async () => {
        const { id, read } = await place();
        const shop = shopAt(withHeld);
        await shop.writeBack(id, held(read, `h-${id}`));
        expect([histories(id), payments(read.number)]).toEqual([[14, 13], []]);
        await shop.writeBack(id, paid(read, `p-${id}`));
        expect(histories(id)).toEqual([14, 13, 2]);
        expect(payments(read.number)).toMatchObject([{ transaction_id: `pi_p-${id}` }]);
      });

      it.each([
        ['not paid, though there is time left', { ...failed('1'), final: false }],
        ['to be paid again', pay],
        ['of a document that was cancelled', cancelled],
      ])('become those of what was not paid once they are %s', async (_words, notice) => {
        const { id, read } = await place();
        await shopAt(withHeld).writeBack(id, { ...notice, marker: 'earlier' });
        expect(histories(id)).toEqual([14]);
        await shopAt(withHeld).writeBack(id, held(read, `h-${id}`));
        await shopAt(withHeld).writeBack(id, notice);
        expect(histories(id)).toEqual([14, 13, 8]);
      });

      it('end once it is paid, also where somebody booked it in the shop before, and moved it back', async () => {
        const { id, read } = await place({ module: 'paypal', paid: true });
        await steer(`/orders/${id}/state`, { state: 13 });
        expect(await shopAt(withHeld).writeBack(id, paid(read, `p-${id}`))).toContain(
          'booked as paid already, state "Pagamento accettato"',
        );
        expect([histories(id), payments(read.number).length]).toEqual([[2, 13, 2], 1]);
      });

      it('come back after a doubt', async () => {
        const { id, read } = await place();
        const shop = shopAt(withHeld);
        await shop.writeBack(id, held(read, `h-${id}`));
        await shop.writeBack(id, { kind: 'verify', marker: `v-${id}`, reason: 'no answer' });
        await shop.writeBack(id, held(read, `h-${id}:2`));
        expect(histories(id)).toEqual([14, 13, 15, 13]);
      });

      it.each([
        ['held', []],
        ['to be verified', [15]],
      ])(
        'stay while the goods go out and the money is not there (%s): shipped books it',
        async (_words, doubt) => {
          const { id, read } = await place();
          const shop = shopAt({ states: { ...withHeld.states, shipped: 'PS_OS_SHIPPING' } });
          const shipped = { kind: 'document', document: 'OC 1/7', state: 'shipped' } as const;
          await shop.writeBack(id, held(read, `h-${id}`));
          if (doubt.length > 0)
            await shop.writeBack(id, { kind: 'verify', marker: `v-${id}`, reason: 'no answer' });
          expect(await shop.writeBack(id, { ...shipped, marker: `d-${id}`, unpaid: true })).toMatch(
            /^document shipped, state left as it is .*: its money is not there yet, message written$/,
          );
          expect([histories(id), payments(read.number)]).toEqual([[14, 13, ...doubt], []]);
          await shop.writeBack(id, paid(read, `p-${id}`));
          await shop.writeBack(id, { ...shipped, marker: `d-${id}:2` });
          expect(histories(id)).toEqual([14, 13, ...doubt, 2, 4]);
          expect(payments(read.number)).toMatchObject([{ transaction_id: `pi_p-${id}` }]);
        },
      );

      it('are not set on an order that the shop has as paid, nor where they count as paid themselves', async () => {
        const booked = await place({ module: 'paypal', paid: true });
        expect(await shopAt(withHeld).writeBack(booked.id, held(booked.read, 'h'))).toMatch(
          /^held, paid in the shop, state left /,
        );
        const { id, read } = await place();
        const shop = shopAt({ states: { ...withHeld.states, held: 2 } });
        expect((await failureOf(shop.writeBack(id, held(read, 'h')))).message).toContain('counts as paid');
        expect([histories(booked.id), histories(id)]).toEqual([[2], [14]]);
      });
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
    ])(
      'that the shop does not have (%s) are refused before anything is written',
      async (paidState, detail) => {
        const { id, read } = await place();
        const failure = await failureOf(
          shopAt({ states: { paid: paidState } }).writeBack(id, paid(read, `a-${id}`)),
        );
        expect(failure).toMatchObject({ code: 'SHOP_REFUSED', kind: 'refused' });
        expect(failure.message).toContain(detail);
        expect([histories(id), messages(id)]).toEqual([[14], []]);
      },
    );

    it('mail the customer only where that is wanted', async () => {
      for (const sendEmail of [false, true]) {
        const { id, read } = await place();
        await shopAt({ sendEmail }).writeBack(id, paid(read, `a-${id}`));
        const mails = books().mails.filter(({ orderId }) => String(orderId) === id);
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
      const mails = books().mails.filter(({ orderId }) => String(orderId) === order.id);
      expect(mails).toMatchObject([{ template: 'to_pay' }]);
    });
  });

  describe('by messages', () => {
    it('are for the staff, and the link to pay with is for the customer, as it is', async () => {
      const { id } = await place();
      await shopAt().writeBack(id, { kind: 'accepted', marker: `a-${id}` });
      await shopAt().writeBack(id, { kind: 'pay', marker: `b-${id}`, reason: 'first', checkoutUrl });
      expect(messages(id)).toMatchObject([{ private: 1 }, { private: 1 }, { private: 0 }]);
      // Kept as HTML, which browsers show as it was.
      expect(messages(id)[2]?.message).toContain(checkoutUrl.replaceAll('&', '&amp;'));
    });

    it("go on in the customer's own thread, and open one that bothers nobody where there is none", async () => {
      const silent = await place();
      await shopAt({ employee: 3 }).writeBack(silent.id, { kind: 'accepted', marker: `a-${silent.id}` });
      const [thread] = rows('customer_threads', 'id_order', silent.id);
      expect(thread).toMatchObject({
        id_customer: rowOf('orders', silent.id).id_customer,
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
