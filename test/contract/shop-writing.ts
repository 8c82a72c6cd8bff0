import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Failure } from '../../domain/failure.ts';
import type { Shop, ShopNotice } from '../../shops/shop.ts';
import type { Case, ShopBench } from './shop-bench.ts';
import {
  asFailure,
  checkoutUrl,
  failureOf,
  held,
  losses,
  type NoticeCase,
  notices,
  paid,
} from './shop-notices.ts';

/** Notices are written to the shop once, whatever happens to the answers. */
export function writingCases(test: Case, at: () => ShopBench): void {
  const TIMEOUT_MS = 400;
  const LATE_TIMEOUT_MS = 1_000;
  let markers = 0;
  const prepared = async ({ firm, notice }: NoticeCase, timeoutMs?: number) => {
    const { id } = await at().placeOrder('plain');
    const shop = at().shop({ firm });
    const order = await shop.readOrder(id);
    markers += 1;
    return {
      id,
      shop,
      hasty: at().shop({ firm, timeoutMs }),
      order,
      notice: notice(order, `notice-${id}-${markers}`),
    };
  };
  const expectOnce = async (
    id: string,
    total: number,
    { marker, kind }: ShopNotice,
    { expected }: NoticeCase,
  ) => {
    const told = await at().inShop(id);
    expect(told.texts.filter((text) => text.includes(`[incasso:${marker}#`))).toHaveLength(1);
    expect([told.bookings, told.booked]).toEqual(kind === 'paid' ? [1, total] : [0, 0]);
    expect(told.mails).toHaveLength(expected.linkMailed ? at().linkMails : 0);
    expect(told.onHold).toBe(expected.onHold ?? false);
    expect(told.cancelled).toBe(expected.cancelled ?? false);
  };

  for (const told of notices) {
    test(told.needs, `writes "${told.words}" once when told twice`, async () => {
      const { id, shop, order, notice } = await prepared(told);
      expect((await shop.writeBack(id, notice)).length).toBeGreaterThan(5);
      await shop.writeBack(id, notice);
      await expectOnce(id, order.total, notice, told);
    });

    for (const [loss, fault] of losses)
      test(told.needs, `writes "${told.words}" once when every answer is lost to ${loss}`, async () => {
        const waits = fault.kind === 'timeout-after';
        const { id, hasty, order, notice } = await prepared(told, waits ? TIMEOUT_MS : undefined);
        await at().fault('write', { ...fault, times: 9 });
        const failures = await untilDone(hasty, id, notice);
        await at().clearFaults();
        expect(failures.length).toBeGreaterThan(0);
        for (const failure of failures)
          expect([failure.code, failure.kind]).toEqual(['SHOP_ANSWER_LOST', 'maybe']);
        await expectOnce(id, order.total, notice, told);
      });

    test(
      told.needs,
      `writes "${told.words}" once when the shop does it only after the time-out`,
      async () => {
        const { id, shop, hasty, order, notice } = await prepared(told, LATE_TIMEOUT_MS);
        await at().fault('write', { kind: 'latency', ms: LATE_TIMEOUT_MS + 50, times: 1 });
        const failure = await failureOf(hasty.writeBack(id, notice));
        expect(failure.kind).toBe('maybe');
        // As long as the failure asks callers to wait.
        await delay(failure.retryAfterMs ?? 0);
        await shop.writeBack(id, notice);
        await expectOnce(id, order.total, notice, told);
      },
    );
  }

  const [first] = notices;
  test(undefined, 'refuses to book a cancelled order as paid, and books nothing', async () => {
    if (!first) throw new Error('no notice to try');
    const { id, shop, notice } = await prepared(first);
    await at().cancelInShop(id);
    expect(await failureOf(shop.writeBack(id, notice))).toMatchObject({
      code: 'SHOP_REFUSED',
      kind: 'refused',
    });
    expect(await at().inShop(id)).toMatchObject({ bookings: 0, booked: 0 });
  });

  test(undefined, 'books nothing more on an order that was paid in the shop', async () => {
    const { id } = await at().placeOrder('paid');
    const shop = at().shop();
    const order = await shop.readOrder(id);
    await shop.writeBack(id, paid(order, `again-${id}`));
    expect(await at().inShop(id)).toMatchObject({ bookings: 1, booked: order.total });
  });

  test(undefined, 'neither fails nor asks to be paid an order that was paid in the shop', async () => {
    const { id } = await at().placeOrder('paid');
    const shop = at().shop({ firm: true });
    for (const notice of [
      { kind: 'failed', marker: `f-${id}`, reason: 'window', final: true },
      { kind: 'pay', marker: `p-${id}`, reason: 'first', checkoutUrl },
    ] as const)
      expect(await failureOf(shop.writeBack(id, notice))).toMatchObject({
        code: 'SHOP_REFUSED',
        kind: 'refused',
      });
    expect(await at().inShop(id)).toMatchObject({ cancelled: false, bookings: 1 });
  });

  test(undefined, 'reads as paid what it booked', async () => {
    const { id } = await at().placeOrder('plain');
    const shop = at().shop();
    const order = await shop.readOrder(id);
    expect(order.paid).toBe(0);
    await shop.writeBack(id, paid(order, `books-${id}`));
    expect((await shop.readOrder(id)).paid).toBe(order.total);
  });

  test('hold', 'releases its own hold when the payment turns out paid', async () => {
    const { id } = await at().placeOrder('plain');
    const shop = at().shop({ firm: true });
    const order = await shop.readOrder(id);
    await shop.writeBack(id, { kind: 'verify', marker: `v-${id}`, reason: 'no answer' });
    expect(await at().inShop(id)).toMatchObject({ onHold: true });
    await shop.writeBack(id, paid(order, `p-${id}`));
    expect(await at().inShop(id)).toMatchObject({ onHold: false, bookings: 1, booked: order.total });
  });

  test('hold', 'releases its own hold when the money turns out to be held, and books nothing', async () => {
    const { id } = await at().placeOrder('plain');
    const shop = at().shop({ firm: true });
    const order = await shop.readOrder(id);
    await shop.writeBack(id, held(order, `h-${id}`));
    await shop.writeBack(id, { kind: 'verify', marker: `v-${id}`, reason: 'no answer' });
    expect(await at().inShop(id)).toMatchObject({ onHold: true });
    await shop.writeBack(id, held(order, `h-${id}:2`));
    expect(await at().inShop(id)).toMatchObject({ onHold: false, bookings: 0 });
  });

  test(undefined, 'tells what is held and until when, and reads the order as unpaid and open', async () => {
    const { id } = await at().placeOrder('plain');
    for (const firm of [false, true]) {
      const shop = at().shop({ firm });
      await shop.writeBack(id, held(await shop.readOrder(id), `h-${firm}`));
      expect(await shop.readOrder(id)).toMatchObject({ state: 'open', paid: 0 });
    }
    const [text = ''] = (await at().inShop(id)).texts;
    expect(text).toContain('Pagamento autorizzato, non ancora incassato');
    expect(text).toMatch(/stripe-main, riferimento pi_h-false, incassabile fino al 12\/03\/26, 11:16:30/);
    expect(text).toContain('alla spedizione');
  });

  test(undefined, 'books once what was held and then paid', async () => {
    const { id } = await at().placeOrder('plain');
    const shop = at().shop({ firm: true });
    const order = await shop.readOrder(id);
    await shop.writeBack(id, held(order, `h-${id}`));
    await shop.writeBack(id, paid(order, `p-${id}`));
    expect(await at().inShop(id)).toMatchObject({ bookings: 1, booked: order.total });
  });

  test(undefined, 'tells of held money on a cancelled order, and changes nothing of it', async () => {
    const { id } = await at().placeOrder('plain');
    const shop = at().shop({ firm: true });
    const order = await shop.readOrder(id);
    await at().cancelInShop(id);
    await shop.writeBack(id, held(order, `h-${id}`));
    expect(await at().inShop(id)).toMatchObject({ cancelled: true, bookings: 0 });
  });

  test(
    undefined,
    'releases an order that was paid before the doubt, and books it no second time',
    async () => {
      const { id } = await at().placeOrder('plain');
      const shop = at().shop({ firm: true });
      const notice = paid(await shop.readOrder(id), `p-${id}`);
      await shop.writeBack(id, notice);
      await shop.writeBack(id, { kind: 'verify', marker: `v-${id}`, reason: 'paid and failed' });
      expect(await at().inShop(id)).toMatchObject({ onHold: true });
      await shop.writeBack(id, notice);
      expect(await at().inShop(id)).toMatchObject({ onHold: false, bookings: 1 });
    },
  );

  test(undefined, 'finds its own notices again in the order', async () => {
    const { id } = await at().placeOrder('plain');
    const shop = at().shop();
    expect((await shop.readOrder(id)).marks).toEqual([]);
    await shop.writeBack(id, { kind: 'accepted', marker: `first-${id}` });
    await shop.writeBack(id, { kind: 'verify', marker: `second-${id}`, reason: 'no answer' });
    expect((await shop.readOrder(id)).marks?.sort()).toEqual([`first-${id}`, `second-${id}`]);
  });

  test('mail', 'mails the customer the link as it is', async () => {
    const { id } = await at().placeOrder('plain');
    await at()
      .shop()
      .writeBack(id, { kind: 'pay', marker: `l-${id}`, reason: 'first page', checkoutUrl });
    expect((await at().inShop(id)).mails.join()).toContain(checkoutUrl);
  });
}

/** Repeats as a caller would, and answers what failed on the way. */
async function untilDone(shop: Shop, id: string, notice: ShopNotice): Promise<Failure[]> {
  const failures: Failure[] = [];
  for (let attempt = 0; attempt < 9; attempt += 1) {
    const failure = await shop.writeBack(id, notice).then(() => undefined, asFailure);
    if (!failure) return failures;
    failures.push(failure);
  }
  throw new Error('not done after nine attempts');
}
