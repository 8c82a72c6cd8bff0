import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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

export const page = async (url: string) => {
  const response = await fetch(url);
  return { status: response.status, html: await response.text() };
};

/** Presses a button of the hosted page. */
export async function press(sandbox: StripeSandbox, session: { id: string }, action: string) {
  const response = await fetch(`${sandbox.url}/pay/${session.id}/${action}`, {
    method: 'POST',
    redirect: 'manual',
  });
  return { status: response.status, location: response.headers.get('location'), html: await response.text() };
}

export async function steer(sandbox: StripeSandbox, path: string, body: object, method = 'POST') {
  const response = await fetch(`${sandbox.url}/_sandbox/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Json };
}

export interface Received {
  signature: string;
  raw: string;
  event: Json & { type: string; data: { object: Json } };
}

/** The signature Stripe would make. */
export const v1 = (raw: string, time: string, secret: string) =>
  createHmac('sha256', secret).update(`${time}.${raw}`).digest('hex');

/** A receiver of notifications that keeps what it got and answers with `answer`'s status. */
export async function receiver(answer: (received: Received) => number | Promise<number> = () => 200) {
  const got: Received[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks).toString();
    const received = { signature: String(request.headers['stripe-signature']), raw, event: JSON.parse(raw) };
    got.push(received);
    for (const wake of waiting.splice(0)) wake();
    response.writeHead(await answer(received), { location: '/elsewhere' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const until = async (count: number) => {
    while (got.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
    return got;
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, got, until };
}
