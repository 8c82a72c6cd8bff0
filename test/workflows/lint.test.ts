import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'incasso-lint-'));
afterAll(() => rmSync(folder, { recursive: true }));

const plugins = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8')).plugins.map(
  (plugin: { path: string }) => ({ ...plugin, path: resolve(root, plugin.path) }),
);
writeFileSync(join(folder, 'biome.json'), JSON.stringify({ plugins }));

/** How often the rule finds something in a file with this name and these lines. */
function found(file: string, ...lines: string[]): number {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, lines.map((line, i) => `export const v${i} = ${line};\n`).join(''));
  const biome = join(root, 'node_modules/.bin/biome');
  const { stdout } = spawnSync(biome, ['lint', '--reporter=json', path], { cwd: folder, encoding: 'utf8' });
  const { diagnostics } = JSON.parse(stdout);
  return diagnostics.filter(({ category }: { category: string }) => category === 'plugin').length;
}

const forbidden = [
  'Date.now()',
  'new Date()',
  'Date()',
  '[1].map(Date.now)',
  'performance.now()',
  'workflowInfo().runStartTime',
];

it.each(['workflows/order/workflow.ts', 'domain/settle.ts', 'domain/schemas/order.ts'])(
  'the time of a workflow task is refused in %s',
  (file) => {
    expect(found(file, ...forbidden)).toBe(forbidden.length);
  },
);

it('activities are called by the clock only', () => {
  expect(found('workflows/order/workflow.ts', 'proxyActivities({})', 'proxyLocalActivities({})')).toBe(2);
});

it('a condition is waited for alone', () => {
  expect(found('workflows/order/workflow.ts', 'await condition(() => true)')).toBe(1);
  expect(found('workflows/kit/alone.ts', 'await condition(() => true)')).toBe(0);
  expect(found('workflows/order/workflow.ts', 'await until(() => true)')).toBe(0);
});

it.each(['workflows/order/board.ts', 'api/server.ts', 'test/api/views.ts'])(
  'a literal is not spread into another in %s, but what may be absent is',
  (file) => {
    expect(found(file, '{ ...{ a: 1, b: 2 }, c: 3 }', 'f({ ...{ a } })')).toBe(2);
    expect(found(file, '{ ...given, ...(given ? { b: 2 } : {}), ...made() }', '[...[1]]')).toBe(0);
  },
);

it('a time that is given may be read and written', () => {
  expect(found('workflows/order/workflow.ts', 'Date.parse("2026-03-02")', 'new Date(0).toISOString()')).toBe(
    0,
  );
});

it.each(['workflows/kit/clock.ts', 'activities/dated.ts', 'test/workflows/clock.ts'])(
  '%s may ask for it',
  (file) => {
    expect(found(file, ...forbidden)).toBe(0);
  },
);
