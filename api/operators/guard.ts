import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Context, textsFor, type Visit } from './context.ts';
import { showInfo } from './info.ts';
import { SESSION_MS, type Session } from './sessions.ts';
import type { OperatorsSettings } from './settings.ts';

const COOKIE = 'incasso-operator';

type Handler = (visit: Visit) => FastifyReply | Promise<FastifyReply>;
type Route = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** Lets in who is signed in; forms only with their session's token. Everybody else is asked to sign in, and brought back. */
export function signedIn(context: Context, handle: Handler): Route {
  return async (request, reply) => {
    const session = sessionOf(context, request);
    if (!session?.operator) return toSignIn(context, request, reply);
    const visit = { request, reply, texts: textsFor(request), session, operator: session.operator };
    const isForm = request.method === 'POST';
    if (isForm && !context.sessions.isTokenOf(session, fieldsOf(request).token))
      return showInfo(context, visit, 'stale', { again: pathSeen(context, request) });
    return handle(visit);
  };
}

/** The session of a request's cookie. */
export const sessionOf = ({ sessions }: Context, request: FastifyRequest): Session | undefined =>
  sessions.read(request.cookies[COOKIE]);

/** Gives the browser a session, or takes it away. */
export function setSession(
  { options: { operators } }: Context,
  reply: FastifyReply,
  cookie: string | undefined,
): void {
  const settings: CookieSerializeOptions = {
    path: operators.base,
    httpOnly: true,
    // Not "strict": whoever comes from a link in the Temporal UI is signed in all the same.
    sameSite: 'lax',
    secure: operators.secure,
    maxAge: SESSION_MS / 1000,
  };
  if (cookie === undefined) reply.clearCookie(COOKIE, settings);
  else reply.setCookie(COOKIE, cookie, settings);
}

/** What a form was filled in with; a field sent twice counts as not sent. */
export function fieldsOf({ body }: FastifyRequest): Record<string, string> {
  const entries = Object.entries(typeof body === 'object' && body !== null ? body : {});
  return Object.fromEntries(entries.filter(([, value]) => typeof value === 'string'));
}

/** A path of these pages; the start page for every other address, whatever it is dressed as. */
export function ownPath({ base }: OperatorsSettings, wanted: string | undefined): string {
  const here = 'http://here.invalid';
  const parsed = wanted !== undefined && URL.canParse(wanted, here) ? new URL(wanted, here) : undefined;
  const path = parsed?.origin === here ? parsed.pathname : '';
  const ours = path === base || (path.startsWith(`${base}/`) && !path.startsWith(`${base}/sign-`));
  return parsed && ours ? `${path}${parsed.search}` : base;
}

function toSignIn(context: Context, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const search = new URLSearchParams({ next: pathSeen(context, request) });
  if (request.method === 'POST') search.set('expired', '1');
  return reply.redirect(`${context.options.operators.base}/sign-in?${search}`, 303);
}

/** The request's address as the browser has it. */
const pathSeen = ({ options: { operators } }: Context, { url }: FastifyRequest): string =>
  ownPath(operators, `${operators.base}${url.slice('/operators'.length)}`);
