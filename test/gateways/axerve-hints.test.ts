import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../domain/schemas/message.ts';
import type { Page } from '../../domain/schemas/payment.ts';
import { settle } from '../../domain/settle.ts';
import { type AxerveBench, asGet, axerveBench, SHOP } from './axerve-bench.ts';
import { aRequest } from './axerve-given.ts';

describe('a notification of Axerve, which nobody signs', () => {
  let bench: AxerveBench;
  beforeAll(async () => {
    bench = await axerveBench();
  });
  afterAll(() => bench?.close());
  const aPage = async (changes = {}) => {
    const request = aRequest(changes);
    return { request, page: await bench.makeGateway().openPage(request, `${request.paymentId}-1`) };
  };
  const read = (query: Record<string, string>) =>
    bench.makeGateway().readNotification(asGet(new URLSearchParams(query)));
  const told = async (page: Pick<Page, 'id'>): Promise<Message[]> => {
    const gateway = bench.makeGateway();
    const one = await gateway.readNotification(await bench.arrived(page.id));
    return one.kind === 'lookup' ? ((await gateway.lookUp(one))?.messages ?? []) : [];
  };

  it('is only a hint: its own words are neither kept nor told', async () => {
    const query = { a: SHOP, Status: 'OK', paymentID: '0123456789', paymentToken: 'secret-token' };
    expect(await read(query)).toEqual({
      kind: 'lookup',
      id: 'notification',
      type: 'payment',
      charge: '0123456789',
    });
  });

  it('is read whichever case its names have', async () => {
    expect(await read({ A: SHOP.toLowerCase(), paymentid: '0123456789' })).toMatchObject({ kind: 'lookup' });
    expect(await read({ paymentID: '0123456789' })).toMatchObject({ kind: 'lookup' });
  });

  it('of another shop is foreign, without asking', async () => {
    expect(await read({ a: 'GESPAY00002', Status: 'OK', paymentID: '0123456789' })).toEqual({
      kind: 'foreign',
      id: 'notification',
      type: 'payment',
    });
  });

  it('with OK, of a payment that nobody submitted, pays nothing', async () => {
    const { page } = await aPage();
    const hint = await bench.makeGateway().readNotification(await bench.forged(page));
    expect(hint).toMatchObject({ kind: 'lookup', charge: page.id });
    if (hint.kind === 'lookup') expect((await bench.makeGateway().lookUp(hint))?.messages).toEqual([]);
  });

  it('finds a payment whose id begins with zeros', async () => {
    const pages = [await aPage(), await aPage()];
    const zero = pages.find(({ page }) => page.id.startsWith('0')) ?? expect.fail('one of two has a zero');
    await bench.pay(zero.page);
    expect(await told(zero.page)).toMatchObject([{ fact: 'PAID', charge: zero.page.id }]);
  });

  it('that can’t be asked about fails without its words', async () => {
    const hint = await read({ a: SHOP, paymentID: '0123456789', paymentToken: 'secret-token' });
    const nobody = bench.makeGateway({ url: 'http://127.0.0.1:9' });
    const failure = await Promise.resolve(hint.kind === 'lookup' && nobody.lookUp(hint)).catch(String);
    expect(failure).toMatch(/looking for the payment of notification/);
    expect(failure).not.toMatch(/0123456789|secret-token/);
  });

  it('is none of a page that lapsed: it is open by Axerve, and over by our clock only', async () => {
    const { request, page } = await aPage();
    await bench.steer(`payments/${page.id}/expire`);
    const [state] = await bench.makeGateway().inquire(request.paymentId, page.id);
    expect(state).toMatchObject({ fact: 'PAGE_OPEN', money: request.total });
  });

  it('of XX is money under way, though the browser comes back to the address of a good end', async () => {
    const { request, page } = await aPage();
    const { location } = await bench.press(page, 'delayed-succeed');
    expect(location).toMatch(/^https:\/\/shop\.example\/checkout\/T\/return\?.*Status=XX/);
    const gateway = bench.makeGateway();
    expect(gateway.pageOfReturn(new URL(String(location)).searchParams)).toBe(page.id);
    expect((await gateway.inquire(request.paymentId, page.id))[0]).toMatchObject({ fact: 'PROCESSING' });
  });

  it('of XX, 30 hours later KO, and then OK is a contradiction until Axerve is asked', async () => {
    const { request, page } = await aPage();
    await bench.press(page, 'delayed-fail');
    const heard = await told(page);
    bench.sandbox.advance(30 * 3600);
    await bench.settleDelayed(page, 'fail');
    heard.push(...(await told(page)));
    await bench.steer(`payments/${page.id}/pay-late`);
    heard.push(...(await told(page)));
    expect(heard.map(({ fact }) => fact)).toEqual(['PROCESSING', 'FAILED', 'PAID']);
    const asked = { money: request.total, live: false, page: page.id };
    expect(settle(asked, heard)).toMatchObject({ outcome: 'VERIFY', reason: 'CONTRADICTION' });
    bench.sandbox.advance(2);
    const [answer] = await bench.makeGateway().inquire(request.paymentId, page.id);
    expect(settle(asked, [...heard, answer])).toMatchObject({
      outcome: 'POSITIVE',
      charges: [{ reference: page.id, money: request.total, held: 2540 }],
    });
  });

  it('of KO that comes after OK takes nothing back', async () => {
    const { page } = await aPage();
    await bench.pay(page);
    await bench.steer(`payments/${page.id}/contradict`);
    expect(await told(page)).toMatchObject([{ fact: 'PAID' }]);
  });

  it('is held by Axerve’s own receipt', async () => {
    const { receipt } = bench.makeGateway();
    expect(receipt).toEqual({ type: 'text/html', body: '<HTML></HTML>' });
    const { page } = await aPage();
    await bench.pay(page);
    await bench.arrived(page.id);
    const sent = Object.values(bench.sandbox.books.notifications).filter((one) => one.paymentID === page.id);
    expect(sent).toMatchObject([{ delivery: 'delivered' }]);
  });

  it('that the customer left the page, or was refused, ends the payment with the reason', async () => {
    const [left, denied] = [await aPage(), await aPage()];
    await bench.press(left.page, 'back');
    await bench.press(denied.page, 'refuse');
    expect(await told(left.page)).toMatchObject([{ fact: 'FAILED', note: '1143 the customer went away' }]);
    expect(await told(denied.page)).toMatchObject([{ fact: 'FAILED', note: '74 denied by the bank' }]);
    expect(await bench.chargesOf(denied.page)).toEqual([]);
  });

  it('of a customer who is at a bank is money under way', async () => {
    const { request, page } = await aPage();
    await bench.press(page, 'to-bank');
    const [state] = await bench.makeGateway().inquire(request.paymentId, page.id);
    expect(state).toMatchObject({ fact: 'PROCESSING', charge: page.id });
  });
});

describe('details as the vendor’s documents write them here and there', () => {
  let bench: AxerveBench;
  beforeAll(async () => {
    bench = await axerveBench();
  });
  afterAll(() => bench?.close());

  it('come to the same', async () => {
    const gateway = bench.makeGateway();
    const request = aRequest();
    const page = await gateway.openPage(request, 'k');
    await bench.pay(page);
    await bench.giveBack(page, 500);
    const inShort = async () =>
      (await gateway.inquire(request.paymentId, page.id)).map(({ id, fact, money }) => [
        id.replace(/^inquiry.*/, ''),
        fact,
        money?.amount,
      ]);
    const usual = await inShort();
    expect(usual).toEqual([
      ['', 'PAID', 2540],
      [`refund:${page.id}-1:REFUNDED`, 'REFUNDED', 500],
    ]);
    for (const answers of [
      { events: 'nested' },
      { results: 'long' },
      { names: 'pascal' },
      { eventIDs: false },
    ]) {
      await bench.steer('answers', answers);
      expect(await inShort()).toEqual(usual);
    }
  });
});

it('a shop whose money is only held is never told as paid, until it was taken', async () => {
  const bench = await axerveBench({
    capture: 'separated',
    automaticBehaviour: { type: 'delete', days: '7' },
  });
  try {
    // With the setting as it is by default too: the details show that something was programmed.
    for (const settings of [{}, { shopCapture: 'separated' }]) {
      const gateway = bench.gatewayWith(settings);
      const [request, lapsing] = [aRequest(), aRequest()];
      const page = await gateway.openPage(request, 'k');
      await bench.pay(page);
      const state = async () => (await gateway.inquire(request.paymentId, page.id))[0];
      expect(await state()).toMatchObject({ fact: 'AUTHORISED', money: { amount: 2540, currency: 'EUR' } });
      await bench.steer('captures', { paymentID: page.id, amount: 2000 });
      expect(await state()).toMatchObject({ fact: 'PAID', money: { amount: 2000, currency: 'EUR' } });
      if (!('capture' in settings)) continue;
      const other = await gateway.openPage(lapsing, 'k');
      await bench.pay(other);
      bench.sandbox.advance(8 * 24 * 3600);
      expect((await gateway.inquire(lapsing.paymentId, other.id))[0]).toMatchObject({ fact: 'PAGE_EXPIRED' });
    }
  } finally {
    await bench.close();
  }
});
