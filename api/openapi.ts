import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';

/**
 * `GET /openapi.json`: what programs may call, by the schemas that requests are read and answers are written with. Only
 * routes with a tag are in it: pages for people have none. Comes before the routes.
 */
export async function openApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    hideUntagged: true,
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Incasso',
        version: '1',
        description:
          "What shops, programs and gateways call. A code never changes its meaning; one that begins with FST_ is the HTTP server's own. With 503 nothing was lost: send the same again, after the seconds in Retry-After.",
      },
      components: {
        securitySchemes: {
          announceSecret: { type: 'http', scheme: 'bearer', description: "The shop's announceSecret." },
          depositsKey: { type: 'http', scheme: 'bearer', description: 'deposits.key.' },
        },
      },
    },
  });
  app.get('/openapi.json', () => app.swagger());
}
