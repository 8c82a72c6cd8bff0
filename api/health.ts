import type { FastifyPluginAsync } from 'fastify';
import { asFailure } from './errors.ts';
import { notificationCounts } from './notifications.ts';
import type { ApiOptions } from './server.ts';

/** `/health`: the process lives. `/health/ready`: Temporal answers too (503 otherwise). */
export function healthRoutes({ client }: ApiOptions): FastifyPluginAsync {
  return async (app) => {
    app.get('/health', () => ({ status: 'ok', notifications: notificationCounts }));
    app.get('/health/ready', async () => {
      try {
        await client.withDeadline(Date.now() + 3_000, () =>
          client.connection.workflowService.getSystemInfo({}),
        );
      } catch (error) {
        throw asFailure(error);
      }
      return { status: 'ready' };
    });
  };
}
