import type { z } from 'zod';
import { Failure } from '../domain/failure.ts';

/** The way to a setting in the file: keys and indexes. */
export type Path = (string | number)[];

/** One mistake: where it is, what is wrong and how to mend it. Never quotes a value, which could be a secret. */
export interface Problem {
  path: Path;
  message: string;
  /** Whether the file is right and only an environment variable is not set. */
  missing?: boolean;
}

/** One failure with a line for each problem: CONFIG_MISSING_ENV where only variables are missing, otherwise CONFIG_INVALID. */
export function configFailure(file: string, problems: Problem[]): Failure {
  const lines = problems.map(({ path, message }) => `  ${file}: ${path.join('.') || 'the file'}: ${message}`);
  const code = problems.every(({ missing }) => missing) ? 'CONFIG_MISSING_ENV' : 'CONFIG_INVALID';
  return new Failure(code, 'refused', `the configuration can't be used:\n${[...new Set(lines)].join('\n')}`);
}

const EXPECTED: Record<string, string> = {
  string: 'must be text; a number goes in quotes',
  int: 'must be a whole number',
  number: 'must be a number',
  boolean: 'must be true or false',
  array: 'must be a list',
  object: 'must be a group of settings',
  record: 'must be a group of settings, by name',
};

/** Error texts for schemas without their own; zod's default texts are written for programmers. */
export const wording: z.core.$ZodErrorMap = (issue) => {
  if (issue.input === undefined) return 'is missing';
  if (issue.input === null) return 'is empty';
  switch (issue.code) {
    case 'invalid_type':
      return EXPECTED[issue.expected] ?? `must be ${issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.join(' or ')}`;
    case 'invalid_union':
      return Array.isArray(issue.options) ? `must be ${issue.options.join(' or ')}` : undefined;
    case 'too_small':
      return `must be at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `must be at most ${issue.maximum}${unitOf(issue.origin)}`;
    case 'invalid_format':
      return issue.format === 'url'
        ? 'must be an address such as https://shop.example'
        : 'is not well-formed';
    case 'invalid_key':
      return issue.issues[0]?.message;
    default:
      return undefined;
  }
};

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters long';
  return origin === 'array' ? ' in the list' : '';
}

/** A zod issue as problems: one for each unknown setting; otherwise one, with the setting's description appended. */
export function problemsOf(issue: z.core.$ZodIssue, schema: JsonSchema, data: unknown): Problem[] {
  const path = issue.path as Path;
  const here = schemaAt(schema, path, data);
  if (issue.code !== 'unrecognized_keys')
    return [{ path, message: [issue.message, here?.description].filter(Boolean).join('. ') }];
  return issue.keys.map((key) => ({
    path: [...path, key],
    message: `there is no such setting: ${suggestion(key, Object.keys(here?.properties ?? {}))}`,
  }));
}

/** A JSON schema as zod makes it. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The part of the schema for a path in the data; of alternatives, the one that the data's `kind` chooses. */
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

/** A hint for an unknown name: the most similar known name, or a list of all where none is similar. */
export function suggestion(name: string, known: string[]): string {
  const [nearest] = known
    .map((other) => ({ other, letters: distance(name.toLowerCase(), other.toLowerCase()) }))
    .sort((a, b) => a.letters - b.letters);
  if (nearest && nearest.letters <= Math.max(2, Math.floor(name.length / 3)))
    return `did you mean "${nearest.other}"?`;
  return `there are: ${known.join(', ') || 'none'}`;
}

/** The Levenshtein distance: how many letters have to be added, removed or changed. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...b].entries()) {
      const changed = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
