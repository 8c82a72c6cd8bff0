import { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import { bad, type Finding, finding, good, note } from '../../domain/finding.ts';
import type { Order } from '../../domain/schemas/order.ts';
import { clockFinding, newestFinding } from '../checks.ts';
import type { MagentoClient } from './client.ts';
import { rights } from './rights.ts';
import type { Settings } from './settings.ts';

// Magento refuses signatures from more than ten minutes ahead (Integration\Model\Oauth\Nonce\Generator).
const CLOCK_MS = 300_000;
const Newest = z.object({ items: z.array(z.object({ entity_id: z.union([z.int(), z.string()]) })) });

/** Whether the shop can be read and told, as far as that shows without telling it anything. */
export function check(
  client: MagentoClient,
  shop: string,
  settings: Settings,
  readOrder: (id: string) => Promise<Order>,
) {
  const newestFirst = {
    'searchCriteria[sortOrders][0][field]': 'entity_id',
    'searchCriteria[sortOrders][0][direction]': 'DESC',
    'searchCriteria[pageSize]': '1',
    fields: 'items[entity_id]',
  };
  const look = (path: string) => client.look(`${path} of ${shop}`, path, newestFirst);

  const read = async ({
    resource,
    where,
    why,
    read: path = '',
  }: (typeof rights)[number]): Promise<Finding[]> => {
    try {
      await look(path);
      return [good(`right ${resource}`, why)];
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'SHOP_LOGIN_REFUSED') throw error;
      return [bad(`right ${resource}`, error.message, todoOf(settings.auth.kind, where))];
    }
  };

  const untried = (): Finding[] => {
    const names = rights.filter((right) => !right.read).map(({ resource }) => resource);
    return [note('rights to write', `could not be tried without writing: ${names.join(', ')}`)];
  };

  const written = (): Finding[] => {
    const { shipped, invoiced, cancelled } = settings.writeBack;
    const set = Object.entries({ shipped, invoiced, cancelled }).filter(([, status]) => status);
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
    const items = Newest.safeParse((await look('/orders')).body).data?.items ?? [];
    return newestFinding(items[0] && String(items[0].entity_id), readOrder);
  };

  return async (): Promise<Finding[]> => {
    const [orders, ...others] = rights.filter((right) => right.read);
    const found = orders ? await finding('orders', () => read(orders)) : [];
    // Where orders can't be read, every other question gets the same answer.
    if (found.some(({ ok }) => ok === false)) return found;
    for (const right of others) found.push(...(await finding(`right ${right.resource}`, () => read(right))));
    found.push(...untried(), ...written(), good('time zone', "dates are UTC, whatever the stores' zones"));
    for (const [subject, part] of [
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
