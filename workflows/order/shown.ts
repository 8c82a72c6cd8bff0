import type { Attention } from '../../domain/attention.ts';
import { holdsMoney } from '../../domain/refunds.ts';
import type { Shown } from '../../domain/shown.ts';
import type { ActionOffer } from '../kit/operators.ts';
import { dismissible } from './attentions.ts';
import * as s from './rules.ts';

/** What an action on an order is decided over. */
export function orderShown(
  state: s.OrderState,
  attentions: Attention[],
  action: ActionOffer['action'],
): Shown[] {
  switch (action) {
    case 'settled':
      return dismissible(state, attentions).map((one) => ({ what: 'attention', ...one }));
    case 'retry':
    case 'letThrough':
    case 'cancelOrder':
      return orderNow(state);
    default:
      return [];
  }
}

/** Its money, its document, its state in the shop, and what people did about it. */
function orderNow(state: s.OrderState): Shown[] {
  const { payments, document, documentState, inShop, letThrough, givenUp } = state;
  const passable = s.passable(state);
  return [
    { what: 'outcome', outcome: s.orderOutcome(state) },
    ...payments.map(
      ({ paymentId, outcome, charges }): Shown => ({
        what: 'payment',
        paymentId,
        outcome,
        givenBack: charges.length > 0 && !holdsMoney(charges),
      }),
    ),
    ...(document ? [{ what: 'document', number: document.number, state: documentState } as const] : []),
    ...(inShop
      ? [{ what: 'inShop', state: inShop.state, refunds: inShop.refunds?.length ?? 0 } as const]
      : []),
    ...(passable ? [{ what: 'attention', code: passable, text: '' } as const] : []),
    ...letThrough.map((code): Shown => ({ what: 'letThrough', code })),
    ...(givenUp ? [{ what: 'givenUp' } as const] : []),
  ];
}
