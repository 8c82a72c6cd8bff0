import { ParentClosePolicy, startChild } from '@temporalio/workflow';
import { depositDocumentWorkflowId } from '../../domain/ids.ts';
import { searchAttributes as key } from '../kit/search-attributes.ts';
import { documentWanted, type PaymentState } from '../payment/state.ts';
import { depositDocument } from './workflow.ts';

/** Has the document of a deposit written, once it is paid, where this installation wants one. */
export async function startDepositDocument(state: PaymentState): Promise<void> {
  const wanted = documentWanted(state);
  if (!wanted) return;
  state.documented = true;
  const { paymentId, gateway, customerLabel, page } = wanted.payment;
  await startChild(depositDocument, {
    workflowId: depositDocumentWorkflowId(paymentId),
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    parentClosePolicy: ParentClosePolicy.ABANDON,
    args: [wanted],
    staticSummary: `Document of ${page.description}, ${wanted.erp}`,
    typedSearchAttributes: [
      { key: key.Stage, value: 'DOCUMENT' },
      { key: key.Outcome, value: 'POSITIVE' },
      { key: key.Gateway, value: gateway },
      { key: key.Customer, value: customerLabel },
      { key: key.Amount, value: page.total.amount },
    ],
  });
}
