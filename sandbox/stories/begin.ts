import axios from 'axios';
import { orderReference, orderWorkflowId } from '../../domain/ids.ts';
import { until } from '../customer.ts';
import { type StoryShop, shopOf } from './shops.ts';
import { type Cast, nameOf, type Story, type Subject } from './story.ts';

/** Places the story's order in its shop, or asks for its deposit. */
export async function begin({ begins }: Story, cast: Cast): Promise<Subject> {
  if ('deposit' in begins) return askedFor(begins.deposit, cast);
  const shop = shopOf(begins.shop ?? 'magento', cast);
  return subjectOf(shop, await shop.places(begins.order));
}

/** A story's subject: an order of a shop. */
export const subjectOf = (shop: StoryShop, { id, number }: { id: string; number: string }): Subject => ({
  workflowId: orderWorkflowId(shop.name, id),
  id,
  number,
  shop,
  reference: `${number}-`,
  note: ` ${orderReference({ shop: shop.name, id })}`,
  link: () => until(`the checkout link of order ${number}`, async () => (await shop.order(id)).link),
});

async function askedFor(deposit: object, cast: Cast): Promise<Subject> {
  const { world } = cast;
  const gateway = nameOf(cast, 'stripe');
  const headers = {
    authorization: `Bearer ${world.config.deposits?.key}`,
    'idempotency-key': `deposit of ${new Date().toISOString()}`,
  };
  const { data } = await axios.post(`${world.urls.api}/payments`, { gateway, ...deposit }, { headers });
  return {
    workflowId: data.workflowId,
    id: '',
    number: '',
    reference: data.paymentId,
    note: ` ${orderReference({ shop: 'deposit', id: data.paymentId })}`,
    link: async () => data.checkoutUrl,
  };
}
