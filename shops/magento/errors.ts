import { z } from 'zod';

const Parameters = z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]).nullish();
const Message = z.object({ message: z.string(), parameters: Parameters });

/** Magento's errors (Webapi/Rest/Response), and the second shape that it has where rendering an error fails too (ErrorProcessor). */
const ErrorBody = z.union([
  Message.extend({ errors: z.array(Message).nullish() }),
  z.object({ messages: z.object({ error: z.array(z.object({ message: z.string() })) }) }),
]);

/** Magento's own words, with their parameters filled in, without `trace`; undefined where the body is none of its errors. */
export function errorText(body: unknown): string | undefined {
  const read = ErrorBody.safeParse(body);
  if (!read.success) return undefined;
  if ('messages' in read.data) return read.data.messages.error.map((entry) => entry.message).join('; ');
  return [read.data, ...(read.data.errors ?? [])].map(substituted).join('; ');
}

/** A message with its parameters: `%1` is the first of a list, `%name` a field of an object. */
function substituted({ message, parameters }: z.infer<typeof Message>): string {
  if (!parameters) return message;
  const values: Record<string, unknown> = Array.isArray(parameters)
    ? Object.fromEntries(parameters.map((value, index) => [String(index + 1), value]))
    : parameters;
  return message.replace(/%(\w+)/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? printable(values[name]) : whole,
  );
}

const printable = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
