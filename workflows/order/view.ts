import { attentionsOf } from './attentions.ts';
import type { OrderContext } from './context.ts';
import type { OrderView } from './messages.ts';
import { orderStage } from './notices.ts';
import { authorised, collected, orderOutcome } from './rules.ts';

/** Everything known of an order. */
export function orderView({ input, state }: OrderContext): OrderView {
  const { imported, inShop, payments, document, documentState, told } = state;
  return {
    shop: input.shop,
    id: input.id,
    number: imported?.order.number,
    method: imported && { code: imported.order.payment.code, title: imported.order.payment.title },
    stage: orderStage(state),
    outcome: orderOutcome(state),
    inShop: inShop && { state: inShop.state, status: inShop.status, refunds: inShop.refunds },
    attentions: attentionsOf(state),
    payments,
    collected: collected(state),
    authorised: authorised(state),
    document,
    documentState,
    told,
  };
}
