import { Client, Connection } from '@temporalio/client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { apiOptions } from '../../api/options.ts';
import { createApi } from '../../api/server.ts';
import { Failure } from '../../domain/failure.ts';
import type { Gateway, NotificationRequest } from '../../gateways/gateway.ts';
import { bareConfig } from './bench.ts';

const asked: string[] = [];
let api: Awaited<ReturnType<typeof createApi>>;

/** A gateway whose notifications name a charge; it knows none, or is away. */
const gateway = (name: string, unsigned: boolean) =>
  ({
    name,
    live: false,
    unsigned,
    readNotification: async ({ query }: NotificationRequest) => ({
      kind: 'lookup',
      id: 'hint',
      type: 'hint',
      charge: query.get('charge'),
    }),
    lookUp: async ({ charge }) => {
      asked.push(charge);
      if (charge.startsWith('away')) throw new Failure('GATEWAY_AWAY', 'away', name);
      return charge.startsWith('ours') ? { paymentId: 'p1', messages: [] } : undefined;
    },
  }) as Gateway;

beforeEach(async () => {
  const client = new Client({ connection: Connection.lazy({ address: '127.0.0.1:9' }) });
  const options = { ...apiOptions(bareConfig(), client), gatewayOfKind: {} };
  const gateways = { hints: gateway('hints', true), signed: gateway('signed', false) };
  api = await createApi({ ...options, gateways });
  asked.length = 0;
});
afterEach(() => api.close());

const tell = async (charge: string, from = '192.0.2.1', name = 'hints') => {
  const url = `/store/cart/checkout/${name}/webhooks?charge=${charge}`;
  return (await api.inject({ method: 'GET', url, remoteAddress: from })).statusCode;
};
const tellAll = async (many: number, charge: (n: number) => string, ...where: string[]) => {
  const answers: number[] = [];
  for (let n = 0; n < many; n += 1) answers.push(await tell(charge(n), ...where));
  return answers.filter((status) => status !== 503).length;
};

it('notifications that nobody signed, and that come to nothing, are asked about so many times a minute from one address', async () => {
  expect(await tellAll(70, (n) => `other${n}`)).toBe(60);
  expect(asked).toHaveLength(60);
  // What another address tells is heard all the same.
  expect(await tell('other', '192.0.2.2')).toBe(200);
});

it('so are those about which there is no answer', async () => {
  await tellAll(70, (n) => `away${n}`);
  expect(asked).toHaveLength(60);
});

it('of one charge so many are asked about, whoever tells of it', async () => {
  for (let n = 0; n < 20; n += 1) await tell('ours1', `192.0.2.${n}`);
  expect(asked).toHaveLength(10);
  expect(await tell('ours2')).toBe(200);
});

it('signed ones are all heard', async () => {
  expect(await tellAll(70, (n) => `other${n}`, '192.0.2.1', 'signed')).toBe(70);
});
