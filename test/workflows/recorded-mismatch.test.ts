import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import proto from '@temporalio/proto';
import { Worker } from '@temporalio/worker';
import { expect } from 'vitest';
import { workflowCode } from '../../workers/workflow-code.ts';
import { itRecorded, recordings } from '../shops/recorded.ts';

const { History } = proto.temporal.api.history.v1;
type Payload = proto.temporal.api.common.v1.IPayload;

// Of an order that stood for good: it closed its page by the time of a task, which on replay was another one.
const recorded = () => History.decode(readFileSync(resolve(recordings, 'nondeterminism-order.history')));
const REFUSED = 37;
const RESET_TO = 21;

/** The same as our workers write it: with answers that are dated, by when the local activity ended. */
function asDated() {
  const history = recorded();
  for (const {
    markerRecordedEventAttributes: marker,
    activityTaskCompletedEventAttributes: ended,
    eventTime,
  } of history.events) {
    const data = marker?.details?.data?.payloads?.[0]?.data;
    const seconds = data
      ? JSON.parse(Buffer.from(data).toString()).complete_time.seconds
      : Number(eventTime?.seconds);
    date((marker?.details?.result ?? ended?.result)?.payloads?.[0], seconds);
  }
  return history;
}

function date(payload: Payload | undefined, seconds: number): void {
  if (!payload?.data) return;
  const answer = JSON.parse(Buffer.from(payload.data).toString());
  const dated = { at: new Date(1000 * seconds).toISOString(), answer };
  payload.data = Buffer.from(JSON.stringify(dated));
}

itRecorded(
  'the order closed its page though its time had not rung, and no answer said that it was over',
  () => {
    const before = recorded().events.filter(({ eventId }) => Number(eventId) < REFUSED);
    const timers = before.filter((event) => event.timerStartedEventAttributes);
    expect(timers).toHaveLength(1);
    expect(before.filter((event) => event.timerFiredEventAttributes)).toEqual([]);
    const [imported, ...looks] = before.flatMap(({ markerRecordedEventAttributes: marker }) => {
      const data = marker?.details?.data?.payloads?.[0]?.data;
      return data ? [JSON.parse(Buffer.from(data).toString()).complete_time.seconds] : [];
    });
    const windowSeconds = Number(timers[0]?.timerStartedEventAttributes?.startToFireTimeout?.seconds);
    expect(Math.max(...looks)).toBeLessThan(imported + windowSeconds);
  },
);

itRecorded('it goes on from the event to which it is reset', async () => {
  const history = asDated();
  history.events.splice(RESET_TO);
  await Worker.runReplayHistory(workflowCode, history, 'order:demo-presta:8');
});
