import axios from 'axios';
import { hostedPage } from '../sandbox/hosted-page.ts';
import { type GatewayName, gatewayNames, gateways } from '../sandbox/systems.ts';
import { isDone, opens } from './customers.ts';
import { type Figure, figure } from './figures.ts';
import type { Installation } from './installation.ts';
import { takeEach } from './rates.ts';

/** How much is measured: how many orders a round takes by each gateway, and how many each takes before. */
export interface GatewaysPlan {
  rounds: number;
  orders: number;
  warmUp: number;
}

const AT_ONCE = 10;
/** The gateway that the others are held against. */
const STANDARD: GatewayName = 'stripe';
/** How many of the standard's orders in a second are to be reached. */
const GOAL = 0.85;

/** Measures orders per second by each gateway, ten at a time; what stands in the floor's place is Stripe's in the same run. */
export async function measureGateways(
  installation: Installation,
  { rounds, orders, warmUp }: GatewaysPlan,
  log: (line: string) => void,
): Promise<Figure[]> {
  const rates = new Map<GatewayName, number[]>(gatewayNames.map((name) => [name, []]));
  for (const name of gatewayNames) await taken(installation, name, warmUp);
  for (let round = 0; round < rounds; round += 1) {
    const first = round % gatewayNames.length;
    for (const name of [...gatewayNames.slice(first), ...gatewayNames.slice(0, first)]) {
      const perSecond = await taken(installation, name, orders);
      rates.get(name)?.push(perSecond);
      log(`${AT_ONCE} at a time, round ${round + 1}, ${name}: ${perSecond.toFixed(1)} orders/s`);
    }
  }
  const figures = gatewayNames
    .filter((name) => name !== STANDARD)
    .map((name) =>
      figure(`orders-per-second@${AT_ONCE}/${name}`, 'orders/s', {
        ours: rates.get(name) ?? [],
        floor: rates.get(STANDARD),
      }),
    );
  for (const { name, ratio } of figures) log(`${name}: ${verdict(ratio)}`);
  return figures;
}

/** What a figure comes to, against the goal. */
export const verdict = (ratio: number | null): string =>
  `${ratio} of ${STANDARD}'s, goal ${GOAL}: ${ratio !== null && ratio >= GOAL ? 'reached' : 'not reached'}`;

/** Takes so many orders from their announcement to their end; answers how many in a second. */
async function taken(installation: Installation, name: GatewayName, count: number): Promise<number> {
  const { magento } = gateways[name].methods;
  const started = Date.now();
  await takeEach(Array.from({ length: count }), AT_ONCE, async () => {
    const { orderId, page } = await opens(installation, magento);
    const form = (await hostedPage(page)).buttons.get('pay-and-close');
    if (form === undefined) throw new Error(`${page} can't be paid`);
    // Asking whether it is done is for the end only: whoever asks in growing pauses would measure those.
    const { seen } = installation;
    await Promise.all([seen('document', orderId), seen('told', orderId), axios.post(form)]);
    await isDone(installation, orderId);
  });
  return (count * 1000) / (Date.now() - started);
}
