import { hkdfSync, randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readToken, signedToken } from '../../config/tokens.ts';
import type { OperatorsSettings } from './settings.ts';

const COOKIE = 'incasso-operator-was-here';
const KEPT_S = 180 * 86_400;
const Seen = z.object({ jti: z.string(), sub: z.string(), exp: z.number() });

/**
 * Browsers in which an operator has signed in before. Limits for unknown browsers do not apply to them; otherwise nothing
 * is different: the password is asked for as always.
 */
export function knownBrowsers({ sessionKey, base, secure }: OperatorsSettings) {
  // A key of its own, so that no such cookie is a session.
  const key = new Uint8Array(hkdfSync('sha256', sessionKey, '', 'incasso known browsers', 32));
  return {
    /** What a browser is called that this operator, by the name as it is compared, has signed in with. */
    idOf(request: FastifyRequest, name: string): string | undefined {
      const cookie = request.cookies[COOKIE];
      const read = Seen.safeParse(cookie && readToken(cookie, key));
      if (!read.success || read.data.sub !== name || read.data.exp * 1000 <= Date.now()) return undefined;
      return read.data.jti;
    },
    /** From now on this browser is known for this operator. */
    remember(reply: FastifyReply, name: string): void {
      const exp = Math.floor(Date.now() / 1000) + KEPT_S;
      const settings = { path: base, httpOnly: true, sameSite: 'lax', secure, maxAge: KEPT_S } as const;
      reply.setCookie(COOKIE, signedToken({ jti: randomUUID(), sub: name, exp }, key), settings);
    },
  };
}
