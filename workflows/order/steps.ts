import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  ActivityFailure,
  ParentClosePolicy,
  sleep,
  startChild,
  TimeoutFailure,
  uuid4,
  workflowInfo,
} from '@temporalio/workflow';
import type { Imported, ShopState } from '../../activities/shop.ts';
import type { Attention } from '../../domain/attention.ts';
import { isHeldFirst } from '../../domain/holds.ts';
import { orderReference } from '../../domain/ids.ts';
import type { ShopNotice } from '../../domain/notice.ts';
import { newPaymentId, pageRequest } from '../../domain/page.ts';
import type { Document, DocumentDraft } from '../../domain/schemas/document.ts';
import { lookUp, tellingCalls } from '../kit/calls.ts';
import type { Clock } from '../kit/clock.ts';
import { findEarlier, writeOnce } from '../kit/write-once.ts';
import type { PaymentInput, PaymentReport } from '../payment/messages.ts';
import { paymentStart } from '../payment/start.ts';
import { payment } from '../payment/workflow.ts';
import type { OrderInput } from './messages.ts';
import { authorised, collected, type OrderState } from './rules.ts';
import { type OrderWorkflow, orderStart } from './start.ts';

// Until the import has said how long this installation waits for its shop.
const IMPORT_CALL_MS = 60_000;
// For orders that were imported before `timing` had it.
const SHOP_LIMIT_MS = 300_000;

/** The order as the shop has it; asked without end while the shop is away. */
export const importOrder = (clock: Clock, { shop, id }: OrderInput): Promise<Imported> =>
  lookUp(clock, IMPORT_CALL_MS, `Import order ${id} from ${shop}`, (calls) => calls.importOrder(shop, id));

/**
 * What is known of an order that was perhaps followed before, and that Temporal has forgotten since; its document, if
 * any, decides.
 */
export async function earlierOf(
  clock: Clock,
  { order, suspicion, erp, timing }: Imported,
  silent: (attention: Attention) => void,
): Promise<Imported['earlier']> {
  if (!suspicion) return undefined;
  const document = await findEarlier(clock, erp, orderReference(order), timing, silent);
  return document || suspicion !== 'age' ? { document } : undefined;
}

/** The shop may have changed while the customer paid: it is read again before anything is written. */
export const readAgain = (clock: Clock, { shop, id }: OrderInput, { timing }: Imported): Promise<ShopState> =>
  lookUp(clock, timing.shopCallMs, 'Read the order in the shop again', (calls) =>
    calls.readShopState(shop, id),
  );

/** The order that took this one's place goes on by itself; nothing happens where it does already. */
export async function startReplacement(shop: string, id: string): Promise<void> {
  try {
    await startChild<OrderWorkflow>('order', {
      ...orderStart({ shop, id, announced: false }),
      parentClosePolicy: ParentClosePolicy.ABANDON,
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

/**
 * Tells the shop; answers what a person should know of it. Two changes at the same time could book money twice there:
 * where a worker died during one, the next attempt waits until the shop can no longer be at work on it.
 */
export async function tellShop(
  clock: Clock,
  { shop, id }: OrderInput,
  { timing }: Imported,
  notice: ShopNotice,
): Promise<string> {
  for (;;) {
    try {
      return await tellingCalls(clock, timing, `Tell the shop: ${notice.kind}`).writeBack(shop, id, notice);
    } catch (error) {
      if (!(error instanceof ActivityFailure && error.cause instanceof TimeoutFailure)) throw error;
      await sleep(timing.shopLimitMs ?? SHOP_LIMIT_MS, {
        summary: 'Wait until the shop can no longer be at work on it',
      });
    }
  }
}

/** Starts a payment of this order at `gateway`; answers how it begins. */
export async function startPayment(
  { order, mapping, locale, live, can, capture, customerLabel, links, notifyUrl, timing }: Imported,
  gateway: string,
  checkoutUrl: string,
): Promise<PaymentReport> {
  const paymentId = newPaymentId(order.number, uuid4());
  const paymentMethods = mapping.collect.by === 'gateway' ? mapping.collect.paymentMethods : undefined;
  const page = {
    ...pageRequest(order, paymentId, locale, checkoutUrl, notifyUrl),
    ...(isHeldFirst(capture) ? { capture: 'later' as const } : {}),
    ...(paymentMethods ? { paymentMethods } : {}),
  };
  const { workflowId } = workflowInfo();
  const input: PaymentInput = {
    paymentId,
    gateway,
    live,
    can,
    page,
    order: { workflowId, shop: order.shop, number: order.number },
    customerLabel,
    links,
    timing,
  };
  await startChild(payment, {
    ...paymentStart(input),
    // What becomes of the money has to be known also when the order is terminated.
    parentClosePolicy: ParentClosePolicy.ABANDON,
    staticSummary: `${page.description}, ${gateway}`,
  });
  return {
    paymentId,
    gateway,
    outcome: 'PENDING',
    reason: 'NOTHING_YET',
    delayed: false,
    charges: [],
    verified: false,
    attentions: [],
  };
}

/** Writes the document of this order, once. `silent` is called when the ERP keeps losing answers. */
export function writeDocument(
  clock: Clock,
  state: OrderState,
  { order, mapping, erp, timing }: Imported,
  silent: (attention: Attention) => void,
): Promise<Document> {
  const { id, number, year } = state.correcting ?? {};
  const draft: DocumentDraft = {
    reference: orderReference(order),
    order,
    erpPayment: mapping.erpPayment,
    collected: collected(state),
    authorised: authorised(state),
    written: id !== undefined && number !== undefined ? { id, number, year } : undefined,
  };
  return writeOnce(clock, erp, draft, timing, silent);
}
