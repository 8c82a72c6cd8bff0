import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { parse, stringify } from 'yaml';
import { until } from '../../sandbox/customer.ts';
import { demoEnvironment } from '../../sandbox/environment.ts';
import type { World } from '../../sandbox/world.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Workers as they are in production, each a process of its own, for a world that has none. */
export class Processes {
  readonly #world: World;
  readonly #folder: string;
  readonly #children = new Set<ChildProcess>();

  private constructor(world: World, folder: string) {
    this.#world = world;
    this.#folder = folder;
  }

  /** With the demo's file, this world's names, and what `change` makes of it. */
  // biome-ignore lint/suspicious/noExplicitAny: a file as it was parsed
  static async open(world: World, change: (file: any) => void): Promise<Processes> {
    const folder = await mkdtemp(join(tmpdir(), 'incasso-worker-'));
    const file = parse(await readFile(join(root, 'incasso.yaml'), 'utf8'));
    file.shops = { [world.shop]: file.shops.demo };
    file.erp = { mexal: file.erp.mexal };
    file.temporal = { taskQueue: world.shop };
    change(file);
    await writeFile(join(folder, 'incasso.yaml'), stringify(file));
    return new Processes(world, folder);
  }

  /** Resolves once it works. */
  async start(env: NodeJS.ProcessEnv = {}): Promise<ChildProcess> {
    const args = ['--import', 'tsx', 'workers/main.ts', '--config', join(this.#folder, 'incasso.yaml')];
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        ...demoEnvironment(this.#world.ports, this.#folder),
        TEMPORAL_ADDRESS: inject('temporalAddress'),
        ...env,
      },
    });
    this.#children.add(child);
    let said = '';
    child.stdout?.on('data', (chunk) => {
      said += chunk;
    });
    await until('a worker process', async () => {
      if (child.exitCode !== null) throw new Error(`the worker ended with ${child.exitCode}: ${said}`);
      return said.includes('worker ready') ? true : undefined;
    });
    return child;
  }

  async stop(): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL');
    await rm(this.#folder, { recursive: true });
  }
}

/** Ends a process; answers its exit code, or the signal that ended it. */
export async function ended(child: ChildProcess, by: NodeJS.Signals): Promise<number | string | null> {
  const gone = new Promise<number | string | null>((resolve) =>
    child.once('exit', (code, signal) => resolve(code ?? signal)),
  );
  child.kill(by);
  return gone;
}
