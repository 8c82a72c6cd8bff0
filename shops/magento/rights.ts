/**
 * What the integration has to be allowed, as Magento names it (Magento_Sales, etc/acl.xml), with the calls that need it:
 * docs/shops.md lists the same. `read`: a call that shows whether it is.
 */
export const rights: { resource: string; where: string; why: string; read?: string }[] = [
  {
    resource: 'Magento_Sales::actions_view',
    where: 'Sales > Operations > Orders > Actions > View',
    why: 'orders, and which of them changed',
    read: '/orders',
  },
  {
    resource: 'Magento_Sales::sales_invoice',
    where: 'Sales > Operations > Invoices',
    why: 'whether an order is invoiced already',
    read: '/invoices',
  },
  { resource: 'Magento_Sales::sales', where: 'Sales', why: 'the invoice of a paid order' },
  {
    resource: 'Magento_Sales::comment',
    where: 'Sales > Operations > Orders > Actions > Comment',
    why: 'comments on orders, and their statuses',
  },
  {
    resource: 'Magento_Sales::cancel',
    where: 'Sales > Operations > Orders > Actions > Cancel',
    why: 'with writeBack.failed: cancel',
  },
  {
    resource: 'Magento_Sales::hold',
    where: 'Sales > Operations > Orders > Actions > Hold',
    why: 'with writeBack.verify: hold',
  },
  {
    resource: 'Magento_Sales::unhold',
    where: 'Sales > Operations > Orders > Actions > Unhold',
    why: 'with writeBack.verify: hold',
  },
];
