import { z } from 'zod';
import type { JsonSchema } from './problems.ts';
import { Config } from './schema.ts';

/** The JSON schema of incasso.yaml as people write it: durations as text, placeholders allowed. Made at the first call. */
export const schemaOfFile = (): JsonSchema => {
  made ??= z.toJSONSchema(Config, {
    io: 'input',
    target: 'draft-7',
    override: ({ jsonSchema }) => orPlaceholder(jsonSchema),
  });
  return made;
};
let made: JsonSchema | undefined;

// Lets a placeholder stand wherever text has to have a form, so that editors accept `url: ${SHOP_URL}`.
function orPlaceholder(schema: JsonSchema): void {
  const { description, default: fallback, ...form } = schema;
  if (form.type !== 'string' || form.const !== undefined || Object.keys(form).length === 1) return;
  for (const key of Object.keys(schema)) delete schema[key];
  Object.assign(schema, {
    description,
    default: fallback,
    anyOf: [form, { type: 'string', pattern: '\\$\\{' }],
  });
}

/** The text of incasso.schema.json, with which editors complete and check incasso.yaml. */
export const jsonSchema = (): string =>
  `${JSON.stringify({ title: 'incasso.yaml', ...schemaOfFile() }, null, 2)}\n`;
