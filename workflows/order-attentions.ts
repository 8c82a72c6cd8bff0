import { type Attention, attentionCatalogue } from '../domain/attention.ts';
import { collected, collectedBy, isOff, type OrderState, orderOutcome } from './order-state.ts';

/** Why an unsigned cancellation changed nothing. */
export const cancelledUnsigned = (why: string): Attention => ({
  code: 'CANCELLATION_IGNORED',
  text: `${attentionCatalogue.CANCELLATION_IGNORED} It was not done, since ${why}.`,
});
// What a person puts right in shop or ERP, where nobody here can see it.
const SETTLED_BY_HAND: Attention['code'][] = [
  'ORDER_CHANGED',
  'CANCELLED_AFTER_DOCUMENT',
  'TOTAL_MISMATCH',
  'TAX_DATA_LEFT_OUT',
  'CANCELLATION_IGNORED',
  'UNMAPPED_PAYMENT',
];
const identityOf = ({ code, text }: Attention): string => `${code} ${text}`;

/** Of these attentions those that a person can say were dealt with. */
export const settleable = ({ document }: OrderState, attentions: Attention[]): Attention[] =>
  attentions.filter(
    ({ code }) => SETTLED_BY_HAND.includes(code) || (code === 'ERP_REFUSED' && document !== undefined),
  );

/** A person says that these were dealt with. */
export function settle(state: OrderState, attentions: Attention[]): void {
  state.settled.push(...settleable(state, attentions).map(identityOf));
}

/** Attentions that nobody has dealt with yet. */
export const unsettled = ({ settled }: OrderState, attentions: Attention[]): Attention[] =>
  attentions.filter((attention) => !settled.includes(identityOf(attention)));

/** Why a person should look, but for what steps stand at. */
export function orderAttentions(state: OrderState): Attention[] {
  const attentions: Attention[] = state.payments.flatMap((p) => (p.attention ? [p.attention] : []));
  const add = (code: keyof typeof attentionCatalogue, about = '') =>
    attentions.push({ code, text: `${attentionCatalogue[code]}${about && ` ${about}`}` });
  const paid = state.payments.filter((p) => p.outcome === 'POSITIVE');
  const kept = paid.filter((p) => !p.givenBack);
  if (kept.length > 1) add('DOUBLE_CHARGE', kept.map((p) => p.paymentId).join(', '));
  const returned = paid.length > 0 && kept.length === 0;
  if (isOff(state) && orderOutcome(state) === 'POSITIVE' && collected(state) && !returned)
    add('PAID_BUT_CANCELLED');
  if (state.imported?.earlier && !state.document) add('FORGOTTEN_ORDER');
  // The shop follows a document that was cancelled: then nothing is left to cancel.
  const standing = state.documentState !== 'cancelled';
  if (isOff(state) && state.document && standing && !state.imported?.earlier)
    add('CANCELLED_AFTER_DOCUMENT', state.document.number);
  if (state.changedTotal !== undefined)
    add('ORDER_CHANGED', `Its total is ${state.changedTotal} now (minor units).`);
  attentions.push(...(state.document?.warnings ?? []));
  if (collectedBy(state) === 'unmapped') add('UNMAPPED_PAYMENT', state.imported?.order.payment.code);
  if (collectedBy(state) === 'prepaid' && orderOutcome(state) === 'VERIFY' && !isOff(state))
    add('PREPAID_NOT_PAID', `${state.paidInShop} of ${state.imported?.order.total} (minor units)`);
  return attentions;
}
