import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import type { FastifyPluginAsync } from 'fastify';
import { answerTo } from '../errors.ts';
import type { ApiOptions } from '../options.ts';
import { actionRoutes } from './actions.ts';
import { type Context, textsFor } from './context.ts';
import { sessionOf } from './guard.ts';
import { showInfo } from './info.ts';
import { overviewRoutes } from './overview.ts';
import { sessions } from './sessions.ts';
import { signInRoutes } from './sign-in.ts';

/** The operators' pages: what orders and payments say, and a form for each action that is possible now. */
export function operatorRoutes(options: ApiOptions): FastifyPluginAsync {
  const context: Context = { options, sessions: sessions(options.operators) };
  const pages: FastifyPluginAsync = async (app) => {
    await app.register(cookie);
    // Forms only, so that no page of another site can send what browsers let pass without asking.
    app.removeAllContentTypeParsers();
    await app.register(formbody);
    app.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', 'no-store').header('vary', 'accept-language, cookie');
    });
    signInRoutes(app, context);
    overviewRoutes(app, context);
    actionRoutes(app, context);
    app.setNotFoundHandler(async (request, reply) =>
      showInfo(context, { request, reply, texts: textsFor(request) }, 'notFound'),
    );
    app.setErrorHandler(async (error, request, reply) => {
      const { status } = answerTo(error, request);
      const session = sessionOf(context, request);
      const visit = { request, reply, session, texts: textsFor(request) };
      if (status === 503) return showInfo(context, visit, 'away');
      if (status >= 500) return showInfo(context, visit, 'fault', { code: request.id });
      return showInfo(context, visit, 'stale', { status });
    });
  };
  return async (app) => {
    await app.register(pages, { prefix: '/operators' });
  };
}
