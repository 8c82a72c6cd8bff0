import proto from '@temporalio/proto';

const { History } = proto.temporal.api.history.v1;
type History = proto.temporal.api.history.v1.IHistory;

/**
 * The same history where each workflow task, and each local activity in it, ran so many seconds later after the one before
 * it than it did. A workflow that goes the same way by it decides nothing by when its tasks run.
 */
export function stretched(history: History, seconds: number): History {
  const copy = History.decode(History.encode(history).finish());
  let later = 0;
  for (const event of copy.events) {
    if (event.workflowTaskScheduledEventAttributes) later += seconds;
    const ofTask = event.workflowTaskStartedEventAttributes ?? event.workflowTaskCompletedEventAttributes;
    const ran = event.eventTime;
    if (ofTask && ran?.seconds) ran.seconds = ran.seconds.add(later);
    const [data] = event.markerRecordedEventAttributes?.details?.data?.payloads ?? [];
    if (!data?.data) continue;
    const marker = JSON.parse(Buffer.from(data.data).toString());
    marker.complete_time.seconds += later;
    data.data = Buffer.from(JSON.stringify(marker));
  }
  return copy;
}
