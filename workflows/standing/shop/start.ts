import { shopWorkflowId } from '../../../domain/ids.ts';
import { searchAttributes as key } from '../../kit/search-attributes.ts';
import type { ShopImportState } from './messages.ts';

/** A shop that was never read; orders made before `since` are left alone. UTC, ISO 8601. */
export const newShopImport = (shop: string, since: string): ShopImportState => ({
  shop,
  since,
  importedUntil: since,
  cursor: { changedAt: since, id: '0' },
  recent: {},
  started: 0,
  told: 0,
  unreadable: [],
});

/** How its workflow is started: one that runs goes on as it is. The task queue is the caller's. */
export const shopStart = (state: ShopImportState) => ({
  workflowId: shopWorkflowId(state.shop),
  workflowIdConflictPolicy: 'USE_EXISTING' as const,
  args: [state] as [ShopImportState],
  staticSummary: `Orders of ${state.shop}`,
  typedSearchAttributes: [
    { key: key.Shop, value: state.shop },
    { key: key.Stage, value: 'DONE' },
  ],
});
