import { randomBytes } from 'node:crypto';
import { Failure } from '../../domain/failure.ts';
import { decoded } from '../decode.ts';
import type { Marks } from '../marks.ts';
import type { PrestashopClient } from './client.ts';
import type { Lookups, State } from './lookups.ts';
import { type Marked, messagesOf } from './marks.ts';
import type { OrderHead, partsReader } from './parts.ts';
import type { Settings } from './settings.ts';
import { UNPAID } from './states.ts';
import { harmless } from './texts.ts';
import { decodePayment, WireId, type WirePayment } from './wire.ts';

/** One order in the shop, read and written in single steps. Every method throws `Failure`. */
export interface OrderWriter {
  read(): Promise<OrderHead>;
  /** The state that the settings name; undefined where they name none. Throws SHOP_REFUSED where the shop has no such state. */
  stateFor(use: keyof Settings['states']): Promise<State | undefined>;
  /** Puts the order into a state, with everything that the state causes. Done again, it does so twice: look first. */
  setState(state: State, mail: boolean): Promise<void>;
  /** Writes the transaction of a payment, and leaves its other fields as they are. */
  nameTransaction(payment: WirePayment, transaction: string): Promise<void>;
  messages(order: OrderHead): Marked[];
  /** A text for the staff with our marker, by which it is recognised. */
  marked(text: string, marker: string): string;
  /** Writes a message, for the staff alone or for the customer too. Look first whether it is there already. */
  message(order: OrderHead, text: string, toCustomer: boolean): Promise<void>;
  refused(why: string): Failure;
}

/** PrestaShop's calls for one order. */
export function orderWriter(
  client: PrestashopClient,
  lookups: Lookups,
  reader: ReturnType<typeof partsReader>,
  { states, employee, marks }: Pick<Settings, 'states' | 'employee'> & { marks: Marks },
  { shop, id }: { shop: string; id: string },
): OrderWriter {
  const what = (doing: string) => `${doing} order ${id} of ${shop}`;
  const refused = (why: string) => new Failure('SHOP_REFUSED', 'refused', `order ${id} of ${shop}: ${why}`);
  const by: Record<string, string> = employee ? { id_employee: String(employee) } : {};

  /** The id of the order's thread with its customer, which the back office shows on the order's page; opens one if needed. */
  async function threadOf({ order, threads }: OrderHead): Promise<string> {
    const own = threads.find(({ id_customer }) => id_customer === order.id_customer);
    if (own) return own.id;
    const doing = what('open a thread for');
    const customer = order.id_customer && (await client.one(doing, 'customers', order.id_customer));
    const made = await client.create(doing, 'customer_threads', {
      id_lang: order.id_lang ?? '1',
      id_shop: order.id_shop ?? '1',
      id_customer: order.id_customer ?? '0',
      id_order: id,
      // As in the back office: without a contact, under the customer's address, so that it goes on in this thread.
      id_contact: '0',
      email: typeof customer === 'object' ? String(customer.email ?? '') : '',
      token: randomBytes(6).toString('hex'),
      status: 'closed',
    });
    return decoded(WireId, doing, made).id;
  }

  return {
    refused,
    read: () => reader.head(id),
    stateFor: async (use) => {
      const ref = states[use];
      if (ref === undefined) return undefined;
      const stateId = await lookups.stateId(ref);
      const found = (await lookups.states()).find((state) => state.id === stateId && !state.deleted);
      // With such a state PrestaShop breaks (an empty 500; in 1.7 a sentence), which looks like a lost answer.
      if (!found) throw refused(`the shop has no order state ${stateId} (states.${use})`);
      if (found.paid && UNPAID.has(use))
        throw refused(`"${found.name}" (states.${use}) counts as paid: it would book money that nobody took`);
      return found;
    },
    setState: async (state, mail) => {
      await client.create(
        what('set the state of'),
        'order_histories',
        { ...by, id_order_state: state.id, id_order: id },
        // The parameter is "sendemail"; "sendmail" has no effect (OrderHistory::addWs).
        mail ? { sendemail: '1' } : {},
      );
    },
    nameTransaction: async ({ id: payment, raw }, transaction) => {
      const doing = what(`name the transaction of payment ${payment} of`);
      const { associations: _, ...fields } = raw;
      const kept = { ...(fields as Record<string, string>), transaction_id: transaction };
      decodePayment(doing, await client.replace(doing, 'order_payments', kept));
    },
    messages: (order) => messagesOf(order, marks),
    marked: (text, marker) => marks.sign(id, text, marker),
    message: async (order, text, toCustomer) => {
      await client.create(what('write to'), 'customer_messages', {
        ...by,
        id_customer_thread: await threadOf(order),
        message: harmless(text),
        private: toCustomer ? '0' : '1',
      });
    },
  };
}
