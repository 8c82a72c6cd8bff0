import { setTimeout as delay } from 'node:timers/promises';
import { paymentWorkflowId } from '../../domain/ids.ts';
import { orderQuery, paymentQuery } from '../../workflows/messages.ts';
import { until } from '../customer.ts';
import { type GatewayName, gateways, type ShopName, shops } from '../systems.ts';
import { documentsOf, shopStateOf } from './books.ts';
import { HELD_METHOD } from './configuration.ts';
import { inErp } from './documents.ts';
import { type Ending, page, paid, type Scene, type Story, sees, shopIsTold } from './story.ts';

/** How money is held at a gateway. */
interface Way {
  /** How its sandbox is told that what it holds has lapsed, by the hold's own id. */
  lapse(hold: string): string;
  /** The method whose money is always held. Left out: that of its usual method is, while the story is told. */
  method?: string;
  /** Incasso finds by itself that a hold has lapsed. Left out: a person has it asked for. */
  found?: true;
}

const ways: Partial<Record<GatewayName, Way>> = {
  stripe: { lapse: (hold) => `holds/${hold}/lapse` },
  paypal: { lapse: (hold) => `authorizations/${hold}/lapse` },
  axerve: { lapse: (hold) => `holds/${hold}/lapse`, method: HELD_METHOD, found: true },
};

const lapsed: Ending = {
  ...paid,
  outcome: 'NEGATIVE',
  // Its document counts on the money: a person decides what becomes of that.
  stage: 'DOCUMENT',
  attention: 'DOCUMENT_NOT_PAID',
  shopState: 'pending',
  charges: [],
};

const shipped: Ending = { ...paid, shopState: 'Shipped' };

/** A story of money that this gateway holds until the goods leave. */
const begins = (gateway: GatewayName, shop: ShopName) => {
  const method = ways[gateway]?.method;
  return {
    begins: { order: shops[shop].described(method ?? gateways[gateway].methods[shop]), shop },
    ...(!method && { capture: 'onShipment' as const }),
    ...(gateway !== 'stripe' && { gateway }),
  };
};

/** It is taken as they leave. */
const taken = (gateway: GatewayName, shop: ShopName, ending: Ending): Story => ({
  ...begins(gateway, shop),
  name: `held, taken at ${gateways[gateway].title}`,
  async acts(scene) {
    await isHeld(scene, shop);
    await inErp(scene, 'ship');
    await shopIsTold(scene, 'nel gestionale: spedito');
  },
  ending,
});

/** It is gone before they do. */
const gone = (gateway: GatewayName, { lapse, found }: Way): Story => ({
  ...begins(gateway, 'magento'),
  name: `hold lapsed at ${gateways[gateway].title}`,
  async acts(scene) {
    const { customer, operator, subject, world } = scene;
    const hold = await isHeld(scene, 'magento');
    // What is said within one second has no order: the hold would count until it is asked for the next day.
    await delay(1_100);
    await customer.tells(world.urls[gateway], lapse(hold), {});
    if (found) return;
    const payment = await operator.paymentOf(subject.workflowId);
    await operator.acts(payment, 'verifyNow', { reason: 'la banca non la tiene più' });
  },
  ending: lapsed,
});

/** Money that is held until the goods leave: taken then, or gone by then. */
export const held: Story[] = [
  ...(Object.entries(ways) as [GatewayName, Way][]).flatMap(([gateway, way]) => [
    taken(gateway, 'magento', paid),
    gone(gateway, way),
  ]),
  taken('stripe', 'prestashop', shipped),
  taken('axerve', 'prestashop', shipped),
];

/**
 * The customer pays and sees that the money is held, the document is written all the same, and whoever looks into the shop reads both
 * there; answers the hold's id.
 */
async function isHeld(scene: Scene, shop: ShopName): Promise<string> {
  const { customer, subject, world } = scene;
  await sees(scene, await customer.presses(await page(scene), 'pay'), 'held');
  await until('the document', async () => ((await documentsOf(scene)).length > 0 ? true : undefined));
  await shopIsTold(scene, 'Pagamento autorizzato, non ancora incassato');
  const state = await shopStateOf(scene);
  if (state !== shops[shop].states.held) throw new Error(`the shop has the order as ${state}, not as held`);
  const { workflow } = world.client;
  const { payments } = await workflow.getHandle(subject.workflowId).query(orderQuery);
  const [payment] = payments;
  const view = await workflow.getHandle(paymentWorkflowId(payment?.paymentId ?? '')).query(paymentQuery);
  return view.held?.reference ?? '';
}
