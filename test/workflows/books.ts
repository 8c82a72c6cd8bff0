import { expect } from 'vitest';
import { until } from '../../sandbox/customer.ts';

// A task that a stopping worker took along comes back after the heartbeat's 20 s.
const PATIENCE_MS = 45_000;

/** What tests read of the systems' own books. */
export interface StripeSession {
  id: string;
  client_reference_id: string;
  status: string;
  payment_status: string;
  amount_total: number;
  [field: string]: unknown;
}
export interface StripeEvent {
  id: string;
  type: string;
  data: { object: { client_reference_id?: string } };
}
export interface ShopOrder {
  entity_id: number;
  status: string;
  state: string;
  status_histories: { comment: string | null }[];
}
export interface ShopInvoice {
  order_id: number;
  comments: { comment: string }[];
}
export interface ShopMail {
  orderId: number;
  text: string;
}
export interface ErpDocument {
  sigla: string;
  serie: number;
  numero: number;
  header: { nota?: unknown };
}

/** Waits until a view matches; the error contains the last view. */
export async function matching<T extends object>(
  what: string,
  ask: () => Promise<T>,
  wanted: Partial<T>,
): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  return until(what, async () => {
    const seen = await ask().catch((error: Error) => error);
    if (!(seen instanceof Error) && expect.objectContaining<object>(wanted).asymmetricMatch(seen))
      return seen;
    if (Date.now() < end) return undefined;
    throw new Error(`${what} did not become ${JSON.stringify(wanted)}: ${JSON.stringify(seen, null, 1)}`);
  });
}
