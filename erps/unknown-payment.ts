import { Failure } from '../domain/failure.ts';
import type { ErpPayment } from '../domain/schemas/document.ts';

// Tables of hundreds of payments exist: enough to see what is meant.
const LISTED = 40;

/** ERP_PAYMENT_UNKNOWN, with those that there are. */
export function unknownPayment(id: string, table: ErpPayment[]): Failure {
  const known = table.slice(0, LISTED).map((payment) => `${payment.id} ${payment.description}`);
  const more = table.length > LISTED ? ` and ${table.length - LISTED} more` : '';
  return new Failure(
    'ERP_PAYMENT_UNKNOWN',
    'refused',
    `the ERP has no payment ${id}; it has ${known.join(', ') || 'none'}${more}`,
  );
}
