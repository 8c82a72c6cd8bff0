import { gatewayWorkflowId } from '../../../domain/ids.ts';
import { searchAttributes as key } from '../../kit/search-attributes.ts';
import type { GatewayState } from './messages.ts';

/** A gateway that was never read; everything until then counts as heard. UTC, ISO 8601. */
export const newGateway = (gateway: string, caughtUpUntil: string): GatewayState => ({
  gateway,
  caughtUpUntil,
  held: 0,
  late: 0,
  unreadable: [],
});

/** How its workflow is started: one that runs goes on as it is. The task queue is the caller's. */
export const gatewayStart = (state: GatewayState) => ({
  workflowId: gatewayWorkflowId(state.gateway),
  workflowIdConflictPolicy: 'USE_EXISTING' as const,
  args: [state] as [GatewayState],
  staticSummary: `Missed notifications of ${state.gateway}`,
  typedSearchAttributes: [
    { key: key.Gateway, value: state.gateway },
    { key: key.Stage, value: 'DONE' },
  ],
});
