import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';

type History = proto.temporal.api.history.v1.IHistory;
type Event = proto.temporal.api.history.v1.IHistoryEvent;

/** What workflows cost the Temporal server. */
export interface Cost {
  events: number;
  /** The size of the histories in protobuf, as the server sends them. */
  bytes: number;
  /** Billable actions of Temporal Cloud, without queries, which leave no trace in a history. */
  actions: number;
}

/** The cost of all these histories together. */
export function costOf(histories: History[]): Cost {
  const events = histories.flatMap((history) => history.events ?? []);
  const { History } = proto.temporal.api.history.v1;
  const bytes = histories.map((history) => History.encode(history).finish().length);
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
  return { events: events.length, bytes: sum(bytes), actions: sum(histories.map(actionsOf)) };
}

/**
 * Billable actions, by docs.temporal.io/cloud/actions. A child's start costs two, counted at its parent's event, so that
 * its own start event counts nothing; a signal costs one, where it arrives; local activities cost one per workflow task.
 */
function actionsOf({ events }: History): number {
  const tasksWithMarkers = new Set<string>();
  let actions = 0;
  for (const event of events ?? []) {
    if (event.workflowExecutionStartedEventAttributes?.parentWorkflowExecution) continue;
    if (event.markerRecordedEventAttributes) {
      tasksWithMarkers.add(String(event.markerRecordedEventAttributes.workflowTaskCompletedEventId));
      continue;
    }
    actions += actionsOfEvent(event);
  }
  return actions + tasksWithMarkers.size;
}

function actionsOfEvent(event: Event): number {
  if (event.startChildWorkflowExecutionInitiatedEventAttributes) return 2;
  // The first attempt was counted when the activity was scheduled.
  if (event.activityTaskStartedEventAttributes)
    return (event.activityTaskStartedEventAttributes.attempt ?? 1) - 1;
  const tasks = event.workflowTaskCompletedEventAttributes?.meteringMetadata;
  if (tasks) return Math.min(tasks.nonfirstLocalActivityExecutionAttempts ?? 0, 100);
  const billed =
    event.workflowExecutionStartedEventAttributes ??
    event.activityTaskScheduledEventAttributes ??
    event.timerStartedEventAttributes ??
    event.workflowExecutionSignaledEventAttributes ??
    event.upsertWorkflowSearchAttributesEventAttributes ??
    event.workflowExecutionUpdateAcceptedEventAttributes ??
    event.workflowExecutionContinuedAsNewEventAttributes;
  return billed ? 1 : 0;
}

/** The names of the activities that were called, in order, without those that call no outside system. */
export function callsOf(histories: History[]): string[] {
  return histories.flatMap(({ events }) =>
    (events ?? []).flatMap((event) => {
      const name = event.activityTaskScheduledEventAttributes?.activityType?.name ?? localName(event);
      return name && !OF_OUR_OWN.has(name) ? [name] : [];
    }),
  );
}

// Activities that call no outside system.
const OF_OUR_OWN = new Set(['seal', 'whichAreOurs']);

/** The name of the local activity whose marker the event is; undefined for other events. */
function localName({ markerRecordedEventAttributes: marker }: Event): string | undefined {
  if (marker?.markerName !== 'core_local_activity') return undefined;
  const data = marker.details?.data?.payloads?.[0]?.data;
  if (!data) throw new Error("a local activity's marker has no data");
  const { activity_type: name } = JSON.parse(Buffer.from(data).toString()) as { activity_type?: string };
  return name;
}

/** The histories of a workflow and its children, once none of them has a workflow task open. */
export async function historiesAtRest(client: Client, workflowId: string): Promise<History[]> {
  for (;;) {
    const whole = await client.workflow.getHandle(workflowId).fetchHistory();
    const children = (whole.events ?? []).flatMap(
      (event) => event.childWorkflowExecutionStartedEventAttributes?.workflowExecution?.workflowId ?? [],
    );
    const ofChildren = children.map((child) => client.workflow.getHandle(child).fetchHistory());
    const all = [whole, ...(await Promise.all(ofChildren))];
    if (!all.some(hasTask)) return all;
    await delay(20);
  }
}

function hasTask({ events }: History): boolean {
  const last = events?.at(-1);
  return Boolean(last?.workflowTaskScheduledEventAttributes ?? last?.workflowTaskStartedEventAttributes);
}
