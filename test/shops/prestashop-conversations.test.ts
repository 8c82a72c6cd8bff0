import { XMLParser } from 'fast-xml-parser';
import { afterEach, expect, it } from 'vitest';
import { chargedTotal, settledTotal } from '../../domain/charges.ts';
import { Failure } from '../../domain/failure.ts';
import { prestashopClient, type Written } from '../../shops/prestashop/client.ts';
import { prestashop } from '../../shops/prestashop/index.ts';
import { settings } from '../../shops/prestashop/settings.ts';
import { type Exchange, recordsOf } from '../sandbox/prestashop-recorded.ts';
import { markerKey } from './given.ts';
import { KEY } from './prestashop-recorded.ts';
import { type Answering, answering, exchangesOf } from './prestashop-recorded-server.ts';
import { describeRecorded } from './recorded.ts';

const servers: Answering[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});
const server = async (exchanges: Exchange[], release?: string): Promise<Answering> => {
  const opened = await answering(exchanges, release);
  servers.push(opened);
  return opened;
};

const fieldsOf = (body: string, node: string): Record<string, string> =>
  new XMLParser({ parseTagValue: false }).parse(body).prestashop[node] as Record<string, string>;
const nodeOf = (body: string): string => /<prestashop>\s*<(\w+)>/.exec(body)?.[1] ?? '';

/** Asks with our client what was asked, whoever asked it; answers the ids that it read, or the code of its failure. */
async function read(exchange: Exchange): Promise<unknown> {
  const { method, path, body } = exchange;
  const [address = '', search = ''] = path.split('?');
  const {
    output_format: format,
    id_shop: idShop,
    ...query
  } = Object.fromEntries(new URLSearchParams(search));
  const { url } = await server([exchange]);
  const client = prestashopClient(
    settings.parse({
      url,
      key: KEY,
      output: format === 'JSON' ? 'json' : 'xml',
      ...(idShop && { shopId: Number(idShop) }),
    }),
  );
  const [, resource = '', id] = address.split('/');
  try {
    if (resource === '') return (await client.root('root')).status;
    if (method === 'POST') {
      const record = await client.create('x', resource as Written, fieldsOf(body, nodeOf(body)), query);
      return [record.id];
    }
    if (method === 'PUT')
      return [(await client.replace('x', resource as Written, fieldsOf(body, nodeOf(body)))).id];
    if (id === undefined) return (await client.list('x', resource, query)).map((record) => record.id);
    const record = await client.one('x', resource, id);
    return record && [record.id];
  } catch (error) {
    if (error instanceof Failure) return error.code;
    throw error;
  }
}

/** What the client must read from that answer. */
function meant({ method, status, text, path }: Exchange): unknown {
  if (path === '') return status;
  if (status === 404 && method === 'GET') return undefined;
  if (status === 401 || status === 403) return 'SHOP_LOGIN_REFUSED';
  if (status >= 200 && status < 300)
    return text.startsWith('<?xml') ? recordsOf(text).map(({ id }) => id) : jsonIds(text);
  return expect.stringMatching(/^SHOP_/);
}

const jsonIds = (text: string): string[] => {
  const [records = []] = Object.values(JSON.parse(text) as Record<string, { id: number } | { id: number }[]>);
  return [records].flat().map(({ id }) => String(id));
};

const releases = ['8.2.4', '9.1.4'] as const;

describeRecorded('what a PrestaShop answered', () => {
  for (const release of releases) {
    const { ours, others, scenes } = exchangesOf(release);
    // What we never ask: to delete or change an order, the root in JSON, and the orders of all shops.
    const askable = ([, { method, path }]: [string, Exchange]) =>
      method !== 'DELETE' &&
      !(method === 'PUT' && path.startsWith('/orders')) &&
      !path.startsWith('/?') &&
      !path.includes('id_shop=all');

    it.each([...ours, ...others, ...scenes].filter(askable))(
      'is read by our client: %s',
      async (_path, exchange) => {
        expect(await read(exchange)).toEqual(meant(exchange));
      },
    );
  }
});

describeRecorded('a whole conversation with a PrestaShop', () => {
  /** The questions about each order whose rows were asked for. A scene of refunds is a conversation of its own. */
  const conversations = releases.flatMap((release) => {
    const { ours, scenes } = exchangesOf(release);
    const files = new Map<string, Exchange[]>();
    for (const [name, exchange] of scenes) {
      const [file = ''] = name.split(' ');
      files.set(file, [...(files.get(file) ?? []), exchange]);
    }
    const asked = [...ours.values()];
    const rowsOf = (id: string) =>
      asked.some(({ path }) => decodeURIComponent(path).includes(`order_details?filter[id_order]=[${id}]`));
    const whole = asked.flatMap(({ path, status }) => {
      const [, id = ''] = /^\/orders\/(\d+)$/.exec(path) ?? [];
      return status === 200 && rowsOf(id)
        ? [{ name: `our order ${id}`, id, exchanges: [] as Exchange[] }]
        : [];
    });
    const refunds = [...files].map(([name, exchanges]) => {
      const id = exchanges[0]?.path.slice('/orders/'.length) ?? '';
      return { name: name.slice(name.lastIndexOf('/') + 1), id, exchanges };
    });
    return [...whole, ...refunds].map((scene) => ({ ...scene, release }));
  });

  /** Nobody asked for the pound. */
  const pound = (euro: Exchange | undefined): Exchange[] =>
    euro
      ? [
          {
            ...euro,
            path: '/currencies/2',
            text: euro.text.replace('<id><![CDATA[1]]>', '<id><![CDATA[2]]>').replace('[EUR]', '[GBP]'),
          },
        ]
      : [];

  const open = async (release: (typeof releases)[number], more: Exchange[] = []) => {
    const { ours, others } = exchangesOf(release);
    const euro = [...ours.values()].find(({ path }) => path === '/currencies/1');
    // What is told last counts: our own questions, and the scene's.
    const all = [...others.values(), ...pound(euro), ...ours.values(), ...more];
    const opened = await server(all, release);
    const given = settings.parse({ url: opened.url, key: KEY, states: { paid: 'PS_OS_PAYMENT' } });
    return { opened, shop: prestashop.create('it', given, markerKey) };
  };

  it.each(conversations)('reads an order to the cent: $release $name', async ({ release, id, exchanges }) => {
    const { shop, opened } = await open(release, exchanges);
    const order = await shop.readOrder(id);
    const told = [...exchangesOf(release).ours.values(), ...exchanges].findLast(
      ({ path }) => path === `/orders/${id}`,
    );
    const [recorded] = recordsOf(told?.text ?? '');
    expect(order.total).toBe(Math.round(Number(recorded?.total_paid) * 100));
    expect(chargedTotal(order) - settledTotal(order)).toBe(order.total);
    expect(order.unexplained ?? 0).toBe(0);
    expect(order.lines.length).toBeGreaterThan(0);
    // The order, its rows, its state and its currency are the very answers that were recorded.
    const known = /^GET \/(orders\/|order_details|order_states|currencies|countries|customers)/;
    expect(opened.unasked.filter((asked) => known.test(asked))).toEqual([]);
  });

  it.each(releases)('checks the shop, lists its methods and what changed (%s)', async (release) => {
    const { shop } = await open(release);
    const findings = (await shop.check()).map(({ text }) => text).join('\n');
    expect(findings).toContain(release);
    expect(findings).toContain('Bottega');
    expect((await shop.listPayments()).ordered).toContainEqual({
      code: 'stripe_official',
      title: 'Stripe',
    });
    const { orders } = await shop.listChanged({ changedAt: '2026-01-01T00:00:00.000Z', id: '0' }, 4);
    expect(orders.length).toBeGreaterThan(0);
  });
});
