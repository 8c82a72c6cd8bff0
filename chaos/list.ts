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
  /** Whether nothing is left to do, or only a person can go on. */
  atRest: boolean;
}

/** All workflows of orders, payments and late messages, open and closed. */
export async function readList(client: Client): Promise<InList[]> {
  const found: InList[] = [];
  const query = 'WorkflowType IN ("order", "payment", "lateMessage")';
  for await (const { workflowId, type, typedSearchAttributes, historyLength } of client.workflow.list({
    query,
  })) {
    const stage = typedSearchAttributes.get(key.Stage) ?? '';
    const outcome = typedSearchAttributes.get(key.Outcome) ?? '';
    const attention = typedSearchAttributes.get(key.Attention);
    // While the outcome is VERIFY the gateway is asked again and again, so that it can still change.
    const atRest = stage === 'DONE' || (attention !== undefined && outcome !== 'VERIFY');
    found.push({ workflowId, type, stage, outcome, attention, historyLength, atRest });
  }
  return found;
}

/** The workflow's answer to a query; undefined where it can't answer because one of its tasks fails. */
export async function unlessStuck<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isStuck(error)) return undefined;
    throw error;
  }
}
