import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createMagentoSandbox } from '../sandbox/magento/index.ts';
import { createMexalSandbox } from '../sandbox/mexal/index.ts';
import { createStripeSandbox } from '../sandbox/stripe/index.ts';
import type { Sight } from './sights.ts';

/** The sandboxes in a process of their own, so that their work is not measured. Sends a `Sight` of what they see. */
const ports = JSON.parse(process.env.BENCH_PORTS ?? '{}') as Record<
  'magento' | 'stripe' | 'mexal' | 'api',
  number
>;
const tell = (sight: Sight) => process.send?.(sight);
/** How many documents were reported so far. */
let documents = 0;

const magento = await createMagentoSandbox({ port: ports.magento, accessToken: 'sandbox-access-token' });
const mexal = await createMexalSandbox({
  port: ports.mexal,
  user: 'sandbox',
  password: 'sandbox-password',
});
const stripe = await createStripeSandbox({
  port: ports.stripe,
  webhookUrl: `http://127.0.0.1:${ports.api}/store/cart/checkout/stripe/webhooks`,
});

const send = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const [, session] = /"id": "(cs_[^"]+)"/.exec(String(init?.body)) ?? [];
  if (session) tell({ saw: 'webhook', id: session, at: Date.now() });
  return send(input, init);
};

subscribe('http.server.response.finish', (message) => {
  const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
  if (request.method !== 'POST' || response.statusCode >= 300) return;
  const at = Date.now();
  const url = request.url ?? '';
  const [, invoiced] = /\/V1\/order\/(\d+)\/invoice$/.exec(url) ?? [];
  if (invoiced) tell({ saw: 'told', id: invoiced, at });
  if (!/\/documenti\/ordini-clienti$/.test(url)) return;
  const stored = Object.values(mexal.books.documents);
  for (const { header } of stored.slice(documents)) tell({ saw: 'document', id: orderIn(header.nota), at });
  documents = stored.length;
});

/** The order's id, with which our reference in the document's note ends. */
const orderIn = (note: unknown): string => /\/(\d+)$/.exec(String(note))?.[1] ?? '';

console.log('ready to be measured');
process.once('SIGTERM', () => {
  void Promise.all([magento.close(), mexal.close(), stripe.close()]).then(() => process.exit(0));
});
