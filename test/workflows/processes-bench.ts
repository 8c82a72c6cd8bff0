import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { parse, stringify } from 'yaml';
import { type Program, says, startProgram } from '../../sandbox/kit/programs.ts';
import type { World } from '../../sandbox/world.ts';
import { builtPrograms } from '../programs.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Workers as they are in production, each a process of its own, for a world that has none. */
export class Processes {
  readonly #world: World;
  readonly #folder: string;
  readonly #children = new Set<Program>();

  private constructor(world: World, folder: string) {
    this.#world = world;
    this.#folder = folder;
  }

  /** The demo's file with this world's names, changed by `change`. */
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
  async start(env: NodeJS.ProcessEnv = {}): Promise<Program> {
    const args = ['workers/main.js', '--config', join(this.#folder, 'incasso.yaml')];
    const child = startProgram(process.execPath, args, {
      cwd: builtPrograms(),
      env: {
        ...process.env,
        ...this.#world.env,
        TEMPORAL_ADDRESS: inject('temporalAddress'),
        ...env,
      },
    });
    this.#children.add(child);
    await says(child, 'worker ready');
    return child;
  }

  async stop(): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL');
    await rm(this.#folder, { recursive: true });
  }
}

/** Ends a process; answers its exit code, or the signal that ended it. */
export async function ended(program: Program, by: NodeJS.Signals): Promise<number | string | null> {
  program.kill(by);
  const { status, signal } = await program.ended;
  return status ?? signal;
}
