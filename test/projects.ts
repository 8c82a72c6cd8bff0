import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Test files with whole installations, browsers or programs: those that take longest, the longest first. */
export const slow = [
  'test/demo/stories',
  'test/chaos/run',
  'test/bench/harness',
  'test/workflows/erp-lease',
  'test/demo/temporal',
  'test/workers/',
  'test/api/shutdown',
  'test/cli/check',
  'test/workflows/worker-killed',
  'test/deploy-programs',
  'test/browser/',
  'test/bench/backlog',
  'test/workflows/lint',
  'test/recordings-missing',
  'test/cli/mapping',
];
/** Test files that use the run's dev server, or replay with the workflows that are bundled for the run. */
const temporal = /\binject\('temporalAddress'\)|workers\/workflow-code\.ts'/;
/** Test files with servers that answer over HTTP as other systems do. */
const sandbox = /from '[./]*\/(sandbox\/|fake-hostile\.ts')/;

export type Project = 'unit' | 'sandbox' | 'temporal' | 'slow';

/** The test files of each project. Except for the slow ones, the imports of a test and its helpers decide the project. */
export function projects(root: string): Record<Project, string[]> {
  const found: Record<Project, string[]> = { unit: [], sandbox: [], temporal: [], slow: [] };
  const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => name.endsWith('.test.ts')).sort())
    found[projectOf(root, join('test', file))].push(join('test', file));
  return found;
}

function projectOf(root: string, file: string): Project {
  if (slow.some((name) => file.startsWith(name))) return 'slow';
  const texts = textsOf(root, file);
  if (texts.some((text) => temporal.test(text))) return 'temporal';
  return texts.some((text) => sandbox.test(text)) ? 'sandbox' : 'unit';
}

/** Of the test and the helpers in `test/` that it imports, types left aside. */
function textsOf(root: string, file: string): string[] {
  const found = new Map<string, string>();
  const wanted = new Set([file]);
  for (const path of wanted) {
    if (!path.startsWith('test/') || !existsSync(join(root, path))) continue;
    const text = readFileSync(join(root, path), 'utf8').replace(/^import type [^;]*;/gm, '');
    found.set(path, text);
    for (const [, to = ''] of text.matchAll(/from '(\.[^']+)'/g)) wanted.add(join(dirname(path), to));
  }
  return [...found.values()];
}
