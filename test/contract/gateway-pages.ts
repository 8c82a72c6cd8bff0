import { describe, expect, it } from 'vitest';
import { Page } from '../../domain/schemas/payment.ts';
import type { Suite } from './gateway-suite.ts';

/** Pages: opened once, over the right sum, and closed. */
export function pageCases(suite: Suite): void {
  const { aNewRequest, aNewPage, failureOf, able, where } = suite;

  describe('a page', () => {
    it('is opened with an address and the expiry asked for', async () => {
      const { request, page } = await aNewPage();
      expect(Page.parse(page)).toEqual(page);
      expect(page.url).toMatch(/^https?:\/\//);
      expect(Math.abs(Date.parse(page.expiresAt) - Date.parse(request.expiresAt))).toBeLessThan(1000);
    });

    where('openings that call the gateway', () => {
      it('is one, and another one under another key', async () => {
        const { request, page } = await aNewPage();
        expect(await suite.bench.pagesOf(request.paymentId)).toEqual([page.id]);
        const second = await suite.bench.makeGateway().openPage(request, `${request.paymentId}-2`);
        expect(second.id).not.toBe(page.id);
      });
    });

    where('lines on the page', () => {
      it('shows the lines of the request', async () => {
        const { request, page } = await aNewPage();
        expect(await suite.bench.linesOf(page)).toEqual(request.lines);
      });

      it('shows one line over the total where the lines miss it by a cent', async () => {
        const { page } = await aNewPage({ lines: [{ name: 'Blue shirt', quantity: 1, unitAmount: 7989 }] });
        expect(await suite.bench.linesOf(page)).toEqual([
          { name: 'Order 000000012', quantity: 1, unitAmount: 7990 },
        ]);
      });
    });

    it('takes exactly the total, once, when it is paid', async () => {
      const { page } = await aNewPage();
      await suite.bench.pay(page);
      expect(await suite.bench.chargesOf(page)).toEqual([{ amount: 7990, currency: 'EUR' }]);
    });

    where('one page for one key', () => {
      it('is the same page for the same request under the same key', async () => {
        const request = aNewRequest();
        const gateway = suite.bench.makeGateway();
        const first = await gateway.openPage(request, `${request.paymentId}-1`);
        expect(await gateway.openPage(request, `${request.paymentId}-1`)).toEqual(first);
        expect(await suite.bench.pagesOf(request.paymentId)).toEqual([first.id]);
      });

      it('is the same page for the same key in another process', async () => {
        const { request, page } = await aNewPage();
        expect(await suite.bench.makeGateway().openPage(request, `${request.paymentId}-1`)).toEqual(page);
      });

      it('is refused under the same key over another sum, and stays one', async () => {
        const { request, page } = await aNewPage();
        const other = { ...request, total: { ...request.total, amount: 7991 }, lines: [] };
        const opening = () => suite.bench.makeGateway().openPage(other, `${request.paymentId}-1`);
        expect(await failureOf(opening)).toMatchObject({ code: 'GATEWAY_REFUSED', kind: 'refused' });
        expect(await suite.bench.pagesOf(request.paymentId)).toEqual([page.id]);
      });
    });
  });

  where('closePage', () =>
    describe('closing a page', () => {
      const close = async (paymentId: string, pageId: string) =>
        (await able().closePage(paymentId, pageId))[0];

      it('that is open makes it one that can not be paid any more', async () => {
        const { request, page } = await aNewPage();
        expect(await close(request.paymentId, page.id)).toMatchObject({
          fact: 'PAGE_EXPIRED',
          source: 'inquiry',
          page: page.id,
          live: false,
        });
        // Where the customer only agrees, nobody takes it any more: that is what closed it.
        await (suite.bench.agreements?.agree(page) ?? suite.bench.pay(page));
        expect(await close(request.paymentId, page.id)).toMatchObject({ fact: 'PAGE_EXPIRED' });
        expect(await suite.bench.chargesOf(page)).toEqual([]);
      });

      it('that was paid says that it is paid', async () => {
        const { request, page } = await aNewPage();
        await suite.bench.pay(page);
        expect(await close(request.paymentId, page.id)).toMatchObject({ fact: 'PAID', money: request.total });
      });

      it('that was closed, or whose time has come, says so again', async () => {
        const { request, page } = await aNewPage();
        await suite.bench.expire(page);
        for (const _ of [1, 2])
          expect(await close(request.paymentId, page.id)).toMatchObject({ fact: 'PAGE_EXPIRED' });
      });

      it("of another payment closes nothing: that payment's customer can still pay", async () => {
        const [mine, other] = [await aNewPage(), await aNewPage()];
        const failure = await failureOf(() => close(mine.request.paymentId, other.page.id));
        expect(failure).toMatchObject({ code: 'PAGE_NOT_FOUND', kind: 'refused' });
        await suite.bench.pay(other.page);
        expect(await suite.bench.chargesOf(other.page)).toHaveLength(1);
      });
    }),
  );
}
