import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { axerve } from '../../gateways/axerve/index.ts';
import type { Able } from '../contract/gateway-bench.ts';

type Said = string | { status: number; body: string };
type Body = Record<string, string>;
/** By the last part of the path: `detail`, `search`, `refund`, `moto`, ... */
type Answers = Record<string, (body: Body) => Said>;

export const API_KEY = 'R0VTUEFZMDAwMDEjI0VzZXJjZW50ZSBkaSBwcm92YQ';
export const PAYMENT = '100042-1b4e28ba-2fa1-41d2-883f-0016d3cca427';
export const CHARGE = '0081814508';

export const envelope = (code: string, payload: object = {}, description = 'words') =>
  JSON.stringify({ error: { code, description }, payload });

/** Details of a payment over 25.40 EUR that was transferred; more happens on the days after. */
export const details = (more: object[] = [], changes: object = {}) =>
  envelope('0', {
    transactionResult: 'OK',
    transactionState: more.length > 0 ? 'STO' : 'MOV',
    shopTransactionID: PAYMENT,
    paymentID: CHARGE,
    bankTransactionID: '33',
    currency: 'EUR',
    events: [
      { eventtype: 'AUT', eventamount: '25.40', eventdate: '02/03/26 11:00:00' },
      { eventtype: 'MOV', eventamount: '25.40', eventdate: '03/03/26 00:13:57' },
      ...more,
    ],
    ...changes,
  });

export const STO = (eventamount: string, changes: object = {}) => ({
  eventtype: 'STO',
  eventamount,
  eventdate: '04/03/26 09:00:00',
  environment: 'ONL',
  ...changes,
});

export const done = envelope('0', { transactionResult: 'OK' });

/** Something at Axerve's address that says what a test wants it to, with the connector that asks it and all that it was sent. */
export async function fakeAxerve(answers: Answers, settings: object = {}) {
  const asked: { what: string; url: string; body: Body }[] = [];
  const server = createServer(async (request, response) => {
    const { url = '' } = request;
    const [what = ''] = url.split('/').filter((part) => part in answers);
    const sent = await text(request);
    const body = sent === '' ? {} : (JSON.parse(sent) as Body);
    asked.push({ what, url, body });
    const said = answers[what]?.(body) ?? envelope('1401');
    const answer = typeof said === 'string' ? { status: 200, body: said } : said;
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const given = {
    environment: 'test',
    shopLogin: 'GESPAY00001',
    apiKey: API_KEY,
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...settings,
  };
  const gateway = axerve.create('sella', axerve.settings.parse(given), 'pay.shop.example') as Able;
  return { gateway, asked };
}
