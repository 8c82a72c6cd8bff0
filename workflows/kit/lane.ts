import type { Attention } from '../../domain/attention.ts';
import type { FailureCode } from '../../domain/failure.ts';
import { attentionOf } from './failures.ts';

/**
 * One piece of work at a time, beside the loop that listens. A piece that fails blocks the lane, with what a person should
 * know, until somebody releases it.
 */
export interface Lane {
  running: boolean;
  blockedBy?: Attention;
}

export const newLane = (): Lane => ({ running: false });

export const isFree = ({ running, blockedBy }: Lane): boolean => !running && blockedBy === undefined;

export function release(lane: Lane): void {
  lane.blockedBy = undefined;
}

/**
 * `ended` is called once the work is over, whether it succeeded or failed; `whenLost`: the code of a failure whose answer
 * never came.
 */
export function start(lane: Lane, whenLost: FailureCode, work: () => Promise<void>, ended: () => void): void {
  lane.running = true;
  void work()
    .catch((error) => {
      lane.blockedBy = attentionOf(error, whenLost);
    })
    .finally(() => {
      lane.running = false;
      ended();
    });
}
