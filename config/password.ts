import { randomBytes, type ScryptOptions, scrypt } from 'node:crypto';
import { isSame } from './tokens.ts';

/** How a hash is written: `scrypt$N$r$p$salt$hash`, salt and hash in base64url. N is at least 2^15. */
export const PASSWORD_HASH = /^scrypt\$(\d{5,7})\$(\d{1,2})\$(\d{1,2})\$([\w-]{22,})\$([\w-]{43})$/;

/** Short ones are guessed, however slowly they are tried. */
export const SHORTEST_PASSWORD = 12;

const LEAST_N = 2 ** 15;
const MOST_BYTES = 512 * 2 ** 20;

/** Whether it is a hash as `hashPassword` makes them, strong enough and of a size that a server can bear. */
export function isPasswordHash(text: string): boolean {
  const [, n = 0, r = 0, p = 0] = (PASSWORD_HASH.exec(text) ?? []).map(Number);
  const powerOfTwo = Number.isInteger(Math.log2(n));
  return powerOfTwo && n >= LEAST_N && r >= 8 && p >= 1 && 128 * n * r <= MOST_BYTES;
}

/** What a guess costs: about a tenth of a second, and 64 MB. */
const COST = { N: 2 ** 16, r: 8, p: 1 };

const written = ({ N, r, p }: typeof COST, salt: string, hash: string) =>
  `scrypt$${N}$${r}$${p}$${salt}$${hash}`;

/** The hash that incasso.yaml is given for a password; it takes none that is much cheaper than by default. */
export async function hashPassword(password: string, cost = COST): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, cost);
  return written(cost, salt.toString('base64url'), hash.toString('base64url'));
}

/** What a password is compared with where there is no such operator, so that the answer takes as long. */
export const NOBODYS_HASH = written(COST, 'A'.repeat(22), 'A'.repeat(43));

/** Whether the password is the hash's, compared in constant time. */
export async function verifyPassword(password: string, written: string): Promise<boolean> {
  const [, n, r, p, salt = '', hash = ''] = PASSWORD_HASH.exec(written) ?? [];
  const options = { N: Number(n), r: Number(r), p: Number(p) };
  const derived = await derive(password, Buffer.from(salt, 'base64url'), options);
  return isSame(derived, Buffer.from(hash, 'base64url'));
}

function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  // Keyboards write the same letter in more than one way.
  const text = password.normalize('NFKC');
  return new Promise((resolve, reject) =>
    scrypt(text, salt, 32, { ...options, maxmem: 2 * MOST_BYTES }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );
}
