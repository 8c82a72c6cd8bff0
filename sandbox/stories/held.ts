import { paymentWorkflowId } from '../../domain/ids.ts';
import { orderQuery, paymentQuery } from '../../workflows/messages.ts';
import { until } from '../customer.ts';
import { type GatewayName, gateways } from '../systems.ts';
import { documentsOf } from './books.ts';
import { inErp } from './documents.ts';
import { type Ending, page, paid, type Scene, type Story, sees } from './story.ts';

/** How a gateway's sandbox is told that what it holds has lapsed, by the hold's own id. */
const lapses: Partial<Record<GatewayName, (hold: string) => string>> = {
  stripe: (hold) => `holds/${hold}/lapse`,
  paypal: (hold) => `authorizations/${hold}/lapse`,
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

/** Money that is held until the goods leave: taken then, or gone by then. */
export const held: Story[] = (Object.entries(lapses) as [GatewayName, (hold: string) => string][]).flatMap(
  ([gateway, lapse]): Story[] => {
    const { title, methods } = gateways[gateway];
    const shared = {
      begins: { order: { method: methods.magento } },
      capture: 'onShipment' as const,
      ...(gateway !== 'stripe' && { gateway }),
    };
    return [
      {
        ...shared,
        name: `held, taken at ${title}`,
        async acts(scene) {
          await isHeld(scene);
          await inErp(scene, 'ship');
        },
        ending: paid,
      },
      {
        ...shared,
        name: `hold lapsed at ${title}`,
        async acts(scene) {
          const { customer, operator, subject, world } = scene;
          const hold = await isHeld(scene);
          await customer.tells(world.urls[gateway], lapse(hold), {});
          const payment = await operator.paymentOf(subject.workflowId);
          await operator.acts(payment, 'verifyNow', { reason: 'la banca non la tiene più' });
        },
        ending: lapsed,
      },
    ];
  },
);

/** The customer pays, sees that the money is held, and the document is written all the same; answers the hold's id. */
async function isHeld(scene: Scene): Promise<string> {
  const { customer, subject, world } = scene;
  await sees(scene, await customer.presses(await page(scene), 'pay'), 'held');
  await until('the document', async () => ((await documentsOf(scene)).length > 0 ? true : undefined));
  const { workflow } = world.client;
  const { payments } = await workflow.getHandle(subject.workflowId).query(orderQuery);
  const [payment] = payments;
  const view = await workflow.getHandle(paymentWorkflowId(payment?.paymentId ?? '')).query(paymentQuery);
  return view.held?.reference ?? '';
}
