import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';

/** What is read of Skrill's answers and reports; all else in them is let pass. Statuses are plain text here: `mapping.ts` lists them. */

const printable = z.string().regex(/^[\x20-\x7e]{1,240}$/);
const amount = z.string().regex(/^(\d{1,12}(\.\d{1,8})?|\.\d{1,8})$/);
const currency = z.string().regex(/^[A-Z]{3}$/);

/** A status report, whether it was posted or asked for: the same fields. What is ours comes back in fields that `merchant_fields` named. */
export const Report = z.object({
  merchant_id: z.string().regex(/^\d{1,20}$/),
  /** The payment's id, or whatever other software on the account calls its own. */
  transaction_id: printable,
  mb_transaction_id: z.string().regex(/^\d{1,20}$/),
  /** In the account's currency. These two are signed, unlike `amount` and `currency`. */
  mb_amount: amount,
  mb_currency: currency,
  status: z.string().regex(/^[\x21-\x7e]{1,20}$/),
  pay_to_email: z.string().optional(),
  amount: z.string().optional(),
  currency: z.string().optional(),
  failed_reason_code: z.string().optional(),
  incasso_page: z.string().optional(),
  incasso_installation: z.string().optional(),
  incasso_notify: z.string().optional(),
  incasso_refund: z.string().optional(),
});
export type Report = z.infer<typeof Report>;

/** A field that stands in the form twice has no value: nobody knows which of the two is meant. */
export function reportOf(form: URLSearchParams) {
  const fields = new Map<string, string | undefined>();
  for (const [name, value] of form) fields.set(name, fields.has(name) ? undefined : value);
  return Report.safeParse(Object.fromEntries(fields));
}

/** What refund.pl answers to action=refund. */
export const Executed = z.object({
  merchant_id: z.string().optional(),
  transaction_id: z.string().optional(),
  mb_transaction_id: z.string().regex(/^\d{1,20}$/),
  mb_amount: amount,
  mb_currency: currency,
  status: z.string().regex(/^[\x21-\x7e]{1,20}$/),
});
export type Executed = z.infer<typeof Executed>;

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: true,
  // Nothing that is read has any, and they can be told to grow without end.
  processEntities: false,
});
// Far more than any answer has: what is longer, or deeper, would keep the parser at work for minutes.
const MOST_XML = 65_536;
const Elements = z.record(z.string(), z.unknown());

/**
 * The elements of refund.pl's answer, or the word of its error; undefined for what is no such answer. The error stands in `<error_msg>`, and by some
 * accounts in `<error>` itself.
 */
export function xmlAnswer(
  text: string,
): { error: string } | { elements: Record<string, unknown> } | undefined {
  const all = Elements.safeParse(parsed(text)).data;
  const response = Elements.safeParse(all?.response).data ?? (all && 'error' in all ? all : undefined);
  if (!response) return undefined;
  if (!('error' in response)) return { elements: response };
  const { error } = response;
  const word = Elements.safeParse(error).data?.error_msg ?? error;
  return { error: typeof word === 'string' ? word : '' };
}

function parsed(text: string): unknown {
  if (text.length > MOST_XML) return undefined;
  try {
    return parser.parse(text);
  } catch {
    return undefined;
  }
}
