import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { recordedFiles, recordedJson } from './recorded.ts';

/** A recorded exchange. The path has its query unencoded. */
export interface Exchange {
  request: { method: string; path: string; body?: unknown };
  status: number;
  date: string;
  answer: unknown;
}

/** The releases that were recorded, with the orders that the calls were about. */
export const releases = {
  '2.4.7': {
    folder: 'magento-2.4.7-p3/exchanges',
    order: '29',
    cancelled: '31',
    other: '32',
    shipped: '28',
    newest: '34',
  },
  '2.4.8': {
    folder: 'magento-2.4.8-beta1/exchanges',
    order: '12',
    cancelled: '14',
    other: '15',
    shipped: '11',
    newest: '51',
  },
} as const;
export type Release = keyof typeof releases;

/** The numbers of all exchanges of a release. */
export const numbersOf = (release: Release): string[] =>
  recordedFiles(releases[release].folder, '.json').map((path) => path.split('/').at(-1)?.slice(0, 2) ?? '');

export function exchange(release: Release, number: string): Exchange {
  const path = recordedFiles(releases[release].folder, '.json').find((name) => name.includes(`/${number}-`));
  if (!path) throw new Error(`no exchange ${number} of ${release} was recorded`);
  return recordedJson<Exchange>(path);
}

/** An answer for a request that was not recorded, made of recorded answers; undefined where there is none. */
export type Otherwise = (method: string, path: string) => Pick<Exchange, 'status' | 'answer'> | undefined;

/** A server that answers by these exchanges, each asked for once at least: the next of those that fit, then the last again. */
export async function recordedServer(exchanges: Exchange[], otherwise: Otherwise = () => undefined) {
  const used = new Set<Exchange>();
  const strangers: string[] = [];
  const server = createServer(async (request, response) => {
    const text = (await request.toArray()).join('');
    const asked = { method: request.method ?? '', url: request.url ?? '', body: parsed(text) };
    const fitting = exchanges.filter((exchange) => fits(exchange.request, asked));
    const chosen = fitting.find((exchange) => !used.has(exchange)) ?? fitting.at(-1);
    if (chosen) used.add(chosen);
    const answer = chosen ?? otherwise(asked.method, decodeURIComponent(asked.url));
    if (!answer) strangers.push(`${asked.method} ${decodeURIComponent(asked.url)} ${text}`);
    response.writeHead(answer?.status ?? 418, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(answer?.answer ?? { message: 'not recorded' }));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Requests that nobody recorded. */
    strangers,
    unused: () => exchanges.filter((exchange) => !used.has(exchange)).map(({ request }) => request),
    close: () => new Promise<unknown>((closed) => server.close(closed)),
  };
}

function fits(recorded: Exchange['request'], asked: { method: string; url: string; body: unknown }): boolean {
  const [path, query] = recorded.path.split('?');
  const url = new URL(asked.url, 'http://x');
  return (
    recorded.method === asked.method &&
    path === url.pathname &&
    isDeepStrictEqual(sorted(new URLSearchParams(query ?? '')), sorted(url.searchParams)) &&
    isDeepStrictEqual(withoutMarkers(recorded.body), withoutMarkers(asked.body))
  );
}

/** Takes the signature off markers, which were not signed when this was recorded. */
const withoutMarkers = (body: unknown): unknown =>
  body === undefined
    ? undefined
    : JSON.parse(JSON.stringify(body), (_key, value: unknown) =>
        typeof value === 'string' ? value.replace(/\s*\[incasso[^\]]*\]/g, '') : value,
      );

const sorted = (query: URLSearchParams) => [...query].map((pair) => pair.join('=')).sort();
const parsed = (text: string): unknown => (text === '' ? undefined : JSON.parse(text));
