import { describe, expect, it } from 'vitest';
import type { Suite, Trouble } from './gateway-bench.ts';
import { waiting } from './patience.ts';

const lost = { code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' };

/** Answers lost, a gateway away, a key refused. */
export function failureCases(suite: Suite): void {
  const { aNewRequest, aNewPage, failureOf, can } = suite;
  const trouble = (at: Trouble['at'], what: Trouble['what'], retryAfter?: number) =>
    suite.bench.troubleNext({ at, what, retryAfter });

  describe('an answer that is lost', () => {
    it.each(['done, answer lost', 'done, connection cut', 'error page after it was done'] as const)(
      'of an opening (%s): the same key gives the page that was opened, and there is one',
      async (what) => {
        const request = aNewRequest();
        const key = `${request.paymentId}-1`;
        await trouble('opening', what);
        const gateway = suite.bench.makeGateway(waiting(what));
        expect(await failureOf(() => gateway.openPage(request, key))).toMatchObject(lost);
        const page = await suite.bench.makeGateway().openPage(request, key);
        expect(await suite.bench.pagesOf(request.paymentId)).toEqual([page.id]);
      },
    );

    it.each(['not done, answer lost', 'error page'] as const)(
      'of an opening (%s) is told as lost, and the same key opens one page',
      async (what) => {
        const request = aNewRequest();
        const key = `${request.paymentId}-1`;
        await trouble('opening', what);
        const gateway = suite.bench.makeGateway(waiting(what));
        expect(await failureOf(() => gateway.openPage(request, key))).toMatchObject(lost);
        const page = await suite.bench.makeGateway().openPage(request, key);
        expect(await suite.bench.pagesOf(request.paymentId)).toEqual([page.id]);
      },
    );

    it.each([
      ['done, answer lost', { code: 'GATEWAY_AWAY', kind: 'away' }],
      ['error page', lost],
    ] as const)('of an inquiry (%s) is no answer', async (what, expected) => {
      const { request, page } = await aNewPage();
      await suite.bench.pay(page);
      await trouble('inquiring', what);
      const gateway = suite.bench.makeGateway(waiting(what));
      expect(await failureOf(() => gateway.inquire(request.paymentId, page.id))).toMatchObject(expected);
      expect((await gateway.inquire(request.paymentId, page.id))[0]).toMatchObject({ fact: 'PAID' });
    });

    it('of a closing is told as lost; asked again, the page is closed', async () => {
      const { request, page } = await aNewPage();
      await trouble('closing', 'done, answer lost');
      const gateway = suite.bench.makeGateway(waiting('done, answer lost'));
      expect(await failureOf(() => gateway.closePage(request.paymentId, page.id))).toMatchObject(lost);
      expect((await gateway.closePage(request.paymentId, page.id))[0]).toMatchObject({
        fact: 'PAGE_EXPIRED',
      });
    });

    if (can('stored failures'))
      it('because the gateway failed is told as such under the same key; another key opens the page', async () => {
        const request = aNewRequest();
        const gateway = suite.bench.makeGateway();
        await suite.bench.storeFailure();
        const opening = (n: number) => gateway.openPage(request, `${request.paymentId}-${n}`);
        expect(await failureOf(() => opening(1))).toMatchObject(lost);
        const stored = { code: 'GATEWAY_STORED_FAILURE', kind: 'refused' };
        expect(await failureOf(() => opening(1))).toMatchObject(stored);
        expect(await opening(2)).toMatchObject({ id: expect.any(String) });
      });
  });

  describe('a gateway that does nothing', () => {
    it('because it was asked too often says how long to wait', async () => {
      await trouble('opening', 'too many requests', 7);
      const request = aNewRequest();
      const failure = await failureOf(() => suite.bench.makeGateway().openPage(request, request.paymentId));
      expect(failure).toMatchObject({ code: 'GATEWAY_AWAY', kind: 'away', retryAfterMs: 7000 });
      expect(await suite.bench.pagesOf(request.paymentId)).toEqual([]);
    });

    it('because nobody listens there is away: nothing was sent', async () => {
      const gateway = suite.bench.makeGateway({ url: 'http://127.0.0.1:9' });
      const { request, page } = await aNewPage();
      for (const call of [
        () => gateway.openPage(request, request.paymentId),
        () => gateway.inquire(request.paymentId, page.id),
        () => gateway.closePage(request.paymentId, page.id),
      ])
        expect(await failureOf(call)).toMatchObject({ code: 'GATEWAY_AWAY', kind: 'away' });
    });

    it('because the key is wrong refuses, and its words are told without the key', async () => {
      const gateway = suite.bench.makeGateway({ wrongKey: true });
      const { request, page } = await aNewPage();
      for (const call of [
        () => gateway.openPage(request, request.paymentId),
        () => gateway.inquire(request.paymentId, page.id),
        () => gateway.closePage(request.paymentId, page.id),
      ])
        expect(await failureOf(call)).toMatchObject({ code: 'GATEWAY_LOGIN_REFUSED', kind: 'refused' });
    });

    it('because the request is wrong refuses it', async () => {
      const request = aNewRequest({ expiresAt: new Date(Date.now() + 365 * 86_400_000).toISOString() });
      const failure = await failureOf(() => suite.bench.makeGateway().openPage(request, request.paymentId));
      expect(failure).toMatchObject({ code: 'GATEWAY_REFUSED', kind: 'refused' });
    });
  });
}
