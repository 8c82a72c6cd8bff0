import { createHmac } from 'node:crypto';

/**
 * The verify_sign of a payment, which only IWSmile can check. Inferred: its whole form, and that each payment has another;
 * only the name of the real one is known.
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
