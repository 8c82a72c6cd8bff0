import { ParentClosePolicy, sleep, startChild, uuid4, workflowInfo } from '@temporalio/workflow';
import type { Imported, ShopState } from '../activities/shop.ts';
import type { Attention } from '../domain/attention.ts';
import type { ShopNotice } from '../domain/notice.ts';
import { newPaymentId, pageRequest } from '../domain/page.ts';
import type { Document, DocumentDraft } from '../domain/schemas/document.ts';
import { attentionOf } from './failures.ts';
import { type OrderInput, type PaymentInput, type PaymentReport, paymentWorkflowId } from './messages.ts';
import { collected, type OrderState } from './order-state.ts';
import { payment } from './payment.ts';
import { shopCalls, writingCalls } from './proxies.ts';
import { searchAttributes as key } from './search-attributes.ts';

// Until the import has said how long this installation waits for its shop.
const IMPORT_CALL_MS = 60_000;

/** The order as the shop has it; asked without end while the shop is away. */
export const importOrder = ({ shop, id }: OrderInput): Promise<Imported> =>
  shopCalls(IMPORT_CALL_MS, `Import order ${id} from ${shop}`).importOrder(shop, id);

/** The shop may have changed while the customer paid: it is read again before anything is written. */
export const readAgain = ({ shop, id }: OrderInput, { timing }: Imported): Promise<ShopState> =>
  shopCalls(timing.shopCallMs, 'Read the order in the shop again').readShopState(shop, id);

/** Tells the shop; answers what a person should know of it. */
export const tellShop = (
  { shop, id }: OrderInput,
  { timing }: Imported,
  notice: ShopNotice,
): Promise<string> =>
  shopCalls(timing.shopCallMs, `Tell the shop: ${notice.kind}`).writeBack(shop, id, notice);

/** Starts a payment of this order at `gateway`; answers how it begins. */
export async function startPayment(
  { order, locale, live, customerLabel, links, timing }: Imported,
  gateway: string,
  checkoutUrl: string,
): Promise<PaymentReport> {
  const paymentId = newPaymentId(order.number, uuid4());
  const page = pageRequest(order, paymentId, locale, checkoutUrl);
  const { workflowId } = workflowInfo();
  const input: PaymentInput = {
    paymentId,
    gateway,
    live,
    page,
    order: { workflowId, shop: order.shop, number: order.number },
    customerLabel,
    links,
    timing,
  };
  await startChild(payment, {
    workflowId: paymentWorkflowId(paymentId),
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    // What becomes of the money has to be known also when the order is terminated.
    parentClosePolicy: ParentClosePolicy.ABANDON,
    args: [input],
    staticSummary: `${page.description}, ${gateway}`,
    typedSearchAttributes: [
      { key: key.Stage, value: 'PAYMENT' },
      { key: key.Outcome, value: 'PENDING' },
      { key: key.Gateway, value: gateway },
      { key: key.Shop, value: order.shop },
      { key: key.OrderNumber, value: order.number },
      { key: key.Customer, value: customerLabel },
      { key: key.Amount, value: order.total },
    ],
  });
  return {
    paymentId,
    gateway,
    outcome: 'PENDING',
    reason: 'NOTHING_YET',
    delayed: false,
    charges: [],
    verified: false,
  };
}

/**
 * Writes the document, once: a create whose answer was lost is looked for only after the ERP's own limit, since looking
 * any sooner could miss it and write a second one. `silent` hears of an ERP that keeps swallowing answers.
 */
export async function writeDocument(
  state: OrderState,
  { order, mapping, erp, timing }: Imported,
  silent: (attention: Attention) => void,
): Promise<Document> {
  const draft: DocumentDraft = {
    reference: `${order.shop}/${order.id}`,
    order,
    erpPayment: mapping.erpPayment,
    collected: collected(state),
  };
  const calls = writingCalls(timing, `Write the document in ${erp}`);
  for (let lost = 1; ; lost += 1) {
    try {
      return await calls.writeDocument(erp, draft);
    } catch (error) {
      const attention = attentionOf(error, 'ERP_ANSWER_LOST');
      if (attention.code !== 'ERP_ANSWER_LOST') throw error;
      if (lost >= 3) silent(attention);
      await sleep(timing.erpLimitMs * Math.min(lost, 12), {
        summary: 'Wait until the ERP can no longer be at work on it',
      });
    }
  }
}
