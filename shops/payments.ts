import type { ShopPayment } from './shop.ts';
import { ShopFault } from './transport.ts';

const PART = 20;
const MOST = 200;

/**
 * The methods of recent orders, the newest first, each once. A part of the list that one order breaks is left out;
 * a shop that breaks on all of it says so.
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

/** Each code and title once; the first stays. */
function distinct(payments: ShopPayment[]): ShopPayment[] {
  const all = new Map(payments.map(({ code, title }) => [JSON.stringify([code, title]), { code, title }]));
  return [...all.values()];
}
