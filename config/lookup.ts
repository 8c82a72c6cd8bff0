import type { z } from 'zod';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** What the schema says of a place in the data; of alternatives, the one that the data chose by its `kind`. */
export function schemaAt(
  schema: JsonSchema,
  [step, ...rest]: (string | number)[],
  data: unknown,
): JsonSchema | undefined {
  const here = chosen(schema, data);
  if (step === undefined) return here;
  const next = typeof step === 'number' ? here.items : (here.properties?.[step] ?? here.additionalProperties);
  if (typeof next !== 'object' || next === null || Array.isArray(next)) return undefined;
  return schemaAt(next as JsonSchema, rest, (data as Record<string | number, unknown> | undefined)?.[step]);
}

function chosen(schema: JsonSchema, data: unknown): JsonSchema {
  const kind = (data as { kind?: unknown } | null | undefined)?.kind;
  const option = (schema.oneOf as JsonSchema[] | undefined)?.find(
    ({ properties }) => (properties?.kind as JsonSchema | undefined)?.const === kind,
  );
  return option ? { ...option, description: schema.description } : schema;
}
