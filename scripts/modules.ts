import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What a package of the lock file says of those that it needs. */
interface Locked {
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/**
 * What the SDK's worker bundles workflows with. A built installation has its bundle: of these it gets what the worker
 * loads at its start, as an empty package, and nothing that they need.
 */
const BUNDLER = ['webpack', 'memfs', 'unionfs', 'source-map-loader', 'swc-loader', '@swc/core'];
const WORKER = 'node_modules/@temporalio/worker';
const BRIDGE = 'node_modules/@temporalio/core-bridge';

/** Copies the packages that the programs of `dist/` need into `<target>/node_modules`; answers their names. */
export function copyModules(target: string): string[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const needed = neededFrom(lock.packages);
  rmSync(join(target, 'node_modules'), { recursive: true, force: true });
  for (const path of needed) {
    // What lies within it is a package of its own, needed or not.
    const own = (from: string) =>
      !from.slice(join(root, path).length).includes('node_modules') && isRun(from);
    cpSync(join(root, path), join(target, path), { recursive: true, filter: own });
  }
  for (const name of BUNDLER) leaveEmpty(join(target, 'node_modules', name));
  return needed;
}

/** Everything that can be reached from what this project depends on, but by way of the bundler. Paths as the lock file has them. */
function neededFrom(packages: Record<string, Locked>): string[] {
  const needed = new Set<string>();
  const reach = (path: string): void => {
    const { dependencies, optionalDependencies, peerDependencies } = packages[path] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
      if (path === WORKER && BUNDLER.includes(name)) continue;
      const found = placeOf(name, path, packages);
      if (!found || needed.has(found)) continue;
      needed.add(found);
      reach(found);
    }
  };
  reach('');
  return [...needed].sort();
}

/** Where Node finds a package from within another; undefined where it is optional, and not for this machine. */
function placeOf(name: string, from: string, packages: Record<string, Locked>): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const path = `${at ? `${at}/` : ''}node_modules/${name}`;
    if (path in packages) return existsSync(join(root, path)) ? path : undefined;
    if (at === '') return undefined;
  }
}

const { getPrebuiltTargetName } = createRequire(import.meta.url)('@temporalio/core-bridge/common.js') as {
  getPrebuiltTargetName(): string;
};

/** Whether it is there to be run: no types, no sources and maps of what was compiled, no library for another machine. */
function isRun(path: string): boolean {
  if (/\.(d\.[cm]?ts|[cm]?ts|map|md|markdown)$/i.test(path)) return false;
  const inBridge = path.slice(join(root, BRIDGE).length + 1);
  if (!path.startsWith(join(root, BRIDGE, '/'))) return true;
  if (/^(sdk-core|src|ts|bridge-macros|scripts)(\/|$)/.test(inBridge)) return false;
  const [, library] = /^releases\/([^/]+)/.exec(inBridge) ?? [];
  return library === undefined || library === getPrebuiltTargetName();
}

function leaveEmpty(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "version": "0.0.0", "main": "index.js" }\n');
  writeFileSync(join(folder, 'index.js'), '// Workflows were bundled when this installation was built.\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , target] = process.argv;
  if (!target) throw new Error('usage: modules.ts <folder>');
  console.log(`${copyModules(target).length} packages`);
}
