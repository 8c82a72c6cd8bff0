import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { FastifyPluginAsync } from 'fastify';
import { Failure } from '../domain/failure.ts';
import type { Message } from '../domain/schemas/message.ts';
import type { Gateway } from '../gateways/gateway.ts';
import type { lateMessage } from '../workflows/late-message.ts';
import { lateMessageWorkflowId, messageSignal, paymentWorkflowId } from '../workflows/messages.ts';
import { searchAttributes as key } from '../workflows/search-attributes.ts';
import type { ApiOptions } from './server.ts';
import { within } from './temporal.ts';

const ONE_MIB = 1024 * 1024;
// A gateway gives up after ten seconds or more.
const DEADLINE_MS = 8_000;

/** What came in since the start, by what became of it. */
export const notificationCounts = { held: 0, late: 0, foreign: 0, ignored: 0 };

/** Gateways' webhooks. Answers 200 only once Temporal holds the message; whoever gets anything else sends it again. */
export function notificationRoutes(options: ApiOptions): FastifyPluginAsync {
  return async (app) => {
    // The signature is over the bytes as they came: nothing may parse them before it is checked.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: ONE_MIB }, (_request, body, done) =>
      done(null, body),
    );
    app.post<{ Params: { gateway: string } }>('/store/cart/checkout/:gateway/webhooks', async (request) => {
      const gateway = gatewayNamed(options, request.params.gateway);
      if (!Buffer.isBuffer(request.body))
        throw new Failure('MESSAGE_UNREADABLE', 'refused', 'the notification has no body');
      const notification = gateway.readNotification(request.body, request.headers);
      if (notification.kind !== 'message') {
        notificationCounts[notification.kind] += 1;
        request.log.info(
          { id: notification.id, type: notification.type },
          `${notification.kind} notification`,
        );
        return { received: notification.kind };
      }
      const { paymentId, message } = notification;
      const received = await within(options.client, DEADLINE_MS, () =>
        hold(options, gateway.name, paymentId, message),
      );
      notificationCounts[received] += 1;
      request.log.info({ id: message.id, paymentId, fact: message.fact }, `notification ${received}`);
      return { received };
    });
  };
}

function gatewayNamed({ gateways, gatewayOfKind }: ApiOptions, name: string): Gateway {
  const found = gateways[Object.hasOwn(gateways, name) ? name : (gatewayOfKind[name] ?? '')];
  if (!found) throw new Failure('UNKNOWN_GATEWAY', 'refused', `no gateway is called "${name}"`);
  return found;
}

/** Gives the message to its payment; to a workflow of its own where the payment is gone: nothing is dropped, nothing restarted. */
async function hold(
  { client, taskQueue }: ApiOptions,
  gateway: string,
  paymentId: string,
  message: Message,
): Promise<'held' | 'late'> {
  try {
    await client.workflow.getHandle(paymentWorkflowId(paymentId)).signal(messageSignal, message);
    return 'held';
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
  try {
    await client.workflow.start<typeof lateMessage>('lateMessage', {
      workflowId: lateMessageWorkflowId(gateway, message.id),
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      taskQueue,
      args: [{ gateway, paymentId, message }],
      staticSummary: `${message.fact} for ${paymentId}`,
      typedSearchAttributes: [
        { key: key.Attention, value: 'LATE_MESSAGE' },
        { key: key.Stage, value: 'PAYMENT' },
        { key: key.Outcome, value: 'VERIFY' },
        { key: key.Gateway, value: gateway },
      ],
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
  return 'late';
}
