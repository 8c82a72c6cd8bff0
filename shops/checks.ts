import { bad, type Finding, good, note } from '../domain/finding.ts';
import type { Order } from '../domain/schemas/order.ts';
import type { Shop } from './shop.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A finding about the shop's clock, by the Date of an answer: good where it is at most `mostMs` off, else `otherwise`. */
export function clockFinding(date: unknown, mostMs: number, otherwise: typeof note | typeof bad): Finding {
  const shopTime = typeof date === 'string' ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(shopTime)) return note('clock', 'the shop does not say what time it has');
  const difference = shopTime - Date.now();
  if (Math.abs(difference) <= mostMs) return good('clock', 'goes with ours');
  const distance = `${Math.round(Math.abs(difference) / MINUTE_MS)} minutes ${difference > 0 ? 'ahead of' : 'behind'} ours`;
  return otherwise('clock', `the shop's is ${distance}`, 'Set both by a time server (NTP).');
}

/** Whether the newest order can be read. A time of change that lies ahead shows a wrong time zone. */
export async function newestFinding(
  id: string | undefined,
  read: (id: string) => Promise<Order>,
): Promise<Finding[]> {
  if (id === undefined) return [note('newest order', 'the shop has none yet, so none could be read')];
  const { number, updatedAt } = await read(id);
  const ahead = Date.parse(updatedAt) - Date.now() > 5 * MINUTE_MS;
  return [
    good('newest order', `${number} (${id}) can be read`),
    ...(ahead
      ? [
          bad(
            'time zone',
            `order ${id} changed at ${updatedAt}, which is still to come`,
            'Correct the time zone.',
          ),
        ]
      : []),
  ];
}

/** Whether the list of changed orders can be read, by the import's own function, so that this shows what would stop the import. */
export async function changedFinding(listChanged: Shop['listChanged']): Promise<Finding[]> {
  const yesterday = new Date(Date.now() - DAY_MS).toISOString();
  const { unreadable } = await listChanged({ changedAt: yesterday, id: '0' }, 10);
  if (unreadable.length === 0) return [good('changed orders', 'can be listed')];
  return [note('changed orders', `can be listed, but for ${unreadable.join(', ')}`)];
}
