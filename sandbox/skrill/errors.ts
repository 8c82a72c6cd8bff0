/** The page can't be prepared. The answer is JSON; that with a session id would be plain text. */
export class PrepareError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Inferred: the status 400 and the words of `code` and `message`. Documented is only that an error is a JSON object with
 * these two fields.
 */
export const refusedPreparation = (what: string): PrepareError => new PrepareError('BAD_REQUEST', what);

/** An error of the query interface: HTTP 200, and one line. */
export class QueryError extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** Login, address or service are refused. */
export const cannotLogin = (): QueryError => new QueryError(401, 'Cannot login');
/** Too many refused logins. */
export const locked = (): QueryError => new QueryError(401, 'Your account is currently locked');
/** There is no such transaction. */
export const notFound = (id: string): QueryError => new QueryError(403, `Transaction not found: ${id}`);

/**
 * A mistake in a query. Inferred in part: 404 with "Illegal parameter value" was seen in a library's recorded answer; an old
 * shop module's comments have 404 for a missing parameter, 405 for an illegal one, and are the only source of 402.
 */
export const badQuery = (what: 'action' | 'missing' | 'illegal', value: string): QueryError => {
  if (what === 'action') return new QueryError(402, `Unknown action: ${value}`);
  if (what === 'missing') return new QueryError(405, `Missing parameter: ${value}`);
  return new QueryError(404, `Illegal parameter value: ${value}`);
};

/**
 * Why a refund is refused. Skrill's and a library's code have CANNOT_LOGIN, a code with LOCK in it, and SESSION_EXPIRED;
 * a library's example has ALREADY_REFUNDED. All others are inferred.
 */
export type RefundRefusal =
  | 'CANNOT_LOGIN'
  | 'ACCOUNT_LOCKED'
  | 'SESSION_EXPIRED'
  | 'ALREADY_REFUNDED'
  | 'ALREADY_EXECUTED'
  | 'BALANCE_NOT_ENOUGH'
  | 'INVALID_OR_MISSING_ACTION'
  | 'INVALID_AMOUNT'
  | 'INVALID_TRANSACTION_ID'
  | 'INVALID_STATUS_URL'
  | 'TOO_MANY_MERCHANT_FIELDS';

/** An error of the refund interface: HTTP 200, and the code in XML. */
export class RefundError extends Error {
  readonly code: RefundRefusal;
  constructor(code: RefundRefusal) {
    super(code);
    this.code = code;
  }
}

/** A mistake in a steering request. */
export class SteeringError extends Error {}
