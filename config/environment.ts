import { isSecretName } from '../domain/schemas/fields.ts';
import type { Path, Problem } from './problems.ts';

/** Environment variables, as `process.env` has them. */
export type Env = Record<string, string | undefined>;

const PLACEHOLDER = /\$\$\{|\$\{([^}]*)\}/g;

/** A stand-in for a setting that the program does not use and whose variable is not set: it only has to pass the schema. */
const unused = (path: Path): string =>
  path.at(-1) === 'url' ? 'https://unused.invalid' : 'UNUSED'.padEnd(32, 'X');

/**
 * The data with every `${NAME}` replaced from the environment; `$${` stands for a plain `${`. A value with a problem (its
 * variable is not set, or it is a secret written into the file) becomes undefined.
 * `spared`: settings whose variables need not be set.
 */
export function fillIn(
  data: unknown,
  env: Env,
  spared: (path: Path) => boolean = () => false,
): { filled: unknown; problems: Problem[] } {
  const problems: Problem[] = [];

  function fill(value: unknown, path: Path): unknown {
    if (Array.isArray(value)) return value.map((item, index) => fill(item, [...path, index]));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, fill(item, [...path, key])]),
      );
    if (value === null || value === undefined) return value;
    const before = problems.length;
    let fromEnvironment = false;
    const text = String(value).replace(PLACEHOLDER, (whole, name?: string) => {
      if (name === undefined && whole === '$${') return '${';
      fromEnvironment = true;
      return variable(name ?? '', path);
    });
    // YAML reads a password such as 12345678 as a number, so that values that are not text can be secrets too.
    const name = path.findLast((step) => typeof step === 'string') ?? '';
    if (isSecretName(name) && !fromEnvironment)
      problems.push({
        path,
        message: 'a secret must not stand in the file: write ${ENV_NAME} and set that variable',
      });
    if (problems.length > before) return undefined;
    return typeof value === 'string' ? text : value;
  }

  function variable(name: string, path: Path): string {
    // An empty variable counts as not set: compose files and CI pass on unset variables as empty ones.
    const found = /^[A-Za-z_]\w*$/.test(name) ? env[name] : undefined;
    if (found) return found;
    if (/^[A-Za-z_]\w*$/.test(name) && spared(path)) return unused(path);
    if (/^[A-Za-z_]\w*$/.test(name))
      problems.push({
        path,
        missing: true,
        message: `the environment variable ${name} is not set: set it to what belongs here`,
      });
    else
      problems.push({
        path,
        message: 'no variable has such a name: write ${ENV_NAME}, or $${ where a plain ${ is meant',
      });
    return '';
  }

  return { filled: fill(data, []), problems };
}
