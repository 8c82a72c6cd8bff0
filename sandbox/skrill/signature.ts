import { createHash } from 'node:crypto';

type Algorithm = 'md5' | 'sha256';
type Signed = Record<'merchant_id' | 'transaction_id' | 'mb_amount' | 'mb_currency' | 'status', string>;

const upperHash = (algorithm: Algorithm, text: string): string =>
  createHash(algorithm).update(text).digest('hex').toUpperCase();

/**
 * md5sig or sha2sig: the hash, in capitals, of merchant_id, transaction_id, the hash of the secret word in capitals, mb_amount,
 * mb_currency and status, one after the other with nothing between, each as it is posted.
 */
export function signature(algorithm: Algorithm, secretWord: string, fields: Signed): string {
  const { merchant_id, transaction_id, mb_amount, mb_currency, status } = fields;
  const secret = upperHash(algorithm, secretWord);
  return upperHash(algorithm, `${merchant_id}${transaction_id}${secret}${mb_amount}${mb_currency}${status}`);
}

/** The "secure return" of an account that asked for it. Inferred: what is hashed, and that it is MD5, stands in no document that was read. */
export const returnSignature = (merchantId: string, transactionId: string, secretWord: string): string =>
  upperHash('md5', `${merchantId}${transactionId}${upperHash('md5', secretWord)}`);

/** How the interfaces for queries and refunds want their password: MD5 in small letters, and only so. */
export const passwordHash = (password: string): string => createHash('md5').update(password).digest('hex');
