import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { Failure } from '../domain/failure.ts';
import { isSecretName } from '../domain/schemas/secret.ts';
import { Config } from './schema.ts';

type Env = Record<string, string | undefined>;
type Problem = { path: string; message: string };

const VARIABLE = /\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/**
 * The configuration, checked. Throws CONFIG_INVALID or CONFIG_MISSING_ENV with every problem at once: file, path in it,
 * what is wrong and how to mend it; never a secret's value.
 */
export function loadConfig(file: string, env: Env): Config {
  const raw = parsed(file);
  const missing: Problem[] = [];
  const literal: Problem[] = [];
  const filled = fill(raw, [], env, missing, literal);
  if (missing.length > 0) throw failure('CONFIG_MISSING_ENV', file, [...missing, ...literal]);
  const read = Config.safeParse(filled);
  const problems = [...literal, ...(read.success ? [] : read.error.issues.flatMap(problemsOf))];
  if (!read.success || problems.length > 0) throw failure('CONFIG_INVALID', file, problems);
  return read.data;
}

function failure(code: 'CONFIG_INVALID' | 'CONFIG_MISSING_ENV', file: string, problems: Problem[]): Failure {
  const lines = problems.map(({ path, message }) => `  ${file}: ${path}: ${message}`);
  return new Failure(code, 'refused', `the configuration can't be used:\n${lines.join('\n')}`);
}

function parsed(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : String(cause);
    throw failure('CONFIG_INVALID', file, [{ path: 'the file', message: `can't be read: ${why}` }]);
  }
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  if (document.errors.length === 0) return document.toJS();
  throw failure(
    'CONFIG_INVALID',
    file,
    document.errors.map(({ pos, message }) => {
      const { line, col } = lineCounter.linePos(pos[0]);
      return { path: `line ${line}, column ${col}`, message: `is not YAML: ${message}` };
    }),
  );
}

/** Puts the environment's values in; secrets that stand in the file itself and variables that are not set are problems. */
function fill(value: unknown, path: string[], env: Env, missing: Problem[], literal: Problem[]): unknown {
  const at = path.join('.');
  if (Array.isArray(value))
    return value.map((item, index) => fill(item, [...path, String(index)], env, missing, literal));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, fill(item, [...path, key], env, missing, literal)]),
    );
  if (typeof value !== 'string') return value;
  let fromEnvironment = false;
  const filled = value.replace(VARIABLE, (whole, name: string | undefined) => {
    if (name === undefined) return '${';
    fromEnvironment = true;
    const found = env[name];
    if (found) return found;
    missing.push({
      path: at,
      message: `the environment variable ${name} is not set: set it to what belongs here`,
    });
    return whole;
  });
  const name = path.findLast((part) => !/^\d+$/.test(part)) ?? '';
  if (isSecretName(name) && !fromEnvironment)
    literal.push({
      path: at,
      message: 'a secret must not stand in the file: write ${ENV_NAME} and set that variable',
    });
  return filled;
}

function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  const path = issue.path.join('.') || 'the file';
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  return issue.keys.map((key) => ({
    path: [...issue.path, key].join('.'),
    message: 'there is no such setting: see incasso.schema.json for those there are, or take it out',
  }));
}
