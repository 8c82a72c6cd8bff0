import proto from '@temporalio/proto';
import type { World } from '../sandbox/world.ts';

const { History } = proto.temporal.api.history.v1;

/** A workflow's history as the tests keep it: encoded, with nothing of the machine it was made on. */
export async function historyOf({ client }: World, workflowId: string): Promise<Uint8Array> {
  const history = await client.workflow.getHandle(workflowId).fetchHistory();
  forgetWhere(history);
  return History.encode(history).finish();
}

/** As a replay takes it. */
export const decoded = (history: Uint8Array) => History.decode(history);

/** IDs of all workflows of this world, of the latest run of each. */
export async function workflowsIn({ client, config }: World): Promise<string[]> {
  const ids = new Set<string>();
  const query = `TaskQueue = '${config.temporal.taskQueue}'`;
  for await (const { workflowId } of client.workflow.list({ query })) ids.add(workflowId);
  return [...ids];
}

// Of no use to a replay, and telling of the machine it was recorded on.
const OF_THE_MACHINE = ['stackTrace', 'identity'];

function forgetWhere(part: object): void {
  for (const [name, value] of Object.entries(part)) {
    if (OF_THE_MACHINE.includes(name)) Object.assign(part, { [name]: '' });
    else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) forgetWhere(value);
  }
}
