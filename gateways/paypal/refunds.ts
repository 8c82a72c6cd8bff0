import { Failure } from '../../domain/failure.ts';
import type { Fact, Message } from '../../domain/schemas/message.ts';
import { ifThere } from '../answers.ts';
import type { RefundOrder } from '../gateway.ts';
import { ourMoney, paypalAmount } from './amounts.ts';
import type { PayPalClient } from './client.ts';
import { orderOf, unitOf } from './mapping.ts';
import { markOf, refundName } from './marks.ts';
import { ORDERS } from './orders.ts';
import { Capture, linkTo, namedBy, Order, Refund } from './wire.ts';

export type How = Pick<Message, 'source' | 'live'>;

/** UTC, ISO 8601, of a moment as PayPal writes it: refunds alone bear the time of California. */
export const isoOf = (moment: string | null | undefined): string | undefined =>
  moment == null ? undefined : new Date(moment).toISOString();

/** A refund as a message. The message's id is the same from an event and from an answer, so that it counts once. */
export function refundMessage(
  refund: Refund,
  charge: string | undefined,
  how: How,
  { at, prefix = 'refund ' }: { at: string; prefix?: string },
): Message {
  const told = { ...how, at: isoOf(refund.update_time ?? refund.create_time) ?? at };
  const said = { charge: charge ?? captureOf(refund), money: ourMoney(refund.amount) };
  const { id, status } = refund;
  if (isReversal(refund))
    return {
      ...told,
      ...said,
      id: `dispute:${id}:${status}:${told.at}`,
      fact: 'DISPUTED',
      case: id,
      status: `${prefix}${status}`,
      note: 'PayPal took the money back from the account: see the case there',
    };
  return {
    ...told,
    ...said,
    id: `refund:${id}:${status}`,
    ...factOfRefund(refund),
    status: `${prefix}${status}`,
  };
}

/** The capture that a refund is of: only its link says it. */
export const captureOf = ({ links }: Refund): string | undefined => namedBy(linkTo(links, 'up'));

/**
 * Whether it is no refund of the merchant's: PayPal, or the bank of the buyer's card, took the money back. Not confirmed: told by the
 * note that PayPal's simulator writes; one that is not known by it counts as a refund made in the back office.
 */
export const isReversal = ({ note_to_payer, custom_id }: Refund): boolean =>
  note_to_payer === 'Payment reversed' && !custom_id?.startsWith('refund.');

function factOfRefund({ status, status_details }: Refund): { fact: Fact; note?: string } {
  const note = status_details?.reason ?? undefined;
  switch (status) {
    case 'COMPLETED':
      return { fact: 'REFUNDED' };
    case 'PENDING':
      return { fact: 'REFUND_PENDING', note: note ? `under way (${note}): it can still fail` : undefined };
    case 'FAILED':
    case 'CANCELLED':
      return { fact: 'REFUND_FAILED', note };
    default:
      return { fact: 'UNKNOWN', note };
  }
}

/** The refunds that an order lists, the oldest first. */
export const refundsOf = (order: Order): Refund[] =>
  (unitOf(order)?.payments?.refunds ?? []).toSorted((a, b) => timeOf(a) - timeOf(b));

const timeOf = ({ create_time }: Refund): number => Date.parse(create_time ?? '') || 0;

/** Money given back: developer.paypal.com/docs/api/payments/v2, captures_refund. */
export function refunds(client: PayPalClient, name: string, live: boolean) {
  const how: How = { source: 'inquiry', live };

  return async ({ paymentId, charge, refundKey, refusals, money }: RefundOrder): Promise<Message> => {
    const what = `${name}, ${refundKey}`;
    const path = `/v2/payments/captures/${encodeURIComponent(charge)}`;
    const capture = await client.call(what, Capture, { method: 'GET', path });
    if (markOf(capture.custom_id)?.paymentId !== paymentId)
      throw new Failure('PAGE_NOT_FOUND', 'refused', `${what}: ${charge} belongs to another payment`);
    const amount = paypalAmount(money);
    if (!amount || money.amount <= 0 || capture.amount.currency_code !== money.currency)
      throw new Failure(
        'GATEWAY_REFUSED',
        'refused',
        `${what}: ${money.amount} minor units of ${money.currency} can't be given back of ${charge}, paid in ${capture.amount.currency_code}`,
      );
    const custom_id = refundName(refundKey);
    const made = (await listed(what, capture)).find((refund) => refund.custom_id === custom_id);
    if (made) return refundMessage(made, charge, how, { at: new Date().toISOString() });
    const order = { method: 'POST', path: `${path}/refund`, body: { amount, custom_id } } as const;
    // PayPal may keep a refusal under its key for weeks, and what caused it can be mended.
    const key = refusals ? `${refundKey}:${refusals}` : refundKey;
    const { data, at } = await client.dated(what, Refund, { ...order, key });
    return refundMessage(data, charge, how, { at });
  };

  /**
   * What was given back of a capture; PayPal lists it with the order only. Where it does not, and something was given back, nobody
   * can see whether this refund is among it: a person has to look.
   */
  async function listed(what: string, capture: Capture): Promise<Refund[]> {
    const id = orderOf(capture);
    const order = id === undefined ? undefined : await orderIfThere(what, id);
    const found = order && refundsOf(order);
    const isUntouched = capture.status === 'COMPLETED';
    if (found && (found.length > 0 || isUntouched)) return found;
    if (isUntouched) return [];
    throw new Failure(
      'GATEWAY_REFUSED',
      'refused',
      `${what}: of ${capture.id} something was given back, and PayPal does not list what: see in its activities whether this refund is there, and give it back there`,
    );
  }

  function orderIfThere(what: string, id: string): Promise<Order | undefined> {
    return ifThere(client.call(what, Order, { method: 'GET', path: `${ORDERS}/${encodeURIComponent(id)}` }));
  }
}
