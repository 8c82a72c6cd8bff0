import type { ShopPayment } from './shop.ts';
import { ShopFault } from './transport.ts';

const PART = 20;
const MOST = 200;

/**
 * The payment methods of the 200 newest orders, each once, the newest first. A part of the list that an order breaks is left
 * out; where every part breaks, the shop's failure is thrown.
 */
export async function methodsSeen(
  newest: (size: number, skip: number) => Promise<ShopPayment[]>,
): Promise<ShopPayment[]> {
  const seen: ShopPayment[] = [];
  const faults: ShopFault[] = [];
  for (let skip = 0; skip < MOST; skip += PART) {
    try {
      const part = await newest(PART, skip);
      seen.push(...part);
      if (part.length < PART) break;
    } catch (error) {
      if (!(error instanceof ShopFault)) throw error;
      faults.push(error);
    }
  }
  if (faults[0] && seen.length === 0) throw faults[0];
  return distinct(seen);
}

/** Each pair of code and title once, at its first place. */
function distinct(payments: ShopPayment[]): ShopPayment[] {
  const all = new Map(payments.map(({ code, title }) => [JSON.stringify([code, title]), { code, title }]));
  return [...all.values()];
}
