import { describe, expect, it } from 'vitest';
import type { Notification } from '../../domain/schemas/message.ts';
import type { Suite } from './gateway-bench.ts';

const HOUR_MS = 3_600_000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

/** The gateway's own list of what it told, which has also what never arrived. */
export function listCases(suite: Suite): void {
  const { aNewPage, aPaidPage, failureOf } = suite;
  const list = (since: string) => suite.bench.makeGateway().listNotifications(since);
  const ofPayment = (notifications: Notification[], paymentId: string) =>
    notifications.flatMap((n) => (n.kind === 'message' && n.paymentId === paymentId ? [n.message] : []));

  describe('the list of notifications', () => {
    it('has one that was delivered, and one that was lost, as they would have come', async () => {
      const { request, page } = await aNewPage();
      await suite.bench.pay(page);
      const { rawBody, headers } = await suite.bench.notification(page, 'PAID');
      const delivered = suite.bench.makeGateway().readNotification(rawBody, headers);
      const second = await aNewPage();
      await suite.bench.loseNext();
      await suite.bench.expire(second.page);
      const { notifications } = await list(ago(HOUR_MS));
      expect(notifications).toContainEqual(delivered);
      expect(ofPayment(notifications, request.paymentId).map(({ fact }) => fact)).toContain('PAID');
      const missed = ofPayment(notifications, second.request.paymentId).map(({ fact }) => fact);
      expect(missed).toEqual(['PAGE_EXPIRED']);
    });

    it('is the oldest first, and has what was done in the back office', async () => {
      const { page, charge } = await aPaidPage();
      await suite.bench.giveBack(page, 1990);
      const { notifications } = await list(ago(HOUR_MS));
      const mine = notifications.flatMap((n) =>
        (n.kind === 'message' || n.kind === 'lookup') && n.message?.charge === charge ? [n.message.fact] : [],
      );
      expect(mine).toEqual(['PAID', 'REFUNDED']);
    });

    it('says until when it goes, so that the next begins there', async () => {
      const before = Date.now();
      const { until, more } = await list(ago(HOUR_MS));
      expect(more).toBe(false);
      expect(Math.abs(Date.parse(until) - before)).toBeLessThan(5_000);
      const { request, page } = await aPaidPage();
      await suite.bench.notification(page, 'PAID');
      const next = await list(until);
      expect(ofPayment(next.notifications, request.paymentId)).toHaveLength(1);
    });

    it('of a long time comes in parts, each beginning where the last ended, up to now', async () => {
      const { request, page } = await aPaidPage();
      await suite.bench.notification(page, 'PAID');
      let part = await list(ago(60 * HOUR_MS));
      const heard = [...part.notifications];
      let parts = 1;
      for (; part.more; parts += 1) {
        const { until } = part;
        part = await list(until);
        expect(part.until > until).toBe(true);
        heard.push(...part.notifications);
      }
      expect(parts).toBeGreaterThan(1);
      expect(ofPayment(heard, request.paymentId)).toHaveLength(1);
    });

    it('of a gateway that is away, or whose key is wrong, fails as such', async () => {
      const nobody = suite.bench.makeGateway({ url: 'http://127.0.0.1:9' });
      expect(await failureOf(() => nobody.listNotifications(ago(HOUR_MS)))).toMatchObject({
        code: 'GATEWAY_AWAY',
        kind: 'away',
      });
      const wrong = suite.bench.makeGateway({ wrongKey: true });
      expect(await failureOf(() => wrong.listNotifications(ago(HOUR_MS)))).toMatchObject({
        code: 'GATEWAY_LOGIN_REFUSED',
        kind: 'refused',
      });
    });
  });
}
