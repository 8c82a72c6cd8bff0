import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { verifyPassword } from '../../config/password.ts';
import type { Operator } from '../../config/schema.ts';
import { type Desk, show, textsFor } from './desk.ts';
import { fieldsOf, ownPath, sessionOf, setSession, signedIn } from './guard.ts';
import type { Texts } from './texts/it.ts';

const TRIES_PER_MINUTE = 5;

// Compared with where nobody is configured: the answer takes as long as always.
const NOBODYS_HASH = `scrypt$65536$8$1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** Signing in and out. Wrong name and wrong password have one answer, and take equally long. */
export function signInRoutes(app: FastifyInstance, desk: Desk): void {
  const { operators } = desk.options;
  const perMinute = (key: (request: FastifyRequest) => string) =>
    app.createRateLimit({ max: TRIES_PER_MINUTE, timeWindow: '1 minute', keyGenerator: key });
  const limits = [
    perMinute(({ ip }) => `address ${ip}`),
    perMinute((request) => `name ${nameIn(request)}`),
  ] as const;

  app.get<{ Querystring: { next?: unknown; expired?: unknown } }>('/sign-in', async (request, reply) => {
    const { next, expired } = request.query;
    const to = ownPath(operators, typeof next === 'string' ? next : undefined);
    if ((await sessionOf(desk, request))?.operator) return reply.redirect(to, 303);
    return form(desk, request, reply, { next: to, message: expired === '1' ? 'expired' : undefined });
  });

  app.post('/sign-in', async (request, reply) => {
    const { token, password = '', next } = fieldsOf(request);
    const to = ownPath(operators, next);
    const again = (status: number, message: Message) =>
      form(desk, request, reply.code(status), { next: to, message, name: fieldsOf(request).name });
    const session = await sessionOf(desk, request);
    if (!session || !desk.sessions.isTokenOf(session, token)) return again(403, 'stale');
    for (const limit of limits) {
      const tries = await limit(request);
      if (!tries.isAllowed && tries.isExceeded) {
        request.log.warn('sign-in: too many tries');
        reply.header('retry-after', tries.ttlInSeconds);
        return again(429, 'slower');
      }
    }
    const operator = operators.people.find(({ name }) => name.toLowerCase() === nameIn(request));
    if (!(await isTheirs(operators.people, operator, password))) {
      // Names that nobody has are not written down: some are passwords in the wrong field.
      request.log.warn({ operator: operator?.name }, 'sign-in refused');
      return again(401, 'wrong');
    }
    desk.sessions.end(session);
    const { cookie } = await desk.sessions.start(operator);
    setSession(desk, reply, cookie);
    request.log.info({ operator: operator?.name }, 'signed in');
    return reply.redirect(to, 303);
  });

  app.post(
    '/sign-out',
    signedIn(desk, ({ request, reply, session, operator }) => {
      desk.sessions.end(session);
      setSession(desk, reply, undefined);
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
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  { next, message, name = '' }: { next: string; message?: Message; name?: string },
): Promise<FastifyReply> {
  let session = await sessionOf(desk, request);
  if (!session || session.operator) {
    const started = await desk.sessions.start();
    ({ session } = started);
    setSession(desk, reply, started.cookie);
  }
  const nobody = desk.options.operators.people.length === 0;
  const { title } = textsFor(request).signIn;
  return show(desk, { request, reply, session }, 'sign-in', title, { next, message, name, nobody });
}
