import { z } from 'zod';
import { type FailureCode, type FailureKind, failureCatalogue } from '../domain/failure.ts';

const statuses: Partial<Record<FailureCode, number>> = {
  UNKNOWN_SHOP: 404,
  UNKNOWN_GATEWAY: 404,
  ORDER_NOT_FOUND: 404,
  CHECKOUT_LINK_INVALID: 404,
  SECRET_REFUSED: 401,
  DEPOSITS_OFF: 404,
  DEPOSIT_KEY_REFUSED: 401,
  DEPOSIT_CONFLICT: 409,
  SIGNATURE_INVALID: 400,
  MESSAGE_UNREADABLE: 400,
  GATEWAY_AMOUNT_REFUSED: 400,
  TEMPORAL_AWAY: 503,
  TEMPORAL_REFUSED: 400,
  WORKFLOW_STUCK: 500,
  // A notification whose payment the gateway has to be asked for: it sends it again until we can ask.
  GATEWAY_LOGIN_REFUSED: 503,
  GATEWAY_REFUSED: 503,
};

/** With which HTTP status a failure is answered. */
export const statusOf = (code: FailureCode, kind: FailureKind): number =>
  statuses[code] ?? (kind === 'refused' ? 422 : 503);

const Said = z
  .object({
    code: z.string().describe('What it is called: go by this. docs/errors.md explains each.'),
    message: z.string().describe('What happened, with ids; for people.'),
    whatToDo: z.string().describe('For people too.'),
  })
  .meta({ id: 'Error' });

/** The one shape of every error. */
const ErrorBody = z.object({ error: Said });
export type ErrorBody = z.infer<typeof ErrorBody>;

// What the HTTP server refuses before any of our code runs, and answers that no address should ever give.
const INVALID = 'FST_ERR_VALIDATION';
const FAULT = 'FAULT';
const ofServer = {
  [INVALID]: { status: 400, whatToDo: 'Correct the request and send it again.' },
  [FAULT]: { status: 500, whatToDo: "Look for the request in the API's log." },
};
type Code = FailureCode | keyof typeof ofServer;
interface Documented {
  status: number;
  error: ErrorBody['error'];
}

/** The error answers of a route, by status, for its schema: these codes, and a fault of ours. */
export function errorsOf(refused: Code[], away: FailureCode[] = []): Record<number, z.ZodType<ErrorBody>> {
  const all = [
    ...[...refused, FAULT as Code].map((code) => documented(code, 'refused')),
    ...away.map((code) => documented(code, 'away')),
  ];
  const of = (wanted: number) => all.flatMap(({ status, error }) => (status === wanted ? [{ error }] : []));
  return Object.fromEntries(all.map(({ status }) => [status, answered(of(status))]));
}

function documented(code: Code, kind: FailureKind): Documented {
  const { status, whatToDo } =
    code === INVALID || code === FAULT
      ? ofServer[code]
      : { status: statusOf(code, kind), whatToDo: failureCatalogue[code] };
  return { status, error: { code, message: 'What happened.', whatToDo } };
}

const answered = (examples: ErrorBody[]) =>
  ErrorBody.meta({ description: examples.map(({ error }) => error.code).join(', '), examples });
