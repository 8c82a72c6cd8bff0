import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { iwsmile } from '../../gateways/iwsmile/index.ts';
import { ACCOUNT, KEYS } from './iwsmile-given.ts';

type Form = Record<string, string>;

/** Something at the address of `trx.check` that says what a test wants it to, with the connector that asks it and all that it was sent. */
export async function fakeIwsmile(answer: string | ((form: Form) => string), settings: object = {}) {
  const asked: { method?: string; url?: string; form: Form }[] = [];
  const server = createServer(async (request, response) => {
    const form = Object.fromEntries(new URLSearchParams(await text(request)));
    asked.push({ method: request.method, url: request.url, form });
    response.end(typeof answer === 'string' ? answer : answer(form));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const given = { environment: 'test', account: ACCOUNT, merchantKey: KEYS.right, apiUrl, ...settings };
  return { gateway: iwsmile.create('wallet', iwsmile.settings.parse(given), 'pay.shop.example'), asked };
}
