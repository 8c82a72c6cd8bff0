import proto from '@temporalio/proto';
import type { Run } from '../sandbox/stories/story.ts';
import type { World } from '../sandbox/world.ts';

const { History } = proto.temporal.api.history.v1;

/** A run's history as the tests keep it: encoded, with nothing of the machine it was made on. */
export async function historyOf({ client }: World, { workflowId, runId }: Run): Promise<Uint8Array> {
  const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  forgetWhere(history);
  return History.encode(history).finish();
}

/** As a replay takes it. */
export const decoded = (history: Uint8Array) => History.decode(history);

/** All runs of this world's workflows; of these `which`, in Temporal's words, where that is given. */
export async function runsIn({ client, config }: World, which?: string): Promise<Run[]> {
  const runs: Run[] = [];
  const ours = `TaskQueue = '${config.temporal.taskQueue}'`;
  const query = which ? `${ours} AND ${which}` : ours;
  for await (const { workflowId, runId } of client.workflow.list({ query })) runs.push({ workflowId, runId });
  return runs;
}

// Of no use to a replay, and telling of the machine it was recorded on.
const OF_THE_MACHINE = ['stackTrace', 'identity'];

function forgetWhere(part: object): void {
  for (const [name, value] of Object.entries(part)) {
    if (OF_THE_MACHINE.includes(name)) Object.assign(part, { [name]: '' });
    else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) forgetWhere(value);
  }
}
