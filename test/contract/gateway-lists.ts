import { describe, expect, it } from 'vitest';
import type { Message, Notification } from '../../domain/schemas/message.ts';
import type { Able } from './gateway-bench.ts';
import type { Suite } from './gateway-suite.ts';

const HOUR_MS = 3_600_000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

/** The gateway's own list of what it told, which has also what never arrived. */
export function listCases(suite: Suite): void {
  const { aNewPage, aPaidPage, failureOf, able, where } = suite;
  const list = (since: string) => able().listNotifications(since);
  /** What a list says of one payment, asked for where it names only the charge, by whoever has the list. */
  async function ofPayment(
    notifications: Notification[],
    paymentId: string,
    gateway = able(),
  ): Promise<Message[]> {
    const found: Message[] = [];
    for (const n of notifications) {
      if (n.kind === 'message' && n.paymentId === paymentId) found.push(n.message);
      const looked = n.kind === 'lookup' ? await gateway.lookUp(n) : undefined;
      if (looked?.paymentId === paymentId) found.push(...looked.messages);
    }
    return found;
  }
  /** The facts among these that it tells, each once. */
  const facts = (messages: Message[], ...wanted: Message['fact'][]) =>
    [...new Map(messages.map(({ id, fact }) => [id, fact])).values()].filter((fact) => wanted.includes(fact));

  where('listNotifications', () =>
    describe('the list of notifications', () => {
      it('has one that was delivered, and one that was lost, as they would have come', async () => {
        const { request, page } = await aNewPage();
        await suite.bench.pay(page);
        const delivered = await suite.heardOne(await suite.bench.notification(page, 'PAID'));
        const second = await aNewPage();
        await suite.bench.losing(() => suite.bench.pay(second.page));
        const { notifications } = await list(ago(HOUR_MS));
        const heard = await ofPayment(notifications, request.paymentId);
        expect(heard.map(({ id }) => id)).toContain(delivered.message.id);
        expect(facts(heard, 'PAID')).toEqual(['PAID']);
        expect(facts(await ofPayment(notifications, second.request.paymentId), 'PAID')).toEqual(['PAID']);
      });

      where('refunds in the back office', () => {
        it('is the oldest first, and has what was done in the back office', async () => {
          const { request, page } = await aPaidPage();
          await suite.bench.giveBack(page, 1990);
          const { notifications } = await list(ago(HOUR_MS));
          const heard = await ofPayment(notifications, request.paymentId);
          expect(facts(heard, 'PAID', 'REFUNDED')).toEqual(['PAID', 'REFUNDED']);
        });
      });

      where('several installations on one account', () => {
        it('has nothing of another installation for us, and what is ours for ours', async () => {
          const { request } = await aPaidPage();
          const of = async (gateway: Able) =>
            ofPayment(
              (await gateway.listNotifications(ago(HOUR_MS))).notifications,
              request.paymentId,
              gateway,
            );
          expect(facts(await of(able({ installation: 'trial.shop.example' })), 'PAID')).toEqual([]);
          expect(facts(await of(able()), 'PAID')).toEqual(['PAID']);
        });
      });

      it('says until when it goes, so that the next begins there', async () => {
        const before = Date.now();
        const { until, more } = await list(ago(HOUR_MS));
        expect(more).toBe(false);
        expect(Math.abs(Date.parse(until) - before)).toBeLessThan(5_000);
        const { request, page } = await aPaidPage();
        await suite.bench.notification(page, 'PAID');
        const next = await list(until);
        expect(facts(await ofPayment(next.notifications, request.paymentId), 'PAID')).toEqual(['PAID']);
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
        expect(facts(await ofPayment(heard, request.paymentId), 'PAID')).toEqual(['PAID']);
      });

      it('of a gateway that is away, or whose key is wrong, fails as such', async () => {
        const nobody = able({ url: 'http://127.0.0.1:9' });
        expect(await failureOf(() => nobody.listNotifications(ago(HOUR_MS)))).toMatchObject({
          code: 'GATEWAY_AWAY',
          kind: 'away',
        });
        const wrong = able({ wrongKey: true });
        expect(await failureOf(() => wrong.listNotifications(ago(HOUR_MS)))).toMatchObject({
          code: 'GATEWAY_LOGIN_REFUSED',
          kind: 'refused',
        });
      });
    }),
  );
}
