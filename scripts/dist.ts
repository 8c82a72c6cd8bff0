import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { run } from '../sandbox/kit/programs.ts';
import { bundling } from '../workers/workflow-code.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

export interface BuildOptions {
  log?: (line: string) => void;
  /** Whether types are checked, which takes most of the time; what is tried out now was checked when it was written. */
  checked: boolean;
}

/** The rooms as JavaScript, what they read besides code, and the workflow bundle, beneath `dist`. */
export async function buildInto(dist: string, options: BuildOptions): Promise<void> {
  await compileInto(dist, options);
  await bundleInto(dist, options.log);
}

/** The same without the workflow bundle. */
export async function compileInto(
  dist: string,
  { checked, log = () => undefined }: BuildOptions,
): Promise<void> {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const args = [tsc, '-p', 'tsconfig.build.json', '--outDir', dist, ...(checked ? [] : ['--noCheck'])];
  await run(process.execPath, args, { cwd: root, onLine: (line) => console.error(line) });
  copyAssets(dist, log);
}

/** Templates, style sheets and the like, to the same place. */
function copyAssets(dist: string, log: (line: string) => void): void {
  const { include } = JSON.parse(readFileSync(join(root, 'tsconfig.build.json'), 'utf8')) as {
    include: string[];
  };
  for (const room of include)
    for (const entry of readdirSync(join(root, room), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || extname(entry.name) === '.ts') continue;
      const from = join(entry.parentPath, entry.name);
      cpSync(from, join(dist, from.slice(root.length)));
      log(`copied  ${from.slice(root.length)}`);
    }
}

/** The workflow bundle. The bundler only warns where a module could break determinism; here each of its warnings is an error. */
export async function bundleInto(dist: string, log: (line: string) => void = () => undefined): Promise<void> {
  const warnings: string[] = [];
  const logger = new DefaultLogger('WARN', ({ message }) => warnings.push(message));
  const { code } = await bundleWorkflowCode({ ...bundling, logger });
  if (warnings.length > 0) throw new Error(`The workflow bundle has warnings:\n${warnings.join('\n')}`);
  mkdirSync(join(dist, 'workflows'), { recursive: true });
  writeFileSync(join(dist, 'workflows', 'bundle.js'), code);
  log(`bundled workflows/bundle.js (${(code.length / 1e6).toFixed(2)} MB)`);
}
