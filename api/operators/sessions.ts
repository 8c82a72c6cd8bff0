import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import type { Operator } from '../../config/schema.ts';
import type { OperatorsSettings } from './settings.ts';

/** A working day. */
export const SESSION_MS = 8 * 3_600_000;

/** One browser's visit; without an operator until somebody has signed in. */
export interface Session {
  id: string;
  operator?: Operator;
}

export type Sessions = ReturnType<typeof sessions>;

/** Sessions live in a signed cookie. Who is taken out of the configuration, or gets a new password, is out at once. */
export function sessions({ people, sessionKey }: OperatorsSettings) {
  const mac = (purpose: string, text: string) =>
    createHmac('sha256', sessionKey).update(`${purpose}:${text}`).digest('base64url');
  const stampOf = ({ passwordHash }: Operator) => mac('password', passwordHash);
  // Signed out before their time; forgotten at a restart, when only whoever kept a copy of the cookie could come back.
  const ended = new Map<string, number>();

  return {
    async start(operator?: Operator, now = Date.now()): Promise<{ session: Session; cookie: string }> {
      const session = { id: randomUUID(), operator };
      const jwt = new SignJWT(operator ? { sub: operator.name, stamp: stampOf(operator) } : {})
        .setProtectedHeader({ alg: 'HS256' })
        .setJti(session.id)
        .setExpirationTime(new Date(now + SESSION_MS));
      return { session, cookie: await jwt.sign(sessionKey) };
    },

    /** The session of a cookie; undefined where it is none of ours, over, or its operator's no more. */
    async read(cookie: string | undefined): Promise<Session | undefined> {
      if (!cookie) return undefined;
      try {
        const { payload } = await jwtVerify(cookie, sessionKey, { algorithms: ['HS256'] });
        const { jti, sub, stamp } = payload;
        if (!jti || ended.has(jti)) return undefined;
        if (sub === undefined) return { id: jti };
        const operator = people.find(({ name }) => name === sub);
        return operator && stamp === stampOf(operator) ? { id: jti, operator } : undefined;
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined;
        throw error;
      }
    },

    end({ id }: Session): void {
      const now = Date.now();
      for (const [other, until] of ended) if (until < now) ended.delete(other);
      ended.set(id, now + SESSION_MS);
    },

    /** What every form of the session carries: another site can send a form of its own, but not with this in it. */
    token: ({ id }: Session): string => mac('form', id),

    isTokenOf(session: Session, given: string | undefined): boolean {
      const wanted = Buffer.from(mac('form', session.id));
      const sent = Buffer.from(given ?? '');
      return wanted.length === sent.length && timingSafeEqual(wanted, sent);
    },
  };
}
