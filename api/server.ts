import type { Socket } from 'node:net';
import accepts from '@fastify/accepts';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { stdSerializers } from 'pino';
import { announcementRoutes } from './announcements.ts';
import { checkoutRoutes } from './checkout.ts';
import { depositRoutes } from './deposits/routes.ts';
import { errorAnswers, errorBody } from './errors.ts';
import { healthRoutes } from './health.ts';
import { notificationRoutes } from './notifications.ts';
import { openApi } from './openapi.ts';
import { operatorRoutes } from './operators/index.ts';
import type { ApiOptions } from './options.ts';

// Longer than anybody waits for an answer of ours, and less than a service manager waits before it kills.
const MOST_DRAINING_MS = 20_000;

/** The HTTP side: announcements of shops, notifications of gateways, checkout and return of customers, health. */
export async function createApi(options: ApiOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: options.logger?.child({}, { serializers: { req: requestLogged, err: errorLogged } }),
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    bodyLimit: 64 * 1024,
    // A checkout token of a long shop name and order id has 220 characters.
    routerOptions: { maxParamLength: 512 },
    frameworkErrors: (error, _request, reply: FastifyReply) =>
      reply.code(error.statusCode ?? 400).send(errorBody(error)),
    trustProxy: options.trustedProxies,
    forceCloseConnections: 'idle',
  });
  drainsWhenClosed(app);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(helmet, {
    contentSecurityPolicy: {
      // Links of a page served without TLS have to work as they are.
      directives: { formAction: ["'self'"], upgradeInsecureRequests: null },
    },
  });
  await app.register(accepts);
  await app.register(rateLimit, { global: false });
  errorAnswers(app);
  await openApi(app);
  const notifications = { held: 0, late: 0, foreign: 0, ignored: 0 };
  await app.register(healthRoutes(options, notifications));
  await app.register(announcementRoutes(options));
  await app.register(notificationRoutes(options, notifications));
  await app.register(checkoutRoutes(options));
  await app.register(depositRoutes(options));
  await app.register(operatorRoutes(options));
  return app;
}

/** Closed, it takes no more connections; requests under way end, and their connections with them, for so long at most. */
function drainsWhenClosed(app: FastifyInstance): void {
  let closing = false;
  const connections = new Set<Socket>();
  app.server.on('connection', (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  app.addHook('preClose', async () => {
    closing = true;
    // Browsers keep one in hand; Node takes it for one whose request is under way.
    for (const socket of connections) if (socket.bytesRead === 0) socket.destroy();
    setTimeout(() => app.server.closeAllConnections(), MOST_DRAINING_MS).unref();
  });
  app.addHook('onSend', async (_request, reply) => {
    // Otherwise the connection would stay, for another request.
    if (closing) reply.header('connection', 'close');
  });
}

// Whoever has an order's link sees its total and can pay it: links don't belong in a log.
const requestLogged = ({ method, url, ip }: FastifyRequest) => ({
  method,
  url: url.replace(/\?.*/, '').replace(/eyJ[\w-]+\.[\w.-]+/g, '…'),
  remoteAddress: ip,
});

// Of a request that can't be parsed, the error has the bytes: with the query, which gateways and links put secrets into.
const errorLogged = (error: Error) => ({ ...stdSerializers.err(error), rawPacket: undefined });
