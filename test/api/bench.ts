import { createHmac } from 'node:crypto';
import { connect, createServer, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import axios, { type AxiosResponse } from 'axios';
import { apiOptions } from '../../api/options.ts';
import { createApi } from '../../api/server.ts';
import { loadConfig } from '../../config/load.ts';
import type { Config } from '../../config/schema.ts';
import { until } from '../../sandbox/customer.ts';
import { env } from '../config/given.ts';

/** Answers as they come: redirects are not followed, no status throws. */
export const http = axios.create({ maxRedirects: 0, validateStatus: () => true, timeout: 40_000 });

export const secrets = { announce: 'sandbox-announce-secret', webhook: 'whsec_sandbox' };

const configFile = fileURLToPath(new URL('../../incasso.yaml', import.meta.url));

/** The demo's environment, with addresses at which no system runs. */
export const bareEnvironment = (publicUrl: string, nowhere = 'http://127.0.0.1:9') => ({
  ...env,
  INCASSO_PUBLIC_URL: publicUrl,
  INCASSO_CHECKOUT_SECRET: 'the-secret-of-checkout-links-in-tests',
  MAGENTO_URL: nowhere,
  MAGENTO_ACCESS_TOKEN: 'sandbox-access-token',
  MAGENTO_ANNOUNCE_SECRET: secrets.announce,
  PRESTASHOP_URL: nowhere,
  PRESTASHOP_KEY: 'SANDBOXKEYSANDBOXKEYSANDBOXKEY12',
  PRESTASHOP_ANNOUNCE_SECRET: secrets.announce,
  STRIPE_API_URL: nowhere,
  STRIPE_SECRET_KEY: 'sk_test_sandbox',
  STRIPE_WEBHOOK_SECRET: secrets.webhook,
  MEXAL_URL: nowhere,
  MEXAL_USER: 'sandbox',
  MEXAL_PASSWORD: 'sandbox-password',
  EXCHANGE_FOLDER: '/exchange/documents',
  EXCHANGE_PAYMENTS: '/exchange/payments.csv',
});

/** The demo's configuration, with addresses at which no system runs. */
export function bareConfig(adjust?: (config: Config) => void): Config {
  const config = loadConfig(configFile, bareEnvironment('http://127.0.0.1:9'));
  adjust?.(config);
  return config;
}

/** An API without a worker, at the Temporal server of this address; it need not be there. */
export async function apiAlone(config: Config, address: string) {
  // Never closed: a closed connection throws at a call that is just being repeated, as where the server was taken away.
  const client = new Client({ connection: Connection.lazy({ address }) });
  const app = await createApi(apiOptions(config, client));
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url, client, app, close: () => app.close() };
}

/** A connection to `address` that can be cut and mended. */
export async function cuttable(address: string) {
  const [host = '', port] = address.split(':');
  const open = new Set<Socket>();
  let cut = false;
  const server = createServer((near) => {
    const far = connect(Number(port), host);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.pipe(to);
      from.once('error', () => to.destroy());
      from.once('close', () => open.delete(from));
    }
    if (cut) near.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const end = () => {
    cut = true;
    for (const socket of open) socket.destroy();
  };
  return {
    address: `127.0.0.1:${(server.address() as { port: number }).port}`,
    cut: end,
    mend: () => {
      cut = false;
    },
    close: async () => {
      end();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Announces an order as the shop's module does. */
export function announce(
  url: string,
  shop: string,
  id: string,
  authorization: string | undefined = `Bearer ${secrets.announce}`,
): Promise<AxiosResponse> {
  return http.post(`${url}/shops/${shop}/orders/${id}`, undefined, { headers: { authorization } });
}

/** Announces an order until that is answered within the wait. */
export const taken = (url: string, shop: string, id: string): Promise<AxiosResponse> =>
  until(`order ${id} to be taken`, async () => {
    const answer = await announce(url, shop, id);
    return answer.status === 200 ? answer : undefined;
  });

/** The Stripe-Signature of these bytes, by each of the secrets. */
export function signature(
  body: Buffer | string,
  by: string[] = [secrets.webhook],
  secondsFromNow = 0,
): string {
  const t = Math.floor(Date.now() / 1000) + secondsFromNow;
  const hashes = by.map((secret) => createHmac('sha256', secret).update(`${t}.`).update(body).digest('hex'));
  return [`t=${t}`, ...hashes.map((hash) => `v1=${hash}`)].join(',');
}

/** Sends a notification to a gateway's address; signed as it should be unless told otherwise. */
export function notify(
  url: string,
  body: Buffer | string,
  {
    to = 'stripe',
    signed = signature(body) as string | undefined,
    type = 'application/json; charset=utf-8',
  } = {},
): Promise<AxiosResponse> {
  return http.post(`${url}/store/cart/checkout/${to}/webhooks`, Buffer.from(body), {
    headers: { 'content-type': type, 'stripe-signature': signed },
  });
}

/** Which page of ours it is. */
export const pageIn = (html: unknown): string => /data-page="([a-z_]+)"/.exec(String(html))?.[1] ?? 'another';
