import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { jsonSchema, schemaOfFile } from '../../config/json-schema.ts';
import type { JsonSchema } from '../../config/problems.ts';
import { Duration } from '../../domain/schemas/fields.ts';
import { demo } from './given.ts';

it('the demo file is valid by the JSON schema, placeholders and all', () => {
  const editor = z.fromJSONSchema(JSON.parse(jsonSchema()));
  const file = parse(demo);
  expect(editor.safeParse(file).error?.issues ?? []).toEqual([]);
  expect(editor.safeParse({ ...file, windows: { page: 24 } }).success).toBe(false);
});

function undescribed(schema: JsonSchema, path: string): string[] {
  const inside = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>).flatMap(
    ([name, field]) => [
      ...(field.description ? [] : [`${path}.${name}`]),
      ...undescribed(field, `${path}.${name}`),
    ],
  );
  const others = [schema.additionalProperties, schema.items, schema.oneOf, schema.anyOf].flat();
  return [
    ...inside,
    ...others.flatMap((other) =>
      other && typeof other === 'object' ? undescribed(other as JsonSchema, `${path}[]`) : [],
    ),
  ];
}
it('every setting says what it is for', () => {
  expect(undescribed(schemaOfFile(), '')).toEqual([]);
});

it.each([
  ['24h', 86_400_000],
  ['5m', 300_000],
  ['90s', 90_000],
  ['250ms', 250],
  ['1h30m', 5_400_000],
])('%s is a duration', (text, ms) => {
  expect(Duration.parse(text)).toBe(ms);
});
it.each([24, '24', '', '-5m', 'abc', '5 apples', '0s', '1.5ms', '99999999999999999d'])(
  '%j is no duration',
  (value) => {
    expect(Duration.safeParse(value).error?.issues[0]?.message).toMatch(/^must be a duration with its unit/);
  },
);
