import { describe, expect, test } from 'vitest';
import { axerve, call, detail, open, order, page, SHOP, steer } from './axerve-bench.ts';

const CREATE = 'payment/create/';

describe('who may ask', () => {
  test.each([
    ['a wrong key', { authorization: 'apikey other' }, '1166', 'Invalid ApiKey'],
    ['a key of another scheme', { authorization: 'Bearer other' }, '1171', 'missing authentication header'],
    ['no key', {}, '1171', 'missing authentication header'],
    ['a token, which opens nothing', { paymentToken: 'x' }, '1404', 'Authentication method not allowed'],
  ])('%s is refused with 403, and no page is opened', async (_what, headers, code, description) => {
    const sandbox = await axerve();
    const refused = await call(sandbox, 'POST', CREATE, order(), headers as Record<string, string>);
    expect(refused).toEqual({ status: 403, code, description, payload: {} });
    expect(sandbox.books.payments).toEqual({});
  });

  test.each([
    [{ active: false }, '1132'],
    [{ addressAllowed: false }, '1142'],
  ])('a shop with %o is let in no more', async (state, code) => {
    const sandbox = await axerve();
    await steer(sandbox, 'account', state);
    expect(await call(sandbox, 'POST', CREATE, order())).toMatchObject({ status: 403, code });
  });

  test('a shop that nobody knows is told so, and a key opens no other shop', async () => {
    const sandbox = await axerve();
    await steer(sandbox, 'shops', { shopLogin: 'GESPAY00002', apiKey: 'second' });
    const ask = (shopLogin: string) => call(sandbox, 'POST', CREATE, order({ shopLogin }));
    expect((await ask('GESPAY99999')).code).toBe('1131');
    expect((await ask('GESPAY00002')).code).toBe('1166');
    const foreignPayment = await open(sandbox);
    const query = { shopLogin: 'GESPAY00002', paymentID: foreignPayment.paymentID };
    const foreign = await call(sandbox, 'POST', 'payment/detail', query, { authorization: 'apikey second' });
    expect(foreign.code).toBe('2011');
  });
});

describe('opening a page', () => {
  test('a payment has a token, an id and an address, and is unsubmitted', async () => {
    const sandbox = await axerve();
    const { status, code, description, payload } = await call(
      sandbox,
      'POST',
      CREATE,
      order({
        paymentType: ['CREDITCARD', 'MYBANK'],
        responseURLs: {
          buyerOK: 'https://shop.example/checkout/T/return',
          buyerKO: 'https://shop.example/checkout/T/back',
          serverNotificationURL: 'https://shop.example/store/cart/checkout/sella/webhooks',
        },
      }),
    );
    expect({ status, code, description }).toEqual({
      status: 200,
      code: '0',
      description: 'request correctly processed',
    });
    expect(payload).toEqual({
      paymentToken: expect.stringMatching(/^[0-9a-f-]{36}$/),
      paymentID: expect.stringMatching(/^\d{10}$/),
      userRedirect: { href: expect.stringContaining(`paymentID=${payload.paymentID}`) },
    });
    expect(await detail(sandbox, payload)).toMatchObject({
      transactionType: 'detail',
      transactionResult: 'UNSUBMITTED',
      transactionState: '',
      paymentID: payload.paymentID,
      shopTransactionID: '100042-7b1c',
      bankTransactionID: '',
      currency: 'EUR',
      events: [],
    });
  });

  test('the same create again opens a second page, and the reference of the shop is ambiguous from then on', async () => {
    const sandbox = await axerve();
    const first = await open(sandbox);
    const query = { shopLogin: SHOP, shopTransactionID: '100042-7b1c' };
    const alone = await call(sandbox, 'POST', 'payment/detail', query);
    expect(alone.payload.paymentID).toBe(first.paymentID);
    const second = await open(sandbox);
    expect(second.paymentID).not.toBe(first.paymentID);
    expect(await call(sandbox, 'POST', 'payment/detail', query)).toMatchObject({
      status: 400,
      code: '2012',
      description: 'Transaction ambiguous',
    });
    expect((await detail(sandbox, first)).paymentID).toBe(first.paymentID);
  });

  test('an id is a text: every other one begins with a zero', async () => {
    const sandbox = await axerve();
    const ids = [await open(sandbox), await open(sandbox)].map(({ paymentID }) => paymentID);
    expect(ids.map((id) => id.length)).toEqual([10, 10]);
    expect(ids.map((id) => id.startsWith('0'))).toEqual([false, true]);
  });

  test.each([
    ['no amount', { amount: undefined }, '1112'],
    ['a number for a text', { amount: 25.4 }, '1173'],
    ['no number', { amount: 'dieci' }, '1113'],
    ['a comma', { amount: '25,40' }, '1456'],
    ['three decimals', { amount: '25.400' }, '1114'],
    ['decimals of a yen', { amount: '2540.00', currency: 'JPY' }, '1114'],
    ['nothing to pay', { amount: '0.00' }, '1146'],
    ['ten characters', { amount: '1000000.00' }, '1147'],
    ['more than seven million', { amount: '7000001' }, '1147'],
    ['more than 400,000 yuan', { amount: '400001', currency: 'CNY' }, '1147'],
    ['no currency', { currency: undefined }, '1441'],
    ['a currency of nobody', { currency: 'XXX' }, '1111'],
    ['a currency in small letters', { currency: 'eur' }, '1111'],
    ['no reference', { shopTransactionID: undefined }, '1115'],
    ['a reference of 51 characters', { shopTransactionID: 'x'.repeat(51) }, '1116'],
    ['a reference with two dashes', { shopTransactionID: '100042--7b1c' }, '1105'],
    ['a reference with a space', { shopTransactionID: '100042 7b1c' }, '1105'],
    ['a name of 51 characters', { buyerName: 'x'.repeat(51) }, '1129'],
    ['a name with a comma', { buyerName: 'Rossi, Mario' }, '1105'],
    ['an address that is none', { buyerEmail: 'rossi' }, '1127'],
    ['a language of nobody', { languageId: 'it' }, '1117'],
    ['a payment type of nobody', { paymentType: ['CARD'] }, '1403'],
    ['a payment type that is switched off', { paymentType: ['KLARNA'] }, '1403'],
    ['a relative address', { responseURLs: { buyerOK: '/thanks' } }, '1105'],
    ['an address for something else', { responseURLs: { notify: 'https://shop.example' } }, '1107'],
    ['a key that the back office does not know', { customInfo: { order: '1' } }, '1107'],
    ['a field that nobody knows', { expiresAt: '1' }, '1107'],
    ['a channel of nobody', { paymentChannel: { channelType: ['FAX'] } }, '1442'],
  ])('refuses %s', async (_what, changes, code) => {
    const sandbox = await axerve();
    expect(await call(sandbox, 'POST', CREATE, order(changes))).toMatchObject({ status: 400, code });
    expect(sandbox.books.payments).toEqual({});
  });

  test.each([...'& §()*<>,;:/[]?=%~°', '*P1*', '--', '/*', '//'])(
    'refuses a reference with "%s" in it',
    async (text) => {
      const sandbox = await axerve();
      const refused = await call(sandbox, 'POST', CREATE, order({ shopTransactionID: `a${text}b` }));
      expect(refused).toMatchObject({ status: 400, code: '1105', description: 'Invalid parameter value' });
    },
  );

  test('customInfo takes keys of the back office, 300 characters each and 1000 in all', async () => {
    const keys = ['a', 'b', 'c', 'd'];
    const sandbox = await axerve({ customFields: keys });
    const ask = (customInfo: object) => call(sandbox, 'POST', CREATE, order({ customInfo }));
    const all = (value: string) => Object.fromEntries(keys.map((key) => [key, value]));
    expect((await ask({ a: 'x'.repeat(301) })).code).toBe('1129');
    expect((await ask(all('x'.repeat(300)))).code).toBe('1128');
    const kept = await ask(all('x'.repeat(200)));
    expect((await detail(sandbox, kept.payload)).customInfo).toEqual(all('x'.repeat(200)));
  });

  test.each([
    ['no JSON', '{"shopLogin":'],
    ['an empty body', ''],
    ['a list', '[]'],
  ])('refuses %s in its own envelope', async (_what, body) => {
    const { code, status } = await call(await axerve(), 'POST', CREATE, body);
    expect([status, code]).toEqual(body === '[]' ? [403, '1131'] : [400, '1173']);
  });

  test('refuses a form, though it has the same fields', async () => {
    const sandbox = await axerve();
    const response = await fetch(`${sandbox.url}/api/v1/${CREATE}`, {
      method: 'POST',
      headers: { authorization: `apikey ${sandbox.apiKey}` },
      body: new URLSearchParams({ shopLogin: SHOP, amount: '25.40' }),
    });
    expect([response.status, await response.json()]).toMatchObject([400, { error: { code: '1173' } }]);
  });

  test('an address that is none is answered with a page, not with an envelope', async () => {
    const { status, html } = await page(`${(await axerve()).url}/api/v1/payment/expire/1`);
    expect([status, html]).toEqual([404, expect.stringContaining('<html>')]);
  });

  test('a later update may change the sum to nothing else', async () => {
    const sandbox = await axerve();
    const { paymentID } = await open(sandbox);
    const update = (amount: string) =>
      call(sandbox, 'POST', 'payment/update', { shopLogin: SHOP, paymentID, amount });
    expect((await update('25.40')).payload).toMatchObject({
      transactionType: 'update',
      transactionResult: 'OK',
    });
    expect((await update('25.41')).code).toBe('1445');
  });
});

describe('asked about a shop', () => {
  test('it says environment, version, methods and how each method is captured', async () => {
    const sandbox = await axerve({
      capture: 'separated',
      automaticBehaviour: { type: 'capture', days: '25' },
      environment: 'LIVE',
    });
    const ask = async (what: string) => (await call(sandbox, 'GET', `shop/${what}/${SHOP}`)).payload;
    expect(await ask('environment')).toEqual({ environment: 'LIVE' });
    expect(await ask('version')).toEqual({ version: 'Unlimited' });
    expect(await ask('moto')).toEqual({
      moto: [
        {
          paymentType: 'CREDITCARD',
          capture: 'separated',
          automaticBehaviour: { type: 'capture', days: '25' },
        },
        { paymentType: 'PAYPAL', capture: 'unified', automaticBehaviour: { type: '', days: '' } },
      ],
    });
    expect(await ask('methods')).toMatchObject({
      paymentMethod: [{ paymentType: 'CREDITCARD' }, { paymentType: 'MYBANK' }, { paymentType: 'PAYPAL' }],
    });
    expect((await call(sandbox, 'GET', 'shop/environment/GESPAY99999')).code).toBe('1131');
  });

  test.each([
    [{ paymentType: 'KLARNA', capture: 'separated' }, '1403'],
    [{ paymentType: 'CREDITCARD', capture: 'later' }, '1448'],
    [{ capture: 'separated', automaticBehaviour: { type: 'keep', days: '3' } }, '1449'],
    [{ capture: 'separated', automaticBehaviour: { type: 'delete', days: 'due' } }, '1450'],
    [{ capture: 'separated', automaticBehaviour: { type: 'delete', days: '26' } }, '1451'],
    [
      { paymentType: 'PAYPAL', capture: 'separated', automaticBehaviour: { type: 'delete', days: '26' } },
      '1452',
    ],
  ])('a setting of %o is refused with %s', async (moto, code) => {
    const body = { shopLogin: SHOP, paymentType: 'CREDITCARD', ...moto };
    expect((await call(await axerve(), 'POST', 'shop/moto', body)).code).toBe(code);
  });

  test('the capture of a method can be set, in capitals too', async () => {
    const sandbox = await axerve();
    const automaticBehaviour = { type: 'DELETE', days: '5' };
    const body = { shopLogin: SHOP, paymentType: 'CREDITCARD', capture: 'SEPARATED', automaticBehaviour };
    const set = {
      paymentType: 'CREDITCARD',
      capture: 'separated',
      automaticBehaviour: { type: 'delete', days: '5' },
    };
    expect((await call(sandbox, 'POST', 'shop/moto', body)).payload).toEqual({ result: 'OK', ...set });
    expect((await call(sandbox, 'GET', `shop/moto/${SHOP}`)).payload.moto).toContainEqual(set);
  });
});
