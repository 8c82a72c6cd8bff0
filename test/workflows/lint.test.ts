import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { startProgram } from '../../sandbox/kit/programs.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'incasso-lint-'));
afterAll(() => rmSync(folder, { recursive: true }));

const plugins = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8')).plugins.map(
  (plugin: { path: string }) => ({ ...plugin, path: resolve(root, plugin.path) }),
);
writeFileSync(join(folder, 'biome.json'), JSON.stringify({ plugins }));

/** How often the rule finds something in a file with this name and these lines. */
async function found(file: string, ...lines: string[]): Promise<number> {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(
    path,
    lines.map((line, i) => (/^(import|let) /.test(line) ? line : `export const v${i} = ${line};\n`)).join(''),
  );
  const args = [join(root, 'node_modules/@biomejs/biome/bin/biome'), 'lint', '--reporter=json', path];
  const { stdout } = await startProgram(process.execPath, args, { cwd: folder }).ended;
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
  async (file) => {
    expect(await found(file, ...forbidden)).toBe(forbidden.length);
  },
);

it('activities are called by the clock only', async () => {
  expect(await found('workflows/order/workflow.ts', 'proxyActivities({})', 'proxyLocalActivities({})')).toBe(
    2,
  );
});

it('a condition is waited for alone', async () => {
  expect(await found('workflows/order/workflow.ts', 'await condition(() => true)')).toBe(1);
  expect(await found('workflows/kit/alone.ts', 'await condition(() => true)')).toBe(0);
  expect(await found('workflows/order/workflow.ts', 'await until(() => true)')).toBe(0);
});

it.each(['workflows/order/state.ts', 'domain/settle.ts'])(
  'nothing that could belong to one run is kept in a module, %s: all runs share it',
  async (file) => {
    const kept = ['new Map<string, number>()', 'new Set()', '[]', '{}', '(() => 0)()'];
    expect(await found(file, ...kept, 'let last;\n', 'let count = 0;\n')).toBe(6);
    expect(
      await found(file, 'new Set(["a"])', '[1]', '() => { let n = 0; const m = []; return m[n]; }'),
    ).toBe(0);
    expect(await found('api/server.ts', 'new Map()', 'let count = 0;\n')).toBe(0);
  },
);

it.each(['workflows/order/board.ts', 'api/server.ts', 'test/api/views-given.ts'])(
  'a literal is not spread into another in %s, but what may be absent is',
  async (file) => {
    expect(await found(file, '{ ...{ a: 1, b: 2 }, c: 3 }', 'f({ ...{ a } })')).toBe(2);
    expect(await found(file, '{ ...given, ...(given ? { b: 2 } : {}), ...made() }', '[...[1]]')).toBe(0);
  },
);

const imports = (path: string) => `import { it } from '${path}';\n`;
it.each(['gateways/paypal/index.ts', 'sandbox/skrill/system.ts', 'shops/magento/client.ts'])(
  'what another system has is imported by no file of a system’s folder, such as %s',
  async (file) => {
    const others = ['../axerve/index.ts', '../prestashop/books.ts'];
    expect(await found(file, ...others.map(imports), "await import('../stripe/wire.ts')")).toBe(3);
    expect(await found(file, ...['./own.ts', '../kind.ts', '../kit/kit.ts'].map(imports))).toBe(0);
  },
);

it('stories and what starts them may import of all systems', async () => {
  for (const file of ['sandbox/stories/books.ts', 'sandbox/systems.ts', 'test/gateways/skrill-bench.ts'])
    expect(await found(file, imports('../paypal/system.ts'))).toBe(0);
});

it('processes are started by one module only', async () => {
  const ways = ["import { spawn } from 'node:child_process';\n", "await import('node:child_process')"];
  expect(await found('chaos/program.ts', ...ways)).toBe(2);
  expect(await found('sandbox/kit/programs.ts', ...ways)).toBe(0);
});

it('a time that is given may be read and written', async () => {
  expect(
    await found('workflows/order/workflow.ts', 'Date.parse("2026-03-02")', 'new Date(0).toISOString()'),
  ).toBe(0);
});

it.each(['workflows/kit/clock.ts', 'activities/dated.ts', 'test/workflows/clock.ts'])(
  '%s may ask for it',
  async (file) => {
    expect(await found(file, ...forbidden)).toBe(0);
  },
);
