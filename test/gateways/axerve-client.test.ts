import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { axerve } from '../../gateways/axerve/index.ts';
import type { Able } from '../contract/gateway-bench.ts';
import { aRequest } from './axerve-given.ts';

const apiKey = 'R0VTUEFZMDAwMDEjI0VzZXJjZW50ZSBkaSBwcm92YQ';
const envelope = (code: string, payload: object = {}, description = 'words') =>
  JSON.stringify({ error: { code, description }, payload });

describe('Axerve on the wire', () => {
  const asked: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] = [];
  let answers: { status: number; body: string }[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    asked.push({ method, url, headers, body: await text(request) });
    const { status, body } = answers.shift() ?? { status: 200, body: envelope('0') };
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  let gateway: Able;
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    asked.splice(0);
    answers = [];
    makeGateway();
  });
  /** As a process makes it that has asked for nothing yet. */
  function makeGateway() {
    const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const settings = { environment: 'test', shopLogin: 'GESPAY00001', apiKey, apiUrl };
    gateway = axerve.create('sella', axerve.settings.parse(settings), 'pay.shop.example') as Able;
  }
  const answer = (body: string, status = 200) => answers.push({ status, body });
  const open = (changes = {}) => gateway.openPage(aRequest(changes), 'k');
  const details = (changes: object = {}) =>
    envelope('0', {
      transactionResult: 'OK',
      transactionState: 'MOV',
      shopTransactionID: '100042-7b1c',
      paymentID: '0081814508',
      currency: 'EUR',
      events: [
        { eventtype: 'AUT', eventamount: '25.40', eventdate: '02/03/26 11:00:00' },
        { eventtype: 'MOV', eventamount: '25.40', eventdate: '03/03/26 00:13:57' },
      ],
      ...changes,
    });

  it('is JSON that names the shop, with the key in a header', async () => {
    const href = 'https://sandbox.gestpay.net/pagam/src/index.html?paymentID=0081814508';
    answer(envelope('0', { paymentToken: 't', paymentID: '0081814508', userRedirect: { href } }));
    const request = aRequest();
    const page = await gateway.openPage(request, 'k');
    expect(page).toEqual({ id: '0081814508', url: href, expiresAt: request.expiresAt });
    const [{ method, url, headers, body } = expect.fail('asked')] = asked;
    expect([method, url, headers['content-type'], headers.authorization]).toEqual([
      'POST',
      '/api/v1/payment/create/',
      'application/json',
      `apikey ${apiKey}`,
    ]);
    expect(JSON.parse(body)).toMatchObject({ shopLogin: 'GESPAY00001', amount: '25.40' });
  });

  it('opens nothing for a reference with two dashes together, or too great a sum: nothing is sent', async () => {
    await expect(open({ paymentId: '100042--7b1c' })).rejects.toMatchObject({ code: 'GATEWAY_REFUSED' });
    await expect(open({ total: { amount: 100_000_000, currency: 'EUR' } })).rejects.toMatchObject({
      code: 'GATEWAY_AMOUNT_REFUSED',
    });
    expect(asked).toEqual([]);
  });

  it.each([
    ['1131', 403, 'GATEWAY_LOGIN_REFUSED', 'refused'],
    ['1142', 200, 'GATEWAY_LOGIN_REFUSED', 'refused'],
    ['1166', 403, 'GATEWAY_LOGIN_REFUSED', 'refused'],
    ['1146', 400, 'GATEWAY_AMOUNT_REFUSED', 'refused'],
    ['1147', 400, 'GATEWAY_AMOUNT_REFUSED', 'refused'],
    ['1105', 400, 'GATEWAY_REFUSED', 'refused'],
    ['1107', 400, 'GATEWAY_REFUSED', 'refused'],
    ['9999', 500, 'GATEWAY_ANSWER_LOST', 'maybe'],
    ['212', 200, 'GATEWAY_ANSWER_LOST', 'maybe'],
    ['810', 400, 'GATEWAY_ANSWER_LOST', 'maybe'],
    ['7777', 400, 'GATEWAY_REFUSED', 'refused'],
    ['7777', 403, 'GATEWAY_LOGIN_REFUSED', 'refused'],
    ['7777', 500, 'GATEWAY_ANSWER_LOST', 'maybe'],
    ['7777', 429, 'GATEWAY_AWAY', 'away'],
  ])('that answers %s with HTTP %d fails as %s', async (code, status, failure, kind) => {
    answer(envelope(code), status);
    await expect(open()).rejects.toMatchObject({
      code: failure,
      kind,
      message: expect.stringContaining(code),
    });
  });

  it.each([
    ['an error page', '<html>no</html>', 502],
    ['a page of another server', '<html>no</html>', 200],
    ['an empty answer', '', 200],
    ['an answer without an envelope', '{"message":"x"}', 403],
    ['an answer without a payment', envelope('0'), 200],
    [
      'a payment whose id is a number',
      envelope('0', { paymentID: 12, userRedirect: { href: 'https://x.example' } }),
      200,
    ],
    [
      'a page that is no address',
      envelope('0', { paymentID: '12', userRedirect: { href: 'javascript:0' } }),
      200,
    ],
    ['no error with a status that is one', envelope('0', { paymentID: '12' }), 500],
  ])('that answers with %s leaves it open whether it was done', async (_what, body, status) => {
    answer(body, status);
    await expect(open()).rejects.toMatchObject({ code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' });
  });

  it('is told in its own words, without what they quote', async () => {
    answer(envelope('1105', {}, `Invalid ada@shop.example https://x.example/?k=1 ${apiKey}`), 400);
    const failure = await open().catch((error: unknown) => error);
    expect(String(failure)).toMatch(/1105 Invalid \*\*\* \*\*\* \*\*\*$/);
  });

  it('is asked for a payment by the same text that it gave, and believed for that one only', async () => {
    answer(details());
    answer(envelope('1401'), 400);
    expect(await gateway.inquire('100042-7b1c', '0081814508')).toMatchObject([
      { fact: 'PAID', page: '0081814508' },
    ]);
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ shopLogin: 'GESPAY00001', paymentID: '0081814508' });
    for (const other of [{ paymentID: '81814508' }, { shopTransactionID: '100043-7b1c' }]) {
      answer(details(other));
      await expect(gateway.inquire('100042-7b1c', '0081814508')).rejects.toMatchObject({
        code: 'PAGE_NOT_FOUND',
      });
    }
    const uuid = '100042-1b4e28ba-2fa1-41d2-883f-0016d3cca427';
    answer(details({ paymentID: '81814508', shopTransactionID: uuid }));
    const lookup = { kind: 'lookup', id: 'n', type: 'payment', charge: '0081814508' } as const;
    expect(await gateway.lookUp(lookup)).toBeUndefined();
  });

  it.each(['2011', '1413', '1400', '1401'])('that knows no such payment (%s) says so', async (code) => {
    answer(envelope(code), 400);
    await expect(gateway.inquire('100042-7b1c', '12')).rejects.toMatchObject({ code: 'PAGE_NOT_FOUND' });
  });

  it('tells of rows that it can not read, and of those that name nothing, and reads the others', async () => {
    const row = { transactionResult: 'OK', transactionState: 'MOV', bankTransactionID: '33' };
    const payments = [
      { ...row, shopTransactionID: 7 },
      { ...row, shopTransactionID: 'WC-1', bankTransactionID: '' },
      { ...row, shopTransactionID: '1b4e28ba-2fa1-41d2-883f-0016d3cca427' },
    ];
    answer(envelope('0', { nResults: '3', payments }));
    for (let n = 0; n < 6; n += 1) answer(envelope('1401'), 400);
    const { notifications } = await gateway.listNotifications(new Date(Date.now() - 60_000).toISOString());
    expect(notifications).toEqual([
      { kind: 'lookup', id: 'search:bank:33', type: 'payment', charge: 'bank:33' },
      { kind: 'unreadable', id: 'row-1', type: 'payment' },
      { kind: 'unreadable', id: 'row-2', type: 'payment' },
    ]);
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual(
      Array.from({ length: 7 }, () => 'POST /api/v1/dashboard/search'),
    );
  });

  describe('a refund', () => {
    const order = {
      paymentId: '100042-7b1c',
      charge: '0081814508',
      refundKey: 'refund:100042-7b1c:1',
      money: { amount: 500, currency: 'EUR' },
      already: { amount: 0, currency: 'EUR' },
    };
    const refund = () => gateway.refund(order).catch((error: unknown) => error);
    const lost = { code: 'GATEWAY_ANSWER_LOST', kind: 'maybe', retryAfterMs: 30_000 };

    it('is posted with sum and currency', async () => {
      answer(details());
      answer(envelope('2018'), 400);
      answer(details());
      expect(await refund()).toMatchObject({ code: 'GATEWAY_REFUSED', kind: 'refused' });
      expect(asked[1]).toMatchObject({ method: 'POST', url: '/api/v1/payment/refund/' });
      expect(JSON.parse(asked[1]?.body ?? '')).toEqual({
        shopLogin: 'GESPAY00001',
        paymentID: '0081814508',
        amount: '5.00',
        currency: 'EUR',
        refundReason: 'Rimborso del negozio',
      });
    });

    it('that is refused by a code, or a word, that nobody knows may have been made', async () => {
      for (const said of [
        { body: envelope('7777'), status: 400 },
        { body: envelope('9999'), status: 500 },
        { body: envelope('0', { transactionResult: 'QQ' }), status: 200 },
      ]) {
        answer(details());
        answers.push(said);
        expect(await refund()).toMatchObject(lost);
      }
    });

    it('that is refused as more than is left is the one that was made before, or may be', async () => {
      const events = [{ eventtype: 'MOV', eventamount: '25.40', eventdate: '03/03/26 00:13:57' }];
      const given = { eventtype: 'STO', eventamount: '5.00', eventdate: '04/03/26 00:13:57' };
      for (const code of ['2014', '8015', '2017']) {
        answer(details({ events }));
        answer(envelope(code), 400);
        answer(details({ events: [...events, given], transactionState: 'STO' }));
        expect(await refund()).toMatchObject({ id: 'refund:0081814508-1:REFUNDED', fact: 'REFUNDED' });
        answer(details({ events }));
        answer(envelope(code), 400);
        answer(details({ events }));
        expect(await refund()).toMatchObject({ ...lost, message: expect.stringContaining(code) });
      }
    });

    it('that was taken, and stands nowhere yet, may have been made', async () => {
      answer(details());
      answer(envelope('0', { transactionResult: 'OK' }));
      answer(details());
      expect(await refund()).toMatchObject(lost);
    });

    it('that is refused by its result had no effect', async () => {
      answer(details());
      answer(envelope('0', { transactionResult: 'KO' }));
      answer(details());
      expect(await refund()).toMatchObject({ code: 'GATEWAY_REFUSED', kind: 'refused' });
      answer(details());
      answer(envelope('0', { transactionResult: 'KO', transactionErrorCode: '2014' }));
      answer(details());
      expect(await refund()).toMatchObject(lost);
    });

    it('after which nobody answers any more may have been made', async () => {
      for (const said of [envelope('0', { transactionResult: 'OK' }), envelope('2014')]) {
        makeGateway();
        answer(details());
        answer(said);
        answer(envelope('1166'), 403);
        expect(await refund()).toMatchObject(lost);
      }
    });

    it('of a payment whose sums can not be read is refused, and nothing is asked for', async () => {
      answer(details({ events: [{ eventtype: 'MOV', eventamount: '25,40' }] }));
      expect(await refund()).toMatchObject({ code: 'GATEWAY_REFUSED' });
      expect(asked).toHaveLength(1);
    });
  });
});
