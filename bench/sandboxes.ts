import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { startSandboxes } from '../sandbox/sandboxes.ts';
import type { Sight } from './sights.ts';

/**
 * The sandboxes in a process of their own, so that their work is not measured. Sends a `Sight` of what they see; and what our programs
 * take of them from the environment (`env`), to whoever asks.
 */
const ports = JSON.parse(process.env.BENCH_PORTS ?? '{}');
const tell = (sight: Sight) => process.send?.(sight);
/** How many documents were reported so far. */
let documents = 0;

const closing: (() => Promise<unknown>)[] = [];
// Orders are announced by those who measure.
const { env, magento, mexal } = await startSandboxes({ ports, shop: '', closing });
magento.books.announce = null;
process.on('message', () => process.send?.({ env }));

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
  void Promise.all(closing.map((close) => close())).then(() => process.exit(0));
});
