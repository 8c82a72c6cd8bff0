import { describe, expect, it } from 'vitest';
import { Message } from '../../domain/schemas/message.ts';
import type { Received, Suite } from './gateway-bench.ts';

/** What a notification says once it is believed. */
export function notificationCases(suite: Suite): void {
  const { aNewPage, can } = suite;
  const read = ({ rawBody, headers }: Received) =>
    suite.bench.makeGateway().readNotification(rawBody, headers);

  describe('a notification that is believed', () => {
    it('of a paid page names payment, page, charge, money and environment, as an inquiry would', async () => {
      const { request, page } = await aNewPage();
      await suite.bench.pay(page);
      const notification = read(await suite.bench.notification(page, 'PAID'));
      if (notification.kind !== 'message') expect.fail('it is about a payment of ours');
      const { message } = notification;
      const [asked] = await suite.bench.makeGateway().inquire(request.paymentId, page.id);
      expect(notification.paymentId).toBe(request.paymentId);
      expect(Message.parse(message)).toEqual(message);
      expect(message).toMatchObject({ source: 'notification', fact: 'PAID', page: page.id, live: false });
      expect(message).toMatchObject({ charge: asked.charge, money: request.total });
      expect(Math.abs(Date.parse(message.at) - Date.now())).toBeLessThan(60_000);
    });

    it('twice is one message: its id is its own', async () => {
      const { page } = await aNewPage();
      await suite.bench.pay(page);
      const received = await suite.bench.notification(page, 'PAID');
      expect(read(suite.bench.sign(received))).toEqual(read(received));
    });

    it('of the other environment says so: the payment decides not to believe it', async () => {
      const { page } = await aNewPage();
      await suite.bench.pay(page);
      const received = await suite.bench.notification(page, 'PAID');
      const live = suite.bench.sign(received, {}, suite.bench.asLive);
      expect(read(live)).toMatchObject({ message: { live: true } });
    });

    it('with a status nobody knows is UNKNOWN, in the words of the gateway', async () => {
      const { request, page } = await aNewPage();
      await suite.bench.pay(page);
      const received = await suite.bench.notification(page, 'PAID');
      const strange = suite.bench.sign(received, {}, suite.bench.withUnknownStatus);
      expect(read(strange)).toMatchObject({
        kind: 'message',
        paymentId: request.paymentId,
        message: { fact: 'UNKNOWN', status: expect.stringContaining('pondering') },
      });
    });

    it('of a page whose time has come says that it can not be paid any more', async () => {
      const { request, page } = await aNewPage();
      await suite.bench.expire(page);
      const notification = read(await suite.bench.notification(page, 'PAGE_EXPIRED'));
      expect(notification).toMatchObject({ paymentId: request.paymentId, message: { page: page.id } });
    });

    it('of another installation on the same account is foreign, by notification, in the list and by its charge; it is heard by its own', async () => {
      const { request, page } = await aNewPage();
      await suite.bench.pay(page);
      const received = await suite.bench.notification(page, 'PAID');
      const [{ charge = '' }] = await suite.bench.makeGateway().inquire(request.paymentId, page.id);
      const other = suite.bench.makeGateway({ installation: 'trial.shop.example' });
      expect(other.readNotification(received.rawBody, received.headers)).toMatchObject({ kind: 'foreign' });
      const since = new Date(Date.now() - 60_000).toISOString();
      const heard = async (gateway: typeof other) =>
        (await gateway.listNotifications(since)).notifications.filter(
          (one) => one.kind === 'message' && one.paymentId === request.paymentId,
        ).length;
      expect(await heard(other)).toBe(0);
      expect(await heard(suite.bench.makeGateway())).toBeGreaterThan(0);
      const lookup = { kind: 'lookup', id: 'n1', type: 'refund', charge } as const;
      expect(await other.lookUp(lookup)).toBeUndefined();
      expect(await suite.bench.makeGateway().lookUp(lookup)).toMatchObject({ paymentId: request.paymentId });
    });

    it('of something on the same account that is not ours is foreign', async () => {
      expect(read(await suite.bench.foreignNotification())).toMatchObject({ kind: 'foreign' });
    });

    it('of a kind we have no use for is ignored', async () => {
      const { page } = await aNewPage();
      await suite.bench.pay(page);
      expect(read(await suite.bench.uselessNotification(page))).toMatchObject({ kind: 'ignored' });
    });

    if (can('tries refused on the page'))
      it('of a refused try says why, and is no outcome', async () => {
        const { request, page } = await aNewPage();
        await suite.bench.refuse(page);
        const notification = read(await suite.bench.notification(page, 'TRY_REFUSED'));
        expect(notification).toMatchObject({
          paymentId: request.paymentId,
          message: { note: expect.stringContaining('declined') },
        });
      });

    if (can('delayed methods'))
      it.each([
        ['succeed', 'PAID'],
        ['fail', 'FAILED'],
      ] as const)('of a delayed payment is PROCESSING, and once it can %s it is %s', async (result, fact) => {
        const { request, page } = await aNewPage();
        await suite.bench.payDelayed(page);
        const underway = read(await suite.bench.notification(page, 'PROCESSING'));
        await suite.bench.settleDelayed(page, result);
        const end = read(await suite.bench.notification(page, fact));
        if (underway.kind !== 'message' || end.kind !== 'message') expect.fail('both are about our payment');
        expect(end).toMatchObject({ paymentId: request.paymentId, message: { money: request.total } });
        expect(end.message.charge).toBe(underway.message.charge);
      });
  });
}
