import { expect } from 'vitest';
import type { MagentoClient } from '../../shops/magento/client.ts';
import type { OrderWriter } from '../../shops/magento/order-writer.ts';
import type { Shop } from '../../shops/shop.ts';
import { failureOf } from '../contract/shop-notices.ts';
import {
  type Exchange,
  exchange,
  type Otherwise,
  type Release,
  releases,
} from './magento-recorded-exchanges.ts';

export interface Tools {
  shop: Shop;
  client: MagentoClient;
  writer: (id: string) => OrderWriter;
}

/** What the connector is asked, and which exchanges answer it. */
export interface Scene {
  words: string;
  exchanges: string[];
  otherwise?: Otherwise;
  run(tools: Tools): Promise<void>;
}

/** Exchanges of a release by their numbers, which differ: always that of 2.4.7 first, then that of 2.4.8. */
export function played(release: Release) {
  const first = release === '2.4.7';
  const n = (of247: string, of248: string): string[] => (first ? of247 : of248).split(' ').filter(Boolean);
  const answer = (of247: string, of248: string) => exchange(release, first ? of247 : of248);
  const raw = ({ request }: Exchange, client: MagentoClient) => {
    const [path = '', query] = request.path.replace('/rest/V1', '').split('?');
    return request.method === 'POST'
      ? client.post('it', path, request.body)
      : client.get('it', path, Object.fromEntries(new URLSearchParams(query ?? '')));
  };
  return {
    ...releases[release],
    first,
    n,
    answer,
    /** A recorded order that is new, as one with this id. */
    open: (id: string): Exchange => {
      const recorded = answer('12', '12');
      return { ...recorded, answer: { ...(recorded.answer as object), entity_id: Number(id) } };
    },
    /** An empty list. */
    nothing: answer('14', '14'),
    /** The recorded request, sent as it is. */
    raw,
    asked: (of247: string, of248: string, code: string, words: string): Scene => ({
      words: `a refusal is told: ${words}`,
      exchanges: n(of247, of248),
      run: async ({ client }) =>
        expect(await failureOf(raw(answer(of247, of248), client))).toMatchObject({
          code,
          message: expect.stringContaining(words),
        }),
    }),
  };
}
