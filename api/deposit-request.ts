import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Duration } from '../domain/schemas/duration.ts';
import { Currency } from '../domain/schemas/money.ts';
import { PLAIN_LINE } from '../domain/text.ts';

const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(PLAIN_LINE, 'one line of text, without characters that change its direction');

/** Body of `POST /payments`. */
export const DepositBody = z.strictObject({
  /** Minor units. */
  amount: z.int().positive(),
  currency: Currency,
  customer: z.strictObject({ name: line(120), email: z.email().max(200).optional() }),
  /** What the customer pays for; on the gateway's page and on ours. */
  description: line(120),
  gateway: z.string().min(1).max(30),
  /** What people call the order that it belongs to, if to any; nothing looks it up. */
  order: line(60).optional(),
  /** How long the page can be paid. */
  expiresIn: Duration.optional(),
  locale: z.enum(['it', 'en']).default('it'),
});
export type DepositBody = z.infer<typeof DepositBody>;

export const DepositHeaders = z.object({
  'idempotency-key': z
    .string({ error: 'must be there: one for each deposit, the same when it is asked for again' })
    .regex(/^[\x20-\x7e]{8,200}$/, 'must be 8 to 200 printable ASCII characters'),
});

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** What tells a repetition from another request: the same for the same deposit, however its JSON was written. */
export const requestHash = (body: DepositBody): string =>
  sha256(JSON.stringify(DepositBody.keyof().options.map((name) => [name, body[name]]))).toString('hex');

/**
 * A payment's id from its Idempotency-Key: a uuid of version 8 (RFC 9562), so that a repetition finds the payment. Another
 * installation's under the same key is another: they can share a gateway's account.
 */
export function depositPaymentId(installation: string, key: string): string {
  const bytes = sha256(`incasso deposit ${installation} ${key}`).subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
