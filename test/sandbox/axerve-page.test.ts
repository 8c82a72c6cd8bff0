import { describe, expect, test } from 'vitest';
import {
  axerve,
  detail,
  eur,
  history,
  move,
  open,
  page,
  paid,
  press,
  receiver,
  SHOP,
  steer,
} from './axerve-bench.ts';

/** The address to which the browser was sent, and its query apart. */
const parts = (location: string | null) => {
  const { origin, pathname, searchParams } = new URL(location ?? '');
  return { to: origin + pathname, query: Object.fromEntries(searchParams) };
};

describe('the hosted page', () => {
  test('is Italian, shows sum, reference and the methods that the payment offers, and escapes what it shows', async () => {
    const sandbox = await axerve();
    const card = await page(
      (await open(sandbox, { buyerName: "Anna 'Nina' Neri", paymentType: ['CREDITCARD'] })).href,
    );
    expect(card.status).toBe(200);
    for (const text of [
      '<html lang="it">',
      '25,40',
      '100042-7b1c',
      'Anna &#39;Nina&#39; Neri',
      'data-action="pay"',
    ])
      expect(card.html).toContain(text);
    expect(card.html).not.toContain('MyBank');
    expect((await page((await open(sandbox)).href)).html).toContain('MyBank');
  });

  test('opens only with the token and the shop of the payment', async () => {
    const sandbox = await axerve();
    const { href, paymentToken } = await open(sandbox);
    for (const wrong of [
      href.replace(paymentToken, 'x'),
      href.replace(SHOP, 'GESPAY2'),
      href.split('?')[0] ?? '',
    ])
      expect((await page(wrong)).status).toBe(404);
  });

  test('each of its buttons is a form that a browser can send', async () => {
    const sandbox = await axerve();
    const { href } = await open(sandbox);
    const { html } = await page(href);
    const forms = [
      ...html.matchAll(/<form method="post" action="([^"]+)"><button[^>]*data-action="([^"]+)"/g),
    ];
    expect(forms.map(([, , action]) => action)).toEqual([
      'pay',
      'refuse',
      'pay-and-close',
      'delayed-succeed',
      'delayed-fail',
      'to-bank',
      'pay-paypal',
      'back',
    ]);
    const [, first = ''] = forms[0] ?? [];
    const sent = await fetch(sandbox.url + first, { method: 'POST', redirect: 'manual' });
    expect(sent.status).toBe(303);
    expect(sandbox.books.charges).toHaveLength(1);
  });

  test('paying takes the money once however often the form is sent, and returns to the shop with Status=OK', async () => {
    const sandbox = await axerve();
    const payment = await open(sandbox);
    const sent = await Promise.all([1, 2, 3].map(() => press(sandbox, payment, 'pay')));
    const [returned] = sent.filter(({ status }) => status === 303);
    expect(parts(returned?.location ?? null)).toEqual({
      to: 'http://127.0.0.1:9/return',
      query: { a: SHOP, Status: 'OK', paymentID: payment.paymentID, paymentToken: payment.paymentToken },
    });
    expect(sandbox.books.charges).toHaveLength(1);
    const after = await press(sandbox, payment, 'refuse');
    expect(after.html).toContain('data-state="paid"');
    expect(await history(sandbox, payment)).toEqual(['AUT 25.40']);
  });

  test("what is added to the shop's address leaves its own query alone", async () => {
    const sandbox = await axerve();
    const payment = await open(sandbox, { responseURLs: { buyerOK: 'http://127.0.0.1:9/return?order=7' } });
    expect(parts((await press(sandbox, payment, 'pay')).location).query).toMatchObject({
      order: '7',
      Status: 'OK',
    });
  });

  test.each([
    ['refuse', '74', 'Authorization denied'],
    ['back', '1143', 'Transaction abandoned by buyer'],
  ])(
    '%s ends the page: KO with %s, back to the shop, and nothing can be paid there any more',
    async (action, code, words) => {
      const sandbox = await axerve();
      const payment = await open(sandbox);
      const returned = parts((await press(sandbox, payment, action)).location);
      expect(returned).toMatchObject({ to: 'http://127.0.0.1:9/back', query: { Status: 'KO' } });
      const again = await press(sandbox, payment, 'pay');
      expect(again.html).toContain('data-state="failed"');
      expect(again.html).toContain(words);
      expect(await detail(sandbox, payment)).toMatchObject({
        transactionResult: 'KO',
        transactionErrorCode: code,
      });
      expect(sandbox.books.charges).toEqual([]);
      expect((await paid(sandbox)).paymentID).not.toBe(payment.paymentID);
      expect(sandbox.books.charges).toHaveLength(1);
    },
  );

  test('whoever pays and closes the browser goes nowhere, and the shop is told', async () => {
    const hook = await receiver();
    const sandbox = await axerve({ webhookUrl: hook.url });
    const closed = await press(sandbox, await open(sandbox), 'pay-and-close');
    expect([closed.status, closed.location]).toEqual([200, null]);
    expect(closed.html).toContain('Hai chiuso il browser');
    expect(hook.got.map(({ Status }) => Status)).toEqual(['OK']);
  });

  test('whoever leaves it alone leaves the payment unsubmitted, for ever', async () => {
    const sandbox = await axerve();
    const payment = await open(sandbox);
    sandbox.advance(30 * 24 * 3600);
    expect((await detail(sandbox, payment)).transactionResult).toBe('UNSUBMITTED');
    expect((await press(sandbox, payment, 'pay')).status).toBe(303);
  });

  test('one that has expired says so and takes no money, and its details say no more than before', async () => {
    const sandbox = await axerve({ pageLifeMs: 3_600_000 });
    const [left, told] = [await open(sandbox), await open(sandbox)];
    await steer(sandbox, `payments/${told.paymentID}/expire`);
    expect((await press(sandbox, told, 'pay')).html).toContain('data-state="expired"');
    sandbox.advance(3601);
    const late = await press(sandbox, left, 'pay');
    expect(late.html).toContain('Questa pagina è scaduta');
    expect((await detail(sandbox, left)).transactionResult).toBe('UNSUBMITTED');
    expect(sandbox.books.charges).toEqual([]);
  });

  test('a buyer at the bank is WAITING, and can still pay or leave', async () => {
    const sandbox = await axerve();
    const payment = await open(sandbox);
    const waiting = await press(sandbox, payment, 'to-bank');
    expect(waiting.html).toContain('Sei dalla tua banca');
    expect((await detail(sandbox, payment)).transactionResult).toBe('WAITING');
    await press(sandbox, payment, 'pay');
    expect((await detail(sandbox, payment)).transactionResult).toBe('OK');
  });

  test('a method that the payment does not offer pays nothing', async () => {
    const sandbox = await axerve();
    const payment = await open(sandbox, { paymentType: ['MYBANK'] });
    expect((await press(sandbox, payment, 'pay')).status).toBe(200);
    expect((await detail(sandbox, payment)).transactionResult).toBe('UNSUBMITTED');
  });

  test('a payment without addresses ends on a page of its own', async () => {
    const sandbox = await axerve();
    const ended = await press(sandbox, await open(sandbox, { responseURLs: undefined }), 'pay');
    expect([ended.status, ended.html]).toEqual([200, expect.stringContaining('data-state="paid"')]);
  });
});

describe('a bank that answers later', () => {
  test.each([
    ['delayed-succeed', 'OK', 'AUT', 1],
    ['delayed-fail', 'KO', 'AUT', 0],
  ])('%s: XX at the address for a good end, then %s', async (action, result, state, charges) => {
    const hook = await receiver();
    const sandbox = await axerve({ webhookUrl: hook.url, delayedMs: 30 * 3_600_000 });
    const payment = await open(sandbox);
    const returned = parts((await press(sandbox, payment, action)).location);
    expect(returned).toMatchObject({ to: 'http://127.0.0.1:9/return', query: { Status: 'XX' } });
    expect(await detail(sandbox, payment)).toMatchObject({
      transactionResult: 'XX',
      transactionState: '',
      events: [],
    });
    expect(sandbox.books.charges).toEqual([]);
    expect((await press(sandbox, payment, 'pay')).html).toContain('data-state="processing"');
    await steer(sandbox, 'clock', { advanceSeconds: 30 * 3600 + 1 });
    expect(await detail(sandbox, payment)).toMatchObject({
      transactionResult: result,
      transactionState: state,
    });
    expect(sandbox.books.charges).toHaveLength(charges);
    await hook.until(2);
    expect(hook.got.map(({ Status }) => Status)).toEqual(['XX', result]);
  });

  test('decides once, as told', async () => {
    const sandbox = await axerve({ delayedMs: null });
    const payment = await open(sandbox);
    await press(sandbox, payment, 'delayed-fail');
    const decide = (result: string) => steer(sandbox, `delayed/${payment.paymentID}`, { result });
    expect((await decide('succeed')).status).toBe(200);
    expect((await decide('fail')).status).toBe(400);
    expect((await detail(sandbox, payment)).transactionResult).toBe('OK');
  });

  test('one that had said no says yes after all: both stand in the history', async () => {
    const hook = await receiver();
    const sandbox = await axerve({ delayedMs: null, webhookUrl: hook.url });
    const payment = await open(sandbox);
    await press(sandbox, payment, 'delayed-succeed');
    await steer(sandbox, `delayed/${payment.paymentID}`, { result: 'fail' });
    await steer(sandbox, `payments/${payment.paymentID}/pay-late`);
    await hook.until(3);
    expect(hook.got.map(({ Status }) => Status)).toEqual(['XX', 'KO', 'OK']);
    expect(await history(sandbox, payment)).toEqual(['AUT 25.40', 'AUT 25.40']);
    expect(sandbox.books.charges).toHaveLength(1);
  });
});

describe('the back office', () => {
  test('lists shops, payments and notifications, and marks money that was moved by GET', async () => {
    const sandbox = await axerve({ capture: 'separated', automaticBehaviour: { type: 'delete', days: '5' } });
    const payment = await paid(sandbox, { amount: '1234.50' });
    const later = [await open(sandbox), await open(sandbox)];
    const calm = (await page(`${sandbox.url}/`)).html;
    for (const text of [SHOP, payment.paymentID, 'separata', 'annullata dopo 5 giorni', '1.234,50'])
      expect(calm).toContain(text);
    expect(calm).not.toContain('mossi con una GET');
    const listed = [...calm.matchAll(/dashboard\/payments\/(\d+)/g)].map(([, id]) => id);
    expect(listed).toEqual([...later.toReversed(), payment].map(({ paymentID }) => paymentID));
    await fetch(`${sandbox.url}/api/v1/payment/cancel/${payment.paymentID}`, {
      headers: { authorization: `apikey ${sandbox.apiKey}` },
    });
    expect((await page(`${sandbox.url}/`)).html).toContain('mossi con una GET: 1');
  });

  test('a payment can be captured, refunded and disputed there; what cannot be done is said', async () => {
    const sandbox = await axerve({ capture: 'separated' });
    const payment = await paid(sandbox);
    const url = `${sandbox.url}/dashboard/payments/${payment.paymentID}`;
    const click = (what: string) =>
      fetch(url, { method: 'POST', body: new URLSearchParams({ what }), redirect: 'manual' });
    expect((await page(url)).html).toContain('Incassa tutto');
    expect((await click('capture')).status).toBe(303);
    expect((await click('refund')).status).toBe(303);
    const refused = await click('cancel');
    expect([refused.status, await refused.text()]).toEqual([400, '2017 Transaction can not be deleted']);
    expect(await history(sandbox, payment)).toEqual(['AUT 25.40', 'MOV 25.40', 'STO 25.40']);
    expect((await page(`${sandbox.url}/dashboard/payments/7`)).status).toBe(404);
    expect((await move(sandbox, 'refund', payment, eur('0.01'))).code).toBe('2014');
  });
});
