import { CancellationScope, condition } from '@temporalio/workflow';

/**
 * How long a task of an order or a payment may take. The SDK's core goes on with a task that timed out over a local
 * activity as if it had been completed; on replay it is one with the next, and the run can't go on. Our local activities
 * take three seconds at most, two of them in a row: what is left is for a machine that stands still. A worker that is
 * killed over a task holds it up for as long.
 */
export const TASK_TIMEOUT = '20s';

// A module is one for all workflows of a worker; what is global is each workflow's own.
const own = globalThis as { localActivityUnderWay?: boolean };

/** Whether a local activity of this workflow is under way. */
export const isUnderWay = (): boolean => own.localActivityUnderWay === true;

/**
 * A local activity, alone: others wait for their turn, and whatever else comes to the workflow meanwhile goes on after it.
 * On replay its answer comes in one piece with what came before it, perhaps with the next local activity's too; what goes
 * on in the order in which answers are taken up would go another way there.
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

/** A condition is looked at again once nothing else can go on: whatever came in the same piece waits by then. */
function restHasStopped(): Promise<void> {
  let looks = 0;
  return CancellationScope.nonCancellable(() =>
    condition(() => {
      looks += 1;
      return looks > 1;
    }),
  );
}
