/** The page could not be prepared; answered as JSON where a session id would be plain text. */
export class PrepareError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Inferred: that the status is 400, and the words of `code` and `message`. Read is only that an error is a JSON object with these two
 * fields.
 */
export const refusedPreparation = (what: string): PrepareError => new PrepareError('BAD_REQUEST', what);

/** An answer of the query interface that is no success: HTTP 200, and one line. */
export class QueryError extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

export const cannotLogin = (): QueryError => new QueryError(401, 'Cannot login');
export const locked = (): QueryError => new QueryError(401, 'Your account is currently locked');
export const notFound = (id: string): QueryError => new QueryError(403, `Transaction not found: ${id}`);

/**
 * Inferred in part: 404 with "Illegal parameter value" was seen in a library's recorded answer; an old shop module's comments have 404 for a
 * missing one and 405 for an illegal one. 402 is from the latter only.
 */
export const badQuery = (what: 'action' | 'missing' | 'illegal', value: string): QueryError => {
  if (what === 'action') return new QueryError(402, `Unknown action: ${value}`);
  if (what === 'missing') return new QueryError(405, `Missing parameter: ${value}`);
  return new QueryError(404, `Illegal parameter value: ${value}`);
};

/**
 * Why a refund is refused. CANNOT_LOGIN, one with LOCK in it, and SESSION_EXPIRED are what Skrill's and a library's code know; ALREADY_REFUNDED
 * stands in a library's example. All others are inferred.
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

export class RefundError extends Error {
  readonly code: RefundRefusal;
  constructor(code: RefundRefusal) {
    super(code);
    this.code = code;
  }
}

/** What only the one who steers can ask for wrongly. */
export class SteeringError extends Error {}
