export { page } from './sandbox-bench.ts';

import { onTestFinished } from 'vitest';
import {
  type AxerveSandbox,
  type AxerveSandboxOptions,
  createAxerveSandbox,
} from '../../sandbox/axerve/index.ts';
import { pressAt, receives, steer as steerSandbox } from './sandbox-bench.ts';

export type Json = Record<string, unknown>;
export const SHOP = 'GESPAY00001';

/** A sandbox for one test. */
export async function axerve(options: AxerveSandboxOptions = {}): Promise<AxerveSandbox> {
  const sandbox = await createAxerveSandbox(options);
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** The body of a create of 25.40 EUR without an address to notify; `undefined` takes a field away. */
export const order = (changes: Json = {}): Json => ({
  shopLogin: SHOP,
  amount: '25.40',
  currency: 'EUR',
  shopTransactionID: '100042-7b1c',
  buyerName: 'Mario Rossi',
  buyerEmail: 'm.rossi@example.it',
  languageId: '1',
  responseURLs: { buyerOK: 'http://127.0.0.1:9/return', buyerKO: 'http://127.0.0.1:9/back' },
  ...changes,
});

export interface Answer {
  status: number;
  code: string;
  description: string;
  payload: Json & { events: Json[]; payments: Json[]; paymentID: string };
}

export async function call(
  sandbox: AxerveSandbox,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = { authorization: `apikey ${sandbox.apiKey}` },
): Promise<Answer> {
  const response = await fetch(`${sandbox.url}/api/v1/${path}`, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const answer = (await response.json()) as {
    error: { code: string; description: string };
    payload: Answer['payload'];
  };
  return { status: response.status, ...answer.error, payload: answer.payload };
}

/** A payment whose page is open. */
export async function open(sandbox: AxerveSandbox, changes: Json = {}) {
  const { code, description, payload } = await call(sandbox, 'POST', 'payment/create/', order(changes));
  if (code !== '0') throw new Error(`${code} ${description}`);
  const { href } = payload.userRedirect as { href: string };
  return { paymentID: payload.paymentID, paymentToken: String(payload.paymentToken), href };
}

type Named = { paymentID: string };

/** A payment that was paid by card. */
export async function paid(sandbox: AxerveSandbox, changes: Json = {}) {
  const payment = await open(sandbox, changes);
  await press(sandbox, payment, 'pay');
  return payment;
}

export async function detail(sandbox: AxerveSandbox, { paymentID }: Named) {
  return (await call(sandbox, 'POST', 'payment/detail', { shopLogin: SHOP, paymentID })).payload;
}

/** "AUT 25.40", one for each event. */
export const history = async (sandbox: AxerveSandbox, payment: Named): Promise<string[]> =>
  (await detail(sandbox, payment)).events.map(({ eventtype, eventamount }) => `${eventtype} ${eventamount}`);

/** An operation on money: capture, cancel or refund. */
export const move = (sandbox: AxerveSandbox, what: string, { paymentID }: Named, more: Json = {}) =>
  call(sandbox, 'POST', `payment/${what}/`, { shopLogin: SHOP, paymentID, ...more });
export const eur = (amount: string): Json => ({ amount, currency: 'EUR' });

/** Presses a button of the hosted page. */
export const press = (sandbox: AxerveSandbox, { paymentID }: Named, action: string) =>
  pressAt(`${sandbox.url}/pay/${paymentID}/${action}`);

export const steer = (sandbox: AxerveSandbox, path: string, body: object = {}) =>
  steerSandbox<Json>(sandbox, path, body);

export const HELD = '<HTML></HTML>';

/** A receiver of notifications that keeps their queries, and answers what `answer` says. */
export const receiver = (answer: (query: Json) => string | number | Promise<string> = () => HELD) =>
  receives(
    ({ url = '', method, headers }): Record<string, string> => {
      const query = Object.fromEntries(new URL(url, 'http://127.0.0.1').searchParams);
      return { ...query, method: String(method), by: headers['user-agent'] ?? 'nobody' };
    },
    async (query) => {
      const reply = await answer(query);
      return typeof reply === 'number' ? { status: reply, body: HELD } : { status: 200, body: reply };
    },
  );
