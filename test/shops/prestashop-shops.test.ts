import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Raw } from '../../shops/prestashop/answers.ts';
import { prestashopClient } from '../../shops/prestashop/client.ts';
import { prestashop } from '../../shops/prestashop/index.ts';
import { lookups } from '../../shops/prestashop/lookups.ts';
import { settings } from '../../shops/prestashop/settings.ts';
import { failureOf, paid } from '../contract/shop-notices.ts';
import { markerKey } from './given.ts';
import { prestashopBench } from './prestashop-bench.ts';
import { fresh, KEY, people, readOff, recorded, shelfClient } from './prestashop-recorded.ts';
import { readRecorded, recordedShelf } from './prestashop-recorded-exchanges.ts';
import { describeRecorded, recordedText } from './recorded.ts';

const releases = [['8.2.4'], ['9.1.4']] as const;
const given = (more: object = {}) => settings.parse({ url: 'https://shop.example', key: KEY, ...more });

describeRecorded('one of several shops of a PrestaShop', () => {
  const servers: { close(): void }[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });
  /** A shop that always answers as it was recorded. */
  const answering = async (path: string, more: object) => {
    const [head = '', ...body] = recordedText(path).split(/\r?\n\r?\n/);
    const status = Number(/^HTTP\S+ (\d+)/.exec(head)?.[1]);
    const location = /^Location: (\S+)/m.exec(head)?.[1];
    const server = createServer((_request, response) => {
      response.writeHead(status, location ? { location } : {}).end(body.join('\n\n'));
    });
    servers.push(server);
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    return given({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, ...more });
  };

  it.each(releases)('answers with the order of another one, which is not found (%s)', async (release) => {
    const told = recordedShelf(`prestashop-${release}/multishop-order-of-another-shop.answer.txt`);
    const shelf = { ...fresh, ...people, ...told };
    const failure = await failureOf(readRecorded(shelf, '6', { shopId: 2 }));
    expect(failure).toMatchObject({ code: 'ORDER_NOT_FOUND', kind: 'refused' });
    expect(failure.message).toContain('it is of shop 1, not 2 (shopId)');
    expect((await readRecorded(shelf, '6', { shopId: 1 })).id).toBe('6');
  });

  it.each(releases)('has its own time zone, or that of all (%s)', async (release) => {
    const told = recordedShelf(`prestashop-${release}/multishop-configurations.answer.txt`);
    const zone = (more: object) =>
      lookups(shelfClient({ ...fresh, ...told }), 'it', given(more)).configured('PS_TIMEZONE');
    expect(await zone({ shopId: 2 })).toEqual(['Europe/London']);
    expect(await zone({ shopId: 1 })).toEqual(['Europe/Rome']);
    expect(await zone({})).toEqual(['Europe/Rome', 'Europe/London']);
  });

  it('has its own states where it says so', async () => {
    const rows = (name: string, ...values: Raw[]) => values.map((row) => ({ name, ...row }));
    const configurations = [
      ...rows('PS_TIMEZONE', { value: 'Europe/Rome' }),
      ...rows('PS_OS_PAYMENT', { value: '2', id_shop: '' }, { value: '20', id_shop: '2' }),
      ...rows('PS_OS_CANCELED', { value: '6' }, { value: '60', id_shop_group: '1' }),
    ];
    const looked = lookups(shelfClient({ ...fresh, configurations }), 'it', given({ shopId: 2 }));
    expect(await looked.stateId('PS_OS_PAYMENT')).toBe('20');
    // Which group it is of nobody says here.
    expect((await failureOf(looked.stateId('PS_OS_CANCELED'))).message).toContain('several values');
  });

  it.each(releases)('that does not exist is told by its number (%s)', async (release) => {
    const read = await answering(`prestashop-${release}/multishop-no-such-shop.answer.txt`, { shopId: 99 });
    const failure = await failureOf(prestashopClient(read).list('orders of it', 'orders', {}));
    expect(failure).toMatchObject({ code: 'SHOP_REFUSED', kind: 'refused' });
    expect(failure.message).toContain(
      'HTTP 302: the shop sends us elsewhere; see its url, and that it has a shop 99',
    );
    expect(await prestashop.create('it', read, markerKey).check()).toMatchObject([
      { ok: false, subject: 'webservice', todo: expect.stringContaining('Correct shopId') },
    ]);
  });

  it.each(releases)('that the key is not for is told so (%s)', async (release) => {
    const read = await answering(`prestashop-${release}/multishop-key-not-allowed.answer.txt`, { shopId: 2 });
    expect(await prestashop.create('it', read, markerKey).check()).toMatchObject([
      { ok: false, text: expect.stringContaining('refuses the key for shop 2 (shopId)') },
    ]);
  });

  it.each(releases)('leaves an order readable whose carrier is of another one (%s)', async (release) => {
    const read = await answering(`prestashop-${release}/multishop-carrier-of-another-shop.answer.txt`, {});
    expect(await prestashopClient(read).one('carrier 2', 'carriers', '2')).toBeUndefined();
  });
});

describe('an order of another shop', () => {
  const { shopAt, place, rowOf, histories, messages } = prestashopBench();

  it('is told nothing', async () => {
    const { id, read } = await place();
    rowOf('orders', id).id_shop = 3;
    const failure = await failureOf(shopAt({ shopId: 1 }).writeBack(id, paid(read, 'a')));
    expect(failure).toMatchObject({ code: 'ORDER_NOT_FOUND', kind: 'refused' });
    expect([histories(id), messages(id)]).toEqual([[14], []]);
  });
});

describeRecorded('who ordered', () => {
  it('is read without the hash of a password and without keys, which no setting can name', async () => {
    const path = 'prestashop-9.1.4/connector/customers-2.txt';
    expect(recordedText(path)).toContain('<passwd>');
    const body = recordedText(path);
    const server = createServer((_request, response) => response.end(body.slice(body.indexOf('<?xml'))));
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const record = await prestashopClient(given({ url })).one('customer 2', 'customers', '2');
    server.close();
    expect(record).toHaveProperty('email');
    for (const secret of ['passwd', 'secure_key', 'reset_password_token'])
      expect(record).not.toHaveProperty(secret);
  });

  it('has no note that is escaped', async () => {
    const shelf = {
      ...people,
      customer_threads: [{ id: '1', id_customer: '1' }],
      customer_messages:
        recordedShelf('prestashop-9.1.4/connector/messages-6-entities.txt').customer_messages ?? [],
    };
    const messages = shelf.customer_messages.map((message) => ({ ...message, id_customer_thread: '1' }));
    const order = await readOff({ ...shelf, customer_messages: messages }, recorded());
    expect(order.notes).toEqual(['Suonare due volte  & ciao']);
  });
});
