import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { Stuck } from '../../../activities/watch.ts';
import type { SealedSignal } from '../../kit/inbox.ts';
import type { StandingState } from '../life.ts';

/** What is carried from run to run; bounded. */
export interface WatchState extends StandingState {
  /** Workflows that can't go on. */
  stuck: Stuck[];
  /** Runs of which a task failed, to be looked at. */
  suspects: string[];
  lookedAt?: string;
}

export interface WatchView extends WatchState {
  /** When it looks next; UTC, ISO 8601. */
  nextAt: string;
}

export const watchQuery = defineQuery<WatchView>('watch');
export const taskFailedSignal: SealedSignal<{ runIds: string[] }> = defineSignal('taskFailed');

export const watchDescriptions = {
  watch: 'Which workflows can not go on, since their tasks fail.',
  taskFailed: 'A task of these runs failed. Sent by the worker, which logs why.',
} as const;
