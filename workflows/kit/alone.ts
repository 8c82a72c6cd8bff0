import { CancellationScope, condition } from '@temporalio/workflow';

/**
 * How long a workflow task of an order or a payment may take. If a task times out during a local activity, the SDK's core
 * carries on as if it had been completed; on replay it is one with the next task, and the run can't go on. Our local
 * activities take three seconds at most, two of them in a row: the rest is for a machine that stands still. A worker that
 * is killed during a task delays it by this time.
 */
export const TASK_TIMEOUT = '20s';

// All workflows of a worker share the modules; each has a `globalThis` of its own.
const own = globalThis as { localActivityUnderWay?: boolean };

/** Whether a local activity of this workflow is under way. */
export const isUnderWay = (): boolean => own.localActivityUnderWay === true;

/**
 * Runs a local activity alone: others wait for their turn, and whatever else comes to the workflow meanwhile is taken up
 * after it. On replay its answer comes together with what came before it, perhaps with the next local activity's too; a
 * workflow that acted on them in the order in which they were taken up could go another way there.
 */
export async function alone<T>(call: () => Promise<T>): Promise<T> {
  while (isUnderWay()) await until(() => true);
  own.localActivityUnderWay = true;
  try {
    return await call();
  } finally {
    await restHasStopped();
    own.localActivityUnderWay = false;
  }
}

/** Waits until `holds`, and no local activity is under way. */
export const until = (holds: () => boolean): Promise<void> => condition(() => !isUnderWay() && holds());

/** The same answer or failure, once no local activity is under way; also where its scope is cancelled. */
export async function afterwards<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } finally {
    await CancellationScope.nonCancellable(() => until(() => true));
  }
}

/** A condition is evaluated once nothing else can go on: by then, whatever came together with the answer is waiting too. */
function restHasStopped(): Promise<void> {
  let looks = 0;
  return CancellationScope.nonCancellable(() =>
    condition(() => {
      looks += 1;
      return looks > 1;
    }),
  );
}
