import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { withDeadline } from '../temporal/deadline.ts';
import { errorsOf } from './answers.ts';
import type { NotificationCounts } from './notifications.ts';
import type { ApiOptions } from './options.ts';

const READY_MS = 3_000;

const count = (what: string) => z.int().nonnegative().describe(what);

const lives = {
  tags: ['health'],
  operationId: 'health',
  summary: 'Whether the process lives',
  response: {
    200: z
      .object({
        status: z.literal('ok'),
        notifications: z
          .object({
            held: count('Their payment holds them.'),
            late: count('Their payment is gone: each waits for a person.'),
            foreign: count("Another installation's, on the same account."),
            ignored: count('Of no kind that says something of a payment.'),
          })
          .describe('What came since the start, by what became of it.'),
      })
      .describe('It lives.'),
  },
};

const isReady = {
  tags: ['health'],
  operationId: 'ready',
  summary: 'Whether Temporal answers too',
  response: {
    200: z.object({ status: z.literal('ready') }).describe('It does.'),
    ...errorsOf([], ['TEMPORAL_AWAY']),
  },
};

/** `/health`: the process lives. `/health/ready`: Temporal answers too (503 otherwise). */
export function healthRoutes({ client }: ApiOptions, notifications: NotificationCounts): FastifyPluginAsync {
  return async (app) => {
    const health = app.withTypeProvider<ZodTypeProvider>();
    health.get('/health', { schema: lives }, async () => ({ status: 'ok' as const, notifications }));
    health.get('/health/ready', { schema: isReady }, async () => {
      await withDeadline(client, READY_MS, () => client.connection.workflowService.getSystemInfo({}));
      return { status: 'ready' as const };
    });
  };
}
