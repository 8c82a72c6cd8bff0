import { createPrestaShopSandbox } from '../../sandbox/prestashop/index.ts';
import { wallClock } from '../../shops/prestashop/clock.ts';
import { prestashop } from '../../shops/prestashop/index.ts';
import type { ShopBench } from '../contract/shop-bench.ts';
import { steering } from '../sandbox/sandbox-bench.ts';
import { markerKey } from './given.ts';
import { CUSTOMER_WROTE, descriptions, expectations } from './prestashop-given.ts';

const KEY = 'A1B2C3D4E5F6G7H8I9J0K1L2M3N4O5P6';
const WRONG = 'WRONGKEYWRONGKEYWRONGKEYWRONGKEY';

/** A release in a zone, asked in a format. */
export interface Variant {
  version: '1.7' | '8' | '9';
  timezone: string;
  output: 'xml' | 'json';
}

/** A message's text as a browser shows it; messages are stored as HTML. */
const shownText = ({ message }: { message: string }): string => message.replaceAll('&amp;', '&');

/** A sandbox, and what steers it. */
export async function openPrestashop({ version, timezone, output }: Variant): Promise<ShopBench> {
  const sandbox = await createPrestaShopSandbox({ key: KEY, version, timezone });
  const post = steering(() => sandbox.url);
  const whole = async (id: string) =>
    (await (await fetch(`${sandbox.url}/_sandbox/orders/${id}`)).json()) as {
      order: { current_state: number };
      payments: { amount: string }[];
      threads: { messages: { message: string; private: number }[] }[];
      mails: { template: string }[];
    };
  const orderOf = (id: string) => {
    const order = sandbox.books.tables.orders?.find((row) => String(row.id) === id);
    if (!order) throw new Error(`no order ${id} in the books`);
    return order;
  };

  return {
    logins: ['key'],
    secrets: [KEY, WRONG, Buffer.from(`${KEY}:`).toString('base64')],
    // The webservice mails no message, and the state for it mails nothing in this shop.
    linkMails: 0,
    shop: ({
      name = 'prestashop-it',
      wrongKey = false,
      timeoutMs = 5000,
      firm = false,
      nobodyThere = false,
    } = {}) =>
      prestashop.create(
        name,
        prestashop.settings.parse({
          url: nobodyThere ? 'http://127.0.0.1:9' : sandbox.url,
          key: wrongKey ? WRONG : KEY,
          output,
          timeout: timeoutMs,
          serverLimit: timeoutMs,
          statesRead: { open: [14], onHold: [15] },
          states: {
            paid: 'PS_OS_PAYMENT',
            ...(firm && { failed: 'PS_OS_CANCELED', verify: 15, held: 10, pay: 14, invoiced: 13 }),
          },
        }),
        markerKey,
      ),
    placeOrder: async (kind, message) => {
      const order = (await post('/orders', { ...descriptions[kind], ...(message && { message }) })) as {
        id: number;
      };
      const combination = version === '1.7' ? 'Camicia - Taglia : M' : 'Camicia (Taglia: M)';
      return { id: String(order.id), expected: expectations(combination)[kind] };
    },
    fault: async (on, fault) => {
      await post('/faults', { ...fault, method: on === 'read' ? 'GET' : 'POST', path: '/api' });
    },
    clearFaults: async () => {
      await fetch(`${sandbox.url}/_sandbox/faults`, { method: 'DELETE' });
    },
    staffWrites: async (id, message) => {
      await post(`/orders/${id}/message`, { message });
      Object.assign(sandbox.books.tables.customer_messages?.at(-1) ?? {}, { id_employee: 1, private: 1 });
    },
    cancelInShop: async (id) => {
      await post(`/orders/${id}/state`, { state: 6 });
    },
    setChanged: async (id, at) => {
      orderOf(id).date_upd = wallClock(timezone).local(Date.parse(at));
    },
    breakOrder: async (id) => {
      await post('/quirks', { brokenOrder: id === undefined ? null : { id: Number(id) } });
    },
    spoil: async (id) => {
      await post('/quirks', { brokenOrder: { id: Number(id), field: 'total_paid', value: 'many' } });
      await post(`/orders/${id}/message`, { message: 'note-of-the-customer' });
      return ['ada.neri', 'Neri', 'note-of-the-customer'];
    },
    inShop: async (id) => {
      const { order, payments, threads, mails } = await whole(id);
      const messages = threads.flatMap((thread) => thread.messages);
      const booked = payments.reduce((sum, { amount }) => sum + Number(amount), 0);
      return {
        texts: messages.map(shownText).filter((text) => text !== CUSTOMER_WROTE),
        shown: messages.filter((message) => !message.private).map(shownText),
        bookings: payments.length,
        booked: Math.round(booked * 100),
        mails: mails.map(({ template }) => template),
        onHold: order.current_state === 15,
        cancelled: order.current_state === 6,
      };
    },
    close: () => sandbox.close(),
  };
}
