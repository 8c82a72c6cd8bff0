import type { Client } from '@temporalio/client';
import { isStuck } from '../temporal/errors.ts';
import { searchAttributes as key } from '../workflows/kit/search-attributes.ts';

/** A workflow as people see it in Temporal's list. */
export interface InList {
  workflowId: string;
  type: string;
  stage: string;
  outcome: string;
  attention: string | undefined;
  historyLength: number;
  /** Nothing is left to do, or a person is asked to do it. */
  atRest: boolean;
}

/** Orders, payments and late messages; what lives for ever is left out. */
export async function readList(client: Client): Promise<InList[]> {
  const found: InList[] = [];
  const query = 'WorkflowType IN ("order", "payment", "lateMessage")';
  for await (const { workflowId, type, typedSearchAttributes, historyLength } of client.workflow.list({
    query,
  })) {
    const stage = typedSearchAttributes.get(key.Stage) ?? '';
    const outcome = typedSearchAttributes.get(key.Outcome) ?? '';
    const attention = typedSearchAttributes.get(key.Attention);
    // What is verified is asked for again and again: as long as it is, it moves.
    const atRest = stage === 'DONE' || (attention !== undefined && outcome !== 'VERIFY');
    found.push({ workflowId, type, stage, outcome, attention, historyLength, atRest });
  }
  return found;
}

/** What a workflow answers; undefined where it can't, since a task of its fails whenever it is tried. */
export async function unlessStuck<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isStuck(error)) return undefined;
    throw error;
  }
}
