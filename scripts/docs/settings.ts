import { z } from 'zod';
import type { JsonSchema } from '../../config/problems.ts';
import { Duration, isSecretName } from '../../domain/schemas/fields.ts';

/** A setting's path, what it says, what it can be, and what holds where it is left out. */
export type Row = [setting: string, says: string, value: string, leftOut: string];

const duration = z.toJSONSchema(Duration, { io: 'input' }).pattern;

/** The schemas in a place where JSON Schema has one, several, or true and false. */
export const schemasIn = (place: unknown): JsonSchema[] =>
  [place].flat().filter((each): each is JsonSchema => typeof each === 'object' && each !== null);

/** The rows of a setting and of all that stands in it. */
export function rowsOf(path: string, schema: JsonSchema, needed: boolean): Row[] {
  return [
    [`\`${path}\``, schema.description ?? '', whatItIs(path, schema), leftOutOf(schema, needed)],
    ...inside(path, schema),
  ];
}

function inside(path: string, schema: JsonSchema): Row[] {
  const below = path === '' ? '' : `${path}.`;
  const fields = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>);
  return [
    ...fields.flatMap(([name, field]) =>
      rowsOf(`${below}${name}`, field, schema.required?.includes(name) ?? false),
    ),
    ...schemasIn(schema.additionalProperties).flatMap((each) => inside(`${below}<name>`, each)),
    ...schemasIn(schema.items).flatMap((each) => inside(`${path}[]`, each)),
    ...schemasIn([schema.oneOf ?? schema.anyOf].flat()).flatMap((each) => inside(path, each)),
  ];
}

const quoted = (values: unknown[]): string => values.map((value) => `\`${value}\``).join(', ');

function whatItIs(path: string, schema: JsonSchema): string {
  if (isSecretName(path.split('.').at(-1) ?? '')) return 'secret';
  if (schema.const !== undefined) return quoted([schema.const]);
  if (schema.enum) return quoted(schema.enum);
  if (schema.pattern === duration) return 'duration';
  if (schema.format === 'uri') return 'address';
  if (schema.format === 'email') return 'e-mail address';
  if (schema.format === 'date-time') return 'date and time';
  const options = schemasIn([schema.oneOf ?? schema.anyOf].flat());
  if (options.length > 0) return [...new Set(options.map((each) => whatItIs('', each)))].join(' or ');
  switch (schema.type) {
    case 'array':
      return `list: ${schemasIn(schema.items).map((each) => whatItIs('', each))}`;
    case 'object':
      return schema.properties ? 'settings' : 'by name';
    case 'string':
      return 'text';
    case 'boolean':
      return '`true`, `false`';
    case 'integer':
    case 'number':
      return `${schema.type === 'integer' ? 'whole number' : 'number'}${rangeOf(schema)}`;
    default:
      return '';
  }
}

function rangeOf({ minimum, maximum, exclusiveMinimum }: JsonSchema): string {
  const most = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? ` to ${maximum}` : '';
  if (exclusiveMinimum !== undefined) return ` above ${exclusiveMinimum}`;
  if (minimum === undefined || minimum === Number.MIN_SAFE_INTEGER) return '';
  return most ? `, ${minimum}${most}` : `, ${minimum} or more`;
}

function leftOutOf({ default: fallback }: JsonSchema, needed: boolean): string {
  if (needed) return '**needed**';
  if (fallback === undefined || (typeof fallback === 'object' && Object.keys(fallback ?? {}).length === 0))
    return '';
  return quoted([typeof fallback === 'string' ? fallback : JSON.stringify(fallback)]);
}
