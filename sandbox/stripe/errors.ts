import type { z } from 'zod';
import type { Wire } from './books.ts';

/** An error in Stripe's shape: `{error: {type, code?, param?, message}}`. */
export class StripeError extends Error {
  readonly status: number;
  readonly type: string;
  readonly code: string | undefined;
  readonly param: string | undefined;
  constructor(status: number, type: string, message: string, code?: string, param?: string) {
    super(message);
    this.status = status;
    this.type = type;
    this.code = code;
    this.param = param;
  }

  body(requestId: string): Wire {
    const error: Wire = { type: this.type, message: this.message };
    if (this.code) {
      error.code = this.code;
      error.doc_url = `https://stripe.com/docs/error-codes/${this.code.replaceAll('_', '-')}`;
    }
    if (this.param) error.param = this.param;
    error.request_log_url = `https://dashboard.stripe.com/test/logs/${requestId}`;
    return { error };
  }
}

/** The error of a mistake in a request. */
export const invalidRequest = (message: string, code?: string, param?: string, status = 400) =>
  new StripeError(status, 'invalid_request_error', message, code, param);

/** The 404 of an unknown id. */
export const noSuch = (kind: string, id: string, param = 'id') =>
  invalidRequest(`No such ${kind}: '${id}'`, 'resource_missing', param, 404);

/** The first mistake in a request's parameters, as Stripe words it. */
export function parameterError(issues: z.core.$ZodIssue[], input: unknown): StripeError {
  const unknown = issues.find((issue) => issue.code === 'unrecognized_keys');
  if (unknown?.code === 'unrecognized_keys') {
    const name = paramName([...unknown.path, unknown.keys[0] ?? '']);
    return invalidRequest(`Received unknown parameter: ${name}`, 'parameter_unknown', name);
  }
  const issue = issues[0];
  if (!issue) return invalidRequest('Invalid request');
  const name = paramName(issue.path);
  const value = valueAt(input, issue.path);
  if (value === undefined && issue.code !== 'custom')
    return invalidRequest(`Missing required param: ${name}.`, 'parameter_missing', name);
  switch (issue.code) {
    case 'invalid_type':
      return invalidRequest(
        `Invalid ${issue.expected === 'record' ? 'object' : issue.expected}`,
        undefined,
        name,
      );
    case 'too_small':
      return invalidRequest(
        `You passed an empty value for '${name}'. Remove '${name}' from your request or supply a non-empty value.`,
        'parameter_invalid_empty',
        name,
      );
    case 'too_big':
      return issue.origin === 'array'
        ? invalidRequest(`Array ${name} exceeded maximum ${issue.maximum} allowed elements.`, undefined, name)
        : invalidRequest(
            `Invalid string: ${brief(value)}; must be at most ${issue.maximum} characters`,
            undefined,
            name,
          );
    case 'invalid_value':
      return invalidRequest(`Invalid ${name}: must be one of ${issue.values.join(', ')}`, undefined, name);
    case 'custom':
      return invalidRequest(issue.message, codeOf(issue.params), name || undefined);
    default:
      return invalidRequest(`Invalid ${name}: ${brief(value)}`, undefined, name);
  }
}

/** `line_items[0][quantity]`, as Stripe names a nested parameter. */
export function paramName(path: PropertyKey[]): string {
  const [first, ...rest] = path.map(String);
  return (first ?? '') + rest.map((part) => `[${part}]`).join('');
}

function codeOf(params: Record<string, unknown> | undefined): string | undefined {
  return typeof params?.code === 'string' ? params.code : undefined;
}

function valueAt(input: unknown, path: PropertyKey[]): unknown {
  let value = input;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, part);
  }
  return value;
}

function brief(value: unknown): string {
  const text = String(value);
  return text.length > 20 ? `${text.slice(0, 8)}...${text.slice(-4)}` : text;
}
