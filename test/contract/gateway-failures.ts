import { describe, expect, it } from 'vitest';
import type { Able, Trouble } from './gateway-bench.ts';
import type { Suite } from './gateway-suite.ts';
import { waiting } from './patience.ts';

const lost = { code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' };

/** Answers lost, a gateway away, a key refused. */
export function failureCases(suite: Suite): void {
  const { aNewRequest, aNewPage, failureOf, able, where } = suite;
  const trouble = (at: Trouble['at'], what: Trouble['what'], retryAfter?: number) =>
    suite.bench.troubleNext({ at, what, retryAfter });

  /** Opens a page whose first answer is lost so; the page that the same key gives then. */
  async function openedAgain(what: Trouble['what']) {
    const request = aNewRequest();
    const key = `${request.paymentId}-1`;
    await trouble('opening', what);
    const gateway = suite.bench.makeGateway(waiting(what));
    expect(await failureOf(() => gateway.openPage(request, key))).toMatchObject(lost);
    const page = await suite.bench.makeGateway().openPage(request, key);
    return { page, all: await suite.bench.pagesOf(request.paymentId) };
  }

  describe('an answer that is lost', () => {
    where('openings that call the gateway', () => {
      it.each(['done, answer lost', 'done, connection cut', 'error page after it was done'] as const)(
        'of an opening (%s) is told as lost; the same key gives a page that can be paid',
        async (what) => {
          const { page, all } = await openedAgain(what);
          expect(all).toContain(page.id);
          await suite.bench.pay(page);
          expect(await suite.bench.chargesOf(page)).toHaveLength(1);
        },
      );

      it.each(['not done, answer lost', 'error page'] as const)(
        'of an opening (%s) is told as lost, and the same key opens one page',
        async (what) => {
          const { page, all } = await openedAgain(what);
          expect(all).toEqual([page.id]);
        },
      );
    });

    where('one page for one key', () => {
      it.each(['done, answer lost', 'done, connection cut', 'error page after it was done'] as const)(
        'of an opening (%s): the page is the one that was opened, and there is one',
        async (what) => {
          const { page, all } = await openedAgain(what);
          expect(all).toEqual([page.id]);
        },
      );
    });

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

    where('closePage', () =>
      where('closings that call the gateway', () => {
        it('of a closing is told as lost; asked again, the page is closed', async () => {
          const { request, page } = await aNewPage();
          await trouble('closing', 'done, answer lost');
          const gateway = able(waiting('done, answer lost'));
          expect(await failureOf(() => gateway.closePage(request.paymentId, page.id))).toMatchObject(lost);
          expect((await gateway.closePage(request.paymentId, page.id))[0]).toMatchObject({
            fact: 'PAGE_EXPIRED',
          });
        });
      }),
    );

    where('stored failures', () => {
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
  });

  describe('a gateway that does nothing', () => {
    where('limits of requests', () => {
      it('because it was asked too often says how long to wait', async () => {
        await trouble('opening', 'too many requests', 7);
        const request = aNewRequest();
        const failure = await failureOf(() => suite.bench.makeGateway().openPage(request, request.paymentId));
        expect(failure).toMatchObject({ code: 'GATEWAY_AWAY', kind: 'away', retryAfterMs: 7000 });
        expect(await suite.bench.pagesOf(request.paymentId)).toEqual([]);
      });
    });

    /** What a gateway is called for of a page that was paid, but for what this kind does without a call, or not at all. */
    const callsOf = async (gateway: Able) => {
      const { request, page } = await suite.aPaidPage();
      const { capabilities } = suite.kind;
      return [
        () => gateway.inquire(request.paymentId, page.id),
        ...(suite.has('openings that call the gateway')
          ? [() => gateway.openPage(request, request.paymentId)]
          : []),
        ...(capabilities.includes('closePage') ? [() => gateway.closePage(request.paymentId, page.id)] : []),
      ];
    };

    it('because nobody listens there is away: nothing was sent', async () => {
      for (const call of await callsOf(able({ url: 'http://127.0.0.1:9' })))
        expect(await failureOf(call)).toMatchObject({ code: 'GATEWAY_AWAY', kind: 'away' });
    });

    where('keys that the gateway refuses', () => {
      it('because the key is wrong refuses, and its words are told without the key', async () => {
        for (const call of await callsOf(able({ wrongKey: true })))
          expect(await failureOf(call)).toMatchObject({ code: 'GATEWAY_LOGIN_REFUSED', kind: 'refused' });
      });
    });

    where('openings that call the gateway', () => {
      it('because the request is wrong refuses it', async () => {
        const request = aNewRequest(suite.bench.refusedRequest());
        const failure = await failureOf(() => suite.bench.makeGateway().openPage(request, request.paymentId));
        expect(failure).toMatchObject({ code: 'GATEWAY_REFUSED', kind: 'refused' });
      });
    });
  });
}
