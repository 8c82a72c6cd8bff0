import { Failure } from '../../domain/failure.ts';
import type { Order } from '../../domain/schemas/order.ts';
import { type Reading, toOrder } from '../../shops/magento/mapping.ts';
import { marksOf } from '../../shops/marks.ts';
import { markerKey } from './given.ts';
import { recordedJson } from './recorded.ts';

export type Json = Record<string, unknown>;
/** Settings that say how an order is read. */
export const reading: Reading = {
  adminUrl: 'https://shop.example/admin/order/{id}/',
  customerFields: { taxCode: 'customer_taxvat', vatNumber: 'billing_address.vat_id' },
  fees: {},
  marks: marksOf('it', markerKey),
};
/** The recorded order, fresh. */
export const recorded = (): Json & {
  items: Json[];
  billing_address: Json;
  payment: Json;
  extension_attributes: Json;
} => recordedJson('magento2-order-9-canceled.json');
/** The recorded order with some fields changed, read. */
export const read = (changes: Json = {}, fields = reading): Order =>
  toOrder('it', { ...recorded(), ...changes }, fields);

/** The failure of an order that can't be read. */
export function unreadable(raw: unknown): Failure {
  try {
    toOrder('it', raw, reading);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it was read');
}

/** The orders that are recorded in a file: one, or a list's. */
export function recordedOrders(name: string): unknown[] {
  const answer = recordedJson<{ items?: unknown[]; total_count?: number }>(name);
  return answer.total_count !== undefined && answer.items ? answer.items : [answer];
}
