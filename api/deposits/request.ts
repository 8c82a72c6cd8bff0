import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Duration } from '../../domain/schemas/fields.ts';
import { Currency } from '../../domain/schemas/money.ts';
import { PLAIN_LINE } from '../../domain/text.ts';

const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(PLAIN_LINE, 'one line of text, without characters that change its direction');

/** Body of `POST /payments`. */
export const DepositBody = z
  .strictObject({
    amount: z.int().positive().describe('In minor units of ISO 4217: 25000 are 250,00 €.'),
    currency: Currency.describe('ISO 4217.'),
    customer: z.strictObject({ name: line(120), email: z.email().max(200).optional() }),
    description: line(120).describe("What the customer pays for; on the gateway's page and on ours."),
    gateway: z.string().min(1).max(30).describe("The gateway's name in incasso.yaml."),
    order: line(60)
      .optional()
      .describe('What people call the order that it belongs to, if to any; nothing looks it up.'),
    expiresIn: Duration.optional().describe(
      'How long the page can be paid: 30m, 24h. Left out: as long as the gateway’s pages are open.',
    ),
    locale: z.enum(['it', 'en']).default('it'),
  })
  .meta({
    // zod leaves out "examples" where there is a transform.
    'x-examples': {
      deposit: {
        value: {
          amount: 25_000,
          currency: 'EUR',
          gateway: 'cards',
          expiresIn: '24h',
          customer: { name: 'Ada Rossi', email: 'ada@example.it' },
          description: 'Acconto preventivo 17',
          order: '17',
        },
      },
    },
  });
export type DepositBody = z.infer<typeof DepositBody>;

export const DepositHeaders = z.object({
  'idempotency-key': z
    .string({ error: 'must be there: one for each deposit, the same when it is asked for again' })
    .regex(/^[\x20-\x7e]{8,200}$/, 'must be 8 to 200 printable ASCII characters')
    .describe('One for each deposit, the same when it is asked for again.'),
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
