import {
  CancellationScope,
  condition,
  defineSignal,
  isCancellation,
  type LocalActivityOptions,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  sleep,
  startChild,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { Alarm } from '../../workflows/kit/alarm.ts';
import { until } from '../../workflows/kit/alone.ts';
import { Clock } from '../../workflows/kit/clock.ts';

interface Calls {
  takes(ms: number): Promise<void>;
  fails(): Promise<void>;
}
export const nudge = defineSignal('nudge');
export type Companion = 'local activity' | 'activity' | 'timer' | 'child' | 'condition';

/**
 * A local activity, and beside it something that is over sooner. What comes next depends on whether the local activity was
 * over by then, as with an order that is told of its payment while its shop is read.
 */
export async function overlapping(companion: Companion, slowMs: number): Promise<boolean> {
  const options: LocalActivityOptions = { startToCloseTimeout: '10s' };
  const { takes } = proxyLocalActivities<Calls>(options);
  let over = false;
  let nudged = false;
  setHandler(nudge, () => {
    nudged = true;
  });
  const slow = takes(slowMs).then(() => {
    over = true;
  });
  await {
    'local activity': () => takes(1),
    activity: () => proxyActivities<Calls>(options).takes(1),
    timer: () => sleep(1),
    child: () => startChild(short),
    condition: () => until(() => nudged),
  }[companion]();
  const wasOver = over;
  if (wasOver) await sleep(1);
  else upsertSearchAttributes({ Customer: ['was not over'] });
  await slow;
  await condition(() => nudged);
  return wasOver;
}

/** A time that comes while a local activity is under way, after which another is waited for, in two parts. */
export async function rings(): Promise<void> {
  const { takes } = proxyLocalActivities<Calls>({ startToCloseTimeout: '10s' });
  const clock = new Clock();
  const alarm = new Alarm(clock);
  const later = clock.now + 9_000;
  let nudged = false;
  setHandler(nudge, () => {
    nudged = true;
  });
  void alarm.wait(() => false, clock.now + 1);
  await takes(4_500);
  await alarm.wait(() => nudged, later);
  await alarm.wait(() => false, later);
}

/** Local activities: one retried by a timer, one cancelled while it runs, one cancelled while it waits, and one after them. */
export async function troubled(): Promise<string[]> {
  const options: LocalActivityOptions = { startToCloseTimeout: '10s' };
  const { takes } = proxyLocalActivities<Calls>(options);
  const retry = { initialInterval: '500ms', maximumAttempts: 2 };
  const { fails } = proxyLocalActivities<Calls>({ ...options, localRetryThreshold: '1ms', retry });
  const scope = new CancellationScope();
  setHandler(nudge, () => scope.cancel());
  const howEnds = (call: Promise<void>) =>
    call.then(
      () => 'answered',
      (error) => (isCancellation(error) ? 'called off' : 'failed'),
    );
  return Promise.all([
    howEnds(fails()),
    howEnds(scope.run(() => takes(4_000))),
    howEnds(scope.run(() => takes(1))),
    howEnds(takes(1)),
  ]);
}

export const short = async (): Promise<void> => undefined;
