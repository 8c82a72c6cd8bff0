import {
  type Client,
  type WorkflowHandle,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { isLate, withDeadline } from '../../temporal/deadline.ts';
import { asFailure } from '../../temporal/errors.ts';
import { CHANGED } from '../../workflows/messages.ts';
import type { Send } from './forms.ts';

/**
 * What became of an update: what the workflow said of it, that something had changed since its form was opened, that nobody
 * knows yet, or that the workflow takes none.
 */
export type UpdateResult =
  | { kind: 'done' | 'refused'; said: string }
  | { kind: 'changed' }
  | { kind: 'unknown' }
  | { kind: 'finished' };

/** How long an operator waits for an answer, the workflow, and the form's id: one form is one update. */
export interface Sending {
  client: Client;
  waitMs: number;
  handle: WorkflowHandle;
  updateId: string;
}

/** Sends an update; sent again under the same id it is done once, and answers the same. */
export const tell = ({ client, waitMs, handle, updateId }: Sending, send: Send): Promise<UpdateResult> =>
  resultOf(() => withDeadline(client, waitMs, () => send(handle, updateId)));

/** What became of an update sent before under this id; undefined where there was none. */
export async function earlier({
  client,
  waitMs,
  handle,
  updateId,
}: Sending): Promise<UpdateResult | undefined> {
  const result = () => handle.getUpdateHandle<string>(updateId).result();
  const before = await resultOf(() => withDeadline(client, waitMs, result));
  return before.kind === 'finished' ? undefined : before;
}

async function resultOf(call: () => Promise<string>): Promise<UpdateResult> {
  try {
    return { kind: 'done', said: await call() };
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError && isChanged(error.cause)) return { kind: 'changed' };
    if (error instanceof WorkflowUpdateFailedError)
      return { kind: 'refused', said: error.cause?.message ?? error.message };
    if (error instanceof WorkflowNotFoundError) return { kind: 'finished' };
    if (isLate(asFailure(error))) return { kind: 'unknown' };
    throw error;
  }
}

const isChanged = (cause: unknown): boolean => cause instanceof ApplicationFailure && cause.type === CHANGED;
