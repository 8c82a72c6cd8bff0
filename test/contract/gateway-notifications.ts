import { describe, expect, it } from 'vitest';
import { Message } from '../../domain/schemas/message.ts';
import type { Suite } from './gateway-suite.ts';

/** What a notification comes to once it is believed, or asked about. */
export function notificationCases(suite: Suite): void {
  const { aNewPage, heard, heardOne, where } = suite;
  const paid = async () => {
    const { request, page } = await aNewPage();
    await suite.bench.pay(page);
    return { request, page, received: await suite.bench.notification(page, 'PAID') };
  };

  describe('a notification that is believed', () => {
    it('of a paid page names payment, page, charge, money and environment, as an inquiry would', async () => {
      const { request, page, received } = await paid();
      const { paymentId, message } = await heardOne(received);
      const [asked] = await suite.bench.makeGateway().inquire(request.paymentId, page.id);
      expect(paymentId).toBe(request.paymentId);
      expect(Message.parse(message)).toEqual(message);
      expect(message).toMatchObject({ fact: 'PAID', page: page.id, live: false });
      expect(message).toMatchObject({ charge: asked.charge, money: request.total });
      expect(Math.abs(Date.parse(message.at) - Date.now())).toBeLessThan(60_000);
    });

    it('of something on the same account that is not ours is foreign', async () => {
      expect(await heard(await suite.bench.foreignNotification())).toBe('foreign');
    });

    it('of a status nobody knows is UNKNOWN, in the words of the gateway', async () => {
      const { request, received } = await paid();
      const { request: strange, word } = suite.bench.strange(received);
      const { paymentId, message } = await heardOne(strange);
      expect([paymentId, message.fact]).toEqual([request.paymentId, 'UNKNOWN']);
      expect(message.status).toContain(word);
    });

    where('signed notifications', () => {
      it('twice is one message: its id is its own', async () => {
        const { received } = await paid();
        const again = await heardOne(suite.bench.sign(received));
        expect(again).toEqual(await heardOne(received));
        expect(again.message.source).toBe('notification');
      });
    });

    where('the environment in notifications', () => {
      it('of the other environment says so: the payment decides not to believe it', async () => {
        const { received } = await paid();
        expect((await heardOne(suite.bench.asLive(received))).message.live).toBe(true);
      });
    });

    where('notifications of pages whose time has come', () => {
      it('of such a page says that it can not be paid any more', async () => {
        const { request, page } = await aNewPage();
        await suite.bench.expire(page);
        const { paymentId, message } = await heardOne(await suite.bench.notification(page, 'PAGE_EXPIRED'));
        expect([paymentId, message.page]).toEqual([request.paymentId, page.id]);
      });
    });

    where('several installations on one account', () => {
      it('of another installation on the same account is foreign, and so is its charge; it is heard by its own', async () => {
        const { request, page, received } = await paid();
        const [{ charge = '' }] = await suite.bench.makeGateway().inquire(request.paymentId, page.id);
        const other = suite.bench.makeGateway({ installation: 'trial.shop.example' });
        expect(await heard(received, other)).toBe('foreign');
        const lookup = { kind: 'lookup', id: 'n1', type: 'refund', charge } as const;
        expect(await other.lookUp(lookup)).toBeUndefined();
        expect(await suite.bench.makeGateway().lookUp(lookup)).toMatchObject({
          paymentId: request.paymentId,
        });
      });
    });

    where('notifications of no use', () => {
      it('of a kind we have no use for is ignored', async () => {
        const { page } = await aNewPage();
        await suite.bench.pay(page);
        expect(await heard(await suite.bench.uselessNotification(page))).toBe('ignored');
      });
    });

    where('tries refused on the page', () => {
      it('of a refused try says why, and is no outcome', async () => {
        const { request, page } = await aNewPage();
        const why = await suite.bench.refuse(page);
        const { paymentId, message } = await heardOne(await suite.bench.notification(page, 'TRY_REFUSED'));
        expect([paymentId, message.note]).toEqual([request.paymentId, expect.stringContaining(why)]);
      });
    });

    where('delayed methods', () => {
      it.each([
        ['succeed', 'PAID'],
        ['fail', 'FAILED'],
      ] as const)('of a delayed payment is PROCESSING, and once it can %s it is %s', async (result, fact) => {
        const { request, page } = await aNewPage();
        await suite.bench.payDelayed(page);
        const underway = await heardOne(await suite.bench.notification(page, 'PROCESSING'));
        await suite.bench.settleDelayed(page, result);
        const end = await heardOne(await suite.bench.notification(page, fact));
        expect(end).toMatchObject({ paymentId: request.paymentId, message: { money: request.total } });
        expect(end.message.charge).toBe(underway.message.charge);
      });
    });
  });
}
