import { describe, expect, it } from 'vitest';
import type { Page, PageRequest } from '../../domain/schemas/payment.ts';
import type { NotificationRequest } from '../../gateways/gateway.ts';
import type { Suite } from './gateway-suite.ts';

interface Opened {
  request: PageRequest;
  page: Page;
}

/** Whoever asks only hears: whatever is asked, however often and whatever was told, no money moves by it. */
export function askingCases(suite: Suite): void {
  const { aNewPage, able, where } = suite;
  const can = (capability: (typeof suite.kind.capabilities)[number]) =>
    suite.kind.capabilities.includes(capability);

  /** Everything that asks, several times over and at the same time; closing the page comes last. */
  async function askWithoutEnd(
    { request, page }: Opened,
    told: NotificationRequest[] = [],
    options: { holding?: boolean } = {},
  ) {
    const gateway = able(options);
    const ask = () => gateway.inquire(request.paymentId, page.id);
    for (const _ of [1, 2, 3]) {
      await Promise.all([ask(), ask(), ...told.map((one) => suite.heard(one, gateway))]);
      if (can('listNotifications')) {
        const since = new Date(Date.now() - 60_000).toISOString();
        const { notifications } = await gateway.listNotifications(since);
        for (const one of notifications) if (one.kind === 'lookup') await gateway.lookUp(one);
      }
    }
    if (can('closePage')) await gateway.closePage(request.paymentId, page.id);
    await ask();
  }

  describe('asking any number of times', () => {
    it('takes nothing of a page that nobody paid', async () => {
      const opened = await aNewPage();
      await askWithoutEnd(opened);
      expect(await suite.bench.chargesOf(opened.page)).toEqual([]);
    });

    it('takes nothing more of one that was paid, and gives nothing back', async () => {
      const opened = await suite.aPaidPage();
      await askWithoutEnd(opened, [await suite.bench.notification(opened.page, 'PAID')]);
      expect(await suite.bench.chargesOf(opened.page)).toEqual([opened.request.total]);
      expect(await suite.bench.refundsOf(opened.page)).toEqual([]);
    });

    where('capture', () =>
      where('agreements', () =>
        it('takes nothing of what the customer agreed to', async () => {
          const opened = await aNewPage();
          await suite.agreements().agree(opened.page);
          await askWithoutEnd(opened, [await suite.bench.notification(opened.page, 'APPROVED')]);
          expect(await suite.bench.chargesOf(opened.page)).toEqual([]);
        }),
      ),
    );

    where('void', () =>
      it('takes nothing of what is held, and lets go of nothing', async () => {
        const request = suite.aNewRequest({ capture: 'later' });
        const page = await able({ holding: true }).openPage(request, `${request.paymentId}-1`);
        await suite.holds().hold(page);
        await askWithoutEnd({ request, page }, [], { holding: true });
        expect(await suite.bench.chargesOf(page)).toEqual([]);
        expect(await suite.holds().heldOf(page)).toEqual([request.total]);
      }),
    );
  });
}
