import type { Lookup, Message } from '../../domain/schemas/message.ts';
import { ifThere } from '../answers.ts';
import type { Gateway } from '../gateway.ts';
import { isUntouched } from './authorizations.ts';
import type { PayPalClient } from './client.ts';
import { stateMessage } from './inquiries.ts';
import { captureMessage, factOfCapture, standingOf, unitOf } from './mapping.ts';
import { ownMark, pageId } from './marks.ts';
import { type Ours, orderToLookUp } from './notifications.ts';
import type { orders } from './orders.ts';
import { Capture } from './wire.ts';

/** Whose a charge or an order is that a notification names, and what it says now. */
export function lookUps(
  client: PayPalClient,
  name: string,
  all: ReturnType<typeof orders>,
  { installation, live }: Ours,
): Gateway['lookUp'] {
  return async (lookup) => {
    const order = orderToLookUp(lookup.charge);
    return order === undefined ? ofCapture(lookup) : ofOrder(lookup, order);
  };

  async function ofCapture({ charge, message }: Lookup): ReturnType<Gateway['lookUp']> {
    const path = `/v2/payments/captures/${encodeURIComponent(charge)}`;
    const what = `${name}, looking for ${charge}`;
    const found = await ifThere(client.dated(what, Capture, { method: 'GET', path }));
    const mark = ownMark(found?.data.custom_id, installation);
    if (!found || !mark) return undefined;
    const { data: capture, at } = found;
    const base = { source: 'inquiry', at, live, ...factOfCapture(capture) } as const;
    return { paymentId: mark.paymentId, messages: [message ?? captureMessage(capture, mark, base)] };
  }

  /** Only what concerns money, or could, is told: that a page is open or over, its payment finds out by itself. */
  async function ofOrder({ id }: Lookup, order: string): ReturnType<Gateway['lookUp']> {
    const found = await ifThere(all.read(order));
    const mark = ownMark(found && unitOf(found.data)?.custom_id, installation);
    if (!found || !mark) return undefined;
    const base = { source: 'inquiry', at: found.at, live } as const;
    const page = pageId(order, mark.until);
    const told = (message: Message) => ({ paymentId: mark.paymentId, messages: [{ ...message, page }] });
    const standing = standingOf(found.data, mark);
    const state = stateMessage(standing, mark, base);
    if (!isUntouched(standing.order)) return told(state);
    if (state.fact === 'UNKNOWN' || state.fact === 'APPROVED')
      return told({ ...state, id: `${id}:${state.fact}` });
    return { paymentId: mark.paymentId, messages: [] };
  }
}
