import { describe, expect, test } from 'vitest';
import { axerve, detail, HELD, open, paid, press, receiver, SHOP, steer } from './axerve-bench.ts';

describe('a notification', () => {
  test('is a GET with shop, Status, paymentID and token in its query, which nothing signs', async () => {
    const hook = await receiver();
    const sandbox = await axerve();
    const payment = await paid(sandbox, { responseURLs: { serverNotificationURL: hook.url } });
    expect(hook.got).toEqual([
      {
        method: 'GET',
        by: '',
        a: SHOP,
        Status: 'OK',
        paymentID: payment.paymentID,
        paymentToken: payment.paymentToken,
      },
    ]);
    expect(sandbox.books.notifications).toMatchObject({ n1: { delivery: 'delivered', status: 'OK' } });
  });

  test("goes to the payment's own address, and to the shop's where it names none", async () => {
    const [own, shops] = [await receiver(), await receiver()];
    const sandbox = await axerve();
    await steer(sandbox, 'webhooks/endpoint', { url: shops.url });
    await paid(sandbox, { responseURLs: { serverNotificationURL: own.url } });
    await paid(sandbox, { responseURLs: undefined });
    expect([own.got.length, shops.got.length]).toEqual([1, 1]);
  });

  test('is told of an end only: nothing of captures, refunds, deletions and nights', async () => {
    const hook = await receiver();
    const sandbox = await axerve({ webhookUrl: hook.url, capture: 'separated' });
    const { paymentID } = await paid(sandbox);
    await steer(sandbox, 'captures', { paymentID });
    await steer(sandbox, 'night');
    await steer(sandbox, 'refunds', { paymentID });
    await steer(sandbox, 'disputes', { paymentID });
    expect(hook.got).toHaveLength(1);
    expect(Object.keys(sandbox.books.notifications)).toEqual(['n1']);
  });

  test('a Starter shop is told nothing: only its buyers come back', async () => {
    const hook = await receiver();
    const sandbox = await axerve({ webhookUrl: hook.url, version: 'Starter' });
    expect((await press(sandbox, await open(sandbox), 'pay')).status).toBe(303);
    expect(hook.got).toEqual([]);
  });

  test.each([
    ['<HTML></HTML>', true],
    ['<html>OK</html>', true],
    ['<html>KO</html>', false],
    ['{"received":true}', false],
    ['', false],
  ])('answered with "%s" it is held: %s', async (answer, held) => {
    const hook = await receiver(() => answer);
    const sandbox = await axerve({ webhookUrl: hook.url, webhookRetryMs: [10] });
    await paid(sandbox);
    await hook.until(held ? 1 : 2);
    const [notification] = Object.values(sandbox.books.notifications);
    expect([notification?.delivery, sandbox.books.outbox.length]).toEqual(
      held ? ['delivered', 0] : ['pending', 1],
    );
  });

  test('is repeated until it is held, and is then delivered', async () => {
    const answers = [500, 302, HELD];
    const hook = await receiver(() => answers.shift() ?? 500);
    const sandbox = await axerve({ webhookUrl: hook.url, webhookRetryMs: [10] });
    await paid(sandbox);
    await hook.until(3);
    await expect.poll(() => sandbox.books.outbox).toEqual([]);
    expect(sandbox.books.deliveries.map(({ attempt, status }) => [attempt, status])).toEqual([
      [1, 500],
      [2, 302],
      [3, 200],
    ]);
  });

  test('is repeated for 48 hours, and then given up', async () => {
    const hook = await receiver(() => 500);
    const sandbox = await axerve({ webhookUrl: hook.url, webhookRetryMs: [300_000] });
    await paid(sandbox);
    sandbox.advance(47 * 3600);
    await hook.until(2);
    await expect.poll(() => sandbox.books.deliveries).toHaveLength(2);
    expect(sandbox.books.outbox).toHaveLength(1);
    sandbox.advance(3600);
    await hook.until(3);
    await expect.poll(() => sandbox.books.outbox).toEqual([]);
    expect(Object.values(sandbox.books.notifications)).toMatchObject([{ delivery: 'failed' }]);
  });

  test('the buyer waits for the answer to it, but not for ever', async () => {
    const silent = await receiver(() => new Promise<string>(() => {}));
    const sandbox = await axerve({ webhookUrl: silent.url, redirectWaitMs: 50 });
    expect((await press(sandbox, await open(sandbox), 'pay')).status).toBe(303);
  });
});

describe('told to misbehave', () => {
  const misbehave = async (mode: string, extra: object = {}) => {
    const hook = await receiver();
    const sandbox = await axerve({ webhookUrl: hook.url, webhookRetryMs: [10], delayedMs: null });
    await steer(sandbox, 'webhooks', { mode, times: 1, ...extra });
    return { hook, sandbox };
  };

  test('it loses one notification, which can be sent again', async () => {
    const { hook, sandbox } = await misbehave('lose');
    await paid(sandbox);
    expect(hook.got).toEqual([]);
    expect(sandbox.books.notifications).toMatchObject({ n1: { delivery: 'failed' } });
    await steer(sandbox, 'webhooks/resend', { notification: 'n1' });
    expect(hook.got).toHaveLength(1);
  });

  test('it tells one thing twice', async () => {
    const { hook, sandbox } = await misbehave('duplicate');
    await paid(sandbox);
    await hook.until(2);
    expect(hook.got[0]).toEqual(hook.got[1]);
    expect(sandbox.books.charges).toHaveLength(1);
  });

  test('delay: the buyer is back before the notification', async () => {
    const { hook, sandbox } = await misbehave('delay', { ms: 60_000 });
    await paid(sandbox);
    expect(hook.got).toEqual([]);
    sandbox.advance(61);
    await hook.until(1);
  });

  test('reorder: an XX arrives after the OK that follows it', async () => {
    const { hook, sandbox } = await misbehave('reorder', { type: 'XX' });
    const payment = await open(sandbox);
    await press(sandbox, payment, 'delayed-succeed');
    await steer(sandbox, `delayed/${payment.paymentID}`, { result: 'succeed' });
    await hook.until(2);
    expect(hook.got.map(({ Status }) => Status)).toEqual(['OK', 'XX']);
  });

  test("corrupt-token: a token that is not the payment's", async () => {
    const { hook, sandbox } = await misbehave('corrupt-token');
    const payment = await paid(sandbox);
    expect(hook.got[0]?.paymentToken).not.toBe(payment.paymentToken);
    expect(sandbox.books.deliveries[0]?.note).toBe('token corrupted on purpose');
  });

  test('a paid payment is told as KO, and asked for it is paid', async () => {
    const hook = await receiver();
    const sandbox = await axerve({ webhookUrl: hook.url });
    const payment = await open(sandbox);
    const contradict = () => steer(sandbox, `payments/${payment.paymentID}/contradict`);
    expect((await contradict()).status).toBe(400);
    await press(sandbox, payment, 'pay');
    await contradict();
    expect(hook.got.map(({ Status }) => Status)).toEqual(['OK', 'KO']);
    expect((await detail(sandbox, payment)).transactionResult).toBe('OK');
  });

  test('what was ordered can be taken back, and what nobody knows is refused', async () => {
    const { hook, sandbox } = await misbehave('lose');
    await fetch(`${sandbox.url}/_sandbox/webhooks`, { method: 'DELETE' });
    await paid(sandbox);
    expect(hook.got).toHaveLength(1);
    expect((await steer(sandbox, 'webhooks', { mode: 'shout' })).status).toBe(400);
  });

  test('a notification meets with what is drawn for its Status', async () => {
    const hook = await receiver();
    const sandbox = await axerve({
      webhookUrl: hook.url,
      webhookMishaps: (type) => (type === 'OK' ? { mode: 'lose' } : undefined),
    });
    await press(sandbox, await open(sandbox), 'refuse');
    await paid(sandbox);
    expect(hook.got.map(({ Status }) => Status)).toEqual(['KO']);
  });
});
