import type { Order } from '../../domain/schemas/order.ts';
import { readXml } from '../../shops/prestashop/answers.ts';
import { readOff, type Shelf } from './prestashop-recorded.ts';
import { recordedFiles, recordedText } from './recorded.ts';

/** The records that recorded answers hold, by resource; of the same id what a later one says counts. XML only. */
export function recordedShelf(...paths: string[]): Shelf {
  const shelf: Record<string, Map<string, Shelf[string][number]>> = {};
  for (const path of paths)
    for (const exchange of exchangesOf(path)) {
      const resource = /^GET \/api\/(\w+)/m.exec(exchange)?.[1];
      const xml = exchange.slice(exchange.indexOf('<?xml'));
      if (!resource || !xml.startsWith('<?xml')) continue;
      const list = resource === 'order_slip' ? 'order_slips' : resource;
      const kept = shelf[resource] ?? new Map();
      shelf[resource] = kept;
      for (const record of readXml(xml, list)?.records ?? []) {
        const before = kept.get(String(record.id));
        const associations = { ...Object(before?.associations), ...Object(record.associations) };
        kept.set(String(record.id), { ...before, ...record, associations });
      }
    }
  return Object.fromEntries(Object.entries(shelf).map(([resource, kept]) => [resource, [...kept.values()]]));
}

/** Requests with their answers, where they stand together or in `.request.txt` and `.answer.txt`. */
function exchangesOf(path: string): string[] {
  if (!path.endsWith('.answer.txt')) return recordedText(path).split(/^={10,}$/m);
  return [recordedText(path.replace('.answer.', '.request.')) + recordedText(path)];
}

/** All that was recorded of what our connector asked of this release: its states, currencies, people. */
export const recordedShop = (release: '8.2.4' | '9.1.4'): Shelf =>
  recordedShelf(
    ...recordedFiles(`prestashop-${release}/connector`, '.txt').filter((path) => !/json|write-/.test(path)),
  );

/** An order of recorded exchanges, read as the connector reads it. */
export async function readRecorded(shelf: Shelf, id: string, given: object = {}): Promise<Order> {
  const order = shelf.orders?.find((candidate) => candidate.id === id);
  if (!order) throw new Error(`no order ${id} was recorded`);
  // Some lists show ids alone.
  const orders = shelf.orders?.filter((candidate) => 'total_paid' in candidate) ?? [];
  return readOff({ ...shelf, orders }, order, given);
}
