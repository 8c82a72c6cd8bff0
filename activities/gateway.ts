import type { Message } from '../domain/schemas/message.ts';
import type { Page, PageRequest } from '../domain/schemas/payment.ts';
import type { Gateway, RefundOrder } from '../gateways/gateway.ts';
import { named, sorted } from './failures.ts';

export interface GatewayActivities {
  /** Opens the page; the same request under the same key opens one. */
  openPage(gateway: string, request: PageRequest, idempotencyKey: string): Promise<Page>;
  /** What the gateway says of the payment now: its state first, then what happened to the money since. */
  inquire(gateway: string, paymentId: string, pageId: string): Promise<Message[]>;
  /** Closes the page, or says why it can't be closed any more. */
  closePage(gateway: string, paymentId: string, pageId: string): Promise<Message[]>;
  /** Gives money back; the same key makes one refund, which is looked for before it is made. */
  refund(gateway: string, order: RefundOrder): Promise<Message>;
}

export function gatewayActivities(gateways: Record<string, Gateway>): GatewayActivities {
  const at = (name: string) => named(gateways, name, 'UNKNOWN_GATEWAY');
  return {
    openPage: (gateway, request, key) =>
      sorted('looks-first', async () => at(gateway).openPage(request, key)),
    inquire: (gateway, paymentId, pageId) =>
      sorted('looks-first', async () => at(gateway).inquire(paymentId, pageId)),
    closePage: (gateway, paymentId, pageId) =>
      sorted('looks-first', async () => at(gateway).closePage(paymentId, pageId)),
    refund: (gateway, order) => sorted('looks-first', async () => at(gateway).refund(order)),
  };
}
