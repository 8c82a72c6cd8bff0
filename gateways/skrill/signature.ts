import { createHash, timingSafeEqual } from 'node:crypto';
import { Failure } from '../../domain/failure.ts';
import type { SkrillSettings } from './settings.ts';

// In the order in which they are hashed; the secret word's own hash comes after the second.
const SIGNED = ['merchant_id', 'transaction_id', 'mb_amount', 'mb_currency', 'status'] as const;
const HASHES = { md5: 'md5', sha2: 'sha256' } as const;

const upperHash = (hash: string, text: string): string =>
  createHash(hash).update(text, 'utf8').digest('hex').toUpperCase();

/**
 * Refuses a report that none of these secret words signed. The values are hashed as they were posted: "25.4" is another text than
 * "25.40". Source: Skrill Quick Checkout Integration Guide, "md5sig" and "sha2sig". Throws SIGNATURE_INVALID.
 */
export function assertSigned(form: URLSearchParams, words: string[], by: SkrillSettings['signature']): void {
  const given = only(form, `${by}sig`);
  if (!given) throw invalid(`it has no ${by}sig`);
  const values = SIGNED.map((name) => only(form, name) ?? '');
  const [merchant, transaction, ...rest] = values;
  const isBy = (word: string) =>
    isSame(
      given,
      upperHash(HASHES[by], [merchant, transaction, upperHash(HASHES[by], word), ...rest].join('')),
    );
  // All are tried, so that the time it takes says nothing.
  if (!words.map(isBy).includes(true)) throw invalid(`${by}sig is not by the secret word`);
}

/** A field's value; a field that comes twice has none that could have been signed. */
function only(form: URLSearchParams, name: string): string | undefined {
  const [value, ...more] = form.getAll(name);
  if (more.length > 0) throw invalid(`${name} stands in it twice`);
  return value;
}

function isSame(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}

const invalid = (why: string) =>
  new Failure('SIGNATURE_INVALID', 'refused', `status report not believed: ${why}`);
