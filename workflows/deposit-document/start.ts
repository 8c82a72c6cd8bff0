import { ParentClosePolicy, startChild } from '@temporalio/workflow';
import { depositDocumentWorkflowId } from '../../domain/ids.ts';
import { isGivenBack } from '../../domain/refunds.ts';
import { searchAttributes as key } from '../kit/search-attributes.ts';
import type { PaymentState } from '../payment/state.ts';
import type { DepositDocumentInput } from './messages.ts';
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

/** The document of a paid deposit, asked for once; undefined where none is due. */
export function documentWanted({
  input,
  settlement,
  documented,
}: PaymentState): DepositDocumentInput | undefined {
  const [charge] = settlement.charges;
  const { document, ...payment } = input;
  if (!document || documented || settlement.outcome !== 'POSITIVE') return undefined;
  // The money is gone: a person decides.
  const { after } = settlement;
  if (after.some(({ code }) => code === 'DISPUTE_LOST') || isGivenBack(settlement, after)) return undefined;
  const { erp, draft } = document;
  const { gateway, paymentId, page } = input;
  const { reference, money, at } = charge ?? {
    reference: paymentId,
    money: page.total,
    at: draft.order.createdAt,
  };
  return { payment, erp, draft: { ...draft, collected: { gateway, reference, money, at } } };
}
