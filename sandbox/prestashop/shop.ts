import type { z } from 'zod';
import type { Announcer } from '../kit/announce.ts';
import { type Bulk, moments } from '../kit/bulk.ts';
import type { World } from './books.ts';
import { exists, wallClock } from './clock.ts';
import { Description } from './description.ts';
import { cancelPieces, changeQuantity } from './edit.ts';
import { WsError } from './errors.ts';
import type { Row } from './fields.ts';
import { addOrderPayment, allPaymentsOf, amount } from './invoices.ts';
import { addMessage } from './messages.ts';
import { placeOrders } from './orders.ts';
import { type Refund, refund } from './refunds.ts';
import { settingOf } from './settings.ts';
import { configured, setCurrentState } from './states.ts';
import { find, related, table } from './tables.ts';

/** What happens in the shop itself: customers buy, write and pay, an employee changes states. */
export interface Shop {
  /** Places the orders of one cart. Throws a ZodError where the description is not valid. */
  place(description: unknown): Row[];
  /** Places many orders, which are not announced or mailed. */
  placeMany(bulk: Bulk): { first: number; last: number };
  find(id: number): Row | undefined;
  /** An employee sets a state in the back office. */
  setState(order: Row, state: number): void;
  /** The shop's own gateway says, later, that the order is paid. */
  pay(order: Row, payment: { amount?: number; transactionId?: string }): void;
  /** An employee changes an article's quantity; 0 deletes its row. */
  edit(order: Row, reference: string, quantity: number): void;
  /** An employee cancels pieces of an order that is not paid. */
  cancel(order: Row, rows: { reference: string; qty: number }[]): void;
  /** An employee gives money back. */
  refund(order: Row, refund: z.infer<typeof Refund>): void;
  write(order: Row, message: string): void;
  /** Somebody saves the order without changing anything but date_upd. */
  touch(order: Row): void;
  /** An order with all that belongs to it. */
  whole(order: Row): Record<string, Row[] | Row | object[]>;
}

const EMPLOYEE = 1;

/** The shop over these books. */
export function openShop(world: World, announcer: Announcer): Shop {
  const { books, sandbox } = world;
  const saved = <T>(result: T): T => {
    sandbox.save();
    return result;
  };
  const zoneOf = (number: number): string => settingOf(books, 'PS_TIMEZONE', number) ?? 'UTC';
  const atOf = (given: string | undefined, number: number): string => {
    const zone = zoneOf(number);
    if (given === undefined) return world.now(number);
    if (given.endsWith('Z')) return wallClock(new Date(given), zone);
    if (!exists(given, zone)) throw new WsError(400, [0, `No clock in ${zone} ever shows ${given}.`]);
    return given;
  };
  return {
    place: (given) => {
      const description = Description.parse(given ?? {});
      const orders = placeOrders(world, description, atOf(description.at, description.shop), true);
      for (const order of orders) announcer.announce(order.id);
      return saved(orders);
    },
    placeMany: (bulk) => {
      const description = Description.parse(bulk.order ?? {});
      const zone = zoneOf(description.shop);
      const first = (table(books, 'orders').at(-1)?.id ?? 0) + 1;
      for (const moment of moments(bulk, sandbox.now()))
        placeOrders(world, description, wallClock(moment, zone), false);
      return saved({ first, last: table(books, 'orders').at(-1)?.id ?? 0 });
    },
    find: (id) => find(books, 'orders', id),
    setState: (order, state) => saved(setCurrentState(world, order, state, EMPLOYEE)),
    pay: (order, payment) => {
      addOrderPayment(
        world,
        order,
        { ...payment, amount: payment.amount ?? amount(order, 'total_paid') },
        world.now(Number(order.id_shop)),
      );
      setCurrentState(world, order, configured(world, 'PS_OS_PAYMENT'));
      saved(undefined);
    },
    edit: (order, reference, quantity) => saved(changeQuantity(world, order, reference, quantity)),
    cancel: (order, rows) => saved(cancelPieces(world, order, rows)),
    refund: (order, given) => saved(refund(world, order, given)),
    write: (order, message) => saved(addMessage(world, order, message, world.now(Number(order.id_shop)))),
    touch: (order) => {
      order.date_upd = world.now(Number(order.id_shop));
      saved(undefined);
    },
    whole: (order) => {
      const rowsOf = (name: string) => related(books, name, 'id_order', order.id);
      return {
        order,
        details: rowsOf('order_details'),
        histories: rowsOf('order_histories'),
        invoices: rowsOf('order_invoices'),
        carriers: rowsOf('order_carriers'),
        cartRules: rowsOf('order_cart_rules'),
        messages: rowsOf('messages'),
        slips: rowsOf('order_slip').map((slip) => ({
          ...slip,
          details: related(books, 'order_slip_details', 'id_order_slip', slip.id),
        })),
        payments: allPaymentsOf(world, order),
        threads: rowsOf('customer_threads').map((thread) => ({
          ...thread,
          messages: related(books, 'customer_messages', 'id_customer_thread', thread.id),
        })),
        mails: books.mails.filter(({ orderId }) => orderId === order.id),
        announcements: books.announcements.filter(({ orderId }) => orderId === order.id),
      };
    },
  };
}
