import { describe, expect, it } from 'vitest';
import { Message } from '../../domain/schemas/message.ts';
import type { Page, PageRequest } from '../../domain/schemas/payment.ts';
import type { Taking } from '../../gateways/gateway.ts';
import type { Trouble } from './gateway-bench.ts';
import type { Suite } from './gateway-suite.ts';
import { waiting } from './patience.ts';

/** What customers agreed to: taken when we say so, once for one key, and by nothing else. */
export function captureCases(suite: Suite): void {
  const { aNewPage, failureOf, able, where } = suite;

  /** What is to be taken of a page, under its n-th key. */
  const takingOf = ({ request, page }: { request: PageRequest; page: Page }, n = 1): Taking => ({
    paymentId: request.paymentId,
    pageId: page.id,
    money: request.total,
    captureKey: `capture:${request.paymentId}:${n}`,
    before: request.expiresAt,
  });
  async function agreed() {
    const opened = await aNewPage();
    await suite.agreements().agree(opened.page);
    const capture = (n = 1, changes: Partial<Taking> = {}) =>
      able().capture({ ...takingOf(opened, n), ...changes });
    return {
      ...opened,
      taking: takingOf(opened),
      capture,
      charges: () => suite.bench.chargesOf(opened.page),
      inquire: async () => (await able().inquire(opened.request.paymentId, opened.page.id))[0],
    };
  }

  where('capture', () =>
    where('agreements', () =>
      describe('what the customer agreed to', () => {
        it('is told as such, by inquiry and notification, and nothing was taken', async () => {
          const { request, page, inquire, charges } = await agreed();
          const answer = await inquire();
          expect(Message.parse(answer)).toEqual(answer);
          expect(answer).toMatchObject({ fact: 'APPROVED', page: page.id, live: false });
          expect(answer.charge).toBeUndefined();
          const { paymentId, message } = await suite.heardOne(
            await suite.bench.notification(page, 'APPROVED'),
          );
          expect(paymentId).toBe(request.paymentId);
          expect(message).toMatchObject({ fact: 'APPROVED', page: page.id, live: false });
          expect(await charges()).toEqual([]);
        });

        it('is taken by a capture, all of it: the answer says that it is paid, as an inquiry does', async () => {
          const { request, page, capture, inquire, charges } = await agreed();
          const [answer, ...since] = await capture();
          expect(Message.parse(answer)).toEqual(answer);
          expect([answer, since]).toMatchObject([
            { fact: 'PAID', page: page.id, money: request.total, live: false },
            [],
          ]);
          expect(await charges()).toEqual([request.total]);
          expect(await inquire()).toMatchObject({ fact: 'PAID', charge: answer.charge });
        });

        it('is taken once under one key, also in another process, and once the gateway has forgotten it', async () => {
          const { request, capture, charges } = await agreed();
          const [{ charge }] = await capture();
          expect(await capture()).toMatchObject([{ fact: 'PAID', charge }]);
          await suite.bench.forgetKeys();
          expect(await capture()).toMatchObject([{ fact: 'PAID', charge }]);
          expect(await charges()).toEqual([request.total]);
        });

        it('is looked for before it is taken: under another key it is not taken again', async () => {
          const { request, capture, charges } = await agreed();
          const [{ charge }] = await capture(1);
          expect(await capture(2)).toMatchObject([{ fact: 'PAID', charge }]);
          expect(await charges()).toEqual([request.total]);
        });

        it('is taken once, however many take it at the same time', async () => {
          const { request, capture, inquire, charges } = await agreed();
          // Whoever comes second may be told to ask again.
          await Promise.allSettled([capture(), capture(), capture(), capture(2)]);
          expect(await inquire()).toMatchObject({ fact: 'PAID' });
          expect(await charges()).toEqual([request.total]);
        });

        it.each<Trouble['what']>([
          'done, answer lost',
          'done, connection cut',
          'error page after it was done',
          'not done, answer lost',
          'error page',
        ])(
          'whose capture gets no answer (%s) is told as lost, and taken once under its key',
          async (what) => {
            const { request, taking, charges } = await agreed();
            const gateway = able(waiting(what));
            await suite.bench.troubleNext({ at: 'capturing', what });
            expect(await failureOf(() => gateway.capture(taking))).toMatchObject({
              code: 'GATEWAY_ANSWER_LOST',
              kind: 'maybe',
            });
            expect(await gateway.capture(taking)).toMatchObject([{ fact: 'PAID', money: request.total }]);
            expect(await charges()).toEqual([request.total]);
          },
        );

        it('is not taken any more from the moment on that was said: the answer is what stands', async () => {
          const { capture, charges } = await agreed();
          const before = new Date(Date.now() - 1).toISOString();
          expect(await capture(1, { before })).toMatchObject([{ fact: 'APPROVED' }]);
          expect(await charges()).toEqual([]);
        });

        it('is not taken once the time of its page is over, whatever moment was said', async () => {
          const { page, capture, charges } = await agreed();
          await suite.bench.expire(page);
          const before = new Date(Date.parse(page.expiresAt) + 3_600_000).toISOString();
          expect(await capture(1, { before })).toMatchObject([{ fact: 'PAGE_EXPIRED' }]);
          expect(await charges()).toEqual([]);
        });

        it('with what is refused is an open page, with the word; what is agreed to next is taken by the next key', async () => {
          const opened = await aNewPage();
          const { agree, agreeInVain } = suite.agreements();
          const why = await agreeInVain(opened.page);
          expect(await able().capture(takingOf(opened, 1))).toMatchObject([
            { fact: 'PAGE_OPEN', page: opened.page.id, note: expect.stringContaining(why) },
          ]);
          expect(await suite.bench.chargesOf(opened.page)).toEqual([]);
          await agree(opened.page);
          expect(await able().capture(takingOf(opened, 2))).toMatchObject([{ fact: 'PAID' }]);
          expect(await suite.bench.chargesOf(opened.page)).toEqual([opened.request.total]);
        });

        it('is nothing as long as nobody agreed: the page is open, and nothing is taken', async () => {
          const opened = await aNewPage();
          expect(await able().capture(takingOf(opened))).toMatchObject([{ fact: 'PAGE_OPEN' }]);
          expect(await suite.bench.chargesOf(opened.page)).toEqual([]);
        });

        it('over another sum than is to be taken is refused, and nothing is taken', async () => {
          const { request, capture, charges } = await agreed();
          for (const money of [
            { ...request.total, amount: request.total.amount - 1 },
            { ...request.total, currency: 'USD' },
          ])
            expect(await failureOf(() => capture(1, { money }))).toMatchObject({
              code: 'GATEWAY_REFUSED',
              kind: 'refused',
            });
          expect(await charges()).toEqual([]);
        });

        it("on another payment's page is refused, and nothing is taken", async () => {
          const [mine, other] = [await agreed(), await agreed()];
          expect(await failureOf(() => mine.capture(1, { pageId: other.page.id }))).toMatchObject({
            code: 'PAGE_NOT_FOUND',
            kind: 'refused',
          });
          expect(await other.charges()).toEqual([]);
        });

        it('is certainly not taken where nobody listens, or the key of the account is wrong', async () => {
          const { taking, charges } = await agreed();
          const away = able({ url: 'http://127.0.0.1:9' });
          expect(await failureOf(() => away.capture(taking))).toMatchObject({ kind: 'away' });
          const wrong = able({ wrongKey: true });
          expect(await failureOf(() => wrong.capture(taking))).toMatchObject({
            code: 'GATEWAY_LOGIN_REFUSED',
            kind: 'refused',
          });
          expect(await charges()).toEqual([]);
        });

        where('closePage', () =>
          it('on a page that is closed is told as a page that can not be paid any more', async () => {
            const { request, page, charges } = await agreed();
            expect(await able().closePage(request.paymentId, page.id)).toMatchObject([
              { fact: 'PAGE_EXPIRED', page: page.id },
            ]);
            expect(await charges()).toEqual([]);
          }),
        );
      }),
    ),
  );
}
