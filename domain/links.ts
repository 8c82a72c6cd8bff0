/** Where people look and act; `{workflowId}` and `REFERENCE` stand where those go. Absent where there is no such place. */
export interface PeopleLinks {
  /** Our page of a workflow, with a form for each action. */
  operators?: string;
  /** A charge in the gateway's back office. */
  backOffice?: string;
}

/** The form of one action on a workflow, or its page. */
export const operatorsUrl = (
  { operators }: PeopleLinks,
  workflowId: string,
  action?: string,
): string | undefined =>
  operators &&
  operators.replace('{workflowId}', encodeURIComponent(workflowId)) + (action ? `/${action}` : '');

/** A charge in the gateway's back office. */
export const backOfficeUrl = ({ backOffice }: PeopleLinks, reference: string): string | undefined =>
  backOffice?.replace('REFERENCE', encodeURIComponent(reference));
