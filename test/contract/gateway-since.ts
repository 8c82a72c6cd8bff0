import { describe, expect, it } from 'vitest';
import type { Message } from '../../domain/schemas/message.ts';
import type { Page } from '../../domain/schemas/payment.ts';
import type { Suite } from './gateway-suite.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });

/** What people and banks do with money that was taken: it is found whichever way it is told, and counts once. */
export function sinceCases(suite: Suite): void {
  const { aPaidPage, able, where } = suite;

  /** What a notification of this fact comes to, asked for where it names only the charge. */
  async function notified(page: Page, fact: Message['fact']) {
    const found = await suite.heard(await suite.bench.notification(page, fact));
    return typeof found === 'string' ? undefined : found;
  }
  const since = async (paymentId: string, page: Page) =>
    (await suite.bench.makeGateway().inquire(paymentId, page.id)).slice(1);
  const inShort = ({ id, fact, charge, money }: Message) => ({ id, fact, charge, money });

  describe("what was done in the gateway's back office", () => {
    it('is nothing where nothing was done', async () => {
      const { request, page } = await aPaidPage();
      expect(await since(request.paymentId, page)).toEqual([]);
    });

    where('refunds in the back office', () => {
      where('notifications of refunds', () =>
        it('a refund: notification and inquiry tell the same, under one id', async () => {
          const { request, page, charge } = await aPaidPage();
          await suite.bench.giveBack(page, 1990);
          const found = await notified(page, 'REFUNDED');
          expect(found).toMatchObject({
            paymentId: request.paymentId,
            messages: [{ fact: 'REFUNDED', charge, money: eur(1990), live: false }],
          });
          const asked = await since(request.paymentId, page);
          expect(asked.map(inShort)).toEqual(found?.messages.map(inShort));
        }),
      );

      it('two refunds are two messages, each with its own money, oldest first', async () => {
        const { request, page } = await aPaidPage();
        await suite.bench.giveBack(page, 1990);
        await suite.bench.giveBack(page, 500);
        const asked = await since(request.paymentId, page);
        expect(asked.map(({ money }) => money)).toEqual([eur(1990), eur(500)]);
        expect(new Set(asked.map(({ id }) => id)).size).toBe(2);
        expect(await since(request.paymentId, page)).toEqual(asked);
      });

      it('more refunds than fit an answer are all found', async () => {
        const { request, page } = await aPaidPage();
        for (let n = 1; n <= 12; n += 1) await suite.bench.giveBack(page, n);
        const asked = await since(request.paymentId, page);
        expect(asked.map(({ money }) => money?.amount)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
      });

      where('refunds under way', () =>
        it('a refund that failed says so, whoever asks', async () => {
          const { request, page } = await aPaidPage();
          await suite.bench.delayNextRefund();
          await suite.bench.giveBack(page, 1990);
          expect((await since(request.paymentId, page)).map(({ fact }) => fact)).toEqual(['REFUND_PENDING']);
          await suite.bench.settleRefund(page, 'fail');
          const asked = await since(request.paymentId, page);
          expect(asked).toMatchObject([{ fact: 'REFUND_FAILED', money: eur(1990) }]);
          if (!suite.has('notifications of refunds')) return;
          const found = await notified(page, 'REFUND_FAILED');
          expect(asked.map(inShort)).toEqual(found?.messages.map(inShort));
        }),
      );
    });

    where('refund', () =>
      it('a refund of ours is found by an inquiry under the id that we know', async () => {
        const { request, page, charge } = await aPaidPage();
        const { paymentId } = request;
        const refundKey = `refund:${paymentId}:1`;
        const order = { paymentId, charge, refundKey, money: eur(1990), already: eur(0) };
        const answer = await able().refund(order);
        expect((await since(paymentId, page)).map(inShort)).toEqual([inShort(answer)]);
      }),
    );

    where('refund', () =>
      where('notifications of refunds', () =>
        it('a refund of ours is told by notification under the id that we know', async () => {
          const { request, page, charge } = await aPaidPage();
          const { paymentId } = request;
          const refundKey = `refund:${paymentId}:1`;
          const order = { paymentId, charge, refundKey, money: eur(1990), already: eur(0) };
          const answer = await able().refund(order);
          const found = await notified(page, 'REFUNDED');
          expect(found?.paymentId).toBe(paymentId);
          expect(found?.messages.map(inShort)).toEqual([inShort(answer)]);
        }),
      ),
    );

    where('disputes', () =>
      it('a dispute, and its end: notification and inquiry tell the same of the same dispute', async () => {
        const { request, page, charge } = await aPaidPage();
        const close = await suite.bench.dispute(page);
        const opened = await notified(page, 'DISPUTED');
        expect(opened).toMatchObject({ paymentId: request.paymentId, messages: [{ charge, live: false }] });
        const said = ({ fact, charge: of, case: dispute, money }: Message) => ({ fact, of, dispute, money });
        expect((await since(request.paymentId, page)).map(said)).toEqual(opened?.messages.map(said));
        await close('won');
        const closed = await notified(page, 'DISPUTE_CLOSED');
        const asked = await since(request.paymentId, page);
        expect(asked.map(said)).toEqual(closed?.messages.map(said));
        expect(asked).toHaveLength(1);
        expect(asked[0]?.id).not.toBe(opened?.messages[0]?.id);
      }),
    );

    where('several disputes of one charge', () =>
      it('two disputes of one charge are told apart, and one that ends otherwise later is told again', async () => {
        const { request, page } = await aPaidPage();
        const first = await suite.bench.dispute(page, 1990);
        await suite.bench.dispute(page, 500);
        await first('won');
        const now = async () =>
          (await since(request.paymentId, page)).map(({ fact, money }) => `${fact} ${money?.amount}`);
        expect(await now()).toEqual(['DISPUTE_CLOSED 1990', 'DISPUTED 500']);
        await first('lost');
        expect(await now()).toEqual(['DISPUTE_LOST 1990', 'DISPUTED 500']);
        const [one, other] = await since(request.paymentId, page);
        if (one?.case) expect(one.case).not.toBe(other?.case);
      }),
    );

    it('with a charge that is not of ours is nobody’s', async () => {
      const lookup = { kind: 'lookup', id: 'n1', type: 'refund' } as const;
      const gateway = suite.bench.makeGateway();
      expect(await gateway.lookUp({ ...lookup, charge: await suite.bench.foreignCharge() })).toBeUndefined();
      expect(await gateway.lookUp({ ...lookup, charge: suite.bench.unknownCharge })).toBeUndefined();
    });
  });
}
