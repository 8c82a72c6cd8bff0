import { pressAt, receives, steer as steerSandbox } from './sandbox-bench.ts';

export { page } from './sandbox-bench.ts';

import { createHmac } from 'node:crypto';
import { onTestFinished } from 'vitest';
import {
  createStripeSandbox,
  type StripeSandbox,
  type StripeSandboxOptions,
} from '../../sandbox/stripe/index.ts';

export type Json = Record<string, unknown> & { id: string };

/** A sandbox for one test. */
export async function stripe(options: StripeSandboxOptions = {}): Promise<StripeSandbox> {
  const sandbox = await createStripeSandbox(options);
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** Form fields for a session of 25.00 EUR; `undefined` takes one away. */
export function sessionForm(changes: Record<string, string | undefined> = {}): Record<string, string> {
  const fields: Record<string, string | undefined> = {
    mode: 'payment',
    'line_items[0][quantity]': '2',
    'line_items[0][price_data][currency]': 'eur',
    'line_items[0][price_data][unit_amount]': '1250',
    'line_items[0][price_data][product_data][name]': 'Sedia',
    client_reference_id: 'payment-1',
    success_url: 'http://127.0.0.1:9/return?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://127.0.0.1:9/basket',
    ...changes,
  };
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

export async function call(
  sandbox: StripeSandbox,
  method: string,
  path: string,
  form?: Record<string, string>,
  headers: Record<string, string> = {},
) {
  const response = await fetch(sandbox.url + path, {
    method,
    headers: { authorization: `Bearer ${sandbox.secretKey}`, ...headers },
    ...(form && { body: new URLSearchParams(form) }),
  });
  const body = (await response.json()) as Json & { error: Record<string, string>; data: Json[]; url: string };
  return { status: response.status, headers: response.headers, body };
}

export async function open(sandbox: StripeSandbox, changes: Record<string, string | undefined> = {}) {
  const { status, body } = await call(sandbox, 'POST', '/v1/checkout/sessions', sessionForm(changes));
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
}

/** Presses a button of the hosted page. */
export const press = (sandbox: StripeSandbox, session: { id: string }, action: string) =>
  pressAt(`${sandbox.url}/pay/${session.id}/${action}`);

export const steer = (sandbox: StripeSandbox, path: string, body: object, method = 'POST') =>
  steerSandbox<Json>(sandbox, path, body, method);

export interface Received {
  signature: string;
  raw: string;
  event: Json & { type: string; data: { object: Json } };
}

/** The signature Stripe would make. */
export const v1 = (raw: string, time: string, secret: string) =>
  createHmac('sha256', secret).update(`${time}.${raw}`).digest('hex');

/** A receiver of notifications that keeps what it got and answers with `answer`'s status. */
export const receiver = (answer: (received: Received) => number | Promise<number> = () => 200) =>
  receives((request, raw): Received => {
    return { signature: String(request.headers['stripe-signature']), raw, event: JSON.parse(raw) };
  }, answer);
