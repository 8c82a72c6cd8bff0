import { DateTime } from 'luxon';

/** A saved view of the Temporal UI's list: what it is for, its name there, and the filter behind it. */
export interface SavedView {
  kind: 'person' | 'verify' | 'waiting' | 'held' | 'payments' | 'today' | 'shop';
  name: string;
  query: string;
}

// Shops and bookkeepers are Italian: so is their day, wherever the server stands.
const TIME_ZONE = 'Europe/Rome';

/** The views that operators work with, most pressing first. */
export function savedViews(shops: string[], now: Date): SavedView[] {
  const today = DateTime.fromJSDate(now, { zone: TIME_ZONE }).startOf('day');
  const midnight = today.toUTC().toISO({ suppressMilliseconds: true });
  // The UI overlooks a condition with "!=" or ">=" that has no spaces around it, and loses it with the next filter added.
  return [
    {
      kind: 'person',
      name: 'Needs a person',
      query: 'Attention IS NOT NULL AND ExecutionStatus = "Running"',
    },
    { kind: 'verify', name: 'To verify', query: 'Outcome = "VERIFY" AND ExecutionStatus = "Running"' },
    {
      kind: 'waiting',
      name: 'Waiting for payment',
      query:
        'WorkflowType = "order" AND Stage = "PAYMENT" AND Outcome != "VERIFY" AND Outcome != "AUTHORISED" AND ExecutionStatus = "Running"',
    },
    {
      kind: 'held',
      name: 'Money held',
      query: 'WorkflowType = "order" AND Outcome = "AUTHORISED" AND ExecutionStatus = "Running"',
    },
    { kind: 'payments', name: 'Payments', query: 'WorkflowType = "payment"' },
    {
      kind: 'today',
      name: `Today ${today.toISODate()}`,
      query: `WorkflowType = "order" AND StartTime >= "${midnight}"`,
    },
    ...shops.map((shop): SavedView => {
      return { kind: 'shop', name: `Shop ${shop}`, query: `WorkflowType = "order" AND Shop = "${shop}"` };
    }),
  ];
}

/** The address that opens the view. */
export const viewUrl = (uiUrl: string, namespace: string, { query }: SavedView): string =>
  listUrl(uiUrl, namespace, { query });

/** The address that opens the view and saves it in the visitor's browser: each time once more. */
export const installUrl = (uiUrl: string, namespace: string, { name, query }: SavedView): string =>
  listUrl(uiUrl, namespace, { query, savedQuery: name });

function listUrl(uiUrl: string, namespace: string, search: Record<string, string>): string {
  // The UI reads "+" as a plus: spaces have to be %20.
  const encoded = new URLSearchParams(search).toString().replaceAll('+', '%20');
  return `${uiUrl}/namespaces/${namespace}/workflows?${encoded}`;
}
