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
 * What is believed of a charge that was shown to us, and not told by its gateway: its proof can be shown again for another payment. What has paid one is for a
 * person. Where that can't be seen now the message keeps its proof: whoever asks for the payment by it looks again.
 */
export async function firstShown(
  gateway: string,
  paymentId: string,
  message: Message,
  paidBy: PaidBy | undefined,
): Promise<Message> {
  const { id, fact, charge, proof } = message;
  if (fact !== 'PAID' || charge === undefined || !paidBy) return message;
  try {
    const other = await paidBy(gateway, paymentId, message);
    if (other === undefined) return message;
    return {
      ...inDoubt(message, `it has paid ${other} before`),
      id: `${id}:elsewhere`,
      // Checked again it would be right: it is the payment that is in doubt.
      ...(proof !== undefined && { proof: `${charge} may be another payment's` }),
    };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const why = `nobody can see now what it has paid before (${error.code})`;
    return { ...inDoubt(message, why), id: `${id}:unseen` };
  }
}

const inDoubt = (message: Message, why: string): Message => ({
  ...message,
  fact: 'UNKNOWN',
  charge: undefined,
  status: `${message.status}, but ${why}`,
  note: `Look for transaction ${message.charge} in the gateway's back office, in the account's movements: its money pays one payment only.`,
});
