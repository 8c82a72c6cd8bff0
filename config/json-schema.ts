import { z } from 'zod';
import type { JsonSchema } from './problems.ts';
import { Config } from './schema.ts';

/** The configuration as it is written: durations as text, nothing filled in. Made when it is first asked for. */
export const schemaOfFile = (): JsonSchema => {
  made ??= z.toJSONSchema(Config, {
    io: 'input',
    target: 'draft-7',
    override: ({ jsonSchema }) => orPlaceholder(jsonSchema),
  });
  return made;
};
let made: JsonSchema | undefined;

// An editor must not call `url: ${SHOP_URL}` a mistake: wherever text has a form, a placeholder may stand.
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

/** The text of incasso.schema.json, by which editors complete and check incasso.yaml. */
export const jsonSchema = (): string =>
  `${JSON.stringify({ title: 'incasso.yaml', ...schemaOfFile() }, null, 2)}\n`;
