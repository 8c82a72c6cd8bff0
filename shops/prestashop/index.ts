import { Failure } from '../../domain/failure.ts';
import { marksOf } from '../marks.ts';
import type { Shop } from '../shop.ts';
import { listChanged, listRefunded } from './changes.ts';
import { check } from './check.ts';
import { prestashopClient } from './client.ts';
import { listCurrencies } from './currencies.ts';
import { lookups } from './lookups.ts';
import { toOrder } from './mapping.ts';
import { orderWriter } from './order-writer.ts';
import { partsReader } from './parts.ts';
import { listPayments } from './payments.ts';
import { type Settings, settings } from './settings.ts';
import { writeBack } from './writeback.ts';

/**
 * A PrestaShop 1.7, 8 or 9 shop, through its webservice. Orders are named by their id, since references are not unique
 * (PS#11115). `markerKey`: see `marksOf`.
 */
function create(name: string, settings: Settings, markerKey: Uint8Array): Shop {
  const marks = marksOf(name, markerKey);
  const client = prestashopClient(settings);
  const looked = lookups(client, name, settings);
  const reader = partsReader(client, looked, name, settings);
  const readOrder: Shop['readOrder'] = async (id) =>
    toOrder(name, await reader.whole(checked(name, id)), { ...settings, marks });
  const changed: Shop['listChanged'] = (after, limit) => listChanged(client, looked, name, after, limit);
  return {
    name,
    readOrder,
    listPayments: () => listPayments(client, name),
    listCurrencies: () => listCurrencies(client, looked, name),
    check: check(client, looked, name, settings, { readOrder, listChanged: changed }),
    listChanged: changed,
    listRefunded: (after, limit) => listRefunded(client, looked, name, after, limit),
    writeBack: async (id, notice) => {
      const writer = orderWriter(
        client,
        looked,
        reader,
        { ...settings, marks },
        { shop: name, id: checked(name, id) },
      );
      return writeBack(writer, settings, notice);
    },
  };
}

/**
 * An order has exactly one id: "07" or a reference would start a second workflow for it. `id_order` is an unsigned whole
 * number of 32 bits (`orders` in PrestaShop's db_structure.sql).
 */
const orderId = /^[1-9]\d{0,9}$/;

function checked(shop: string, id: string): string {
  if (orderId.test(id)) return id;
  throw new Failure('ORDER_NOT_FOUND', 'refused', `${shop} has no such order: its ids are whole numbers`);
}

/** The kind of shop `prestashop`. */
export const prestashop = { settings, create, orderId, scope: 'shopId' };
