import type { ShopState } from '../../activities/shop.ts';
import { isGivenBack, refundedInShop } from '../../domain/refunds.ts';
import type { PaymentReport } from '../payment/messages.ts';
import type { LetThrough, MoneyGone, OrderState } from './state.ts';

/** Takes what the shop says of the order now. */
export function readInShop(state: OrderState, now: ShopState): void {
  state.inShop = now;
  // If the shop suspects it again, a person looks again.
  if (now.state !== 'in_review') state.letThrough = state.letThrough.filter((it) => it !== 'ORDER_IN_REVIEW');
  // After that, what the shop has as paid may be what we told it.
  if (!state.booked) state.paidElsewhere = now.paid > 0 || !now.countsAsPaid ? now.paid : now.total;
}

export const isCancelled = ({ inShop }: OrderState): boolean => inShop?.state === 'cancelled';

/** Whether the shop says that all was given back: by its state, or by refunds that come to the whole. */
export function isRefunded({ inShop }: OrderState): boolean {
  if (!inShop) return false;
  const { state, total } = inShop;
  return state === 'refunded' || (total > 0 && refundedInShop(inShop) >= total);
}

/** Whether nothing more will become of the order in the shop. */
export const isOver = (state: OrderState): boolean => isCancelled(state) || isRefunded(state);

/** What is known of refunds in the shop, as a text to compare: another text is another refund. */
export const refundsOf = (state: OrderState): string =>
  [isRefunded(state), ...(state.inShop?.refunds ?? []).map(({ id, amount }) => `${id}:${amount}`)].join(' ');

/** What the shop has of the customer's money and did not give back, in minor units. */
export const keptInShop = ({ inShop }: OrderState): number =>
  inShop ? inShop.paid - refundedInShop(inShop) : 0;

/** The shop's gateway holds what is missing, and takes it when the order ships. */
export function isAuthorised({ imported, inShop }: OrderState): boolean {
  if (!imported || !inShop?.authorised || imported.mapping.collect.by !== 'prepaid') return false;
  const { total } = imported.order;
  return inShop.paid < total && inShop.paid + inShop.authorised >= total;
}

/** Whether an order of such money has its document at once, since the mapping says that it is taken as it ships. */
export const isTakenAsItShips = (state: OrderState): boolean => {
  const { imported } = state;
  const { collect } = imported?.mapping ?? {};
  return collect?.by === 'prepaid' && collect.capture === 'onShipment' && isAuthorised(state);
};

/** What people put right in the configuration or in the order; a change of state in the shop does not end it. */
export type Unfit = 'FOREIGN_CURRENCY' | 'GATEWAY_AMOUNT_REFUSED';
export type HeldBackBy = Unfit | 'ORDER_ON_HOLD' | 'ORDER_IN_REVIEW' | MoneyGone;

export const isUnfit = (held: HeldBackBy | undefined): held is Unfit =>
  held === 'FOREIGN_CURRENCY' || held === 'GATEWAY_AMOUNT_REFUSED';

/** What an order waits for that is neither over nor given up: nobody is asked to pay it, nothing is written or told. */
export function heldBackBy(state: OrderState): HeldBackBy | undefined {
  const { imported, inShop, givenUp, letThrough } = state;
  if (!imported || imported.earlier || givenUp || isOver(state)) return undefined;
  if (imported.booksIn) return 'FOREIGN_CURRENCY';
  if (imported.notTaken) return 'GATEWAY_AMOUNT_REFUSED';
  if (inShop?.state === 'on_hold') return 'ORDER_ON_HOLD';
  const suspected = inShop?.state === 'in_review' && !letThrough.includes('ORDER_IN_REVIEW');
  if (suspected) return 'ORDER_IN_REVIEW';
  const gone = moneyGone(state);
  return gone && !letThrough.includes(gone) ? gone : undefined;
}

/** How all that was paid for an order without a document went back: by a dispute that was lost, or by refunds. */
function moneyGone({ document, writing, payments }: OrderState): MoneyGone | undefined {
  if (document || writing) return undefined;
  const paid = payments.filter(({ outcome }) => outcome === 'POSITIVE');
  if (paid.length === 0 || !paid.every((one) => isLost(one) || isGivenBack(one, one.attentions)))
    return undefined;
  return paid.some(isLost) ? 'DISPUTE_LOST' : 'REFUNDED';
}

export const isMoneyGone = (held: HeldBackBy | undefined): held is MoneyGone =>
  held === 'DISPUTE_LOST' || held === 'REFUNDED';

/** Whether the customer got the money of a payment back by a dispute, and nobody has decided over that since. */
export const isLost = ({ attentions }: PaymentReport): boolean =>
  attentions.some(({ code }) => code === 'DISPUTE_LOST');

/** What a person can let through now. */
export function passable(state: OrderState): LetThrough | undefined {
  const { document, writing, givenUp, imported, letThrough } = state;
  if (document || writing || givenUp || imported?.earlier || isOver(state)) return undefined;
  const held = heldBackBy(state);
  if (held) return held === 'ORDER_IN_REVIEW' || isMoneyGone(held) ? held : undefined;
  const waits = isAuthorised(state) && !isTakenAsItShips(state) && !letThrough.includes('PAYMENT_AUTHORISED');
  return waits ? 'PAYMENT_AUTHORISED' : undefined;
}
