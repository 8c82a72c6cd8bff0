import { describe, expect, it } from 'vitest';
import { Message } from '../../domain/schemas/message.ts';
import type { RefundOrder } from '../../gateways/gateway.ts';
import type { Trouble } from './gateway-bench.ts';
import type { Suite } from './gateway-suite.ts';
import { waiting } from './patience.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const lost = { code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' };
const refused = { code: 'GATEWAY_REFUSED', kind: 'refused' };

/** Money given back: once for one key, never more than was taken. */
export function refundCases(suite: Suite): void {
  const { failureOf, able, where } = suite;

  /** A paid page with the order to give so much of it back. */
  async function paidBack(amount: number) {
    const paid = await suite.aPaidPage();
    const { paymentId } = paid.request;
    const given = () => suite.bench.refundsOf(paid.page);
    const before = new Map<number, number>();
    /** The n-th order to give money back; asked again, the same: with what was given back before the first time. */
    const order = async (n: number, cents = amount): Promise<RefundOrder> => {
      const sum = (await given()).reduce((all, one) => all + one.amount, 0);
      before.set(n, before.get(n) ?? sum);
      return {
        paymentId,
        charge: paid.charge,
        refundKey: `refund:${paymentId}:${n}`,
        money: eur(cents),
        already: eur(before.get(n) ?? 0),
      };
    };
    const refund = async (n = 1, cents = amount) => able().refund(await order(n, cents));
    return { ...paid, order, refund, given };
  }

  where('refund', () =>
    describe('a refund', () => {
      it.each([
        ['all', 7990],
        ['a part', 1990],
      ])('of %s of the money is made and told, with its charge and amount', async (_how, amount) => {
        const { refund, given, charge } = await paidBack(amount);
        const answer = await refund();
        expect(Message.parse(answer)).toEqual(answer);
        expect(answer).toMatchObject({ fact: 'REFUNDED', charge, money: eur(amount), live: false });
        expect(await given()).toEqual([eur(amount)]);
      });

      it('twice under one key is one refund, also in another process, and one message', async () => {
        const { refund, given } = await paidBack(1990);
        const first = await refund(1);
        const { id, fact, money } = await refund(1);
        expect({ id, fact, money }).toEqual({ id: first.id, fact: 'REFUNDED', money: eur(1990) });
        expect(await given()).toEqual([eur(1990)]);
      });

      it('is found by its key also when the gateway has forgotten what it answered', async () => {
        const { refund, given } = await paidBack(1990);
        const { id } = await refund(1);
        await suite.bench.forgetKeys();
        expect(await refund(1)).toMatchObject({ id });
        expect(await given()).toEqual([eur(1990)]);
      });

      it('under another key is another, until nothing is left', async () => {
        const { refund, given } = await paidBack(5000);
        await refund(1);
        expect(await failureOf(() => refund(2))).toMatchObject(refused);
        await refund(3, 2990);
        expect(await failureOf(() => refund(4, 1))).toMatchObject(refused);
        expect(await given()).toEqual([eur(5000), eur(2990)]);
      });

      it('of more than was paid is refused, and nothing is given back', async () => {
        const { refund, given } = await paidBack(7991);
        expect(await failureOf(() => refund())).toMatchObject(refused);
        expect(await given()).toEqual([]);
      });

      it.each([0, -1990, 19.9])('of %d minor units is refused', async (amount) => {
        const { refund, given } = await paidBack(amount);
        expect(await failureOf(() => refund())).toMatchObject(refused);
        expect(await given()).toEqual([]);
      });

      it('in another currency than was paid is refused: the gateway would take the amount for its own', async () => {
        const { order, given } = await paidBack(1990);
        const inDollars = { ...(await order(1)), money: { amount: 1990, currency: 'USD' } };
        expect(await failureOf(() => able().refund(inDollars))).toMatchObject(refused);
        expect(await given()).toEqual([]);
      });

      it("of another payment's charge is refused, and nothing is given back", async () => {
        const [mine, other] = [await paidBack(1990), await paidBack(1990)];
        const wrong = { ...(await mine.order(1)), charge: other.charge };
        const failure = await failureOf(() => able().refund(wrong));
        expect(failure).toMatchObject({ code: 'PAGE_NOT_FOUND', kind: 'refused' });
        expect(await other.given()).toEqual([]);
      });

      it.each<Trouble['what']>([
        'done, answer lost',
        'done, connection cut',
        'error page after it was done',
        'not done, answer lost',
        'error page',
      ])('whose answer is lost (%s) is told as lost, and made once under its key', async (what) => {
        const { order, given } = await paidBack(1990);
        const gateway = able(waiting(what));
        const once = await order(1);
        await suite.bench.troubleNext({ at: 'refunding', what });
        expect(await failureOf(() => gateway.refund(once))).toMatchObject(lost);
        expect(await gateway.refund(once)).toMatchObject({ fact: 'REFUNDED', money: eur(1990) });
        expect(await given()).toEqual([eur(1990)]);
      });

      where('refunds under way', () =>
        it.each([
          ['succeed', 'REFUNDED'],
          ['fail', 'REFUND_FAILED'],
        ] as const)(
          'that is under way says so, and asked for again once it can %s is %s',
          async (result, fact) => {
            const { refund, given, page } = await paidBack(1990);
            await suite.bench.delayNextRefund();
            const underWay = await refund();
            expect(underWay).toMatchObject({ fact: 'REFUND_PENDING', money: eur(1990) });
            await suite.bench.settleRefund(page, result);
            const ended = await refund();
            expect(ended).toMatchObject({ fact, money: eur(1990) });
            expect(ended.id).not.toBe(underWay.id);
            expect(await given()).toEqual(result === 'succeed' ? [eur(1990)] : []);
          },
        ),
      );

      it('while the key of the account is wrong is refused as such', async () => {
        const { order } = await paidBack(1990);
        const once = await order(1);
        const failure = await failureOf(() => able({ wrongKey: true }).refund(once));
        expect(failure).toMatchObject({ code: 'GATEWAY_LOGIN_REFUSED', kind: 'refused' });
      });
    }),
  );
}
