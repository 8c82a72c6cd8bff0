import { Failure } from '../../domain/failure.ts';

const REST_MS = 10 * 60_000;

/**
 * Refused logins lock the account. After one, nobody is asked for ten minutes: each payment would ask anew. Not confirmed: after how many it
 * locks, and for how long.
 */
export function lockable() {
  let refused: Failure | undefined;
  let until = 0;
  return async <T>(what: string, call: () => Promise<T>): Promise<T> => {
    if (refused && Date.now() < until)
      throw new Failure(
        'GATEWAY_LOGIN_REFUSED',
        'refused',
        `${what}: not asked, since the login was refused and more refusals lock the account (${refused.message})`,
      );
    try {
      return await call();
    } catch (error) {
      if (error instanceof Failure && error.code === 'GATEWAY_LOGIN_REFUSED') {
        refused = error;
        until = Date.now() + REST_MS;
      }
      throw error;
    }
  };
}
