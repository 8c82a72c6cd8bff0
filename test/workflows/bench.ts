import { createHmac, randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type proto from '@temporalio/proto';
import { Worker } from '@temporalio/worker';
import { expect } from 'vitest';
import type { Config } from '../../config/schema.ts';
import { sealsOf } from '../../config/seals.ts';
import { orderWorkflowId, paymentWorkflowId } from '../../domain/ids.ts';
import type { Message } from '../../domain/schemas/message.ts';
import { until } from '../../sandbox/customer.ts';
import type { WorldOptions } from '../../sandbox/world.ts';
import { sender } from '../../temporal/signals.ts';
import { workflowCode } from '../../workers/workflow-code.ts';
import { searchAttributes } from '../../workflows/kit/search-attributes.ts';
import * as m from '../../workflows/messages.ts';
import { testWorld } from '../world.ts';
import {
  type ErpDocument,
  matching,
  type ShopInvoice,
  type ShopMail,
  type ShopOrder,
  type StripeEvent,
  type StripeSession,
} from './books.ts';

export { until };

type History = proto.temporal.api.history.v1.IHistory;

export const signed = { operator: 'Ada', reason: 'mended' };

export const UNSIGNED = 'Say who you are and why: {"operator": "your name", "reason": "..."}';

/** Expects that an update is refused with this code and these words. */
export const refused = (update: Promise<unknown>, type: string, words: string) =>
  expect(update).rejects.toMatchObject({ cause: { type, message: expect.stringContaining(words) } });

export type Bench = Awaited<ReturnType<typeof openBench>>;
export interface Placed {
  id: string;
  number: string;
}

/** A world with the questions that tests of the workflows ask it: of workflows by query, of systems by their books. */
export async function openBench(
  adjust?: (config: Config) => void,
  options?: Pick<WorldOptions, 'worker' | 'standing' | 'temporal'>,
) {
  const { world, customer } = await testWorld(adjust, options);
  const { client, shop, urls } = world;
  const send = sender(client, sealsOf(world.config.api.checkoutSecret));
  const orderHandle = ({ id }: Placed) => client.workflow.getHandle(orderWorkflowId(shop, id));
  const paymentHandle = (paymentId: string) => client.workflow.getHandle(paymentWorkflowId(paymentId));
  const view = (order: Placed) => orderHandle(order).query(m.orderQuery);
  const lastPayment = async (order: Placed) => {
    const found = (await view(order)).payments.at(-1);
    if (!found) throw new Error(`order ${order.id} has no payment`);
    return found.paymentId;
  };
  /** Follows an order's link to the gateway's open page. */
  const page = async (order: Placed) => customer.goesToPay(await customer.checkoutLink(order.id));
  const stripe = () => customer.books(urls.stripe);
  const sessionsOf = async (paymentId: string): Promise<StripeSession[]> =>
    Object.values((await stripe()).sessions as Record<string, { object: StripeSession }>)
      .map(({ object }) => object)
      .filter((session) => session.client_reference_id === paymentId);

  return {
    world,
    customer,
    orderHandle,
    paymentHandle,
    view,
    lastPayment,
    page,
    sessionsOf,
    async places(order: object = {}): Promise<Placed> {
      return customer.places({ method: 'stripe_payments', ...order });
    },
    pays: async (order: Placed) => customer.presses(await page(order), 'pay'),
    paymentView: (paymentId: string) => paymentHandle(paymentId).query(m.paymentQuery),
    ends: (order: Placed, wanted: Partial<m.OrderView>) =>
      matching(`order ${order.id}`, () => view(order), wanted),
    settles: (paymentId: string, wanted: Partial<m.PaymentView>) =>
      matching(`payment ${paymentId}`, () => paymentHandle(paymentId).query(m.paymentQuery), wanted),
    retries: (order: Placed) => orderHandle(order).executeUpdate(m.retryUpdate, { args: [signed] }),
    says: (paymentId: string, about: Partial<Message> & Pick<Message, 'fact'>) =>
      send(paymentWorkflowId(paymentId), m.messageSignal, notification(about)),
    /** What the operators' list shows of a workflow. */
    columns: async (workflowId: string) => columnsOf(client, workflowId),
    /** The order in the shop's books, with its invoices and mails. */
    async inShop({ id }: Placed) {
      const { orders, invoices, mails } = await customer.books(urls.magento);
      const ofOrder = <T extends object>(list: T[], key: keyof T) =>
        list.filter((row) => String(row[key]) === id);
      return {
        ...ofOrder<ShopOrder>(orders, 'entity_id')[0],
        invoices: ofOrder<ShopInvoice>(invoices, 'order_id'),
        mails: ofOrder<ShopMail>(mails, 'orderId'),
      };
    },
    /** Numbers of the order's documents in the ERP; more than one would be one too many. */
    async documents({ id }: Placed): Promise<string[]> {
      const { documents } = await customer.books(urls.mexal);
      return Object.values(documents as Record<string, ErpDocument>)
        .filter(({ header }) => String(header.nota ?? '').endsWith(` ${shop}/${id}`))
        .map(({ sigla, serie, numero }) => `${sigla} ${serie}/${numero}`);
    },
    /** Charges in the gateway's own ledger. */
    async charges(paymentId: string): Promise<string[]> {
      const ids = (await sessionsOf(paymentId)).map(({ id }) => id);
      const { charges } = await stripe();
      return charges
        .filter((charge: { session: string }) => ids.includes(charge.session))
        .map((charge: { payment_intent: string }) => charge.payment_intent);
    },
    /** The gateway's event of this type about a payment's page. */
    async eventOf(paymentId: string, type: string): Promise<string> {
      const { events } = await stripe();
      const found = Object.values(events as Record<string, { event: StripeEvent }>).find(
        ({ event }) => event.type === type && event.data.object.client_reference_id === paymentId,
      );
      if (!found) throw new Error(`no ${type} of ${paymentId}`);
      return found.event.id;
    },
    /** Posts a notification of ours with the endpoint's right signature. */
    async notifies(type: string, object: object, event: object = {}): Promise<number> {
      const created = Math.floor(Date.now() / 1000);
      const body = JSON.stringify({
        id: `evt_${randomUUID()}`,
        object: 'event',
        type,
        created,
        livemode: false,
        ...event,
        data: { object },
      });
      const digest = createHmac('sha256', 'whsec_sandbox').update(`${created}.${body}`).digest('hex');
      const answer = await fetch(`${urls.api}/store/cart/checkout/stripe/webhooks`, {
        method: 'POST',
        headers: { 'stripe-signature': `t=${created},v1=${digest}`, 'content-type': 'application/json' },
        body,
      });
      return answer.status;
    },
    /** Replays the histories of this world, at least so many, as they are or `changed`, against the workflows as they are. Answers how many. */
    async replays(expected: number, changed = (history: History) => history): Promise<number> {
      // Who serves the ERP is in every world.
      const query = `TaskQueue = '${world.config.temporal.taskQueue}' AND WorkflowType != 'erpLease'`;
      // The list is a little behind what happens.
      await until(`${expected} histories`, async () =>
        (await client.workflow.count(query)).count >= expected ? true : undefined,
      );
      const histories: { workflowId: string; history: History }[] = [];
      for await (const { workflowId, history } of client.workflow.list({ query }).intoHistories())
        histories.push({ workflowId, history: changed(history as History) });
      let count = 0;
      for await (const { error, workflowId } of Worker.runReplayHistories(workflowCode, histories)) {
        if (error) throw new Error(`${workflowId} does not replay`, { cause: error });
        count += 1;
      }
      return count;
    },
    stop: () => world.stop(),
  };
}

const notification = (about: Partial<Message> & Pick<Message, 'fact'>): Message => ({
  id: `evt_${randomUUID()}`,
  source: 'notification',
  at: new Date().toISOString(),
  live: false,
  status: about.fact,
  ...about,
});

async function columnsOf(client: Client, workflowId: string): Promise<Record<string, unknown>> {
  const { typedSearchAttributes } = await client.workflow.getHandle(workflowId).describe();
  return Object.fromEntries(
    typedSearchAttributes
      .getAll()
      .filter(({ key }) => key.name in searchAttributes)
      .map(({ key, value }) => [key.name, value]),
  );
}
