import { createHash } from 'node:crypto';

type Algorithm = 'md5' | 'sha256';
type Signed = Record<'merchant_id' | 'transaction_id' | 'mb_amount' | 'mb_currency' | 'status', string>;

const upperHash = (algorithm: Algorithm, text: string): string =>
  createHash(algorithm).update(text).digest('hex').toUpperCase();

/**
 * md5sig or sha2sig: the hash in capitals of merchant_id, transaction_id, the hash of the secret word in capitals, mb_amount,
 * mb_currency and status, each as it is posted, with nothing in between.
 */
export function signature(algorithm: Algorithm, secretWord: string, fields: Signed): string {
  const { merchant_id, transaction_id, mb_amount, mb_currency, status } = fields;
  const secret = upperHash(algorithm, secretWord);
  return upperHash(algorithm, `${merchant_id}${transaction_id}${secret}${mb_amount}${mb_currency}${status}`);
}

/** The msid of a "secure return". Inferred: what is hashed, and that it is MD5; no document that was read says so. */
export const returnSignature = (merchantId: string, transactionId: string, secretWord: string): string =>
  upperHash('md5', `${merchantId}${transactionId}${upperHash('md5', secretWord)}`);

/** The password of the interfaces for queries and refunds: its MD5 in small letters. */
export const passwordHash = (password: string): string => createHash('md5').update(password).digest('hex');
