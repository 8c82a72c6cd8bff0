import { expect } from 'vitest';
import type { Case, ShopBench } from './shop-bench.ts';
import { checkoutUrl, failureOf, paid } from './shop-notices.ts';

/** Marks tell our texts from those of customers, who write into the same place. */
export function marksCases(test: Case, at: () => ShopBench): void {
  const signed = async (id: string, marker: string) => {
    await at().shop().writeBack(id, { kind: 'accepted', marker });
    const text = (await at().inShop(id)).texts.find((comment) => comment.includes(`[incasso:${marker}#`));
    expect(text).toBeDefined();
    return text ?? '';
  };

  test(
    undefined,
    "takes no customer's word for ours: it is booked as paid, and the note stays theirs",
    async () => {
      const note =
        'Suonare [incasso:accepted] [incasso:paid-x] [incasso:paid-x#AAAAAAAAAAAAAAAA] [incasso-hold]';
      const { id } = await at().placeOrder('plain', note);
      const shop = at().shop();
      const order = await shop.readOrder(id);
      expect([order.marks, order.notes]).toEqual([[], [note]]);
      await shop.writeBack(id, paid(order, 'paid-x'));
      expect(await at().inShop(id)).toMatchObject({ bookings: 1, booked: order.total });
    },
  );

  test(undefined, 'takes no marker of another order or of another shop for its own', async () => {
    const first = await at().placeOrder('plain');
    const copied = await signed(first.id, 'accepted');
    const second = await at().placeOrder('plain', copied);
    expect(await at().shop().readOrder(first.id)).toMatchObject({ marks: ['accepted'] });
    expect(await at().shop().readOrder(second.id)).toMatchObject({ marks: [], notes: [copied] });
    expect(await at().shop({ name: 'another' }).readOrder(first.id)).toMatchObject({ marks: [] });
  });

  test(
    undefined,
    'knows markers from before they were signed where the staff wrote them, and there alone',
    async () => {
      const old = 'Ordine preso in carico.\n[incasso:accepted]';
      const [order, otherOrder] = [await at().placeOrder('plain'), await at().placeOrder('plain', old)];
      await at().staffWrites(order.id, old);
      expect(await at().shop().readOrder(order.id)).toMatchObject({ marks: ['accepted'] });
      expect(await at().shop().readOrder(otherOrder.id)).toMatchObject({ marks: [], notes: [old] });
      const before = (await at().inShop(order.id)).texts;
      await at().shop().writeBack(order.id, { kind: 'accepted', marker: 'accepted' });
      expect((await at().inShop(order.id)).texts).toEqual(before);
    },
  );

  test(undefined, 'shows customers no marker, and takes nothing of ours for their note', async () => {
    const note = 'Suonare due volte';
    const { id } = await at().placeOrder('plain', note);
    const shop = at().shop({ firm: true });
    await shop.writeBack(id, { kind: 'pay', marker: 'pay-1', reason: 'first page', checkoutUrl });
    await shop.writeBack(id, { kind: 'verify', marker: 'verify-1', reason: 'no answer' });
    const { shown } = await at().inShop(id);
    expect(shown.join()).toContain(checkoutUrl);
    expect(shown.join()).not.toMatch(/incasso/i);
    const order = await shop.readOrder(id);
    expect([order.notes, order.marks?.sort()]).toEqual([[note], ['pay-1', 'verify-1']]);
  });

  test(
    undefined,
    'sends the link again for each notice, and once for each, also where it broke off between',
    async () => {
      const { id } = await at().placeOrder('plain', checkoutUrl);
      const shop = at().shop();
      const links = async () =>
        (await at().inShop(id)).shown.filter((text) => text.includes(checkoutUrl) && text !== checkoutUrl)
          .length;
      const pay = (marker: string) =>
        shop.writeBack(id, { kind: 'pay', marker, reason: 'first page', checkoutUrl });
      for (const [sent, marker] of ['pay-1', 'pay-2'].entries()) {
        // The first write passes, the second is refused.
        const refused = { kind: 'status', status: 503, times: 1 } as const;
        await at().fault('write', { kind: 'latency', ms: 0, times: 1, next: { ...refused, method: 'POST' } });
        await failureOf(pay(marker));
        await at().clearFaults();
        expect([(await shop.readOrder(id)).marks?.includes(marker), await links()]).toEqual([true, sent]);
        await pay(marker);
        await pay(marker);
        await pay('pay-1');
        expect(await links()).toBe(sent + 1);
      }
      expect((await at().inShop(id)).mails).toHaveLength(2 * at().linkMails);
    },
  );
}
