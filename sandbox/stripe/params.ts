import qs from 'qs';
import { z } from 'zod';
import { SUPPORTED } from './currencies.ts';
import { parameterError } from './errors.ts';

// On this wire everything is a string: these schemas read it as strictly as Stripe does.

/** A text that is not empty, with at most `max` characters. */
export const text = (max = 5000) => z.string().min(1).max(max);

/** An integer within these limits. */
export const integer = (min = 0, max = 99_999_999_999) =>
  z.string().transform((value, ctx) => {
    const number = Number(value);
    const wrong = (message: string, code: string) => {
      ctx.addIssue({ code: 'custom', message, params: { code } });
      return z.NEVER;
    };
    if (!/^-?\d+$/.test(value)) return wrong(`Invalid integer: ${value}`, 'parameter_invalid_integer');
    if (number < min)
      return wrong(`This value must be greater than or equal to ${min}.`, 'parameter_invalid_integer');
    if (number > max)
      return wrong(`This value must be less than or equal to ${max}.`, 'parameter_invalid_integer');
    return number;
  });

/** "true" or "false". */
export const boolean = z.string().transform((value, ctx) => {
  if (value === 'true' || value === 'false') return value === 'true';
  ctx.addIssue({ code: 'custom', message: `Invalid boolean: ${value}` });
  return z.NEVER;
});

/** A web address. */
export const url = text(5000).refine((value) => /^https?:\/\//.test(value) && URL.canParse(value), {
  error: 'Not a valid URL',
  params: { code: 'url_invalid' },
});

/** A mail address. */
export const email = text(800).refine((value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value), {
  error: 'Invalid email address',
  params: { code: 'email_invalid' },
});

/** At most 50 keys of 40 characters with values of 500; an empty value unsets its key. */
export const metadata = z
  .preprocess((value) => (value === '' ? {} : value), z.record(z.string(), z.string()))
  .superRefine((value, ctx) => {
    const wrong = (message: string, key?: string) =>
      ctx.addIssue({ code: 'custom', message, path: key === undefined ? [] : [key] });
    if (Object.keys(value).length > 50) wrong('Metadata can have up to 50 keys.');
    for (const [key, content] of Object.entries(value)) {
      if (key.length > 40)
        wrong(`Metadata keys can have up to 40 characters: this one has ${key.length}.`, key);
      if (content.length > 500)
        wrong(`Metadata values can have up to 500 characters: this one has ${content.length}.`, key);
    }
  })
  .transform((value) => Object.fromEntries(Object.entries(value).filter(([, content]) => content !== '')));

/** A currency that Stripe supports, in small letters. */
export const currency = z
  .string()
  .transform((value) => value.toLowerCase())
  .refine((value) => SUPPORTED.includes(value), {
    error: ({ input }) =>
      `Invalid currency: ${String(input)}. Stripe currently supports these currencies: ${SUPPORTED.join(', ')}`,
  });

/** Paths whose ids are to be replaced by their objects. */
export const expand = z.array(text(200)).max(20).optional();

/** `created=1700000000` or `created[gte]=...`, in seconds. */
export const created = z
  .preprocess(
    (value) => (typeof value === 'string' ? { gte: value, lte: value } : value),
    z.strictObject({
      gt: integer().optional(),
      gte: integer().optional(),
      lt: integer().optional(),
      lte: integer().optional(),
    }),
  )
  .optional();

/** The parameters that all lists have. */
export const paging = {
  limit: integer(1, 100).optional(),
  starting_after: text().optional(),
  ending_before: text().optional(),
  expand,
};

/** The parameters of calls that read one object. */
export const retrieveParams = z.strictObject({ expand });

/** Reads a form-encoded body or a query string with nested brackets. */
export function parseForm(raw: string): Record<string, unknown> {
  return qs.parse(raw, { depth: 10, arrayLimit: 1000, parameterLimit: 20_000 });
}

/** The query of an address. */
export function queryOf(requestUrl: string): Record<string, unknown> {
  const mark = requestUrl.indexOf('?');
  return mark < 0 ? {} : parseForm(requestUrl.slice(mark + 1));
}

/** The parameters as they were read. Throws `StripeError` for the first one that Stripe would refuse. */
export function check<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input ?? {});
  if (!result.success) throw parameterError(result.error.issues, input ?? {});
  return result.data;
}
