import type { BookedCharge, BookedPage, GatewaySystem } from '../sandbox/kit/system.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';
import { type GatewayName, gatewayNames, gateways } from '../sandbox/systems.ts';
import type { Placed } from './customers.ts';
import { can } from './installation.ts';
import type { Counts } from './tally.ts';

/** What the gateways' books have of an order. Amounts in minor units. */
export interface AtGateways {
  /** The gateway's charges, how much of each was refunded, and whether Incasso must know of it. */
  charges: Pick<BookedCharge, 'id' | 'amount' | 'refunded' | 'told'>[];
  /** Pages that the customer has seen and on which money can still be taken, of a gateway that closes pages. */
  openPages: number;
  /**
   * Nothing was paid that Incasso must know of, and nothing is under way: where a gateway closes no page, that is how an order can
   * be for hours, until its page's time is over.
   */
  waits: boolean;
}

/** Whether a page is the order's: a payment's reference begins with the order's number. */
export const pageIsOf = ({ number }: Placed, { payment }: BookedPage): boolean =>
  payment.startsWith(`${number}-`);

/** A gateway's pages and charges. */
export interface GatewayBooks {
  gateway: GatewayName;
  pages: BookedPage[];
  charges: BookedCharge[];
}

/** All pages and charges, of all gateways. */
export const gatewayBooks = (sandboxes: Sandboxes): GatewayBooks[] =>
  gatewayNames.map((gateway) => {
    const { pages, charges }: GatewaySystem = gateways[gateway];
    const { books } = sandboxes[gateway];
    return { gateway, pages: pages(books), charges: charges(books) };
  });

/** Charges count wherever they are: also at a gateway that the order has nothing to do with. */
export function ofGateways(order: Placed, all: GatewayBooks[]): AtGateways {
  const charges: AtGateways['charges'] = [];
  const states: BookedPage['state'][] = [];
  let openPages = 0;
  for (const { gateway, ...books } of all) {
    const { agreementOnly }: GatewaySystem = gateways[gateway];
    const pages = books.pages.filter((page) => pageIsOf(order, page));
    const ids = new Set(pages.map(({ id }) => id));
    charges.push(...books.charges.filter(({ page }) => ids.has(page)).map(shownOf));
    states.push(...pages.map(({ state }) => state));
    // Whoever agrees on a page that was to be closed has paid nothing, and nobody takes it.
    if (can(gateway, 'closePage') && !agreementOnly)
      openPages += pages.filter(({ id, state }) => state === 'open' && order.visited.has(id)).length;
  }
  const waits =
    order.way === 'gateway' &&
    !can(order.gateway, 'closePage') &&
    !states.includes('underWay') &&
    !charges.some(({ told }) => told);
  return { charges, openPages, waits };
}

const shownOf = ({ id, amount, refunded, told }: BookedCharge) => ({ id, amount, refunded, told });

/** How many charges each gateway has. */
export const chargedBy = (sandboxes: Sandboxes): Counts =>
  Object.fromEntries(gatewayBooks(sandboxes).map(({ gateway, charges }) => [gateway, charges.length]));

/** The orders of which nobody can say for hours how they end. */
export function waitingOrders(placed: Placed[], sandboxes: Sandboxes): Placed[] {
  const all = gatewayBooks(sandboxes);
  return placed.filter((order) => ofGateways(order, all).waits);
}
