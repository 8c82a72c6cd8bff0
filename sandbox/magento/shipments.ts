import type { ShipBody } from './bodies.ts';
import { type MagentoBooks, magentoDate, next } from './books.ts';
import type { OrderEntity } from './entities.ts';
import { MagentoError } from './errors.ts';
import { advance, canShip, toShip } from './progress.ts';

const NOT_SHIPPABLE = ['payment_review', 'holded', 'canceled'];

/** Ships all that is left of an order and answers the shipment's id, or refuses as Magento does (Order\Validation\CanShip). */
export function shipOrder(books: MagentoBooks, order: OrderEntity, body: ShipBody, now: Date): number {
  const errors = [
    ...(NOT_SHIPPABLE.includes(order.state) || order.is_virtual
      ? [`A shipment cannot be created when an order has a status of ${order.status ?? ''}`]
      : canShip(order)
        ? []
        : ['The order does not allow a shipment to be created.']),
    ...(canShip(order) ? [] : ["You can't create a shipment without products."]),
  ];
  if (errors.length > 0)
    throw new MagentoError(400, ['Shipment Document Validation Error(s):', ...errors].join('\n'));
  if (body.items.length > 0)
    throw new MagentoError(400, 'Sandbox: a shipment of part of an order is not played here.');
  const id = next(books, 'shipment');
  const date = magentoDate(now);
  const rows = order.items.filter((row) => row.parent_item_id === undefined && toShip(row) > 0);
  books.shipments.push({
    entity_id: id,
    increment_id: String(id).padStart(9, '0'),
    order_id: order.entity_id,
    created_at: date,
    tracks: body.tracks,
    items: rows.map((row) => ({ order_item_id: row.item_id, sku: row.sku, qty: toShip(row) })),
  });
  for (const row of rows) {
    row.qty_shipped = Number(row.qty_shipped) + toShip(row);
    row.updated_at = date;
  }
  advance(order);
  order.updated_at = date;
  return id;
}
