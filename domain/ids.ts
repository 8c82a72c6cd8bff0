/**
 * What our workflows and orders are called, written and read here only. A name of the configuration (a shop's, a gateway's,
 * an ERP's) has no ":" and no "/"; what comes last in an ID may have both.
 */

/** An order, by its shop's name in the configuration and the shop's own id. */
export interface OrderKey {
  shop: string;
  id: string;
}

/** What an ERP knows an order by: "demo/12". */
export const orderReference = ({ shop, id }: OrderKey): string => `${shop}/${id}`;

/** Undefined for what is no reference of an order. */
export function readOrderReference(reference: string): OrderKey | undefined {
  const [, shop, id] = /^([^:/]+)\/(.+)$/s.exec(reference) ?? [];
  return shop !== undefined && id !== undefined ? { shop, id } : undefined;
}

export const orderWorkflowId = (shop: string, id: string): string => `order:${shop}:${id}`;
export const paymentWorkflowId = (paymentId: string): string => `payment:${paymentId}`;
export const depositDocumentWorkflowId = (paymentId: string): string => `document:${paymentId}`;
export const lateMessageWorkflowId = (gateway: string, messageId: string): string =>
  `late:${gateway}:${messageId}`;
/** One for each shop, gateway and ERP of the configuration, for ever. */
export const shopWorkflowId = (name: string): string => `shop:${name}`;
export const gatewayWorkflowId = (name: string): string => `gateway:${name}`;
export const erpWorkflowId = (name: string): string => `erp:${name}`;
/** What gives an ERP to one worker at a time. It belongs to the task queue, whose workers stand ready for it. */
export const erpLeaseId = (taskQueue: string, erp: string): string => `erp-lease:${taskQueue}:${erp}`;
/** One for an installation, for ever; installations that share a namespace have task queues of their own. */
export const watchWorkflowId = (taskQueue: string): string => `watch:${taskQueue}`;

/** A workflow, as its ID says which. */
export type WorkflowName =
  | ({ kind: 'order' } & OrderKey)
  | { kind: 'payment' | 'document'; paymentId: string }
  | { kind: 'late'; gateway: string; messageId: string }
  | { kind: 'shop' | 'gateway' | 'erp'; name: string }
  | { kind: 'erp-lease'; taskQueue: string; erp: string }
  | { kind: 'watch'; taskQueue: string };

/** Undefined for what is no ID of ours. */
export function readWorkflowId(workflowId: string): WorkflowName | undefined {
  const [, kind, name] = /^([a-z-]+):(.+)$/s.exec(workflowId) ?? [];
  if (name === undefined) return undefined;
  const [, first = '', rest = ''] = /^([^:/]+):(.+)$/s.exec(name) ?? [];
  switch (kind) {
    case 'order':
      return rest ? { kind, shop: first, id: rest } : undefined;
    case 'late':
      return rest ? { kind, gateway: first, messageId: rest } : undefined;
    case 'payment':
    case 'document':
      return { kind, paymentId: name };
    case 'shop':
    case 'gateway':
    case 'erp':
      return /[:/]/.test(name) ? undefined : { kind, name };
    case 'erp-lease': {
      const [, taskQueue = '', erp = ''] = /^(.+):([^:/]+)$/s.exec(name) ?? [];
      return erp ? { kind, taskQueue, erp } : undefined;
    }
    case 'watch':
      return { kind, taskQueue: name };
    default:
      return undefined;
  }
}
