import { Failure } from '../../domain/failure.ts';
import { marksOf } from '../marks.ts';
import type { Shop } from '../shop.ts';
import { listChanged } from './changes.ts';
import { check } from './check.ts';
import { magentoClient } from './client.ts';
import { listCurrencies } from './currencies.ts';
import { fetchedOrder } from './fetched.ts';
import { toOrder } from './mapping.ts';
import { orderWriter } from './order-writer.ts';
import { listPayments } from './payments.ts';
import { withCreditMemos } from './refunds.ts';
import { type Settings, settings } from './settings.ts';
import { writeBack } from './writeback.ts';

/** A Magento 2 shop, through its REST API. Orders are named by their entity_id. `markerKey`: see `marksOf`. */
function create(name: string, settings: Settings, markerKey: Uint8Array): Shop {
  const marks = marksOf(name, markerKey);
  const client = magentoClient(settings);
  const { stores } = settings;
  const readOrder: Shop['readOrder'] = async (id) => {
    const what = `order ${checked(name, id)} of ${name}`;
    const order = toOrder(name, await fetchedOrder(client, what, id, stores), { ...settings, marks });
    if (order.id === id) return withCreditMemos(client, name, order);
    throw new Failure('ORDER_UNREADABLE', 'refused', `${what}: the shop answered with another order`);
  };
  const changed: Shop['listChanged'] = (after, limit) => listChanged(client, name, stores, after, limit);
  return {
    name,
    readOrder,
    listPayments: () => listPayments(client, name, stores),
    listCurrencies: () => listCurrencies(client, name),
    check: check(client, name, settings, { readOrder, listChanged: changed }),
    listChanged: changed,
    writeBack: async (id, notice) =>
      writeBack(orderWriter(client, name, checked(name, id), { stores, marks }), settings.writeBack, notice),
  };
}

/**
 * An order has exactly one id: "07" or an increment_id would start a second workflow for it. `entity_id` is an unsigned
 * whole number of 32 bits (`sales_order` in Magento's db_schema.xml).
 */
const orderId = /^[1-9]\d{0,9}$/;

function checked(shop: string, id: string): string {
  if (orderId.test(id)) return id;
  throw new Failure(
    'ORDER_NOT_FOUND',
    'refused',
    `${shop} has no such order: its ids are whole numbers (entity_id)`,
  );
}

/** The kind of shop `magento`. */
export const magento = { settings, create, orderId, scope: 'stores' };
