import { paymentWorkflowId } from '../../domain/ids.ts';
import { TASK_TIMEOUT } from '../kit/alone.ts';
import { searchAttributes as key } from '../kit/search-attributes.ts';
import type { PaymentInput } from './messages.ts';

/** How a payment's workflow is started, by its order or for a deposit: once, ever. `orderNumber`: whose it is, for people. */
export const paymentStart = (input: PaymentInput, orderNumber = input.order?.number) => ({
  workflowId: paymentWorkflowId(input.paymentId),
  workflowIdReusePolicy: 'REJECT_DUPLICATE' as const,
  workflowTaskTimeout: TASK_TIMEOUT,
  args: [input] as [PaymentInput],
  typedSearchAttributes: [
    { key: key.Stage, value: 'PAYMENT' },
    { key: key.Outcome, value: 'PENDING' },
    { key: key.Gateway, value: input.gateway },
    ...(input.order ? [{ key: key.Shop, value: input.order.shop }] : []),
    ...(orderNumber === undefined ? [] : [{ key: key.OrderNumber, value: orderNumber }]),
    { key: key.Customer, value: input.customerLabel },
    { key: key.Amount, value: input.page.total.amount },
  ],
});
