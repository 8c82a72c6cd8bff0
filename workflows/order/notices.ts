import { isHeldFirst } from '../../domain/holds.ts';
import type { ShopNotice } from '../../domain/notice.ts';
import type { PaymentReport } from '../payment/messages.ts';
import { orderAttentions, undismissed } from './attentions.ts';
import { deniedHolding, keptHold } from './charges.ts';
import type { Stage } from './messages.ts';
import { mayPayAgain, whyNotPayable } from './payable.ts';
import {
  asIfOn,
  authorised,
  collected,
  collectedBy,
  documentDue,
  heldBackBy,
  holdToTake,
  isDocumentUnpaid,
  isHeld,
  isOff,
  isOver,
  isUnfit,
  lastPayment,
  type OrderState,
  orderOutcome,
} from './rules.ts';

const inDoubt = ({ outcome }: PaymentReport) => outcome === 'VERIFY';

/** What the shop has to be told next, if it was not told yet. */
export function noticeDue(state: OrderState): ShopNotice | undefined {
  const notice = currentNotice(state);
  // Where a doubt put the order on hold, the outcome is told again after it, which releases the order.
  const outcome = notice?.kind === 'paid' || notice?.kind === 'failed';
  const doubted = outcome ? state.told.findLastIndex(({ kind }) => kind === 'verify') : -1;
  const told = state.told.slice(doubted + 1);
  const due = (one: ShopNotice) => !told.some(({ marker }) => marker === one.marker);
  return [notice, documentNotice(state)].find((one) => one !== undefined && due(one));
}

/** What was told, and was overtaken by a notice of these kinds since, is told anew, under a name of its own. */
function anew({ told }: OrderState, marker: string, ...overtakenBy: ShopNotice['kind'][]): string {
  const last = told.findLastIndex(({ kind }) => overtakenBy.includes(kind));
  const over = told.filter((one, i) => i < last && `${one.marker}:`.startsWith(`${marker}:`)).length;
  return over > 0 ? `${marker}:${over + 1}` : marker;
}

/** If the shop was told an outcome after this doubt, the same doubt once more is another one. */
const doubtMarker = (state: OrderState, paymentId: string): string =>
  anew(state, `verify:${paymentId}`, 'paid', 'failed', 'held');

/** That money is held, and will be taken later; nothing once it was asked to be let go of. */
function heldNotice(state: OrderState): ShopNotice | undefined {
  const payment = keptHold(state);
  const held = authorised(state);
  const capture = state.imported?.capture;
  if (!payment || !held || !isHeldFirst(capture) || isOff(state)) return undefined;
  // A gateway's name of a hold is its own: a marker has no blanks or brackets.
  const marker = `held:${payment.paymentId}:${encodeURIComponent(held.reference)}`;
  return { kind: 'held', marker: anew(state, marker, 'verify', 'failed', 'pay'), held, capture };
}

/** The payment whose money the shop has as held by what it was told last, though it was let go of since. */
function letGoOf({ told, payments }: OrderState): PaymentReport | undefined {
  const last = told.findLast(({ kind }) => kind !== 'document');
  if (last?.kind !== 'held') return undefined;
  return payments.find((p) => p.outcome === 'NEGATIVE' && last.marker.startsWith(`held:${p.paymentId}:`));
}

/**
 * What became of the document, for the shop. Where money is taken as the goods go out, that comes first: some shops book as paid what
 * has shipped.
 */
function documentNotice(state: OrderState): ShopNotice | undefined {
  const { document, documentState, shipment } = state;
  if (!document || !documentState || holdToTake(state)) return undefined;
  return {
    kind: 'document',
    marker: anew(state, `document:${documentState}`, 'paid'),
    document: document.number,
    state: documentState,
    ...(isUnpaid(state) ? { unpaid: true } : {}),
    ...(documentState === 'shipped' && shipment ? { shipment } : {}),
  };
}

/** Whether a gateway of ours has not taken the money, and the shop was never told that it did. */
const isUnpaid = (state: OrderState): boolean =>
  collectedBy(state) === 'gateway' &&
  !state.imported?.earlier &&
  !state.booked &&
  orderOutcome(state) !== 'POSITIVE';

/** What the shop has to know now, told or not. */
export function currentNotice(state: OrderState): ShopNotice | undefined {
  const { imported } = state;
  const outcome = orderOutcome(state);
  // An earlier payment can be in doubt while a later one is under way: then it is that one that the shop is told of.
  const payment = outcome === 'VERIFY' ? state.payments.findLast(inDoubt) : lastPayment(state);
  const held = heldBackBy(state);
  if (!imported || imported.earlier) return undefined;
  if (collectedBy(state) === 'offline' && !isOff(state))
    return held ? undefined : { kind: 'accepted', marker: 'accepted' };
  if (!payment || !imported.checkoutUrl || (held && outcome !== 'VERIFY')) return undefined;
  const { paymentId, reason } = payment;
  switch (outcome) {
    case 'POSITIVE': {
      const money = collected(state);
      return (state.released || state.document) && !isOff(state) && money
        ? { kind: 'paid', marker: `paid:${paymentId}`, collected: money }
        : undefined;
    }
    case 'VERIFY':
      return { kind: 'verify', marker: doubtMarker(state, paymentId), reason };
    case 'NEGATIVE': {
      if (isOver(state)) return undefined;
      const [denied] = deniedHolding(state);
      // Nothing goes out and nothing is cancelled before a person has put it right.
      if (denied || isDocumentUnpaid(state))
        return { kind: 'verify', marker: doubtMarker(state, denied?.paymentId ?? paymentId), reason };
      // The shop was told already what became of its document.
      if (state.documentState === 'cancelled') return undefined;
      // Nobody was shown a page: the merchant has to mend that, it is no failed payment of the customer's.
      if (payment.unopened && !state.windowClosed) return undefined;
      // Told before the money was held, it is told anew once that is let go of.
      const named = (marker: string) => anew(state, marker, 'held');
      if (!mayPayAgain(state))
        return { kind: 'failed', marker: named(`failed:${paymentId}:final`), reason, final: true };
      if (reason === 'FAILED')
        return { kind: 'pay', marker: named(`pay:${paymentId}`), reason, checkoutUrl: imported.checkoutUrl };
      return { kind: 'failed', marker: named(`failed:${paymentId}`), reason, final: false };
    }
    case 'PENDING': {
      if (isHeld(state)) return heldNotice(state);
      // Another page may be open by then, and nobody is to ship for money that is not there.
      const gone = isOff(state) ? undefined : letGoOf(state);
      if (gone) {
        const marker = anew(state, `failed:${gone.paymentId}`, 'held');
        return { kind: 'failed', marker, reason: gone.reason, final: false };
      }
      // The shop that announced the order shows the link itself.
      return state.announced || whyNotPayable(state)
        ? undefined
        : {
            kind: 'pay',
            marker: `pay:${state.payments[0]?.paymentId}:first`,
            reason,
            checkoutUrl: imported.checkoutUrl,
          };
    }
  }
}

export function orderStage(state: OrderState): Stage {
  const by = collectedBy(state);
  if (!by) return 'IMPORT';
  if (state.imported?.earlier) return state.document ? 'DONE' : 'DOCUMENT';
  const held = heldBackBy(state);
  if (isUnfit(held))
    return undismissed(state, orderAttentions(state)).some(({ code }) => code === held) ? 'IMPORT' : 'DONE';
  // The stage at which it goes on once it is released.
  if (held) return orderStage(asIfOn(state));
  if (documentDue(state)) return 'DOCUMENT';
  // Somebody has to look at the document, also while another payment is under way.
  const unpaid = undismissed(state, orderAttentions(state)).some(({ code }) => code === 'DOCUMENT_NOT_PAID');
  if (unpaid) return 'DOCUMENT';
  const outcome = orderOutcome(state);
  if (by === 'gateway') {
    const underWay = state.payments.length > 0 || !isOff(state);
    if (underWay && (outcome === 'PENDING' || outcome === 'VERIFY')) return 'PAYMENT';
    const waits = !state.windowClosed && state.documentState !== 'cancelled' && !isDocumentUnpaid(state);
    if (outcome === 'NEGATIVE' && !isOver(state) && (waits || deniedHolding(state).length > 0))
      return 'PAYMENT';
  }
  if (by === 'prepaid' && outcome !== 'POSITIVE' && !isOff(state) && !state.document) return 'PAYMENT';
  return noticeDue(state) ? 'SHOP' : 'DONE';
}
