import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { conversationOf, type Exchange, pairOf, sceneOf } from '../sandbox/prestashop-recorded.ts';
import { recordedFiles } from './recorded.ts';

/** All that was recorded of a release: our connector's own conversations, what else was asked, and the scenes of refunds. */
export function exchangesOf(
  release: '8.2.4' | '9.1.4',
): Record<'ours' | 'others' | 'scenes', Map<string, Exchange>> {
  const folder = `prestashop-${release}`;
  const scenes = `prestashop-8.2.4/refunds${release === '8.2.4' ? '' : '-9.1.4'}`;
  const read = (paths: string[], by: (path: string) => Exchange) =>
    new Map(paths.map((path) => [path, by(path)]));
  return {
    ours: read(recordedFiles(`${folder}/connector`, '.txt'), conversationOf),
    others: read(recordedFiles(folder, '.answer.txt'), pairOf),
    scenes: new Map(
      recordedFiles(scenes, '.txt').flatMap((path) =>
        sceneOf(path).map((exchange, i): [string, Exchange] => [`${path} ${i}`, exchange]),
      ),
    ),
  };
}

export interface Answering {
  url: string;
  /** What was asked that nobody had asked when it was recorded, and was answered out of recorded records. */
  unasked: string[];
  close(): void;
}

/** A question whatever the order of its parameters, and whichever fields it wants to be shown where that is told. */
function key(method: string, path: string, anyFields = false): string {
  const [address = '', search = ''] = path.split('?');
  const query = [...new URLSearchParams(search)]
    .filter(([name]) => !(anyFields && name === 'display'))
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  return [method, address, ...query].join(' ');
}

/**
 * A server that answers our connector's questions as they were answered: the same question with the very answer, also where the connector
 * wants other fields now. What it asks since then (both forms of a reference, credit slips, vouchers, more configurations) is answered
 * out of the records that were recorded of that resource, filtered by `[a|b]`, `[a]%` and `>[a]`, by id; of a resource that was never
 * asked, with an empty list.
 */
export async function answering(exchanges: Exchange[], release = ''): Promise<Answering> {
  const told = new Map(exchanges.map((exchange) => [key(exchange.method, exchange.path), exchange]));
  const toldOtherwise = new Map(
    exchanges.map((exchange) => [key(exchange.method, exchange.path, true), exchange]),
  );
  const records = recordsBy(exchanges);
  const unasked: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/^\/api/, '');
    const method = request.method ?? '';
    const exchange = told.get(key(method, path)) ?? toldOtherwise.get(key(method, path, true));
    if (!exchange) unasked.push(key(method, path));
    const unrecorded = { status: 418, type: '', text: '' };
    const answer = exchange ?? (method === 'GET' ? standIn(records, path) : unrecorded);
    if (answer.type) response.setHeader('content-type', answer.type);
    response.setHeader('psws-version', release);
    response.writeHead(answer.status).end(answer.text);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, unasked, close: () => server.close() };
}

/** Whole records of XML answers as they were written, by resource and id; a later one counts. */
function recordsBy(exchanges: Exchange[]): Map<string, Map<string, string>> {
  const found = new Map<string, Map<string, string>>();
  for (const { method, path, status, text } of exchanges) {
    const [, resource = '', idPath] = /^\/(\w+)(\/\d+)?/.exec(path) ?? [];
    // Of a configuration there is no more to know than was asked; what another shop was asked is left out.
    const whole = idPath !== undefined || path.includes('display=full') || resource === 'configurations';
    if (
      method !== 'GET' ||
      status !== 200 ||
      path.includes('id_shop=') ||
      !whole ||
      !text.startsWith('<?xml')
    )
      continue;
    const kept = found.get(resource) ?? new Map<string, string>();
    found.set(resource, kept);
    for (const [record, , id = ''] of text.matchAll(
      /^<(\w+)>\n\t<id><!\[CDATA\[(\d+)\]\]><\/id>[\s\S]*?^<\/\1>\n/gm,
    ))
      kept.set(id, record);
  }
  return found;
}

function standIn(
  records: Map<string, Map<string, string>>,
  path: string,
): Pick<Exchange, 'status' | 'type' | 'text'> {
  const [address = '', query = ''] = path.split('?');
  const [, resource = '', id] = /^\/(\w+)(?:\/(\w+))?/.exec(address) ?? [];
  const kept = records.get(resource) ?? new Map<string, string>();
  const type = 'text/xml;charset=utf-8';
  if (id !== undefined) {
    const record = kept.get(id);
    return record ? { status: 200, type, text: document(record) } : { status: 404, type: '', text: '' };
  }
  const filters = [...new URLSearchParams(query)].filter(([name]) => name.startsWith('filter['));
  const rows = [...kept]
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, record]) => record)
    .filter((record) => filters.every(([name, value]) => fits(record, name.slice(7, -1), value)));
  const root = resource === 'order_slip' ? 'order_slips' : resource;
  return { status: 200, type, text: document(`<${root}>\n${rows.join('')}</${root}>\n`) };
}

const document = (inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<prestashop xmlns:xlink="http://www.w3.org/1999/xlink">\n${inner}</prestashop>\n`;

function fits(record: string, field: string, filter: string): boolean {
  const value = new RegExp(`<${field}[ >][^\\n]*?<!\\[CDATA\\[(.*?)\\]\\]>`).exec(record)?.[1] ?? '';
  const [, above, inner = '', begins] = /^(>?)\[(.*)\](%?)$/.exec(filter) ?? [];
  if (above) return /^\d+$/.test(value) ? Number(value) > Number(inner) : value > inner;
  return begins ? value.startsWith(inner) : inner.split('|').includes(value);
}
