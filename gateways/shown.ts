import { Failure } from '../domain/failure.ts';
import type { Message } from '../domain/schemas/message.ts';

/**
 * The other payment of a gateway that a message's charge has paid already, by what all payments have heard; undefined where none has. Throws `Failure`
 * where that can't be seen.
 */
export type PaidBy = (gateway: string, paymentId: string, message: Message) => Promise<string | undefined>;

/** As a reader takes it that makes numbers of what looks like one, and does not tell capital letters from small ones. */
export const plainCharge = (charge: string): string => charge.toLowerCase().replace(/^[0+]+/, '');

/**
 * What is believed of a charge that was shown to us, and not told by its gateway: its proof can be shown again for another payment. What has paid one, or may have,
 * is for a person.
 */
export async function firstShown(
  gateway: string,
  paymentId: string,
  message: Message,
  paidBy: PaidBy | undefined,
): Promise<Message> {
  const { id, fact, charge, proof, status } = message;
  if (fact !== 'PAID' || charge === undefined || proof === undefined || !paidBy) return message;
  let why: string;
  try {
    const other = await paidBy(gateway, paymentId, message);
    if (other === undefined) return message;
    why = `it has paid ${other} before`;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    why = `nobody can see now what it has paid before (${error.code})`;
  }
  return {
    ...message,
    id: `${id}:elsewhere`,
    fact: 'UNKNOWN',
    charge: undefined,
    // Checked again it would be right: it is the payment that is in doubt.
    proof: `${charge} may be another payment's`,
    status: `${status}, but ${why}`,
    note: `Look for transaction ${charge} in the gateway's back office, in the account's movements: its money pays one payment only.`,
  };
}
