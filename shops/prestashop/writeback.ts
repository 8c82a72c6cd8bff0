import { minorUnits } from '../../domain/money.ts';
import type { ShopNotice } from '../shop.ts';
import { holdsLink, payText, staffText } from '../texts.ts';
import type { Marked } from './marks.ts';
import type { OrderWriter } from './order-writer.ts';
import { paidOf, transactionOf, unnamedOf } from './paid.ts';
import type { OrderHead } from './parts.ts';
import type { Settings } from './settings.ts';
import { hasInvoice } from './wire.ts';

type Of<Kind extends ShopNotice['kind']> = Extract<ShopNotice, { kind: Kind }>;
type Use = keyof Settings['states'];

// Payments that a state did not make itself don't count for the invoice that it makes: it books all of it once more (PS#20025).
const TWICE = 'it was paid in the shop before it had an invoice: book it there, or it would be booked twice';

/** Nothing more is asked of its customer: cancelled, shipped or given back. */
const isOver = (state: OrderHead['state']): boolean =>
  state === 'cancelled' || state === 'completed' || state === 'refunded';

const countsAsPaid = ({ status }: OrderHead) => `its state "${status}" counts as paid in the shop`;

/** What becomes of the document is told of orders that are done with, too. */
const OF_DOCUMENTS: ReadonlySet<Use> = new Set(['shipped', 'invoiced', 'cancelled']);

/**
 * Tells the shop. The messages come last: where they stand, all else was done. Every other step looks first, so that the
 * whole can be repeated after any failure.
 */
export async function writeBack(
  writer: OrderWriter,
  policy: Pick<Settings, 'sendEmail'>,
  notice: ShopNotice,
): Promise<string> {
  const order = await writer.read();
  const missing = missingMessages(writer, order, notice);
  const written = missing.length === 0;
  if (written && !(await isDoubtOver(writer, order, notice))) return 'written earlier';
  const done = await act(writer, policy, order, notice);
  if (written) return `${done}, message written earlier`;
  for (const { text, toCustomer } of missing) await writer.message(order, text, toCustomer);
  return `${done}, message written`;
}

/** The staff's message with the notice's marker; of `pay` also what the customer reads, without a marker. */
function missingMessages(writer: OrderWriter, head: OrderHead, notice: ShopNotice) {
  const messages = writer.messages(head);
  const at = messages.findIndex(({ marks }) => marks.includes(notice.marker));
  const missing = [{ text: writer.marked(staffText(notice), notice.marker), toCustomer: false }].filter(
    () => at < 0,
  );
  if (notice.kind !== 'pay') return missing;
  // The marker goes first: whether a message of this very notice was written after it is seen then, even where an earlier
  // notice had the same link. Who writes the link below it can only be this order's customer, who then knows it.
  const { reference, id } = head.order;
  const isTold = (one: Marked) => !one.private && holdsLink(notice.checkoutUrl, one.message);
  return at >= 0 && messages.slice(at).some(isTold)
    ? missing
    : [...missing, { text: payText(reference ?? id, notice.checkoutUrl), toCustomer: true }];
}

/** An outcome that is told again while the order stands in the state of a doubt: that releases it. */
async function isDoubtOver(
  writer: OrderWriter,
  { order }: OrderHead,
  { kind }: ShopNotice,
): Promise<boolean> {
  if (kind !== 'paid' && kind !== 'failed') return false;
  return (await writer.stateFor('verify'))?.id === order.current_state;
}

async function act(
  writer: OrderWriter,
  { sendEmail }: Pick<Settings, 'sendEmail'>,
  order: OrderHead,
  notice: ShopNotice,
): Promise<string> {
  const put = (use: Use, mail = sendEmail) => putInto(writer, order, use, mail);
  switch (notice.kind) {
    case 'paid':
      return paid(writer, order, notice, sendEmail);
    case 'failed':
      // Only the closed window is the end: before it, the customer can still pay.
      return notice.final ? failed(writer, order, sendEmail) : 'not paid';
    case 'verify':
      if (order.state !== 'open' && order.state !== 'unknown') return `to verify, left ${order.status}`;
      return `to verify, ${await put('verify')}`;
    case 'accepted':
      if (order.countsAsPaid || paidOf(order) > 0) return `paid in the shop, state left (${order.status})`;
      return `payment awaited outside the shop, ${await put('accepted')}`;
    case 'pay':
      if (isOver(order.state))
        throw writer.refused(`nobody is asked to pay it: its state is ${order.status}`);
      if (order.countsAsPaid) throw writer.refused(`nobody is asked to pay it: ${countsAsPaid(order)}`);
      // What this state mails is all that reaches the customer: the webservice mails no message (PS#13802).
      return `the link stands in the customer's order, ${await put('pay', true)}`;
    case 'document':
      if (order.state === 'cancelled') return `document ${notice.state}, order cancelled already`;
      return `document ${notice.state}, ${await put(notice.state)}`;
    default:
      throw new Error(`no such notice: ${JSON.stringify(notice satisfies never)}`);
  }
}

async function failed(writer: OrderWriter, order: OrderHead, mail: boolean): Promise<string> {
  if (order.state === 'cancelled') return 'not paid, cancelled already';
  if (paidOf(order) > 0) throw writer.refused('not failed: the shop says that something was paid');
  if (order.countsAsPaid) throw writer.refused(`not failed: ${countsAsPaid(order)}`);
  if (await writer.stateFor('failed')) await refuseHeld(writer, order);
  return `not paid, ${await putInto(writer, order, 'failed', mail)}`;
}

/** Puts the order into the state that is meant for this, unless it is in it, or beyond: what is cancelled or shipped stays so. */
async function putInto(writer: OrderWriter, head: OrderHead, use: Use, mail: boolean): Promise<string> {
  const { order, state, status } = head;
  const wanted = await writer.stateFor(use);
  const beyond = state === 'cancelled' || (isOver(state) && !OF_DOCUMENTS.has(use));
  if (!wanted || beyond || (await isHeld(writer, head))) return `state left as it is (${status})`;
  const name = wanted.name ?? wanted.id;
  if (wanted.id === order.current_state) return `state already "${name}"`;
  if (wanted.paid && !hasInvoice(order) && paidOf(head) > 0) throw writer.refused(TWICE);
  await writer.setState(wanted, mail);
  return `state "${name}"`;
}

async function paid(
  writer: OrderWriter,
  order: OrderHead,
  notice: Of<'paid'>,
  mail: boolean,
): Promise<string> {
  const { current_state, total_paid } = order.order;
  const [paidState, verifyState] = [await writer.stateFor('paid'), await writer.stateFor('verify')];
  if (order.state === 'cancelled') throw writer.refused('it is cancelled, so it was not booked as paid');
  if (!paidState) return `paid, state left as it is (${order.status})`;
  if (current_state === paidState.id) return `paid already, ${await named(writer, notice)}`;
  const booked = paidOf(order);
  if (booked >= minorUnits(total_paid, order.currency) && booked > 0) {
    // Put there by us, in a doubt that is over; its payments count for the invoice that it has.
    const released = current_state === verifyState?.id && hasInvoice(order.order);
    const twice = paidTwice(order, notice);
    return [
      'booked as paid already',
      ...(released ? [await putInto(writer, order, 'paid', false)] : []),
      ...(twice ? [twice] : []),
    ].join(', ');
  }
  if (isOver(order.state))
    throw writer.refused(`it is ${order.status}, and the shop knows of no payment: book it there`);
  await refuseHeld(writer, order);
  return `${await putInto(writer, order, 'paid', mail)}, ${await named(writer, notice)}`;
}

/** Where an order was paid or failed somebody has to know that it is held. */
async function refuseHeld(writer: OrderWriter, head: OrderHead): Promise<void> {
  if (await isHeld(writer, head))
    throw writer.refused('somebody put it on hold in the shop; release it there');
}

/** A hold that a person made is theirs to end; ours is the state of a doubt. */
const isHeld = async (writer: OrderWriter, { state, order }: OrderHead): Promise<boolean> =>
  state === 'on_hold' && order.current_state !== (await writer.stateFor('verify'))?.id;

/** Names the transaction in the payment that the state made. */
async function named(writer: OrderWriter, notice: Of<'paid'>): Promise<string> {
  const { collected } = notice;
  const head = await writer.read();
  const { order, currency } = head;
  const { reference, money } = collected;
  if (head.payments.some(({ transaction_id }) => transaction_id === reference))
    return 'transaction named already';
  const unnamed = unnamedOf(head, [money.amount, minorUnits(order.total_paid, currency)]);
  if (!unnamed)
    return (
      paidTwice(head, notice) ??
      'though no payment was made of it: see that the state makes an invoice and counts as paid'
    );
  await writer.nameTransaction(unnamed, reference);
  return `transaction named in payment ${unnamed.id}`;
}

/** Says that the shop has another payment of the order already, where it has one. */
function paidTwice(head: OrderHead, { collected: { reference } }: Of<'paid'>): string | undefined {
  const other = transactionOf(head);
  return other && other !== reference
    ? `though it was paid twice: the shop has ${other} of it besides ${reference}; give one back`
    : undefined;
}
