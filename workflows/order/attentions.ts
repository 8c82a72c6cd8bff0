import { type Attention, attention, type attentionCatalogue } from '../../domain/attention.ts';
import { failureCatalogue } from '../../domain/failure.ts';
import { isHeldFirst } from '../../domain/holds.ts';
import { formatMoney } from '../../domain/money.ts';
import { isCovered, isWayBack, refundedInShop } from '../../domain/refunds.ts';
import { doubleCharged, kept } from './charges.ts';
import * as s from './rules.ts';

type Code = keyof typeof attentionCatalogue;

/** Why an unsigned cancellation changed nothing. */
export const cancelledUnsigned = (why: string): Attention =>
  attention('CANCELLATION_IGNORED', `It was not done, since ${why}.`);

// What a person puts right in shop or ERP, where this software can't see it.
const DISMISSED_BY_HAND: Attention['code'][] = [
  'ORDER_CHANGED',
  'CANCELLED_AFTER_DOCUMENT',
  'DOCUMENT_NOT_PAID',
  'REFUNDED_IN_SHOP',
  'PAID_TWICE',
  'OVERPAID_IN_SHOP',
  'FOREIGN_CURRENCY',
  'GATEWAY_AMOUNT_REFUSED',
  'TOTAL_UNEXPLAINED',
  'TOTAL_MISMATCH',
  'TAX_DATA_LEFT_OUT',
  'CANCELLATION_IGNORED',
  'UNMAPPED_PAYMENT',
  'SIGNAL_NOT_BELIEVED',
];
// Once the document is written, nothing that happens here takes these away.
const DISMISSED_ONCE_WRITTEN: Attention['code'][] = ['ERP_REFUSED', 'ORDER_IN_REVIEW', 'ORDER_ON_HOLD'];
const identityOf = ({ code, text }: Attention): string => `${code} ${text}`;

/** Of these attentions those that a person can say were dealt with. */
export const dismissible = (state: s.OrderState, attentions: Attention[]): Attention[] =>
  attentions.filter(
    ({ code }) =>
      DISMISSED_BY_HAND.includes(code) ||
      (state.document && DISMISSED_ONCE_WRITTEN.includes(code)) ||
      // Money that the shop took is given back there, and the shop may not show it.
      (code === 'PAID_BUT_CANCELLED' && kept(state).length === 0),
  );

/** A person says that these were dealt with. */
export function dismiss(state: s.OrderState, attentions: Attention[]): void {
  state.dismissed.push(...dismissible(state, attentions).map(identityOf));
}

/** Attentions that nobody has dealt with yet. */
export const undismissed = ({ dismissed }: s.OrderState, attentions: Attention[]): Attention[] =>
  attentions.filter((one) => !dismissed.includes(identityOf(one)));

/** Every attention that there is now: of blocked steps, and of what waits for a person. */
export function attentionsOf(state: s.OrderState): Attention[] {
  const { lanes, erpSilent, ignored } = state;
  if (unknownInShop(state)) return [];
  const { importing, checking, writing, telling } = lanes;
  const failed = [importing, checking, writing, telling].map((lane) => lane.blockedBy);
  const blocking = [...failed, erpSilent, ignored].filter((one) => one !== undefined);
  return undismissed(state, [...blocking, ...orderAttentions(state)]);
}

/**
 * The failure that the shop has no such order, where only an announcement says that there is one: then there is nothing
 * for a person to do.
 */
export function unknownInShop({ lanes, imported, listed }: s.OrderState): Attention | undefined {
  const { blockedBy } = lanes.importing;
  return !imported && !listed && blockedBy?.code === 'ORDER_NOT_FOUND' ? blockedBy : undefined;
}

/** Why a person should look, apart from steps that failed. */
export function orderAttentions(state: s.OrderState): Attention[] {
  const { imported, document, documentState } = state;
  const followed = !isPaidBesides(state);
  const attentions = state.payments.flatMap((p) => p.attentions).filter((a) => followed || !isWayBack(a));
  const add = (code: Code, about = '') => attentions.push(attention(code, about));
  const twice = doubleCharged(state);
  if (twice.length > 0) add('DOUBLE_CHARGE', twice.join(', '));
  if (imported?.earlier && !document) add('FORGOTTEN_ORDER');
  // The shop cancels an order whose document was cancelled: then nothing is left to cancel.
  const stopped = s.isCancelled(state) || state.givenUp;
  if (stopped && document && documentState !== 'cancelled' && !imported?.earlier)
    add('CANCELLED_AFTER_DOCUMENT', document.number);
  else if (document && s.isDocumentUnpaid(state)) add('DOCUMENT_NOT_PAID', document.number);
  if (state.changedTotal !== undefined)
    add('ORDER_CHANGED', `Its total is ${state.changedTotal} now (minor units).`);
  const { warnings = [] } = document ?? {};
  attentions.push(...warnings, ...shopAttentions(state));
  const less = takenLess(state);
  if (less && !warnings.some(({ code }) => code === 'TOTAL_MISMATCH')) add('TOTAL_MISMATCH', less);
  if (s.collectedBy(state) === 'unmapped') add('UNMAPPED_PAYMENT', imported?.order.payment.code);
  attentions.push(...state.unbelieved);
  return attentions;
}

/** Where only a part was taken of what was held for a written document: both sums, in words. */
function takenLess(state: s.OrderState): string | undefined {
  const { imported, document } = state;
  const { money } = s.collected(state) ?? {};
  if (!imported || !document || !money || !isHeldFirst(imported.capture)) return undefined;
  const asked = { amount: imported.order.total, currency: imported.order.currency };
  if (money.currency !== asked.currency || money.amount >= asked.amount) return undefined;
  return `${document.number}: ${formatMoney(money)} of ${formatMoney(asked)} was taken.`;
}

/** Whether a charge of which nothing went back pays for the whole order: then its document is right as it is. */
const isPaidBesides = ({ payments, imported }: s.OrderState): boolean =>
  imported !== undefined &&
  isCovered(
    payments.filter(({ outcome }) => outcome === 'POSITIVE').flatMap(({ charges }) => charges),
    { amount: imported.order.total, currency: imported.order.currency },
  );

/** Attentions that follow from what the shop says of the order. */
function shopAttentions(state: s.OrderState): Attention[] {
  const { imported, inShop, document, documentState } = state;
  if (!imported || !inShop) return [];
  const attentions: Attention[] = [];
  const add = (code: Code, about = '') => attentions.push(attention(code, about));
  const { order, earlier } = imported;
  const money = (amount: number, currency = order.currency) => formatMoney({ amount, currency });
  const paidHere = state.payments.some(({ outcome }) => outcome === 'POSITIVE');

  const stopped = s.isCancelled(state) || state.givenUp;
  const cameByShop = stopped && !paidHere && !earlier && s.keptInShop(state) > 0;
  const cameHere = kept(state).length > 0 && (stopped || (s.isRefunded(state) && !document));
  if (cameByShop || cameHere) add('PAID_BUT_CANCELLED');

  // What was known already when its document was written is nothing new to whoever finds that document again.
  const knownEarlier = earlier?.document && s.refundsOf(state) === s.refundsOf({ ...state, inShop: order });
  if ((s.isRefunded(state) || refundedInShop(inShop) > 0) && !knownEarlier)
    add('REFUNDED_IN_SHOP', refundsText(inShop, money));
  if (earlier) return attentions;

  const [paid] = kept(state);
  if (paid && state.paidElsewhere > 0 && inShop.payment.reference !== paid.charges[0]?.reference)
    add('PAID_TWICE', `${money(state.paidElsewhere)} in the shop, besides ${paid.paymentId}`);
  if (!s.isOff(state) && s.keptInShop(state) > inShop.total)
    add('OVERPAID_IN_SHOP', `${money(inShop.paid)} of ${money(inShop.total)}`);

  const held = s.heldBackBy(state);
  const { base } = order;
  if (held === 'FOREIGN_CURRENCY')
    add(
      held,
      `${money(order.total)}${base ? `, ${money(base.total, base.currency)} in the shop` : ''}; the books are kept in ${imported.booksIn}`,
    );
  else if (held === 'GATEWAY_AMOUNT_REFUSED')
    attentions.push({ code: held, text: `${failureCatalogue[held]} ${imported.notTaken}.` });
  // The payment's own attention about its money is enough; of a refund under way it has none yet.
  else if (s.isMoneyGone(held)) {
    if (!state.payments.some((p) => p.attentions.some(isWayBack))) add(held);
  } else if (held && !documentState)
    add(held, document ? `The document ${document.number} is written.` : `Its state is "${inShop.status}".`);

  const due = document !== undefined || s.documentDue(state);
  if (order.unexplained && due) add('TOTAL_UNEXPLAINED', money(order.unexplained));
  if (s.passable(state) === 'PAYMENT_AUTHORISED')
    add('PAYMENT_AUTHORISED', `${money(inShop.authorised ?? 0)} of ${money(order.total)}`);
  const notPaid = s.collectedBy(state) === 'prepaid' && s.orderOutcome(state) === 'VERIFY';
  if ((!held && !s.isOff(state) && notPaid) || s.isTakeDueInShop(state))
    add('PREPAID_NOT_PAID', `${inShop.paid} of ${order.total} (minor units)`);
  return attentions;
}

/** The refunds that the shop names, and their sum; the shop's status where it names none. */
function refundsText(
  { refunds = [], total, status }: NonNullable<s.OrderState['inShop']>,
  money: (amount: number) => string,
): string {
  if (refunds.length === 0) return `Its state is "${status}".`;
  return `${money(refundedInShop({ refunds }))} of ${money(total)}: ${refunds.map(({ number }) => number).join(', ')}`;
}
