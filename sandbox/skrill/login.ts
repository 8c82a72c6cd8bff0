import { now, type Skrill } from './books.ts';
import { cannotLogin, locked, type QueryError } from './errors.ts';
import { passwordHash } from './signature.ts';

/**
 * Why a login is refused; undefined where it is accepted. Wrong passwords lock the account: then the right one is refused too.
 * Inferred: how many, for how long, and that a wrong address or a service that is off gets the same words and does not count.
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
