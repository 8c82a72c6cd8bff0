import axios from 'axios';
import { orderWorkflowId } from '../../workflows/messages.ts';
import type { Cast, Story, Subject } from './story.ts';

/** Places the story's order in the shop, or asks for its deposit. */
export const begin = ({ begins }: Story, cast: Cast): Promise<Subject> =>
  'order' in begins ? placed(begins.order, cast) : askedFor(begins.deposit, cast);

async function placed(order: object, { customer, world }: Cast): Promise<Subject> {
  const { id, number } = await customer.places(order);
  return {
    workflowId: orderWorkflowId(world.shop, id),
    ...{ id, number, reference: `${number}-`, note: ` ${world.shop}/${id}` },
    link: () => customer.checkoutLink(id),
  };
}

async function askedFor(deposit: object, { world }: Cast): Promise<Subject> {
  const [gateway] = Object.keys(world.config.gateways);
  const headers = {
    authorization: `Bearer ${world.config.deposits?.key}`,
    'idempotency-key': `deposit of ${new Date().toISOString()}`,
  };
  const { data } = await axios.post(`${world.urls.api}/payments`, { gateway, ...deposit }, { headers });
  return {
    workflowId: data.workflowId,
    ...{ id: '', number: '', reference: data.paymentId, note: ` deposit/${data.paymentId}` },
    link: async () => data.checkoutUrl,
  };
}
