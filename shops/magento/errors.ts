import { z } from 'zod';

const Parameters = z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]).nullish();
const Said = z.object({ message: z.string(), parameters: Parameters });

/** Magento's errors (Webapi/Rest/Response), and the second shape it has when rendering an error fails itself (ErrorProcessor). */
const ErrorBody = z.union([
  Said.extend({ errors: z.array(Said).nullish() }),
  z.object({ messages: z.object({ error: z.array(z.object({ message: z.string() })) }) }),
]);

/** Magento's own words with their parameters put in; undefined where the body is none of its errors. `trace` is left out. */
export function errorText(body: unknown): string | undefined {
  const read = ErrorBody.safeParse(body);
  if (!read.success) return undefined;
  if ('messages' in read.data) return read.data.messages.error.map((one) => one.message).join('; ');
  return [read.data, ...(read.data.errors ?? [])].map(substituted).join('; ');
}

/** `%1` counts from one in a list; `%name` is a field of an object. */
function substituted({ message, parameters }: z.infer<typeof Said>): string {
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
