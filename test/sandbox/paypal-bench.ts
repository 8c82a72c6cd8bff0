import { pressAt, receives, steer as steerSandbox } from './sandbox-bench.ts';

export { page } from './sandbox-bench.ts';

import type { IncomingHttpHeaders } from 'node:http';
import { onTestFinished } from 'vitest';
import {
  createPayPalSandbox,
  type PayPalSandbox,
  type PayPalSandboxOptions,
} from '../../sandbox/paypal/index.ts';

export interface Money {
  currency_code: string;
  value: string;
}
/** The parts of PayPal's answers that tests read; which of them are present depends on the call. */
export interface Json {
  [name: string]: unknown;
  id: string;
  status: string;
  details: { issue: string; field: string }[];
  links: { href: string; rel: string; method: string }[];
  purchase_units: { payments: { captures: Json[]; authorizations: Json[]; refunds: Json[] } }[];
  amount: Money;
  events: Event[];
  transaction_details: { transaction_info: Json }[];
}
export type Event = Json & { event_type: string; resource: Json };

/** A sandbox for one test. */
export async function paypal(options: PayPalSandboxOptions = {}): Promise<PayPalSandbox> {
  const sandbox = await createPayPalSandbox(options);
  onTestFinished(() => sandbox.close());
  return sandbox;
}

const basic = (sandbox: PayPalSandbox, secret = sandbox.clientSecret) =>
  `Basic ${Buffer.from(`${sandbox.clientId}:${secret}`).toString('base64')}`;

/** Asks for a token; every part of the request can be changed. */
export async function askToken(
  sandbox: PayPalSandbox,
  { secret, grant_type = 'client_credentials' }: { secret?: string; grant_type?: string } = {},
) {
  const response = await fetch(`${sandbox.url}/v1/oauth2/token`, {
    method: 'POST',
    headers: { authorization: basic(sandbox, secret) },
    body: new URLSearchParams({ grant_type }),
  });
  const body = (await response.json()) as { access_token: string; expires_in: number; scope: string };
  return { status: response.status, body };
}

/** Calls the API with a token; `body` undefined sends none, `headers` go on top. */
export async function call(
  sandbox: PayPalSandbox,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const { access_token } = (await askToken(sandbox)).body;
  const response = await fetch(path.startsWith('http') ? path : sandbox.url + path, {
    method,
    headers: {
      authorization: `Bearer ${access_token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      prefer: 'return=representation',
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : {}) as Json };
}

/** The create of the examples, word for word. */
export const EXAMPLE =
  '{"intent":"CAPTURE","purchase_units":[{"reference_id":"default","custom_id":"100042-7b1c","invoice_id":"100042-7b1c","description":"Ordine 100042","amount":{"currency_code":"EUR","value":"25.40"}}],"payment_source":{"paypal":{"experience_context":{"locale":"it-IT","brand_name":"Negozio","shipping_preference":"NO_SHIPPING","user_action":"PAY_NOW","payment_method_preference":"IMMEDIATE_PAYMENT_REQUIRED","return_url":"https://shop.example/checkout/T/return","cancel_url":"https://shop.example/checkout/T/back"}}}}';

/** The example with another intent, amount or experience. */
export function orderBody(
  changes: { intent?: string; amount?: unknown; unit?: object; experience?: object; units?: unknown[] } = {},
) {
  const body = JSON.parse(EXAMPLE);
  if (changes.intent) body.intent = changes.intent;
  if (changes.amount) body.purchase_units[0].amount = changes.amount;
  Object.assign(body.purchase_units[0], changes.unit);
  if (changes.units) body.purchase_units = changes.units;
  const context = body.payment_source.paypal.experience_context;
  Object.assign(context, { payment_method_preference: 'UNRESTRICTED' }, changes.experience);
  return body;
}

let keys = 0;
export const newKey = () => ({ 'paypal-request-id': `key-${++keys}` });

export async function open(sandbox: PayPalSandbox, changes: Parameters<typeof orderBody>[0] = {}) {
  const { status, body } = await call(sandbox, 'POST', '/v2/checkout/orders', orderBody(changes), newKey());
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
}

/** Presses a button of the buyer's page. */
export const press = (sandbox: PayPalSandbox, order: { id: string }, action: string) =>
  pressAt(`${sandbox.url}/checkoutnow/${action}?token=${order.id}`);

export const capture = (sandbox: PayPalSandbox, { id }: { id: string }, headers = newKey()) =>
  call(sandbox, 'POST', `/v2/checkout/orders/${id}/capture`, {}, headers);

/** An order that was approved and captured, with its capture. */
export async function pay(
  sandbox: PayPalSandbox,
  changes: Parameters<typeof orderBody>[0] = {},
  action = 'pay',
) {
  const order = await open(sandbox, changes);
  await press(sandbox, order, action);
  const { status, body } = await capture(sandbox, order);
  const taken = body.purchase_units?.[0]?.payments.captures[0];
  if (status !== 201 || !taken) throw new Error(JSON.stringify(body));
  return { order, capture: taken };
}

/** The order as it is now. */
export const orderOf = async (sandbox: PayPalSandbox, { id }: { id: string }) =>
  (await call(sandbox, 'GET', `/v2/checkout/orders/${id}`)).body;

export const issues = ({ body }: { body: Json }) => body.details.map(({ issue }) => issue);

export const steer = (sandbox: PayPalSandbox, path: string, body: object, method = 'POST') =>
  steerSandbox<Json>(sandbox, path, body, method);

export interface Received {
  headers: IncomingHttpHeaders;
  raw: string;
  event: Event;
}

/** A receiver of notifications that keeps what it got and answers with `answer`'s status. */
export async function receiver(answer: (received: Received) => number | Promise<number> = () => 200) {
  const hook = await receives((request, raw): Received => {
    return { headers: request.headers, raw, event: JSON.parse(raw) };
  }, answer);
  return { ...hook, types: () => hook.got.map(({ event }) => event.event_type) };
}
