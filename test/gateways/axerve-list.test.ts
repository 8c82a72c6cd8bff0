import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../domain/schemas/message.ts';
import type { Page } from '../../domain/schemas/payment.ts';
import { type AxerveBench, axerveBench } from './axerve-bench.ts';
import { aRequest } from './axerve-given.ts';

const HOUR_MS = 3_600_000;
type Listed = ReturnType<AxerveBench['makeGateway']>;

describe('what became of payments, by searches', () => {
  let bench: AxerveBench;
  beforeAll(async () => {
    bench = await axerveBench();
  });
  afterAll(() => bench?.close());
  const aPage = async () => {
    const request = aRequest();
    return { request, page: await bench.makeGateway().openPage(request, 'k') };
  };
  const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
  /** What a list comes to for one payment, once Axerve is asked. */
  async function listed(page: Page, gateway: Listed = bench.makeGateway(), since = ago(HOUR_MS)) {
    const { notifications } = await gateway.listNotifications(since);
    const found: Message[] = [];
    for (const one of notifications) {
      if (one.kind !== 'lookup') continue;
      const messages = (await gateway.lookUp(one))?.messages ?? [];
      found.push(...messages.filter(({ charge }) => charge === page.id));
    }
    return found;
  }
  const facts = async (...asked: Parameters<typeof listed>) =>
    (await listed(...asked)).map(({ fact }) => fact);
  it('have what a bank decided days after the page was opened', async () => {
    const { page } = await aPage();
    await bench.press(page, 'delayed-succeed');
    bench.age(page, 5);
    expect(await facts(page)).toEqual([]);
    await bench.settleDelayed(page, 'succeed');
    expect(await facts(page)).toEqual(['PAID']);
  });

  it('have what is under way today, refused payments, and nothing of a page that nobody submitted', async () => {
    const [delayed, denied, open] = [await aPage(), await aPage(), await aPage()];
    await bench.losing(async () => {
      await bench.press(delayed.page, 'delayed-succeed');
      await bench.press(denied.page, 'refuse');
    });
    expect(await facts(delayed.page)).toEqual(['PROCESSING']);
    expect(await facts(denied.page)).toEqual(['FAILED']);
    expect(await facts(open.page)).toEqual([]);
  });

  it('have what was given back, and deleted, of payments of weeks ago', async () => {
    const [refunded, deleted] = [await aPage(), await aPage()];
    await bench.pay(refunded.page);
    await bench.press(deleted.page, 'pay');
    for (const { page } of [refunded, deleted]) bench.age(page, 40);
    expect(await facts(refunded.page)).toEqual([]);
    await bench.giveBack(refunded.page, 500);
    await bench.steer('cancels', { paymentID: deleted.page.id });
    expect(await facts(refunded.page)).toEqual(['PAID', 'REFUNDED']);
    expect(await facts(deleted.page)).toEqual(['PAID', 'REFUNDED']);
  });

  it('tell again for a month of a refund that was asked for: that the bank refused it has no date', async () => {
    const { page } = await aPage();
    await bench.pay(page);
    await bench.delayNextRefund();
    await bench.giveBack(page, 500);
    bench.age(page, 6);
    expect(await facts(page)).toEqual(['PAID', 'REFUND_PENDING']);
    await bench.settleRefund(page, 'fail');
    expect(await facts(page)).toEqual(['PAID', 'REFUND_FAILED']);
    bench.age(page, 20);
    expect(await facts(page)).toEqual([]);
  });

  it('tell of a refund that the bank refused also where they have told before that it was under way', async () => {
    const { page } = await aPage();
    const gateway = bench.makeGateway();
    await bench.pay(page);
    await bench.delayNextRefund();
    await bench.giveBack(page, 500);
    const heard = () => facts(page, gateway, new Date().toISOString());
    expect(await heard()).toEqual(['PAID', 'REFUND_PENDING']);
    await bench.steer(`refunds/${page.id}`, { status: 'failed' });
    for (const _ of [1, 2]) expect(await heard()).toEqual(['PAID', 'REFUND_PENDING']);
    bench.age(page, 11);
    expect(await heard()).toEqual(['PAID', 'REFUND_FAILED']);
  });

  it('have disputes, as an inquiry does, from their beginning to each of their ends', async () => {
    for (const [outcome, fact] of [
      ['won', 'DISPUTE_CLOSED'],
      ['lost', 'DISPUTE_LOST'],
    ] as const) {
      const { request, page } = await aPage();
      await bench.pay(page);
      const inquired = async () =>
        (await bench.makeGateway().inquire(request.paymentId, page.id))
          .slice(1)
          .map((one) => [one.id, one.fact]);
      const heard = async () => (await listed(page)).slice(1).map((one) => [one.id, one.fact]);
      const close = await bench.dispute(page);
      expect(await inquired()).toEqual([[`dispute:${page.id}:DISPUTED`, 'DISPUTED']]);
      expect(await heard()).toEqual(await inquired());
      await close(outcome);
      expect(await inquired()).toEqual([[`dispute:${page.id}:${fact}`, fact]]);
      expect(await heard()).toEqual(await inquired());
    }
  });

  it('that can’t be made leave what was paid as it is, with a note', async () => {
    const { request, page } = await aPage();
    await bench.pay(page);
    await bench.steer('faults', {
      method: 'POST',
      path: '/dashboard/search',
      times: 1,
      kind: 'status',
      status: 502,
    });
    expect(await bench.makeGateway().inquire(request.paymentId, page.id)).toMatchObject([
      { fact: 'PAID', note: expect.stringMatching(/disputes/) },
    ]);
  });

  it('name a payment by the bank’s id where a row has no other', async () => {
    const { page } = await aPage();
    await bench.pay(page);
    await bench.steer('answers', { rowsWithPaymentID: false });
    expect(await facts(page)).toEqual(['PAID']);
    await bench.steer('answers');
  });

  it('tell what was told before only once it stands otherwise, and again where that look was not heard', async () => {
    const { page } = await aPage();
    const gateway = bench.makeGateway();
    await bench.press(page, 'pay');
    const since = ago(HOUR_MS);
    const first = await gateway.listNotifications(since);
    expect(await facts(page, gateway, since)).toEqual(['PAID']);
    const { until } = await gateway.listNotifications(first.until);
    expect(await facts(page, gateway, until)).toEqual([]);
    await bench.night();
    expect(await facts(page, gateway, until)).toEqual(['PAID']);
    await bench.giveBack(page, 500);
    await bench.giveBack(page, 500);
    const later = new Date().toISOString();
    for (const _ of [1, 2])
      expect(await facts(page, gateway, later)).toEqual(['PAID', 'REFUNDED', 'REFUNDED']);
  });

  it('ask nobody about payments of other software', async () => {
    const charge = await bench.foreignCharge();
    const { notifications } = await bench.makeGateway().listNotifications(ago(HOUR_MS));
    expect(
      notifications.find((one) => one.kind !== 'message' && one.id === `search:${charge}`),
    ).toMatchObject({ kind: 'foreign' });
  });

  it.each([100, 30])(
    'of more rows than an answer has (%i) are read to the end, the oldest first',
    async (mostRows) => {
      await bench.steer('answers', { mostRows });
      const paid: string[] = [];
      for (let n = 0; n < 105; n += 1) {
        const { page } = await aPage();
        await bench.press(page, 'refuse');
        paid.push(page.id);
        // Rows are dated to the second.
        bench.sandbox.advance(1);
      }
      const { notifications } = await bench.makeGateway().listNotifications(ago(HOUR_MS));
      const order = notifications.flatMap((one) => (one.kind === 'lookup' ? [one.charge] : []));
      expect(order.filter((charge) => paid.includes(charge))).toEqual(paid);
      await bench.steer('answers');
    },
  );
});

it('a Starter shop, which tells nothing, is heard by its searches', async () => {
  const bench = await axerveBench({ version: 'Starter' });
  try {
    const gateway = bench.makeGateway();
    const request = aRequest();
    const page = await gateway.openPage(request, 'k');
    await bench.press(page, 'pay');
    expect(bench.received).toEqual([]);
    const { notifications } = await gateway.listNotifications(new Date(Date.now() - HOUR_MS).toISOString());
    expect(notifications).toMatchObject([{ kind: 'lookup', charge: page.id }]);
  } finally {
    await bench.close();
  }
});
