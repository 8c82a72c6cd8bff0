import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Failure } from '../domain/failure.ts';
import type { Notification } from '../domain/schemas/message.ts';
import { deliver } from '../gateways/deliver.ts';
import type { Gateway } from '../gateways/gateway.ts';
import { withDeadline } from '../temporal/deadline.ts';
import { paymentsOf } from '../temporal/payments.ts';
import { errorsOf } from './answers.ts';
import type { ApiOptions } from './options.ts';

const ONE_MIB = 1024 * 1024;
// A gateway gives up after ten seconds or more.
const DEADLINE_MS = 8_000;

/** How many came in since the start, by what became of them. */
export type NotificationCounts = Record<'held' | 'late' | 'foreign' | 'ignored', number>;

const schema = {
  tags: ['notifications'],
  operationId: 'notify',
  summary: "A gateway's webhook",
  description:
    "The body is the gateway's own, as it was signed: nothing may rewrite it. Anything but 200 means: send it again.",
  security: [{ stripeSignature: [] }],
  params: z.object({
    gateway: z.string().describe("The gateway's name in incasso.yaml, or its kind where there is one of it."),
  }),
  body: z.unknown().describe("The gateway's event, in its own shape."),
  response: {
    200: z
      .object({
        received: z
          .enum(['held', 'late', 'foreign', 'ignored'])
          .describe(
            "What became of it, as /health counts it: its payment holds it; that is gone, and a person is told; it is another installation's; it says nothing of a payment.",
          ),
      })
      .meta({ description: 'Temporal holds it, or it is not for us.', examples: [{ received: 'held' }] }),
    ...errorsOf(
      [
        'SIGNATURE_INVALID',
        'MESSAGE_UNREADABLE',
        'UNKNOWN_GATEWAY',
        'TEMPORAL_REFUSED',
        'GATEWAY_LOGIN_REFUSED',
        'GATEWAY_REFUSED',
      ],
      ['TEMPORAL_AWAY', 'GATEWAY_AWAY', 'GATEWAY_ANSWER_LOST'],
    ),
  },
};

/**
 * Gateways' webhooks, counted in `counts`. Answers 200 only once Temporal holds the message; whoever gets anything else
 * sends it again.
 */
export function notificationRoutes(options: ApiOptions, counts: NotificationCounts): FastifyPluginAsync {
  const payments = paymentsOf(options.client, options.taskQueue, options.seals);
  const give: typeof payments.give = (...message) =>
    withDeadline(options.client, DEADLINE_MS, () => payments.give(...message));
  return async (app) => {
    // The signature is over the bytes as they came: nothing may parse them before it is checked.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: ONE_MIB }, (_request, body, done) =>
      done(null, body),
    );
    const webhooks = app.withTypeProvider<ZodTypeProvider>();
    webhooks.post('/store/cart/checkout/:gateway/webhooks', { schema }, async (request) => {
      const gateway = gatewayNamed(options, request.params.gateway);
      if (!Buffer.isBuffer(request.body))
        throw new Failure('MESSAGE_UNREADABLE', 'refused', 'the notification has no body');
      const notification = gateway.readNotification(request.body, request.headers);
      const became = await deliver(gateway, notification, give);
      // `known`: a late message holds it already. `unreadable` is only in lists, never here.
      const received = became === 'known' || became === 'unreadable' ? 'late' : became;
      counts[received] += 1;
      request.log.info(about(notification), `notification ${received}`);
      return { received };
    });
  };
}

function gatewayNamed({ gateways, gatewayOfKind }: ApiOptions, name: string): Gateway {
  const found = gateways[Object.hasOwn(gateways, name) ? name : (gatewayOfKind[name] ?? '')];
  if (!found) throw new Failure('UNKNOWN_GATEWAY', 'refused', `no gateway is called "${name}"`);
  return found;
}

const about = (notification: Notification) =>
  notification.kind === 'message'
    ? { id: notification.message.id, paymentId: notification.paymentId, fact: notification.message.fact }
    : { id: notification.id, type: notification.type };
