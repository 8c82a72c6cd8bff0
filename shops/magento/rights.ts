import type { Settings } from './settings.ts';

/** A right that the integration needs, by Magento's name for it (module-sales, etc/acl.xml and etc/webapi.xml). */
export interface Right {
  resource: string;
  where: string;
  why: string;
  /** A list that can be read only with it. */
  list?: string;
  /** The path of a write that shows whether the right is there, by an order's id; see `orderOfNobody`. */
  write?: (id: string) => string;
  /** Whether everything works without it too. */
  optional?: boolean;
  /** Whether these settings need it; they always do where absent. */
  needed?: (writeBack: Settings['writeBack']) => boolean;
}

/**
 * The id of an order that no shop has: the column's highest number. Magento checks the right before it looks for the order:
 * the answer that there is no such order shows the right, and nothing can be changed.
 */
export const orderOfNobody = '4294967295';

const actions = 'Sales > Operations > Orders > Actions';

/** docs/magento.md has it from here. */
export const rights: Right[] = [
  {
    resource: 'Magento_Sales::actions_view',
    where: `${actions} > View`,
    why: 'orders, and which of them changed',
    list: '/orders',
  },
  {
    resource: 'Magento_Sales::sales_invoice',
    where: 'Sales > Operations > Invoices',
    why: 'whether an order is invoiced already',
    list: '/invoices',
  },
  {
    resource: 'Magento_Sales::sales_creditmemo',
    where: 'Sales > Operations > Credit Memos',
    why: 'refunds one by one; without it only what they come to',
    list: '/creditmemos',
    optional: true,
  },
  {
    resource: 'Magento_Sales::invoice',
    where: `${actions} > Invoice`,
    why: 'the invoice of a paid order',
    write: (id) => `/order/${id}/invoice`,
  },
  {
    resource: 'Magento_Sales::comment',
    where: `${actions} > Comment`,
    why: 'comments on orders, and their statuses',
    write: (id) => `/orders/${id}/comments`,
  },
  {
    resource: 'Magento_Sales::cancel',
    where: `${actions} > Cancel`,
    why: 'with writeBack.failed: cancel',
    write: (id) => `/orders/${id}/cancel`,
    needed: ({ failed }) => failed === 'cancel',
  },
  {
    resource: 'Magento_Sales::hold',
    where: `${actions} > Hold`,
    why: 'with writeBack.verify: hold',
    write: (id) => `/orders/${id}/hold`,
    needed: ({ verify }) => verify === 'hold',
  },
  {
    resource: 'Magento_Sales::unhold',
    where: `${actions} > Unhold`,
    why: 'with writeBack.verify: hold',
    write: (id) => `/orders/${id}/unhold`,
    needed: ({ verify }) => verify === 'hold',
  },
  {
    resource: 'Magento_Sales::ship',
    where: `${actions} > Ship`,
    why: 'with writeBack.shipment',
    write: (id) => `/order/${id}/ship`,
    needed: ({ shipment }) => shipment,
  },
];
