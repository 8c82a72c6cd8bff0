import type { Announcer } from '../kit/announce.ts';
import { type Bulk, moments } from '../kit/bulk.ts';
import type { Sandbox } from '../kit/kit.ts';
import { cancel, hold, restore, review, unhold } from './actions.ts';
import { readRefundBody } from './bodies.ts';
import type { MagentoBooks } from './books.ts';
import { Description, fillIn } from './description.ts';
import type { OrderEntity } from './entities.ts';
import { MagentoError } from './errors.ts';
import { invoiceOrder } from './invoices.ts';
import { addOrder } from './orders.ts';
import { refundOrder } from './refunds.ts';

/** What happens in the shop itself: customers buy, the admin cancels and edits. */
export interface Shop {
  /** Throws a ZodError where the description is not valid. */
  place(description: unknown): OrderEntity;
  /** Places many orders, which are not announced. */
  placeMany(bulk: Bulk): { first: number; last: number };
  find(id: number): OrderEntity | undefined;
  cancel(order: OrderEntity): boolean;
  /** Undoes a cancellation. */
  restore(order: OrderEntity): boolean;
  /** Holds an order back; `unhold` lets it go on. */
  hold(order: OrderEntity): void;
  unhold(order: OrderEntity): void;
  review(order: OrderEntity, suspected: boolean): void;
  /** Makes a credit memo and answers its id. `body`: the refund route's; an empty one refunds all that is left. */
  refund(order: OrderEntity, body: unknown): number;
  /** Cancels the order and answers the one that takes its place. Fields of `changes` replace those of its description. */
  edit(order: OrderEntity, changes: unknown): OrderEntity;
}

/** The shop over these books. */
export function openShop(sandbox: Sandbox<MagentoBooks>, announcer: Announcer): Shop {
  const { books } = sandbox;

  const book = (
    description: Description,
    at: Date,
    number?: string,
    relation?: Record<string, unknown>,
  ): OrderEntity => {
    const cart = fillIn(description, books.counters.order + 1);
    const order = addOrder(books, cart, at, number, relation);
    books.descriptions[order.entity_id] = description;
    if (cart.paid) payInShop(order, at);
    if (cart.suspected) review(order, true, at);
    return order;
  };
  const add = (given: unknown, number?: string, relation?: Record<string, unknown>): OrderEntity => {
    const description = Description.parse(given ?? {});
    const { at } = description;
    const order = book(description, at ? new Date(at) : sandbox.now(), number, relation);
    announcer.announce(order.entity_id);
    sandbox.save();
    return order;
  };

  // The shop's own gateway has taken the money before the order is announced: this is no capture of ours.
  const payInShop = (order: OrderEntity, at: Date): void => {
    const whole = { capture: false, notify: false, appendComment: false, items: [] };
    invoiceOrder(books, order, whole, at);
    const transaction = `shop-${String(order.entity_id).padStart(6, '0')}`;
    order.payment.last_trans_id = transaction;
    const { payment_additional_info: info } = order.extension_attributes;
    if (Array.isArray(info)) info.push({ key: 'transaction_id', value: transaction });
    order.payment.additional_information = [order.payment.additional_information, transaction].flat();
  };

  return {
    place: (description) => add(description),
    placeMany: (bulk) => {
      const description = Description.parse(bulk.order ?? {});
      const first = books.counters.order + 1;
      for (const at of moments(bulk, sandbox.now())) book(description, at);
      sandbox.save();
      return { first, last: books.counters.order };
    },
    find: (id) => books.orders.find((order) => order.entity_id === id),
    cancel: (order) => {
      const done = cancel(books, order, sandbox.now());
      sandbox.save();
      return done;
    },
    restore: (order) => {
      const done = restore(order, sandbox.now());
      sandbox.save();
      return done;
    },
    hold: (order) => {
      hold(order, sandbox.now());
      sandbox.save();
    },
    unhold: (order) => {
      unhold(order, sandbox.now());
      sandbox.save();
    },
    review: (order, suspected) => {
      review(order, suspected, sandbox.now());
      sandbox.save();
    },
    refund: (order, body) => {
      const memo = refundOrder(books, order, readRefundBody(body), sandbox.now());
      sandbox.save();
      return memo;
    },
    edit: (order, changes) => {
      const old = Description.parse({
        ...(books.descriptions[order.entity_id] as Description),
        ...(changes as Partial<Description>),
        paid: false,
        at: undefined,
      });
      if (!cancel(books, order, sandbox.now()))
        throw new MagentoError(409, `Order ${order.increment_id} can't be edited any more.`);
      const original = String(order.original_increment_id ?? order.increment_id);
      const version = Number(order.edit_increment ?? 0) + 1;
      const edited = add(old, `${original}-${version}`, {
        edit_increment: version,
        original_increment_id: original,
        relation_parent_id: String(order.entity_id),
        relation_parent_real_id: order.increment_id,
      });
      order.edit_increment = version;
      order.relation_child_id = String(edited.entity_id);
      order.relation_child_real_id = edited.increment_id;
      sandbox.save();
      return edited;
    },
  };
}
