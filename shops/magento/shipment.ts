import type { ShopNotice } from '../shop.ts';
import type { WireOrder } from './wire.ts';
import type { WireItem } from './wire-rows.ts';

/** Carrier and tracking number, as a notice has them. */
export type Sent = Extract<ShopNotice, { kind: 'document' }>['shipment'];

/** Why an order can't be shipped, in words; undefined where it can. */
export function notShipped(order: WireOrder): string | undefined {
  const { state, items } = order;
  if (['canceled', 'closed', 'holded', 'payment_review'].includes(state ?? ''))
    return `no shipment: its state is ${state}`;
  return items.some((item) => isOpen(item, items)) ? undefined : 'no shipment: nothing is left to ship';
}

/** The body of `POST /V1/order/:id/ship`: ships all that is left, with the tracking number where it is known. */
export function shipmentBody(order: WireOrder, sent: Sent): object {
  if (!sent?.trackingNumber) return {};
  const title = sent.carrier ?? order.shipping_description ?? 'Corriere';
  // `custom` is what Magento's own form sends for a carrier without a module.
  return { tracks: [{ track_number: sent.trackingNumber, title, carrier_code: 'custom' }] };
}

/** Whether something of a row is still to be shipped. Parts are shipped with their row; those of a bundle can be shipped one by one. */
function isOpen(item: WireItem, items: WireItem[]): boolean {
  if (item.parent_item_id) return false;
  const parts = items.filter((part) => item.item_id && part.parent_item_id === item.item_id);
  const own = open(item) && (parts.length === 0 || parts.some((part) => !isVirtual(part)));
  return own && (item.product_type !== 'bundle' || parts.some(open));
}

const isVirtual = ({ is_virtual }: WireItem): boolean => Number(is_virtual ?? 0) === 1;

function open(item: WireItem): boolean {
  const gone = [item.qty_shipped, item.qty_refunded, item.qty_canceled];
  return (
    !isVirtual(item) &&
    Number(item.qty_ordered) > gone.reduce<number>((sum, qty) => sum + Number(qty ?? 0), 0)
  );
}
