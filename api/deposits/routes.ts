import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { bears } from '../../config/tokens.ts';
import { whyNotTaken } from '../../domain/amounts.ts';
import { Failure } from '../../domain/failure.ts';
import { paymentWorkflowId } from '../../domain/ids.ts';
import { written } from '../../domain/schemas/fields.ts';
import type { Gateway } from '../../gateways/gateway.ts';
import { abilitiesOf } from '../../gateways/optional.ts';
import { withDeadline } from '../../temporal/deadline.ts';
import type { PaymentInput } from '../../workflows/messages.ts';
import { paymentStart } from '../../workflows/payment/start.ts';
import type { payment } from '../../workflows/payment/workflow.ts';
import { errorsOf } from '../answers.ts';
import type { ApiOptions } from '../options.ts';
import { depositPlan } from './document.ts';
import { type DepositMemo, depositOf } from './memo.ts';
import { DepositBody, DepositHeaders, depositPaymentId, requestHash } from './request.ts';
import type { DepositsSettings } from './settings.ts';

const DEADLINE_MS = 8_000;

/** What whoever asks for a deposit is answered; the same however often it is asked for under its key. */
const Deposit = z.object({
  paymentId: z.string(),
  workflowId: z.string(),
  checkoutUrl: z.string().describe('Where the customer pays.'),
});
type Deposit = z.infer<typeof Deposit>;

const example = {
  paymentId: '6b0a3cf1-55d0-8d6e-9c1a-0a52f6f3b7aa',
  workflowId: 'payment:6b0a3cf1-55d0-8d6e-9c1a-0a52f6f3b7aa',
  checkoutUrl: 'https://pay.example.it/checkout/eyJhbGciOiJIUzI1NiJ9.eyJwIjoiNmIwYSJ9.c2ln',
};

const schema = {
  tags: ['deposits'],
  operationId: 'askForDeposit',
  summary: 'A payment without an order',
  description:
    'Its page can be paid once. After it expired or failed, ask for another under a new Idempotency-Key.',
  security: [{ depositsKey: [] }],
  body: DepositBody,
  headers: DepositHeaders,
  response: {
    201: Deposit.meta({ description: 'It was started.', examples: [example] }),
    200: Deposit.meta({ description: 'It was there already, under this key.', examples: [example] }),
    ...errorsOf(
      [
        'FST_ERR_VALIDATION',
        'DEPOSIT_KEY_REFUSED',
        'DEPOSITS_OFF',
        'DEPOSIT_REFUSED',
        'GATEWAY_AMOUNT_REFUSED',
        'DEPOSIT_CONFLICT',
        'TEMPORAL_REFUSED',
      ],
      ['TEMPORAL_AWAY'],
    ),
  },
};

/** `POST /payments`: a payment that has no order, asked for once under its Idempotency-Key. */
export function depositRoutes(options: ApiOptions): FastifyPluginAsync {
  // Before the body is read: who has no key learns nothing of what it should be.
  const onRequest = async ({ headers }: FastifyRequest) => checkKey(taken(options), headers.authorization);
  return async (app) => {
    app
      .withTypeProvider<ZodTypeProvider>()
      .post('/payments', { schema, onRequest }, async ({ body, headers }, reply) => {
        const paymentId = depositPaymentId(taken(options).installation, headers['idempotency-key']);
        const workflowId = paymentWorkflowId(paymentId);
        const checkoutUrl = options.links.paymentUrl(paymentId);
        const input = inputOf(options, body, paymentId, checkoutUrl);
        const started = await withDeadline(options.client, DEADLINE_MS, () =>
          startOnce(options, input, body),
        );
        const answer: Deposit = { paymentId, workflowId, checkoutUrl };
        return reply.code(started ? 201 : 200).send(answer);
      });
  };
}

function taken({ deposits }: ApiOptions): DepositsSettings {
  if (!deposits) throw new Failure('DEPOSITS_OFF', 'refused', 'this installation takes no deposits');
  return deposits;
}

function checkKey({ key: secret }: DepositsSettings, header: string | undefined): void {
  if (!bears(header, secret))
    throw new Failure('DEPOSIT_KEY_REFUSED', 'refused', 'the key is not that of deposits');
}

/** Starts the payment; false where it is there already, asked for in the same words. Throws DEPOSIT_CONFLICT for others. */
async function startOnce(
  { client, taskQueue }: ApiOptions,
  input: PaymentInput,
  body: DepositBody,
): Promise<boolean> {
  const { description, total } = input.page;
  const deposit: DepositMemo = { request: requestHash(body), description, total, locale: body.locale };
  const workflowId = paymentWorkflowId(input.paymentId);
  try {
    await client.workflow.start<typeof payment>('payment', {
      ...paymentStart(input, body.order),
      taskQueue,
      memo: { deposit },
      staticSummary: `Deposit, ${input.gateway}`,
    });
    return true;
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
  const { request } = await depositOf(client.workflow.getHandle(workflowId));
  if (request === deposit.request) return false;
  throw new Failure('DEPOSIT_CONFLICT', 'refused', 'this Idempotency-Key was used for another deposit');
}

function inputOf(
  options: ApiOptions,
  body: DepositBody,
  paymentId: string,
  checkoutUrl: string,
): PaymentInput {
  const { timingOf, customerLabel, notifyUrl } = taken(options);
  const { gateway: name, customer, description, locale, expiresIn } = body;
  const gateway = gatewayFor(options, body);
  const timing = timingOf(name);
  return {
    paymentId,
    gateway: name,
    live: gateway.live,
    can: abilitiesOf(gateway),
    page: {
      paymentId,
      total: { amount: body.amount, currency: body.currency },
      description,
      lines: [],
      customerEmail: customer.email,
      locale,
      returnUrl: `${checkoutUrl}/return`,
      backUrl: `${checkoutUrl}/back`,
      notifyUrl: notifyUrl(name),
    },
    customerLabel: customerLabel(customer.name),
    links: { operators: options.operatorsPage },
    timing: { ...timing, pageMs: expiresIn ?? timing.pageMs },
    document: depositPlan(taken(options), body, paymentId, new Date()),
  };
}

/**
 * The gateway that is to take the money. Throws DEPOSIT_REFUSED where there is none of that name, or none that opens a page
 * for so long, or where the ERP's books don't take the currency, GATEWAY_AMOUNT_REFUSED where it takes no such sum.
 */
function gatewayFor(options: ApiOptions, { gateway, expiresIn, amount, currency }: DepositBody): Gateway {
  const { gateways } = options;
  const refuse = (why: string) => new Failure('DEPOSIT_REFUSED', 'refused', why);
  const found = Object.hasOwn(gateways, gateway) ? gateways[gateway] : undefined;
  if (!found) {
    const known = Object.keys(gateways).join(', ') || 'none';
    throw refuse(`gateway: none is called "${gateway}" (there are: ${known})`);
  }
  const window = taken(options).pageWindows[gateway];
  if (window && expiresIn !== undefined && (expiresIn < window.minMs || expiresIn > window.maxMs))
    throw refuse(
      `expiresIn: gateway "${gateway}" takes pages of ${written(window.minMs)} to ${written(window.maxMs)}`,
    );
  const { document } = taken(options);
  if (document && document.books.foreign !== 'own' && document.books.currency !== currency)
    throw refuse(
      `currency: the books of ${document.erp} are kept in ${document.books.currency}, and take no document in ${currency}`,
    );
  const why = whyNotTaken({ amount, currency }, gateway, found.amounts(currency));
  if (why) throw new Failure('GATEWAY_AMOUNT_REFUSED', 'refused', `amount: ${why}`);
  return found;
}
