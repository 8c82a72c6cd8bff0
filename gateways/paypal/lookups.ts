import { z } from 'zod';
import type { Lookup, Message } from '../../domain/schemas/message.ts';
import { ifThere } from '../answers.ts';
import type { Gateway } from '../gateway.ts';
import { isUntouched } from './authorizations.ts';
import { NONE, type PayPalClient, RightMissing } from './client.ts';
import { stateMessage } from './inquiries.ts';
import { captureMessage, factOfCapture, standingOf, unitOf } from './mapping.ts';
import { ownMark, pageId } from './marks.ts';
import { type Ours, orderToLookUp } from './notifications.ts';
import { ORDERS, type orders } from './orders.ts';
import { Capture } from './wire.ts';

const CAPTURES = '/v2/payments/captures';

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

  /**
   * What PayPal says of something; undefined where it knows nothing of that name, or keeps it from this app. Not confirmed: that what another app of the
   * account made is refused with 403, as what the app has no right to is: then who may ask for what there is not may ask, and it is another's.
   */
  async function ifOurs<T>(what: string, path: string, asked: Promise<T>): Promise<T | undefined> {
    try {
      return await ifThere(asked);
    } catch (error) {
      if (!(error instanceof RightMissing)) throw error;
      const none = client.call(what, z.looseObject({}), { method: 'GET', path: `${path}/${NONE}` });
      await ifThere(none);
      return undefined;
    }
  }

  async function ofCapture({ charge, message }: Lookup): ReturnType<Gateway['lookUp']> {
    const path = `${CAPTURES}/${encodeURIComponent(charge)}`;
    const what = `${name}, looking for ${charge}`;
    const asked = client.dated(what, Capture, { method: 'GET', path });
    const found = await ifOurs(what, CAPTURES, asked);
    const mark = ownMark(found?.data.custom_id, installation);
    if (!found || !mark) return undefined;
    const { data: capture, at } = found;
    const base = { source: 'inquiry', at, live, ...factOfCapture(capture) } as const;
    return { paymentId: mark.paymentId, messages: [message ?? captureMessage(capture, mark, base)] };
  }

  /** Only what concerns money, or could, is told: that a page is open or over, its payment finds out by itself. */
  async function ofOrder({ id }: Lookup, order: string): ReturnType<Gateway['lookUp']> {
    const found = await ifOurs(`${name}, looking for ${order}`, ORDERS, all.read(order));
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
