import { erpWorkflowId } from '../../../domain/ids.ts';
import { searchAttributes as key } from '../../kit/search-attributes.ts';
import type { ErpState } from './messages.ts';

/** An ERP that was never read; changes of documents until then count as heard. UTC, ISO 8601. */
export const newErp = (erp: string, changesUntil: string): ErpState => ({
  erp,
  payments: [],
  changesUntil,
  told: 0,
});

/** How its workflow is started: one that runs goes on as it is. The task queue is the caller's. */
export const erpStart = (state: ErpState) => ({
  workflowId: erpWorkflowId(state.erp),
  workflowIdConflictPolicy: 'USE_EXISTING' as const,
  args: [state] as [ErpState],
  staticSummary: `ERP ${state.erp}`,
  typedSearchAttributes: [{ key: key.Stage, value: 'DONE' }],
});
