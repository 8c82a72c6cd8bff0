import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import pLimit from 'p-limit';
import type { Operator } from '../../config/operators.ts';
import { NOBODYS_HASH, verifyPassword } from '../../config/password.ts';
import { type Context, show, textsFor } from './context.ts';
import { fieldsOf, ownPath, sessionOf, setSession, signedIn } from './guard.ts';
import { knownBrowsers } from './known-browsers.ts';
import type { Texts } from './texts/it.ts';

const TRIES_PER_MINUTE = 5;
// Colleagues often come from one address.
const TRIES_PER_ADDRESS = 20;
const BUSY_RETRY_S = 3;
const WAITING = 8;

/**
 * Signing in and out. Wrong name and wrong password have one answer, and take equally long. Tries are counted by who
 * makes them, never by the name alone: nobody can keep an operator out by being wrong under their name.
 */
export function signInRoutes(app: FastifyInstance, context: Context): void {
  const { operators } = context.options;
  const known = knownBrowsers(operators);
  const perMinute = (max: number, key: (request: FastifyRequest) => string) =>
    app.createRateLimit({ max, timeWindow: '1 minute', keyGenerator: key });
  const ofStrangers = [
    perMinute(TRIES_PER_ADDRESS, ({ ip }) => `address ${ip}`),
    perMinute(TRIES_PER_MINUTE, (request) => `name ${nameIn(request)} at ${request.ip}`),
  ];
  const ofKnown = [
    perMinute(TRIES_PER_MINUTE, (request) => `browser ${known.idOf(request, nameIn(request))}`),
  ];
  // A password takes a thread for a tenth of a second, of four that all I/O shares: two at once, and strangers never
  // take the turn of those who have been here.
  const strangersTurns = turns();
  const knownTurns = turns();

  app.get<{ Querystring: { next?: unknown; expired?: unknown } }>('/sign-in', async (request, reply) => {
    const { next, expired } = request.query;
    const to = ownPath(operators, typeof next === 'string' ? next : undefined);
    if (sessionOf(context, request)?.operator) return reply.redirect(to, 303);
    return form(context, request, reply, { next: to, message: expired === '1' ? 'expired' : undefined });
  });

  app.post('/sign-in', async (request, reply) => {
    const { token, password = '', next } = fieldsOf(request);
    const to = ownPath(operators, next);
    const again = (status: number, message: Message) =>
      form(context, request, reply.code(status), { next: to, message, name: fieldsOf(request).name });
    const session = sessionOf(context, request);
    if (!session || !context.sessions.isTokenOf(session, token)) return again(403, 'stale');
    const isKnown = known.idOf(request, nameIn(request)) !== undefined;
    const slower = (why: string, seconds: number) => {
      request.log.warn(`sign-in: ${why}`);
      reply.header('retry-after', seconds);
      return again(429, 'slower');
    };
    for (const limit of isKnown ? ofKnown : ofStrangers) {
      const tries = await limit(request);
      if (!tries.isAllowed && tries.isExceeded) return slower('too many tries', tries.ttlInSeconds);
    }
    const operator = operators.people.find(({ name }) => name.toLowerCase() === nameIn(request));
    const turn = isKnown ? knownTurns : strangersTurns;
    const right = await turn(() => isTheirs(operators.people, operator, password));
    if (right === undefined) return slower('too many at once', BUSY_RETRY_S);
    if (!right || !operator) {
      // Unknown names are not logged: some are passwords typed into the wrong field.
      request.log.warn({ operator: operator?.name }, 'sign-in refused');
      return again(401, 'wrong');
    }
    context.sessions.end(session);
    const { cookie } = context.sessions.start(operator);
    setSession(context, reply, cookie);
    known.remember(reply, nameIn(request));
    request.log.info({ operator: operator.name }, 'signed in');
    return reply.redirect(to, 303);
  });

  app.post(
    '/sign-out',
    signedIn(context, ({ request, reply, session, operator }) => {
      context.sessions.end(session);
      setSession(context, reply, undefined);
      request.log.info({ operator: operator.name }, 'signed out');
      return reply.redirect(`${operators.base}/sign-in`, 303);
    }),
  );
}

type Message = Extract<keyof Texts['signIn'], 'wrong' | 'slower' | 'stale' | 'expired'>;

// Phones begin names with a capital letter.
const nameIn = (request: FastifyRequest): string => (fieldsOf(request).name ?? '').trim().toLowerCase();

async function isTheirs(people: Operator[], operator: Operator | undefined, password: string) {
  const hash = operator?.passwordHash ?? people[0]?.passwordHash ?? NOBODYS_HASH;
  const right = await verifyPassword(password, hash);
  return right && operator !== undefined;
}

async function form(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  { next, message, name = '' }: { next: string; message?: Message; name?: string },
): Promise<FastifyReply> {
  let session = sessionOf(context, request);
  if (!session || session.operator) {
    const started = context.sessions.start();
    ({ session } = started);
    setSession(context, reply, started.cookie);
  }
  const nobody = context.options.operators.people.length === 0;
  const { title } = textsFor(request).signIn;
  return show(context, { request, reply, session }, 'sign-in', title, { next, message, name, nobody });
}

/** Work that takes its turn, one piece after the other. Answers undefined, at once, where too many wait already. */
function turns(): <T>(work: () => Promise<T>) => Promise<T | undefined> {
  const oneAtATime = pLimit(1);
  return async (work) => (oneAtATime.pendingCount < WAITING ? oneAtATime(work) : undefined);
}
