import type { ShopSystem } from '../sandbox/kit/system.ts';
import { shops } from '../sandbox/systems.ts';
import type { Books, OrderInBooks } from './books.ts';

/** What must never happen, in one word. */
export type BreachKind =
  | 'LOST'
  | 'STUCK'
  | 'STILL_MOVING'
  | 'NO_DOCUMENT'
  | 'DOCUMENT_TWICE'
  | 'DOCUMENT_UNPAID'
  | 'DOCUMENT_AMOUNT'
  | 'CHARGED_TWICE'
  | 'CHARGED_WRONG'
  | 'CHARGED_BY_SHOP'
  | 'STILL_PAYABLE'
  | 'OUTCOME_WRONG'
  | 'NOT_RAISED'
  | 'SHOP_STATE'
  | 'BOOKED_WRONG'
  | 'TOLD_TWICE'
  | 'OF_NOBODY'
  | 'ERP_CROWDED';

/** Something in the books that must never be. */
export interface Breach {
  kind: BreachKind;
  /** The order's name, or the name of whatever else it is about. */
  about: string;
  text: string;
}

/** How much a document's total may differ from the order's when its rows are net (docs/mexal.md); minor units. */
const TOLERANCE = 5;

/** How many calls at once the demo's configuration allows for the ERP. */
const ERP_AT_ONCE = 2;

/** All breaches in the books, by what each system wrote down itself. */
export function breaches({ orders, ofNobody, erpAtOnce, stuck }: Books): Breach[] {
  const crowded = `was sent ${erpAtOnce} calls at once, and takes ${ERP_AT_ONCE}`;
  return [
    ...orders.flatMap(ofOrder),
    ...stuck.map((about): Breach => ({ kind: 'STUCK', about, text: 'has a task that fails' })),
    ...ofNobody.map((about): Breach => ({ kind: 'OF_NOBODY', about, text: 'belongs to no order' })),
    ...(erpAtOnce > ERP_AT_ONCE ? [{ kind: 'ERP_CROWDED', about: 'Mexal', text: crowded } as const] : []),
  ];
}

type Check = (holds: boolean, kind: BreachKind, text: string) => void;
type Followed = OrderInBooks & { workflow: NonNullable<OrderInBooks['workflow']> };

function ofOrder({ workflow, ...order }: OrderInBooks): Breach[] {
  const about = order.name;
  if (!workflow) return [{ kind: 'LOST', about, text: 'has no workflow' }];
  const found: Breach[] = [];
  const check: Check = (holds, kind, text) => void (holds || found.push({ kind, about, text }));
  const { stage, outcome, atRest } = workflow;
  const waits = order.waits && stage === 'PAYMENT' && outcome === 'PENDING';
  check(atRest || waits, 'STILL_MOVING', `is at stage ${stage}, ${outcome}`);
  const followed = { ...order, workflow };
  const held = heldBy(followed);
  const paid = order.way === 'prepaid' || held > 0;
  checkMoney(followed, held, check);
  checkDocument(followed, paid, check);
  checkShop(followed, paid, check);
  return found;
}

/** How many charges stand of which Incasso must know; of what it need not know, one where it knows that the order is paid. */
function heldBy({ charges, workflow }: Followed): number {
  const standing = charges.filter(({ amount, refunded }) => refunded < amount);
  const told = standing.filter((charge) => charge.told).length;
  return told > 0 || workflow.outcome !== 'POSITIVE' ? told : Math.min(1, standing.length);
}

const raised = ({ workflow }: Followed, code: string): boolean => workflow.attentions.includes(code);

/** The money was taken once, in full, by the gateway only, and the workflow has the right outcome. */
function checkMoney(order: Followed, held: number, check: Check): void {
  const { charges, total, inShop, openPages, workflow, cancelled } = order;
  const twice = `${held} charges stand, and nobody is told`;
  check(held <= 1 || raised(order, 'DOUBLE_CHARGE'), 'CHARGED_TWICE', twice);
  for (const { id, amount } of charges)
    check(amount === total, 'CHARGED_WRONG', `${id} took ${amount}, the order comes to ${total}`);
  check(inShop.captures === 0, 'CHARGED_BY_SHOP', 'the shop was made to take money itself');
  check(openPages === 0, 'STILL_PAYABLE', 'a page at the gateway can still be paid');
  const known = outcomesOf(order, held > 0).includes(workflow.outcome);
  check(known, 'OUTCOME_WRONG', `is ${workflow.outcome}, and ${held} charges stand`);
  const hidden = cancelled && held > 0 && !raised(order, 'PAID_BUT_CANCELLED');
  check(!hidden, 'NOT_RAISED', 'was paid and is cancelled, and nobody is told');
}

/**
 * There is one document where the order was paid or is paid offline, otherwise none. An order that was cancelled before its
 * document was written has none; one cancelled later keeps it, and a person decides.
 */
function checkDocument(order: Followed, paid: boolean, check: Check): void {
  const { documents, way, cancelled, total } = order;
  const due = way === 'offline' || paid;
  const missing = due && !cancelled && documents.length === 0;
  check(!missing, 'NO_DOCUMENT', paid ? 'was paid, and has no document' : 'has no document');
  check(due || documents.length === 0, 'DOCUMENT_UNPAID', 'has a document, and nobody paid');
  const numbers = documents.map(({ number }) => number).join(' and ');
  check(documents.length <= 1, 'DOCUMENT_TWICE', `has ${numbers}`);
  for (const { number, total: written } of documents) {
    const same = Math.abs(written - total) <= TOLERANCE || raised(order, 'TOTAL_MISMATCH');
    check(
      same,
      'DOCUMENT_AMOUNT',
      `${number} comes to ${written}, the order to ${total}, and nobody is told`,
    );
  }
  const hidden = cancelled && documents.length > 0 && !raised(order, 'CANCELLED_AFTER_DOCUMENT');
  check(!hidden, 'NOT_RAISED', 'is cancelled and has a document, and nobody is told');
}

/** The shop has the order in the right state, its money booked once, and each notice once. */
function checkShop(order: Followed, paid: boolean, check: Check): void {
  const { status, booked, markers } = order.inShop;
  const states = statesOf(order, paid);
  check(
    states.includes(status),
    'SHOP_STATE',
    `is "${status}" in the shop instead of "${states.join('" or "')}"`,
  );
  const right = paid ? booked.length === 1 && booked[0] === order.total : booked.length === 0;
  // An order that was cancelled before it was paid need not be booked.
  const none = order.cancelled && booked.length === 0;
  const wanted = paid ? order.total : 'nothing';
  check(
    right || none,
    'BOOKED_WRONG',
    `the shop has booked ${booked.join(' and ') || 'nothing'}, not ${wanted}`,
  );
  const again = markers.filter((marker, i) => markers.indexOf(marker) < i).join(', ');
  check(again === '', 'TOLD_TWICE', `the shop was told more than once: ${again}`);
}

/** The outcomes that the operators' list may show, by the gateway's books. */
function outcomesOf({ way, cancelled, waits }: OrderInBooks, charged: boolean): string[] {
  switch (way) {
    case 'gateway':
      if (charged) return ['POSITIVE'];
      if (waits) return ['NEGATIVE', 'PENDING'];
      // PENDING where it was cancelled before a page was opened.
      return cancelled ? ['NEGATIVE', 'PENDING'] : ['NEGATIVE'];
    case 'offline':
      return ['PENDING'];
    case 'prepaid':
      return ['POSITIVE'];
    default:
      throw new Error(`no such way: ${way satisfies never}`);
  }
}

/** The states in which the order can be, in the shop's own words. */
function statesOf({ shop, way, cancelled, waits, seen }: OrderInBooks, paid: boolean): string[] {
  const { states }: ShopSystem = shops[shop];
  if (cancelled) return [states.cancelled];
  if (paid) return [states.paid];
  if (way === 'offline') return [states.offline];
  if (!waits) return [states.unpaid];
  // Where the time to pay was over before the link could be written, the customer never got it.
  return [...(seen ? [] : [states.placed]), states.waiting, states.unpaid];
}
