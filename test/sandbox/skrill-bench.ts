export { page } from './sandbox-bench.ts';

import { createHash } from 'node:crypto';
import { onTestFinished } from 'vitest';
import {
  createSkrillSandbox,
  type SkrillSandbox,
  type SkrillSandboxOptions,
} from '../../sandbox/skrill/index.ts';
import { receives, steer as steerSandbox } from './sandbox-bench.ts';

/** MD5 of "MqiPass1", in small letters. */
export const MQI = '5b82e10f828dddf56ce3f898948d8733';

/** A sandbox for one test. */
export async function skrill(options: SkrillSandboxOptions = {}): Promise<SkrillSandbox> {
  const sandbox = await createSkrillSandbox(options);
  onTestFinished(() => sandbox.close());
  return sandbox;
}

type Fields = Record<string, string | undefined>;
const form = (fields: Fields) =>
  new URLSearchParams(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );

/** A payment of 25.40 EUR; `undefined` takes a field away. */
export const payment = (changes: Fields = {}): Fields => ({
  pay_to_email: 'shop@example.it',
  transaction_id: '100042-7b1c',
  prepare_only: '1',
  amount: '25.40',
  currency: 'EUR',
  language: 'IT',
  return_url: 'http://127.0.0.1:9/return',
  cancel_url: 'http://127.0.0.1:9/back',
  detail1_description: 'Ordine',
  detail1_text: '100042',
  merchant_fields: 'incasso_key',
  incasso_key: '100042-7b1c-1',
  ...changes,
});

export async function post(sandbox: SkrillSandbox, path: string, fields: Fields) {
  const response = await fetch(sandbox.url + path, {
    method: 'POST',
    body: form(fields),
    redirect: 'manual',
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Prepares a page, and lets the buyer's browser come to it; its session id. */
export async function open(sandbox: SkrillSandbox, changes: Fields = {}): Promise<string> {
  const { text } = await post(sandbox, '/', payment(changes));
  if (!/^[0-9a-f]{32}$/.test(text)) throw new Error(text);
  await fetch(`${sandbox.url}/?sid=${text}`);
  return text;
}

/** Presses a button of the hosted page. */
export async function press(sandbox: SkrillSandbox, sid: string, action: string, fields: Fields = {}) {
  const { status, headers, text } = await post(sandbox, `/pay/${sid}/${action}`, fields);
  return { status, location: headers.get('location'), html: text };
}

/** Asks the query interface; answers the lines that it gives. */
export async function query(sandbox: SkrillSandbox, fields: Fields): Promise<string[]> {
  const login = { email: 'shop@example.it', password: MQI };
  const { text } = await post(sandbox, '/app/query.pl', { ...login, ...fields });
  return text.split('\n');
}

/** The fields of status_trn's answer. */
export async function statusOf(
  sandbox: SkrillSandbox,
  trn_id = '100042-7b1c',
): Promise<Record<string, string>> {
  const [line, fields] = await query(sandbox, { action: 'status_trn', trn_id });
  if (line !== '200\t\tOK') throw new Error(line);
  return Object.fromEntries(new URLSearchParams(fields));
}

/** Calls the refund interface; answers a function that reads an element of the result. */
export async function refund(sandbox: SkrillSandbox, fields: Fields) {
  const login = fields.action === 'prepare' ? { email: 'shop@example.it', password: MQI } : {};
  const { text } = await post(sandbox, '/app/refund.pl', { ...login, ...fields });
  const element = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
  return { text, sid: element('sid'), error: element('error_msg'), status: element('status'), element };
}

export const steer = (sandbox: { url: string }, path: string, body: object) =>
  steerSandbox<Record<string, unknown> & { id: string }>(sandbox, path, body);

export interface Received {
  method: string;
  raw: string;
  fields: Record<string, string>;
}

/** A receiver of forms, by POST or in a query, that keeps what it got and answers with `answer`'s status. */
export async function receiver(answer: (received: Received) => number | Promise<number> = () => 200) {
  const hook = await receives(({ method = '', url = '' }, body): Received => {
    const raw = method === 'POST' ? body : (url.split('?')[1] ?? '');
    return { method, raw, fields: Object.fromEntries(new URLSearchParams(raw)) };
  }, answer);
  /** The fields of the first one. */
  const first = async (): Promise<Record<string, string>> => (await hook.until(1))[0]?.fields ?? {};
  return { ...hook, first };
}

/** The report of the first payment of a sandbox, as it is posted. */
export const EXAMPLE =
  'pay_to_email=shop%40example.it&pay_from_email=b%40example.com&merchant_id=100005&transaction_id=100042-7b1c&mb_transaction_id=2451682729&mb_amount=25.4&mb_currency=EUR&status=2&md5sig=EEF83786DED92AECBE955626BAF34A48&amount=25.40&currency=EUR&payment_type=WLT&incasso_key=100042-7b1c-1';

/** A sandbox with a page that was opened, and what its reports are posted to. */
export const shop = async (options?: SkrillSandboxOptions, answer?: Parameters<typeof receiver>[0]) => {
  const hook = await receiver(answer);
  const sandbox = await skrill(options);
  const sid = await open(sandbox, { status_url: hook.url });
  return { hook, sandbox, sid };
};

/** md5sig as a receiver computes it from the posted fields. */
export function md5sig(fields: Record<string, string>, secret = 'incasso1'): string {
  const md5 = (text: string) => createHash('md5').update(text).digest('hex').toUpperCase();
  const { merchant_id, transaction_id, mb_amount, mb_currency, status } = fields;
  return md5(`${merchant_id}${transaction_id}${md5(secret)}${mb_amount}${mb_currency}${status}`);
}
