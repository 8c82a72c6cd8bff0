import { z } from 'zod';
import { decoded } from '../decode.ts';
import type { PrestashopClient } from './client.ts';
import { unescaped } from './texts.ts';
import { flag, link, text } from './wire-values.ts';

/** A message of a thread. `private`: the customer doesn't see it. Without an employee it is the customer's, or ours. */
const WireMessage = z.object({
  id_employee: link,
  message: text.transform((html) => html && unescaped(html)),
  private: flag,
});
/** The same, as it was read. */
export type WireMessage = z.infer<typeof WireMessage>;

const WireThread = z.object({ id: z.string(), id_customer: link });
/** A thread of messages with a customer. */
export type WireThread = z.infer<typeof WireThread>;

/** The threads of an order. Throws ORDER_UNREADABLE, SHOP_*. */
export async function threadsOf(client: PrestashopClient, what: string, id: string): Promise<WireThread[]> {
  const query = { 'filter[id_order]': `[${id}]`, display: '[id,id_customer]', sort: '[id_ASC]' };
  return (await client.list(what, 'customer_threads', query)).map((raw) => decoded(WireThread, what, raw));
}

/** What was written in these threads, oldest first. Throws ORDER_UNREADABLE, SHOP_*. */
export async function messagesOf(
  client: PrestashopClient,
  what: string,
  threads: WireThread[],
): Promise<WireMessage[]> {
  if (threads.length === 0) return [];
  const query = {
    'filter[id_customer_thread]': `[${threads.map(({ id }) => id).join('|')}]`,
    display: '[id,id_employee,message,private]',
    sort: '[id_ASC]',
  };
  return (await client.list(what, 'customer_messages', query)).map((raw) => decoded(WireMessage, what, raw));
}
