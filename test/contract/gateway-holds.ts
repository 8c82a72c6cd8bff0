import { describe, expect, it } from 'vitest';
import { Message } from '../../domain/schemas/message.ts';
import type { PageRequest } from '../../domain/schemas/payment.ts';
import type { Taking } from '../../gateways/gateway.ts';
import type { Trouble } from './gateway-bench.ts';
import type { Suite } from './gateway-suite.ts';
import { waiting } from './patience.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const lost = { code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' };
const LOST: Trouble['what'][] = [
  'done, answer lost',
  'done, connection cut',
  'error page after it was done',
  'not done, answer lost',
  'error page',
];

/** Money that is held: taken once when we say so, all or a part of it, or let go of; never told as paid before. */
export function holdCases(suite: Suite): void {
  const { aNewRequest, failureOf, where } = suite;
  const able = (options: Parameters<typeof suite.able>[0] = {}) => suite.able({ ...options, holding: true });
  const open = async (changes: Partial<PageRequest> = {}) => {
    const request = aNewRequest({ capture: 'later', ...changes });
    return { request, page: await able().openPage(request, `${request.paymentId}-1`) };
  };

  async function held() {
    const { request, page } = await open();
    await suite.holds().hold(page);
    const { paymentId, total } = request;
    const inquire = async () => (await able().inquire(paymentId, page.id))[0];
    const { charge: hold = expect.fail('nothing is named that holds the money') } = await inquire();
    const taking = (n = 1, changes: Partial<Taking> = {}): Taking => ({
      paymentId,
      pageId: page.id,
      hold,
      money: total,
      captureKey: `capture:${paymentId}:${n}`,
      before: new Date(Date.now() + 3_600_000).toISOString(),
      ...changes,
    });
    return {
      request,
      page,
      inquire,
      taking,
      hold: { paymentId, pageId: page.id, hold },
      capture: (n = 1, changes: Partial<Taking> = {}) => able().capture(taking(n, changes)),
      letGo: () => able().void({ paymentId, pageId: page.id, hold }),
      charges: () => suite.bench.chargesOf(page),
      held: () => suite.holds().heldOf(page),
    };
  }

  where('void', () =>
    describe('money that is held', () => {
      it('is told as such, with what holds it and until when: nothing was taken', async () => {
        const { request, page, inquire, charges, held: now } = await held();
        const answer = await inquire();
        expect(Message.parse(answer)).toEqual(answer);
        expect(answer).toMatchObject({
          fact: 'AUTHORISED',
          page: page.id,
          money: request.total,
          live: false,
          charge: expect.stringMatching(/\S/),
        });
        expect(Date.parse(answer.until ?? '')).toBeGreaterThan(Date.now() + 86_400_000);
        expect(await charges()).toEqual([]);
        expect(await now()).toEqual([request.total]);
      });

      it('is told by notification as by an inquiry', async () => {
        const { request, page, inquire } = await held();
        const { paymentId, message } = await suite.heardOne(
          await suite.bench.notification(page, 'AUTHORISED'),
          able(),
        );
        const { charge, money, until } = await inquire();
        expect(paymentId).toBe(request.paymentId);
        expect(message).toMatchObject({ fact: 'AUTHORISED', page: page.id, charge, money, until });
      });

      it('is asked for on a page as any other: open, and over once its time has come', async () => {
        const { request, page } = await open();
        const inquire = async () => (await able().inquire(request.paymentId, page.id))[0].fact;
        expect(await inquire()).toBe('PAGE_OPEN');
        await suite.bench.expire(page);
        expect(await inquire()).toBe('PAGE_EXPIRED');
      });

      where('closePage', () =>
        it('is not let go of where its page is closed: the answer says that it is held', async () => {
          const { request, page, held: now } = await held();
          expect(await able().closePage(request.paymentId, page.id)).toMatchObject([{ fact: 'AUTHORISED' }]);
          expect(await now()).toEqual([request.total]);
        }),
      );

      it.each([
        ['all', 7990],
        ['a part, and the rest is let go of', 1990],
      ])('is taken by a capture: %s', async (_how, amount) => {
        const { page, capture, inquire, charges, held: now } = await held();
        const [answer, ...since] = await capture(1, { money: eur(amount) });
        expect(Message.parse(answer)).toEqual(answer);
        expect([answer, since]).toMatchObject([
          { fact: 'PAID', page: page.id, money: eur(amount), live: false },
          [],
        ]);
        expect(await charges()).toEqual([eur(amount)]);
        expect(await now()).toEqual([]);
        expect(await inquire()).toMatchObject({ fact: 'PAID', charge: answer.charge, money: eur(amount) });
      });

      it('that was taken in part can be given back to that part, and what was let go of is no refund', async () => {
        const { request, page, capture } = await held();
        const [{ charge = '' }] = await capture(1, { money: eur(1990) });
        expect(await able().inquire(request.paymentId, page.id)).toHaveLength(1);
        const { paymentId } = request;
        const order = { paymentId, charge, already: eur(0) };
        const refund = (n: number, amount: number) =>
          able().refund({ ...order, refundKey: `refund:${paymentId}:${n}`, money: eur(amount) });
        expect(await failureOf(() => refund(1, 1991))).toMatchObject({ code: 'GATEWAY_REFUSED' });
        expect((await refund(2, 1990)).money).toEqual(eur(1990));
      });

      it('is taken once under one key, also in another process, and once the gateway has forgotten it', async () => {
        const { capture, charges } = await held();
        const [{ charge }] = await capture(1, { money: eur(1990) });
        expect(await capture(1, { money: eur(1990) })).toMatchObject([{ fact: 'PAID', charge }]);
        await suite.bench.forgetKeys();
        expect(await capture(1, { money: eur(1990) })).toMatchObject([{ fact: 'PAID', charge }]);
        expect(await charges()).toEqual([eur(1990)]);
      });

      it('is looked for before it is taken: under another key nothing more is taken', async () => {
        const { capture, charges } = await held();
        await capture(1, { money: eur(1990) });
        expect(await capture(2, { money: eur(1990) })).toMatchObject([{ fact: 'PAID', money: eur(1990) }]);
        expect(await charges()).toEqual([eur(1990)]);
      });

      it('is taken once, however many take it at the same time', async () => {
        const { request, capture, inquire, charges } = await held();
        // Whoever comes second may be told to ask again.
        await Promise.allSettled([capture(), capture(), capture(2)]);
        expect(await inquire()).toMatchObject({ fact: 'PAID' });
        expect(await charges()).toEqual([request.total]);
      });

      it.each(LOST)(
        'whose capture gets no answer (%s) is told as lost, and taken once under its key',
        async (what) => {
          const { taking, charges } = await held();
          const gateway = able(waiting(what));
          await suite.bench.troubleNext({ at: 'capturing', what });
          expect(await failureOf(() => gateway.capture(taking(1, { money: eur(1990) })))).toMatchObject(lost);
          expect(await gateway.capture(taking(1, { money: eur(1990) }))).toMatchObject([
            { fact: 'PAID', money: eur(1990) },
          ]);
          expect(await charges()).toEqual([eur(1990)]);
        },
      );

      it('is not taken any more from the moment on that was said: the answer is what stands', async () => {
        const { capture, charges } = await held();
        const before = new Date(Date.now() - 1).toISOString();
        expect(await capture(1, { before })).toMatchObject([{ fact: 'AUTHORISED' }]);
        expect(await charges()).toEqual([]);
      });

      it.each([
        ['more than is held', eur(7991)],
        ['nothing', eur(0)],
        ['another currency', { amount: 1990, currency: 'USD' }],
      ])('is not taken where it is to be %s', async (_what, money) => {
        const { request, capture, charges, held: now } = await held();
        expect(await failureOf(() => capture(1, { money }))).toMatchObject({
          code: 'GATEWAY_REFUSED',
          kind: 'refused',
        });
        expect(await charges()).toEqual([]);
        expect(await now()).toEqual([request.total]);
      });

      it('of another payment is neither taken nor let go of', async () => {
        const [mine, other] = [await held(), await held()];
        const notFound = { code: 'PAGE_NOT_FOUND', kind: 'refused' };
        const theirs = { pageId: other.page.id, hold: other.hold.hold };
        for (const wrong of [theirs, { hold: theirs.hold }]) {
          expect(await failureOf(() => mine.capture(1, wrong))).toMatchObject(notFound);
          expect(await failureOf(() => able().void({ ...mine.hold, ...wrong }))).toMatchObject(notFound);
        }
        expect(await other.charges()).toEqual([]);
        expect(await other.held()).toEqual([other.request.total]);
      });

      it('is let go of when we say so, and then can not be paid any more; said again, it is the same', async () => {
        const { page, letGo, inquire, capture, charges, held: now } = await held();
        for (const _ of [1, 2])
          expect(await letGo()).toMatchObject([{ fact: 'PAGE_EXPIRED', page: page.id, live: false }]);
        expect(await now()).toEqual([]);
        expect(await inquire()).toMatchObject({ fact: 'PAGE_EXPIRED' });
        expect(await capture()).toMatchObject([{ fact: 'PAGE_EXPIRED' }]);
        expect(await charges()).toEqual([]);
      });

      it.each(LOST)(
        'whose letting go gets no answer (%s) is told as lost, and then let go of',
        async (what) => {
          const { hold, charges, held: now } = await held();
          const gateway = able(waiting(what));
          await suite.bench.troubleNext({ at: 'voiding', what });
          expect(await failureOf(() => gateway.void(hold))).toMatchObject(lost);
          expect(await gateway.void(hold)).toMatchObject([{ fact: 'PAGE_EXPIRED' }]);
          expect(await now()).toEqual([]);
          expect(await charges()).toEqual([]);
        },
      );

      it('that was taken is not let go of any more: the answer says that it is paid', async () => {
        const { request, capture, letGo, charges } = await held();
        await capture();
        expect(await letGo()).toMatchObject([{ fact: 'PAID', money: request.total }]);
        expect(await charges()).toEqual([request.total]);
      });

      it('of which the gateway let go by itself was never paid, and can not be any more', async () => {
        const { page, inquire, capture, letGo, charges } = await held();
        await suite.holds().lapse(page);
        const over = { fact: 'PAGE_EXPIRED', page: page.id };
        expect(await inquire()).toMatchObject(over);
        expect(await capture()).toMatchObject([over]);
        expect(await letGo()).toMatchObject([over]);
        expect(await charges()).toEqual([]);
      });

      it('is certainly neither taken nor let go of where nobody listens, or the key of the account is wrong', async () => {
        const { request, taking, hold, held: now } = await held();
        const away = able({ url: 'http://127.0.0.1:9' });
        expect(await failureOf(() => away.capture(taking()))).toMatchObject({ kind: 'away' });
        expect(await failureOf(() => away.void(hold))).toMatchObject({ kind: 'away' });
        const wrong = able({ wrongKey: true });
        const refused = { code: 'GATEWAY_LOGIN_REFUSED', kind: 'refused' };
        expect(await failureOf(() => wrong.capture(taking()))).toMatchObject(refused);
        expect(await failureOf(() => wrong.void(hold))).toMatchObject(refused);
        expect(await now()).toEqual([request.total]);
      });
    }),
  );
}
