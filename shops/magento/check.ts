import { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import { bad, type Finding, finding, good, note } from '../../domain/finding.ts';
import { changedFinding, clockFinding, newestFinding } from '../checks.ts';
import type { Shop } from '../shop.ts';
import type { MagentoClient } from './client.ts';
import { listQuery, ofStores } from './lists.ts';
import { phpItems } from './php.ts';
import { orderOfNobody, type Right, rights } from './rights.ts';
import type { Settings } from './settings.ts';
import { storesFinding } from './stores.ts';

// Magento refuses signatures that lie more than ten minutes ahead (Integration\Model\Oauth\Nonce\Generator).
const CLOCK_MS = 300_000;
const Newest = phpItems(z.object({ entity_id: z.union([z.int(), z.string()]) }));

/** Checks whether the shop can be read and told. It changes nothing: rights to write are tried with an order that can't exist. */
export function check(
  client: MagentoClient,
  shop: string,
  settings: Settings,
  { readOrder, listChanged }: Pick<Shop, 'readOrder' | 'listChanged'>,
) {
  const look = (path: string) =>
    client.look(
      `${path} of ${shop}`,
      path,
      listQuery({
        where: path === '/orders' ? ofStores(settings.stores) : [],
        sort: [['entity_id', 'DESC']],
        size: 1,
        fields: 'entity_id',
      }),
    );

  const right = async ({ resource, where, why, list, write, optional }: Right): Promise<Finding[]> => {
    const subject = `right ${resource}`;
    try {
      if (list) await look(list);
      if (write) await client.post(`${subject} of ${shop}`, write(orderOfNobody));
      return [good(subject, why)];
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (error.code === 'SHOP_LOGIN_REFUSED')
        return [(optional ? note : bad)(subject, error.message, todoOf(settings.auth.kind, where))];
      // Magento checks the right first: so only the order is missing, or a body for it.
      if (write && (error.code === 'ORDER_NOT_FOUND' || error.code === 'SHOP_REFUSED'))
        return [good(subject, why)];
      throw error;
    }
  };

  const written = (): Finding[] => {
    const { held, shipped, invoiced, cancelled } = settings.writeBack;
    const set = Object.entries({ held, shipped, invoiced, cancelled }).filter(([, status]) => status);
    if (set.length === 0) return [];
    const statuses = set.map(([use, status]) => `${status} (writeBack.${use})`).join(', ');
    return [
      note(
        'statuses',
        `Magento lists none: see that orders have ${statuses} in the state that they are in then`,
      ),
    ];
  };

  const time = async (): Promise<Finding[]> => {
    const { date } = await look('/orders');
    return [clockFinding(date, CLOCK_MS, settings.auth.kind === 'oauth1' ? bad : note)];
  };

  const newest = async (): Promise<Finding[]> => {
    const [first] = Newest.safeParse((await look('/orders')).body).data?.items ?? [];
    return newestFinding(first && String(first.entity_id), readOrder);
  };

  const signatures = (): Finding[] =>
    client.encoding() === 'twice'
      ? [
          note(
            'signatures',
            'this shop wants query values encoded twice in them (Magento 2.4.8-beta1), and gets them so',
          ),
        ]
      : [];

  return async (): Promise<Finding[]> => {
    const [orders, ...others] = rights.filter(({ needed }) => needed?.(settings.writeBack) ?? true);
    const found = orders ? await finding('orders', () => right(orders)) : [];
    // Where orders can't be read, every other question gets the same answer.
    if (found.some(({ ok }) => ok === false)) return found;
    for (const other of others) found.push(...(await finding(`right ${other.resource}`, () => right(other))));
    found.push(...signatures(), ...written(), good('time zone', "dates are UTC, whatever the stores' zones"));
    for (const [subject, part] of [
      ['changed orders', () => changedFinding(listChanged)],
      ['stores', () => storesFinding(client, shop, settings.stores)],
      ['clock', time],
      ['newest order', newest],
    ] as const)
      found.push(...(await finding(subject, part)));
    return found;
  };
}

function todoOf(kind: Settings['auth']['kind'], where: string): string {
  const right = `Give the integration "${where}", and activate it again.`;
  if (kind === 'oauth1') return `Compare the four values under auth with the integration. ${right}`;
  return `Turn on "Allow OAuth Access Tokens to be used as standalone Bearer tokens" (off since Magento 2.4.4), or use kind: oauth1. ${right}`;
}
