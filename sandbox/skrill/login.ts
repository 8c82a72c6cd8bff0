import { now, type Skrill } from './books.ts';
import { cannotLogin, locked, type QueryError } from './errors.ts';
import { passwordHash } from './signature.ts';

/**
 * Why this caller is not let in, undefined where it is. Wrong passwords lock the account, for whoever comes then with the right one too.
 * Inferred: after how many, for how long, and that a caller from elsewhere or without the service is told the same words and does not count.
 */
export function refusedLogin(
  skrill: Skrill,
  { email, password }: { email?: string | undefined; password?: string | undefined },
  ip: string,
): QueryError | undefined {
  const { account, books, settings } = skrill;
  if (!account.services || (account.allowedIps && !account.allowedIps.includes(ip))) return cannotLogin();
  if (books.lockedUntil !== null && now(skrill) < books.lockedUntil) return locked();
  const right =
    email?.toLowerCase() === account.email.toLowerCase() && password === passwordHash(account.mqiPassword);
  if (right) {
    Object.assign(books, { refusedLogins: 0, lockedUntil: null });
    return undefined;
  }
  books.refusedLogins += 1;
  if (books.refusedLogins >= settings.loginTries)
    Object.assign(books, { refusedLogins: 0, lockedUntil: now(skrill) + settings.lockMs });
  skrill.sandbox.save();
  return cannotLogin();
}
