import { CancellationScope, condition, defineQuery, defineSignal, setHandler } from '@temporalio/workflow';
import type { Attention } from '../../domain/attention.ts';
import { type AlertContext, Alerts } from '../../workflows/kit/alerts.ts';
import { Clock } from '../../workflows/kit/clock.ts';

export const attentionsSignal = defineSignal<[Attention[]]>('attentions');
export const endSignal = defineSignal('end');
export const doneQuery = defineQuery<number>('done');

/** Does what an order does with its attentions, and goes on meanwhile. */
export async function alerting(context: AlertContext, pauseMs?: number): Promise<number> {
  const alerts = new Alerts(new Clock(), pauseMs);
  let done = 0;
  let over = false;
  setHandler(doneQuery, () => done);
  setHandler(attentionsSignal, (attentions) => {
    alerts.track(attentions, context);
    done += 1;
  });
  setHandler(endSignal, () => {
    over = true;
  });
  await CancellationScope.nonCancellable(() => condition(() => over));
  return done;
}
