import { createHmac, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Operator } from '../../config/operators.ts';
import { isSame, readToken, signedToken } from '../../config/tokens.ts';
import type { OperatorsSettings } from './settings.ts';

/** A working day. */
export const SESSION_MS = 8 * 3_600_000;

/** One browser's visit; without an operator until somebody has signed in. */
export interface Session {
  id: string;
  operator?: Operator;
}

/** RFC 7519's names. `stamp` is of the password that they signed in with. */
const Cookie = z.object({
  jti: z.string(),
  exp: z.number(),
  sub: z.string().optional(),
  stamp: z.string().optional(),
});

export type Sessions = ReturnType<typeof sessions>;

/** Sessions live in a signed cookie. They end at once for whoever is removed from the configuration or gets a new password. */
export function sessions({ people, sessionKey }: OperatorsSettings) {
  const mac = (purpose: string, text: string) =>
    createHmac('sha256', sessionKey).update(`${purpose}:${text}`).digest('base64url');
  const stampOf = ({ passwordHash }: Operator) => mac('password', passwordHash);
  // Sessions that were signed out before their time. A restart forgets them; then only somebody who kept a copy of the
  // cookie could use it again.
  const ended = new Map<string, number>();

  return {
    start(operator?: Operator, now = Date.now()): { session: Session; cookie: string } {
      const session = { id: randomUUID(), operator };
      const who = operator && { sub: operator.name, stamp: stampOf(operator) };
      const exp = Math.floor((now + SESSION_MS) / 1000);
      return { session, cookie: signedToken({ ...who, jti: session.id, exp }, sessionKey) };
    },

    /** The session of a cookie; undefined where it is none of ours, over, or its operator's no more. */
    read(cookie: string | undefined): Session | undefined {
      const read = Cookie.safeParse(cookie && readToken(cookie, sessionKey));
      if (!read.success || read.data.exp * 1000 <= Date.now() || ended.has(read.data.jti)) return undefined;
      const { jti, sub, stamp } = read.data;
      if (sub === undefined) return { id: jti };
      const operator = people.find(({ name }) => name === sub);
      return operator && stamp === stampOf(operator) ? { id: jti, operator } : undefined;
    },

    end({ id }: Session): void {
      const now = Date.now();
      for (const [other, until] of ended) if (until < now) ended.delete(other);
      ended.set(id, now + SESSION_MS);
    },

    /** What every form of the session carries: another site can send a form of its own, but not with this in it. */
    token: ({ id }: Session): string => mac('form', id),

    isTokenOf(session: Session, given: string | undefined): boolean {
      return isSame(given ?? '', mac('form', session.id));
    },
  };
}
