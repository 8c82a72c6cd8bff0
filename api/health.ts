import type { FastifyPluginAsync } from 'fastify';
import { within } from '../temporal/deadline.ts';
import { notificationCounts } from './notifications.ts';
import type { ApiOptions } from './options.ts';

const READY_MS = 3_000;

/** `/health`: the process lives. `/health/ready`: Temporal answers too (503 otherwise). */
export function healthRoutes({ client }: ApiOptions): FastifyPluginAsync {
  return async (app) => {
    app.get('/health', () => ({ status: 'ok', notifications: notificationCounts }));
    app.get('/health/ready', async () => {
      await within(client, READY_MS, () => client.connection.workflowService.getSystemInfo({}));
      return { status: 'ready' };
    });
  };
}
