import {
  QueryNotRegisteredError,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
} from '@temporalio/client';
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { bears } from '../config/tokens.ts';
import { Failure } from '../domain/failure.ts';
import { orderWorkflowId } from '../domain/ids.ts';
import { isLate, withDeadline } from '../temporal/deadline.ts';
import { unknownSince } from '../temporal/orders.ts';
import { announcedUpdate, type CheckoutView, checkoutQuery } from '../workflows/messages.ts';
import { type OrderWorkflow, orderStart } from '../workflows/order/start.ts';
import { errorsOf } from './answers.ts';
import type { ApiOptions } from './options.ts';

// The server's clock need not be ours.
const JUST_NOW_MS = 500;

const Params = z.object({
  shop: z.string().describe("The shop's name in incasso.yaml."),
  id: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,64}$/, 'the id of an order in the shop')
    .describe("The order's id in the shop, not its number."),
});

/** What the shop is answered; the same however often it announces the order. */
const Announced = z.object({
  workflowId: z.string(),
  number: z.string().optional().describe('What the customer knows the order by; absent with 202.'),
  checkoutUrl: z
    .string()
    .nullable()
    .describe('Where the customer pays; null where the money does not come by a gateway, and with 202.'),
});
type Announced = z.infer<typeof Announced>;

const schema = {
  tags: ['orders'],
  operationId: 'announceOrder',
  summary: 'A shop announces an order',
  description:
    "Starts the order's workflow, once, and answers with the checkout link. Announced again, it answers the same. A body is not looked at.",
  security: [{ announceSecret: [] }],
  params: Params,
  response: {
    200: Announced.meta({
      description: 'The order is followed.',
      examples: [
        {
          workflowId: 'order:shop:1234',
          number: '100001234',
          checkoutUrl: 'https://pay.example.it/checkout/eyJhbGciOiJIUzI1NiJ9.eyJvIjoiMTIzNCJ9.c2ln',
        },
      ],
    }),
    202: Announced.meta({
      description: 'It is followed, but the shop could not be read yet: announce it again to get the link.',
      examples: [{ workflowId: 'order:shop:1234', checkoutUrl: null }],
    }),
    ...errorsOf(
      [
        'FST_ERR_VALIDATION',
        'SECRET_REFUSED',
        'UNKNOWN_SHOP',
        'ORDER_NOT_FOUND',
        'TEMPORAL_REFUSED',
        'WORKFLOW_STUCK',
      ],
      ['TEMPORAL_AWAY'],
    ),
  },
};

/** `POST /shops/<shop>/orders/<id>`: starts the order's workflow, once, and answers with the checkout link. */
export function announcementRoutes(options: ApiOptions): FastifyPluginAsync {
  return async (app) => {
    // Everything is in the address; HTTP libraries add odd bodies and content types to a POST without a body.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, done) => done(null));
    app
      .withTypeProvider<ZodTypeProvider>()
      .post('/shops/:shop/orders/:id', { schema }, async (request, reply) => {
        const { shop, id } = request.params;
        checkSecret(options, shop, request.headers.authorization);
        checkId(options, shop, id);
        const view = await announce(options, shop, id);
        const answer: Announced = {
          workflowId: orderWorkflowId(shop, id),
          number: view?.number,
          checkoutUrl: view?.checkoutUrl ?? null,
        };
        return reply.code(view ? 200 : 202).send(answer);
      });
  };
}

function checkSecret({ announceSecrets }: ApiOptions, shop: string, header: string | undefined): void {
  const secret = Object.hasOwn(announceSecrets, shop) ? announceSecrets[shop] : undefined;
  if (secret === undefined) throw new Failure('UNKNOWN_SHOP', 'refused', `no shop is called "${shop}"`);
  if (!bears(header, secret))
    throw new Failure('SECRET_REFUSED', 'refused', `the announcement's secret is not that of shop "${shop}"`);
}

/** Refuses what can't be an order's id in this kind of shop. */
function checkId({ orderIds }: ApiOptions, shop: string, id: string): void {
  if (!orderIds[shop]?.test(id)) throw notThere(shop, id);
}

const notThere = (shop: string, id: string): Failure =>
  new Failure('ORDER_NOT_FOUND', 'refused', `${shop} has no order ${id}`);

/** The order's checkout view once it is imported; undefined where that takes longer than a shop should wait. */
async function announce(options: ApiOptions, shop: string, id: string): Promise<CheckoutView | undefined> {
  const { client, taskQueue, waitMs } = options;
  const workflowId = orderWorkflowId(shop, id);
  const handle = client.workflow.getHandle(workflowId);
  const begunAt = Date.now();
  const ask = <T>(call: () => Promise<T>) => withDeadline(client, begunAt + waitMs - Date.now(), call);
  const unknown = await ask(() => unknownSince(client, workflowId));
  // Another request announced it just now, and the shop had no such order.
  if (unknown && unknown.getTime() > begunAt - JUST_NOW_MS) throw notThere(shop, id);
  try {
    // An order that is known is queried, not updated: a run takes 2,000 updates in its life.
    const view = unknown ? undefined : await ask(() => handle.query(checkoutQuery));
    if (view && view.state !== 'importing') return view;
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError || error instanceof QueryNotRegisteredError)) throw error;
  }
  try {
    return await ask(() =>
      client.workflow.executeUpdateWithStart(announcedUpdate, {
        startWorkflowOperation: new WithStartWorkflowOperation<OrderWorkflow>('order', {
          ...orderStart({ shop, id, announced: true }, unknown !== undefined),
          taskQueue,
          workflowIdConflictPolicy: 'USE_EXISTING',
        }),
      }),
    );
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) {
      if (await ask(() => unknownSince(client, workflowId))) throw notThere(shop, id);
      return undefined;
    }
    if (!isLate(error)) throw error;
    // Only what Temporal holds may be called accepted.
    await withDeadline(client, waitMs, () => handle.describe()).catch((cause) => {
      throw cause instanceof WorkflowNotFoundError ? error : cause;
    });
    return undefined;
  }
}
