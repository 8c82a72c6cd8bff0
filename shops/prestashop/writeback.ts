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

// A state that makes an invoice ignores payments that it did not make itself, and books everything again (PS#20025).
const TWICE = 'it was paid in the shop before it had an invoice: book it there, or it would be booked twice';

/** Whether nothing more is asked of the customer: cancelled, completed or refunded. */
const isOver = (state: OrderHead['state']): boolean =>
  state === 'cancelled' || state === 'completed' || state === 'refunded';

const isPaidThere = (order: OrderHead): boolean => order.countsAsPaid || paidOf(order) > 0;

const countsAsPaid = ({ status }: OrderHead) => `its state "${status}" counts as paid in the shop`;

/** Uses for documents: these states are set also on orders that are completed or refunded. */
const OF_DOCUMENTS: ReadonlySet<Use> = new Set(['shipped', 'invoiced', 'cancelled']);

/**
 * Tells the shop of a notice; answers what was done, in words. The messages come last: where they are written, everything else
 * was done. Every other step looks first, so that all can be repeated after any failure.
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

/** The messages that are not written yet: the one for the staff with the notice's marker; for `pay` also the customer's, without a marker. */
function missingMessages(writer: OrderWriter, head: OrderHead, notice: ShopNotice) {
  const messages = writer.messages(head);
  const at = messages.findIndex(({ marks }) => marks.includes(notice.marker));
  const missing = [{ text: writer.marked(staffText(notice), notice.marker), toCustomer: false }].filter(
    () => at < 0,
  );
  if (notice.kind !== 'pay') return missing;
  // The customer's message counts only below this notice's marker, since an earlier notice can have had the same link. Only
  // this order's customer could write the link there as well, who then has it anyway.
  const { reference, id } = head.order;
  const isTold = (message: Marked) => !message.private && holdsLink(notice.checkoutUrl, message.message);
  return at >= 0 && messages.slice(at).some(isTold)
    ? missing
    : [...missing, { text: payText(reference ?? id, notice.checkoutUrl), toCustomer: true }];
}

/** Whether the notice ends a doubt: it was told before, but the order is in the state for payments to verify. */
const isDoubtOver = async (writer: OrderWriter, order: OrderHead, { kind }: ShopNotice): Promise<boolean> =>
  (kind === 'paid' || kind === 'failed') && (await isIn(writer, order, 'verify'));

/** Whether the order is in the state for this use. */
async function isIn(writer: OrderWriter, { order }: OrderHead, use: Use): Promise<boolean> {
  const state = await writer.stateFor(use);
  return state !== undefined && state.id === order.current_state;
}

/** An order whose money is not held any more leaves the state that says so: for that of what was not paid, where this use has none. */
const insteadOfHeld = async (writer: OrderWriter, order: OrderHead, use: Use): Promise<Use> =>
  !(await writer.stateFor(use)) && (await isIn(writer, order, 'held')) ? 'failed' : use;

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
    case 'held':
      if (isPaidThere(order)) return `held, paid in the shop, state left (${order.status})`;
      return `held, ${await put('held')}`;
    case 'failed':
      // Only a closed window is the end: before that the customer can still pay.
      return notice.final || (await isIn(writer, order, 'held'))
        ? failed(writer, order, sendEmail)
        : 'not paid';
    case 'verify':
      if (order.state !== 'open' && order.state !== 'unknown') return `to verify, left ${order.status}`;
      return `to verify, ${await put('verify')}`;
    case 'accepted':
      if (isPaidThere(order)) return `paid in the shop, state left (${order.status})`;
      return `payment awaited outside the shop, ${await put('accepted')}`;
    case 'pay':
      if (isOver(order.state))
        throw writer.refused(`nobody is asked to pay it: its state is ${order.status}`);
      if (order.countsAsPaid) throw writer.refused(`nobody is asked to pay it: ${countsAsPaid(order)}`);
      // Only this state's mail reaches the customer, since the webservice doesn't mail messages (PS#13802).
      return `the link stands in the customer's order, ${await put(await insteadOfHeld(writer, order, 'pay'), true)}`;
    case 'document': {
      const { state, unpaid } = notice;
      if (order.state === 'cancelled') return `document ${state}, order cancelled already`;
      const use = state === 'cancelled' ? await insteadOfHeld(writer, order, state) : state;
      // PrestaShop's own state of shipped orders books all of it as paid.
      if (unpaid && !isPaidThere(order) && (await writer.stateFor(use))?.paid)
        return `document ${state}, state left as it is (${order.status}): its money is not there yet`;
      return `document ${state}, ${await put(use)}`;
    }
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

/** Puts the order into the state for this use, unless it is in it already, or beyond it: a cancelled or completed order stays so. */
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
  const paidState = await writer.stateFor('paid');
  if (order.state === 'cancelled') throw writer.refused('it is cancelled, so it was not booked as paid');
  if (!paidState) return `paid, state left as it is (${order.status})`;
  if (current_state === paidState.id) return `paid already, ${await named(writer, notice)}`;
  const booked = paidOf(order);
  if (booked >= minorUnits(total_paid, order.currency) && booked > 0) {
    // We put it into that state over a doubt or a hold that is over; its payments count for the invoice that it has.
    const isOurs = (await isIn(writer, order, 'verify')) || (await isIn(writer, order, 'held'));
    const released = isOurs && hasInvoice(order.order);
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

/** Throws where a person put the order on hold, so that somebody learns that it was paid, or not paid in time. */
async function refuseHeld(writer: OrderWriter, head: OrderHead): Promise<void> {
  if (await isHeld(writer, head))
    throw writer.refused('somebody put it on hold in the shop; release it there');
}

/** Whether a person put the order on hold, who then has to release it; our own hold is the state for payments to verify. */
const isHeld = async (writer: OrderWriter, order: OrderHead): Promise<boolean> =>
  order.state === 'on_hold' && !(await isIn(writer, order, 'verify'));

/** Writes the transaction into the payment that the state made; answers what was done, in words. */
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

/** A sentence, where the shop already has another payment of the order. */
function paidTwice(head: OrderHead, { collected: { reference } }: Of<'paid'>): string | undefined {
  const other = transactionOf(head);
  return other && other !== reference
    ? `though it was paid twice: the shop has ${other} of it besides ${reference}; give one back`
    : undefined;
}
