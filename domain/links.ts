/** Where people look and act. Absent where there is no such place. */
export interface PeopleLinks {
  /** Our page of a workflow, with a form for each action; `{workflowId}` stands where that goes. */
  operators?: string;
}

/** The form of one action on a workflow, or its page. */
export const operatorsUrl = (
  { operators }: PeopleLinks,
  workflowId: string,
  action?: string,
): string | undefined =>
  operators &&
  operators.replace('{workflowId}', encodeURIComponent(workflowId)) + (action ? `/${action}` : '');
