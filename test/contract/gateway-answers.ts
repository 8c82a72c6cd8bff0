import { describe, expect, it } from 'vitest';
import { Message } from '../../domain/schemas/message.ts';
import type { Suite } from './gateway-suite.ts';

/** What the gateway answers when it is asked for a payment. */
export function answerCases(suite: Suite): void {
  const { aNewPage, failureOf, where } = suite;
  const inquire = async (paymentId: string, pageId: string) =>
    (await suite.bench.makeGateway().inquire(paymentId, pageId))[0];

  describe('an inquiry', () => {
    it('for a page that nobody paid says that it is open', async () => {
      const { request, page } = await aNewPage();
      const before = new Date().toISOString();
      const answer = await inquire(request.paymentId, page.id);
      expect(Message.parse(answer)).toEqual(answer);
      expect(answer).toMatchObject({ fact: 'PAGE_OPEN', source: 'inquiry', page: page.id, live: false });
      expect(answer.at >= before && answer.at <= new Date().toISOString()).toBe(true);
    });

    it('for a page that was paid says so, with the charge and the money', async () => {
      const { request, page } = await aNewPage();
      await suite.bench.pay(page);
      const answer = await inquire(request.paymentId, page.id);
      expect(answer).toMatchObject({ fact: 'PAID', page: page.id, live: false, money: request.total });
      expect(answer.charge).toMatch(/\S/);
    });

    it('for a page that expired says that it can not be paid any more', async () => {
      const { request, page } = await aNewPage();
      await suite.bench.expire(page);
      expect(await inquire(request.paymentId, page.id)).toMatchObject({ fact: 'PAGE_EXPIRED' });
    });

    it('that gets a status nobody knows is UNKNOWN, in the words of the gateway', async () => {
      const { request, page } = await aNewPage();
      const word = await suite.bench.giveUnknownStatus(page);
      expect(await inquire(request.paymentId, page.id)).toMatchObject({
        fact: 'UNKNOWN',
        status: expect.stringContaining(word),
      });
    });

    it("with another payment's page is refused, so that one order can't be paid with another's money", async () => {
      const [mine, other] = [await aNewPage(), await aNewPage()];
      await suite.bench.pay(other.page);
      const failure = await failureOf(() => inquire(mine.request.paymentId, other.page.id));
      expect(failure).toMatchObject({ code: 'PAGE_NOT_FOUND', kind: 'refused' });
    });

    where('pages that are not known', () => {
      it('with a page that there never was is refused', async () => {
        const { request, page } = await aNewPage();
        const failure = await failureOf(() => inquire(request.paymentId, `${page.id}x`));
        expect(failure).toMatchObject({ code: 'PAGE_NOT_FOUND', kind: 'refused' });
      });
    });

    where('tries refused on the page', () => {
      it('after a try was refused says that the page is open, and why the try was refused', async () => {
        const { request, page } = await aNewPage();
        const why = await suite.bench.refuse(page);
        const answer = await inquire(request.paymentId, page.id);
        expect(answer).toMatchObject({ fact: 'PAGE_OPEN', note: expect.stringContaining(why) });
      });
    });

    where('delayed methods', () => {
      it.each([
        ['succeed', 'PAID'],
        ['fail', 'FAILED'],
      ] as const)('for a delayed payment says PROCESSING until it can %s, then %s', async (result, fact) => {
        const { request, page } = await aNewPage();
        await suite.bench.payDelayed(page);
        const underway = await inquire(request.paymentId, page.id);
        expect(underway).toMatchObject({ fact: 'PROCESSING', live: false });
        await suite.bench.settleDelayed(page, result);
        const answer = await inquire(request.paymentId, page.id);
        expect(answer).toMatchObject({ fact, charge: underway.charge, money: request.total });
      });
    });
  });

  describe('a return', () => {
    it('names the page that the browser comes back from; any other query names none', async () => {
      const { page } = await aNewPage();
      const query = await suite.bench.payAndReturn(page);
      const gateway = suite.bench.makeGateway();
      expect(gateway.pageOfReturn(query)).toBe(page.id);
      expect(gateway.pageOfReturn(new URLSearchParams({ order: '12' }))).toBeUndefined();
      expect(gateway.pageOfReturn(new URLSearchParams())).toBeUndefined();
    });
  });

  where('links', () => {
    it('the link of a charge leads to that charge', async () => {
      const { charge } = await suite.aPaidPage();
      const link = suite.able().links(charge);
      expect(link).toMatch(/^https?:\/\//);
      expect(link).toContain(charge);
    });
  });
}
