import { Failure } from '../../domain/failure.ts';
import { minorUnits } from '../../domain/money.ts';
import type { Order, ShopRefund } from '../../domain/schemas/order.ts';
import type { MagentoClient } from './client.ts';
import { utc } from './money.ts';
import type { WireOrder } from './wire.ts';
import { decodeCreditMemos } from './wire-lists.ts';

/** The state of a cancelled credit memo, which gave nothing back (Magento\\Sales\\Model\\Order\\Creditmemo::STATE_CANCELED). */
const CANCELLED = '3';

/** What the order itself states as refunded: one sum, with the id `total`. */
export function statedRefunds(wire: WireOrder): ShopRefund[] | undefined {
  const amount = minorUnits(wire.total_refunded ?? 0, wire.order_currency_code);
  if (amount === 0) return undefined;
  const at = utc(wire.updated_at ?? wire.created_at);
  return [{ id: 'total', number: wire.increment_id, at, amount }];
}

/**
 * The order with its credit memos instead of that sum, each with its id and number. They are read only where something was
 * refunded. Where the key may not list them, or they don't add up to the sum, the sum stays. Throws SHOP_*.
 */
export async function withCreditMemos(client: MagentoClient, shop: string, order: Order): Promise<Order> {
  const stated = order.refunds?.[0];
  if (!stated) return order;
  const refunds = await creditMemos(client, shop, order);
  const sum = refunds.reduce((all, { amount }) => all + amount, 0);
  return sum === stated.amount ? { ...order, refunds } : order;
}

async function creditMemos(client: MagentoClient, shop: string, order: Order): Promise<ShopRefund[]> {
  const what = `credit memos of order ${order.id} of ${shop}`;
  try {
    const answer = await client.get(what, '/creditmemos', {
      'searchCriteria[filter_groups][0][filters][0][field]': 'order_id',
      'searchCriteria[filter_groups][0][filters][0][value]': order.id,
    });
    return decodeCreditMemos(what, answer)
      .filter(({ state }) => state !== CANCELLED)
      .map(({ entity_id, increment_id, created_at, grand_total }) => ({
        id: entity_id,
        number: increment_id ?? entity_id,
        at: utc(created_at),
        amount: minorUnits(grand_total, order.currency),
      }));
  } catch (error) {
    // The list needs a right of its own: without it there is still the order's sum.
    if (error instanceof Failure && error.code === 'SHOP_LOGIN_REFUSED') return [];
    throw error;
  }
}
