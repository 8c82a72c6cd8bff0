import { Failure } from '../../domain/failure.ts';
import type { Fact, Message } from '../../domain/schemas/message.ts';
import type { AxerveClient } from './client.ts';
import { rowsOf } from './search.ts';
import type { Detail, Row } from './wire.ts';

/** The dispute of a payment, which only a search tells: there is one, or none. */
export async function disputesOf(
  client: AxerveClient,
  what: string,
  detail: Detail,
  live: boolean,
  at: string,
): Promise<Message[]> {
  const { paymentID, bankTransactionID } = detail;
  const { rows, unreadable } = await rowsOf(client, what, { paymentID });
  if (unreadable.length > 0)
    throw new Failure('GATEWAY_ANSWER_LOST', 'maybe', `${what}: a row that can't be read`);
  // Whatever the search may find besides: the dispute of another payment is not this one's.
  const isIts = (row: Row) =>
    row.paymentID
      ? row.paymentID === paymentID
      : Boolean(row.bankTransactionID) && row.bankTransactionID === bankTransactionID;
  return rows.filter(isIts).flatMap((row) => disputeIn(row, paymentID, live, at) ?? []);
}

export const disputeId = (paymentID: string, fact: Fact): string => `dispute:${paymentID}:${fact}`;

/** What a row says of a dispute; undefined where there is none. It names no sum: a part may be meant. */
export function disputeIn(row: Row, paymentID: string, live: boolean, at: string): Message | undefined {
  const { status, chargeback } = row.disputeState ?? {};
  if (!status) return undefined;
  const fact = factOf(status, chargeback ?? '');
  return {
    id: disputeId(paymentID, fact),
    source: 'inquiry',
    at,
    fact,
    charge: paymentID,
    live,
    status: `dispute ${status}${chargeback ? `, chargeback ${chargeback}` : ''}`.slice(0, 100),
  };
}

/** Not confirmed: what "Null" means of a dispute that is closed. Until it is known, a person sees that there is one. */
function factOf(status: string, chargeback: string): Fact {
  if (status.toLowerCase() === 'open') return 'DISPUTED';
  if (status.toLowerCase() !== 'closed') return 'UNKNOWN';
  if (chargeback.toLowerCase() === 'true') return 'DISPUTE_LOST';
  return chargeback.toLowerCase() === 'false' ? 'DISPUTE_CLOSED' : 'DISPUTED';
}
