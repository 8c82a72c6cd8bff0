import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished } from 'vitest';

export const page = async (address: string) => {
  const response = await fetch(address);
  return { status: response.status, html: await response.text(), url: response.url };
};

/** Presses a button of a hosted page. */
export async function pressAt(address: string, body?: URLSearchParams) {
  const response = await fetch(address, { method: 'POST', body, redirect: 'manual' });
  return { status: response.status, location: response.headers.get('location'), html: await response.text() };
}

/** Steers a sandbox. */
export async function steer<Body>(
  sandbox: { url: string },
  path: string,
  body: object = {},
  method = 'POST',
) {
  const response = await fetch(`${sandbox.url}/_sandbox/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Body };
}

/** Functions that steer a sandbox; `url` is asked at each call, since the sandbox may start later. */
export const steering =
  (url: () => string) =>
  async (path: string, body: object = {}): Promise<Record<string, unknown>> => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    const answer = await fetch(`${url()}/_sandbox${path}`, init);
    const text = await answer.text();
    expect(answer.status, `${path}: ${text}`).toBe(200);
    return JSON.parse(text);
  };

/** A status, or a status with a body. */
type Answer = number | { status: number; body: string };

/** A merchant's server that keeps the notifications which it gets, as `read`, and answers as `answer` says. */
export async function receives<Received>(
  read: (request: IncomingMessage, raw: string) => Received,
  answer: (received: Received) => Answer | Promise<Answer>,
) {
  const got: Received[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const received = read(request, Buffer.concat(chunks).toString());
    got.push(received);
    for (const wake of waiting.splice(0)) wake();
    const reply = await answer(received);
    const { status, body } = typeof reply === 'number' ? { status: reply, body: '' } : reply;
    response.writeHead(status, { location: '/elsewhere' }).end(body);
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
