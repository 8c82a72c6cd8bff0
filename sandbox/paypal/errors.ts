import { ISSUES, type Issue } from './issues.ts';
import type { Link, Wire } from './objects.ts';

/** One thing that is wrong with a request. */
export interface Detail {
  issue: string;
  description: string;
  field?: string;
  value?: unknown;
  location?: 'body' | 'path' | 'query' | 'header';
}

const NAMES: Record<number, [string, string]> = {
  400: ['INVALID_REQUEST', 'Request is not well-formed, syntactically incorrect, or violates schema.'],
  401: [
    'AUTHENTICATION_FAILURE',
    'Authentication failed due to missing authorization header, or invalid authentication credentials.',
  ],
  403: ['NOT_AUTHORIZED', 'Authorization failed due to insufficient permissions.'],
  404: ['RESOURCE_NOT_FOUND', 'The specified resource does not exist.'],
  409: ['RESOURCE_CONFLICT', 'The server has detected a conflict while processing this request.'],
  415: ['UNSUPPORTED_MEDIA_TYPE', "The server does not support the request payload's media type."],
  422: [
    'UNPROCESSABLE_ENTITY',
    'The requested action could not be performed, semantically incorrect, or failed business validation.',
  ],
  429: ['RATE_LIMIT_REACHED', 'Too many requests. Blocked due to rate limiting.'],
  500: ['INTERNAL_SERVER_ERROR', 'An internal server error occurred.'],
  503: ['SERVICE_UNAVAILABLE', 'Service Unavailable.'],
};

/** A refusal as PayPal writes it. `links`: those beside the one to the documentation. */
export class PayPalError extends Error {
  readonly status: number;
  readonly details: Detail[];
  readonly links: Link[];
  constructor(status: number, details: Detail[] = [], links: Link[] = []) {
    super([NAMES[status]?.[0] ?? status, ...details.map(({ issue }) => issue)].join(' '));
    this.status = status;
    this.details = details;
    this.links = links;
  }

  /** `api`: its name in the documentation, "orders/v2" or "payments/v2". */
  body(debug_id: string, api: string): Wire {
    const [name, message] = NAMES[this.status] ?? ['INTERNAL_SERVER_ERROR', this.message];
    const information = this.details.map(({ issue }) => ({
      href: `https://developer.paypal.com/docs/api/${api}/#error-${issue}`,
      rel: 'information_link',
      method: 'GET',
    }));
    return {
      name,
      ...(this.details.length > 0 && { details: this.details }),
      message,
      debug_id,
      links: [...information, ...this.links],
    };
  }
}

/** A refusal for one issue; `where`: the field that has it. */
export function refusal(issue: Issue, where: Omit<Detail, 'issue' | 'description'> = {}, links: Link[] = []) {
  const [status, description] = ISSUES[issue];
  return new PayPalError(status, [{ ...where, issue, description }], links);
}

/** An issue of a field in the body. */
export const detail = (issue: Issue, field: string, value?: unknown): Detail => ({
  field,
  ...(value !== undefined && { value }),
  location: 'body',
  issue,
  description: ISSUES[issue][1],
});

/** Throws one refusal with everything that is wrong, if anything is. */
export function refuseAll(status: 400 | 422, details: Detail[]): void {
  if (details.length > 0) throw new PayPalError(status, details);
}

/** The 404 of an unknown id. */
export const noSuch = (name: string, value: string) =>
  refusal('INVALID_RESOURCE_ID', { field: name, value, location: 'path' });

/** An error of the webhooks API. That is older: its details have no description, and it has names of its own. */
export class WebhookError extends Error {
  readonly status: number;
  readonly kind: string;
  readonly details: { field: string; issue: string }[];
  constructor(
    status: number,
    kind: string,
    message: string,
    details: { field: string; issue: string }[] = [],
  ) {
    super(message);
    this.status = status;
    this.kind = kind;
    this.details = details;
  }

  body(debug_id: string): Wire {
    return {
      name: this.kind,
      details: this.details,
      message: this.message,
      debug_id,
      information_link: 'https://developer.paypal.com/docs/api/webhooks/#errors',
    };
  }
}

/** An error in OAuth's own shape: of the token endpoint, and of refused tokens. */
export class OAuthError extends Error {
  readonly status: number;
  readonly error: string;
  constructor(status: number, error: string, description: string) {
    super(description);
    this.status = status;
    this.error = error;
  }

  body(): Wire {
    return { error: this.error, error_description: this.message };
  }
}
