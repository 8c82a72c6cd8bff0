import { randomBytes, type ScryptOptions, scrypt } from 'node:crypto';
import { isSame } from './tokens.ts';

/** The form of a hash: `scrypt$N$r$p$salt$hash`, salt and hash in base64url. */
export const PASSWORD_HASH = /^scrypt\$(\d{5,7})\$(\d{1,2})\$(\d{1,2})\$([\w-]{22,})\$([\w-]{43})$/;

/** The least length of a password, in characters: shorter ones can be guessed, however slow each guess is. */
export const SHORTEST_PASSWORD = 12;

const LEAST_N = 2 ** 15;
const MOST_BYTES = 512 * 2 ** 20;

/** Whether the text is a hash in the form of `hashPassword`: N at least 2^15, and at most 512 MiB of memory to check. */
export function isPasswordHash(text: string): boolean {
  const [, n = 0, r = 0, p = 0] = (PASSWORD_HASH.exec(text) ?? []).map(Number);
  const powerOfTwo = Number.isInteger(Math.log2(n));
  return powerOfTwo && n >= LEAST_N && r >= 8 && p >= 1 && 128 * n * r <= MOST_BYTES;
}

/** scrypt's parameters for new hashes: a guess takes about a tenth of a second and 64 MB. */
const COST = { N: 2 ** 16, r: 8, p: 1 };

const written = ({ N, r, p }: typeof COST, salt: string, hash: string) =>
  `scrypt$${N}$${r}$${p}$${salt}$${hash}`;

/** Hashes a password for incasso.yaml, which refuses a `cost` much below the default. */
export async function hashPassword(password: string, cost = COST): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, cost);
  return written(cost, salt.toString('base64url'), hash.toString('base64url'));
}

/** Compared with the password where no operator has the name given, so that the answer takes as long as for a known name. */
export const NOBODYS_HASH = written(COST, 'A'.repeat(22), 'A'.repeat(43));

/** Whether the hash was made from this password; compared in constant time. */
export async function verifyPassword(password: string, written: string): Promise<boolean> {
  const [, n, r, p, salt = '', hash = ''] = PASSWORD_HASH.exec(written) ?? [];
  const options = { N: Number(n), r: Number(r), p: Number(p) };
  const derived = await derive(password, Buffer.from(salt, 'base64url'), options);
  return isSame(derived, Buffer.from(hash, 'base64url'));
}

function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  // Normalised, since keyboards encode the same accented letter in different ways.
  const text = password.normalize('NFKC');
  return new Promise((resolve, reject) =>
    scrypt(text, salt, 32, { ...options, maxmem: 2 * MOST_BYTES }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );
}
