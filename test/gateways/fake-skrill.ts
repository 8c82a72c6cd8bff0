import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { Gateway } from '../../gateways/gateway.ts';
import { skrill } from '../../gateways/skrill/index.ts';

type Said = string | { status: number; body: string };
type Answers = Partial<
  Record<'page' | 'status_trn' | 'history' | 'prepare' | 'refund', (form: Record<string, string>) => Said>
>;

/** Something at Skrill's addresses that says what a test wants it to, with the connector that asks it and all that it was sent. */
export async function fakeSkrill(answers: Answers, settings: object = {}) {
  const asked: { url: string; form: Record<string, string> }[] = [];
  const server = createServer(async (request, response) => {
    const form = Object.fromEntries(new URLSearchParams(await text(request)));
    asked.push({ url: request.url ?? '', form });
    const said = answers[(form.action ?? 'page') as keyof Answers]?.(form) ?? '500';
    const { status, body } = typeof said === 'string' ? { status: 200, body: said } : said;
    response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const given = {
    environment: 'test',
    email: 'shop@example.it',
    merchantId: '100005',
    apiPassword: 'MqiPass1',
    webhookSecret: 'incasso1',
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...settings,
  };
  const made = skrill.create('wallet', skrill.settings.parse(given), INSTALLATION);
  return { gateway: made as Gateway & Required<Pick<Gateway, 'refund' | 'listNotifications'>>, asked };
}

export const INSTALLATION = 'pay.shop.example';
export const PAYMENT = '100042-7b1c';
/** A page of that payment over 25.40 EUR, whose time is over in 2099 or was in 2001. */
export const PAGE = { open: `${PAYMENT}-1.4070908800.2540.EUR`, over: `${PAYMENT}-1.1000000000.2540.EUR` };

/** status_trn's answer about a transaction. */
export const trn = (fields: Record<string, string | undefined> = {}): string => {
  const all = {
    pay_to_email: 'shop@example.it',
    merchant_id: '100005',
    transaction_id: PAYMENT,
    mb_transaction_id: '2451682729',
    mb_amount: '25.4',
    mb_currency: 'EUR',
    status: '2',
    amount: '25.40',
    currency: 'EUR',
    incasso_page: PAGE.open,
    incasso_installation: INSTALLATION,
    ...fields,
  };
  const said = Object.entries(all).filter((one): one is [string, string] => one[1] !== undefined);
  return `200\t\tOK\n${new URLSearchParams(said)}`;
};
export const NOT_FOUND = `403\t\tTransaction not found: ${PAYMENT}`;

const HEAD =
  '"ID","Time (CET)","Type","Transaction Details","[-] EUR","[+] EUR","Status","balance","Reference","Amount Sent","Currency sent","More information","ID of the corresponding Skrill transaction","Payment Type"';

/** A line of the account's history, as Skrill writes it. */
export const row = (fields: Record<string, string>): string => {
  const { id = '1', time = '02 Mar 26 11:00', type = 'Send Money', minus = '', plus = '' } = fields;
  const { status = 'processed', reference = PAYMENT, sent = minus || plus } = fields;
  const all = [
    id,
    time,
    type,
    'to b@example.com',
    minus,
    plus,
    status,
    '1025.4',
    reference,
    sent,
    'EUR',
    '',
    '9',
    'WLT',
  ];
  return all.map((one) => `"${one}"`).join(',');
};
export const csv = (...rows: string[]): string => [HEAD, ...rows].join('\n');

/** refund.pl's answer to a refund that was made. */
export const made = (fields: Record<string, string> = {}): string => {
  const { id = '2451682799', status = '2', amount = '5.000000' } = fields;
  const { account = '100005', payment = PAYMENT } = fields;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<response><mb_amount>${amount}</mb_amount><mb_currency>EUR</mb_currency><mb_transaction_id>${id}</mb_transaction_id><merchant_id>${account}</merchant_id><status>${status}</status><transaction_id>${payment}</transaction_id></response>`;
};
export const SID = '9b8d6c1e0f2a4b3c8d7e6f5a4b3c2d1e';
export const prepared = `<response><sid>${SID}</sid></response>`;
export const refusal = (word: string): string =>
  `<response><error><error_msg>${word}</error_msg></error></response>`;
