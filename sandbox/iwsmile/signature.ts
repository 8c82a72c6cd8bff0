import { createHmac } from 'node:crypto';

/**
 * A proof that can be checked here only: whoever receives it has to ask. Inferred: all of its form, and that each payment's is another; of the real one only the
 * name is known.
 */
export function verifySign(
  key: string,
  { thx_id, payer_id, amount }: Record<'thx_id' | 'payer_id' | 'amount', string>,
  salt: Buffer,
): string {
  const digest = createHmac('sha256', key)
    .update(`${thx_id}|${payer_id}|${amount}|`)
    .update(salt)
    .digest('hex');
  return `${salt.toString('hex')}${digest}`;
}
