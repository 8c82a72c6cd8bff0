export { depositDocument } from './deposit-document.ts';
export { erp } from './erp.ts';
export { erpLease } from './erp-lease.ts';
export { gateway } from './gateway.ts';
export { lateMessage } from './late-message.ts';
export { order } from './order.ts';
export { payment } from './payment.ts';
export { shop } from './shop.ts';
