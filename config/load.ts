import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { crossChecks } from './cross-checks.ts';
import { type Env, fillIn } from './environment.ts';
import { schemaOfFile } from './json-schema.ts';
import { configFailure, type Path, type Problem, problemsOf, wording } from './problems.ts';
import { Config } from './schema.ts';

/**
 * Reads and checks the configuration. Throws CONFIG_INVALID, or CONFIG_MISSING_ENV where only variables are missing, with
 * every problem at once: file, path in it, what is wrong and how to mend it; never a secret's value. For the program `api`
 * the variables of settings that it does not use need not be set.
 */
export function loadConfig(file: string, env: Env, program?: 'api'): Config {
  const data = parsed(file);
  const { filled, problems } =
    program === 'api' ? fillIn(withoutAlerts(data), env, isOfWorkersOnly) : fillIn(data, env);
  const read = Config.safeParse(filled, { error: wording });
  const found = [
    ...(read.error?.issues ?? []).flatMap((issue) => problemsOf(issue, schemaOfFile(), filled)),
    ...crossChecks(filled),
  ];
  // A value that could not be filled in is undefined now, and would be reported a second time as missing.
  const named = new Set(problems.map(({ path }) => path.join('.')));
  const all = [...problems, ...found.filter(({ path }) => !named.has(path.join('.')))];
  if (all.length > 0 || !read.success) throw configFailure(file, all);
  return read.data;
}

/** Settings that only workers use: the ERPs and the shops' logins, since the API calls neither. */
const isOfWorkersOnly = ([part, , setting]: Path): boolean =>
  part === 'erp' || (part === 'shops' && (setting === 'auth' || setting === 'key'));

/** The data without `alerts`, which only workers use. */
function withoutAlerts(data: unknown): unknown {
  if (typeof data !== 'object' || data === null) return data;
  const { alerts: _alerts, ...rest } = data as Record<string, unknown>;
  return rest;
}

function parsed(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : String(cause);
    throw configFailure(file, [{ path: [], message: `can't be read: ${why}` }]);
  }
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const problems = [...document.errors, ...document.warnings].map(({ pos, message }): Problem => {
    const { line, col } = lineCounter.linePos(pos[0]);
    // After the colon the parser quotes the file, which could show a secret.
    const [reason] = message.split(': ');
    const mend = 'correct it there; text with signs in it, and ${...} inside of { }, goes in quotes';
    return { path: [`line ${line}, column ${col}`], message: `is not YAML: ${reason}: ${mend}` };
  });
  if (problems.length > 0) throw configFailure(file, problems);
  try {
    return document.toJS();
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const message = 'refers to a *name that no &name gives: put text that begins with * in quotes';
    throw configFailure(file, [{ path: [], message }]);
  }
}
