import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Failure } from '../domain/failure.ts';
import type { Notification } from '../domain/schemas/message.ts';
import { deliver } from '../gateways/deliver.ts';
import type { Gateway, NotificationRequest } from '../gateways/gateway.ts';
import { withDeadline } from '../temporal/deadline.ts';
import { paidByOf } from '../temporal/paid-by.ts';
import { paymentsOf } from '../temporal/payments.ts';
import { errorsOf } from './answers.ts';
import { hintLimits } from './hints.ts';
import type { ApiOptions } from './options.ts';
import { queryOf } from './query.ts';

const ONE_MIB = 1024 * 1024;
// A gateway gives up after ten seconds or more.
const DEADLINE_MS = 8_000;

/** How many came in since the start, by what became of them. */
export type NotificationCounts = Record<'held' | 'late' | 'foreign' | 'ignored', number>;

const ADDRESS = '/store/cart/checkout/:gateway/webhooks';
const EMPTY = Buffer.alloc(0);

const shared = {
  tags: ['notifications'],
  params: z.object({
    gateway: z.string().describe("The gateway's name in incasso.yaml, or its kind where there is one of it."),
  }),
  response: {
    200: z
      .object({
        received: z
          .enum(['held', 'late', 'foreign', 'ignored'])
          .describe(
            "What became of it, as /health counts it: its payment holds it; that is gone, and a person is told; it is another installation's; it says nothing of a payment.",
          ),
      })
      .meta({
        description:
          'Temporal holds it, or it is not for us. A gateway that wants to read something else gets that instead.',
        examples: [{ received: 'held' }],
      }),
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

const posted = {
  ...shared,
  operationId: 'notify',
  summary: "A gateway's webhook",
  description:
    "The body is the gateway's own, as it was signed: nothing may rewrite it. Each gateway is believed by its own kind of proof. Anything but 200 means: send it again.",
  body: z.unknown().describe("The gateway's notification, in its own shape."),
};

const inQuery = {
  ...shared,
  operationId: 'notifyByQuery',
  summary: "A gateway's webhook, told in the query",
  description: 'For gateways that notify so. Nothing of the query is logged.',
};

/**
 * Gateways' webhooks, counted in `counts`. Answers 200 only once Temporal holds the message; whoever gets anything else
 * sends it again.
 */
export function notificationRoutes(options: ApiOptions, counts: NotificationCounts): FastifyPluginAsync {
  const payments = paymentsOf(options.client, options.taskQueue, options.seals);
  const give: typeof payments.give = (...message) =>
    withDeadline(options.client, DEADLINE_MS, () => payments.give(...message));
  const paidBy = paidByOf(options.client, options.taskQueue);
  return async (app) => {
    // The signature is over the bytes as they came: nothing may parse them before it is checked.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: ONE_MIB }, (_request, body, done) =>
      done(null, body),
    );
    const hints = hintLimits(app);
    /** Asks about what nobody signed, as often as that is done. */
    async function deliverHint(request: FastifyRequest, gateway: Gateway, hint: Notification) {
      await hints.admit(request, gateway.name, hint.kind === 'lookup' ? hint.charge : '');
      const became = await deliver(gateway, hint, give, paidBy).catch(async (error: unknown) => {
        await hints.countVain(request);
        throw error;
      });
      if (became === 'foreign' || became === 'ignored') await hints.countVain(request);
      return became;
    }
    /** Brings it to its payment; sends what the gateway wants to read then. */
    async function take(
      request: FastifyRequest,
      reply: FastifyReply,
      name: string,
      came: Pick<NotificationRequest, 'method' | 'body'>,
    ): Promise<{ received: keyof NotificationCounts }> {
      const gateway = gatewayNamed(options, name);
      const { headers } = request;
      const notification = await gateway.readNotification({ ...came, query: queryOf(request), headers });
      const became = gateway.unsigned
        ? await deliverHint(request, gateway, notification)
        : await deliver(gateway, notification, give, paidBy);
      // `known`: a late message holds it already. `unreadable` is only in lists, never here.
      const received = became === 'known' || became === 'unreadable' ? 'late' : became;
      counts[received] += 1;
      request.log.info(about(notification), `notification ${received}`);
      const { receipt } = gateway;
      // It is sent as it is: the answer's schema is that of ours.
      return receipt ? (reply.type(receipt.type).send(receipt.body) as never) : { received };
    }
    const webhooks = app.withTypeProvider<ZodTypeProvider>();
    webhooks.post(ADDRESS, { schema: posted }, (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : EMPTY;
      return take(request, reply, request.params.gateway, { method: 'POST', body });
    });
    // Whoever only looks whether the address is there (HEAD) tells nothing.
    webhooks.get(ADDRESS, { schema: inQuery, exposeHeadRoute: false }, (request, reply) =>
      take(request, reply, request.params.gateway, { method: 'GET', body: EMPTY }),
    );
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
