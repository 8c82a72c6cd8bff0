/** A saved view of the Temporal UI's list: its name there, and the filter behind it. */
export interface SavedView {
  name: string;
  query: string;
}

/** The views that operators work with, most pressing first; "today" in UTC. */
export function savedViews(shops: string[], now: Date): SavedView[] {
  const today = now.toISOString().slice(0, 10);
  return [
    { name: 'Needs a person', query: 'Attention IS NOT NULL AND ExecutionStatus="Running"' },
    { name: 'To verify', query: 'Outcome="VERIFY" AND ExecutionStatus="Running"' },
    { name: 'Waiting for payment', query: 'WorkflowType="order" AND Stage="PAYMENT" AND Outcome!="VERIFY"' },
    { name: 'Payments', query: 'WorkflowType="payment"' },
    { name: `Today ${today}`, query: `WorkflowType="order" AND StartTime>="${today}T00:00:00Z"` },
    ...shops.map((shop) => ({ name: `Shop ${shop}`, query: `WorkflowType="order" AND Shop="${shop}"` })),
  ];
}

/** The address that saves the view in the visitor's browser and opens it. */
export function installUrl(uiUrl: string, namespace: string, { name, query }: SavedView): string {
  const search = new URLSearchParams({ query, savedQuery: name });
  // The UI reads "+" as a plus: spaces have to be %20.
  return `${uiUrl}/namespaces/${namespace}/workflows?${search.toString().replaceAll('+', '%20')}`;
}
