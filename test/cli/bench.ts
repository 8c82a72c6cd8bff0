import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, inject } from 'vitest';
import { parse, stringify } from 'yaml';
import { incasso } from '../../cli/incasso.ts';
import type { Config } from '../../config/schema.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Customer } from '../../sandbox/customer.ts';
import { startProgram } from '../../sandbox/kit/programs.ts';
import type { World, WorldOptions } from '../../sandbox/world.ts';
import { startWatch } from '../../temporal/standing.ts';
import { builtPrograms } from '../programs.ts';
import { testWorld } from '../world.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The demo's incasso.yaml, as data to be changed. */
// biome-ignore lint/suspicious/noExplicitAny: any setting can be the one that a test gets wrong
export type Yaml = any;
type Env = Record<string, string | undefined>;

/** What a command ended with. */
export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** A world, and the command, which has a file and an environment of its own each time. */
export interface CliBench {
  world: World;
  customer: Customer;
  /** The name of the ERP in the file; nobody else's on the Temporal server. */
  erp: string;
  folder: string;
  run: Run;
  /** Runs the command as a process of its own, as it is installed; it takes seconds to start. */
  starts: Run;
  /** `check --json`: status and all findings, each with its system. No secret may be in it. */
  findings(change?: (file: Yaml) => void, env?: Env, args?: string[], by?: Run): Promise<Seen>;
  stop(): Promise<void>;
}

type Run = (args: string[], change?: (file: Yaml) => void, env?: Env) => Promise<Ended>;

export type Seen = Ended & {
  all: (Finding & { system: string })[];
  /** What would stop an order, as "system: subject". */
  wrong: string[];
};

export async function openCli(options: Pick<WorldOptions, 'worker'> = {}): Promise<CliBench> {
  const erp = `books-${randomUUID().slice(0, 8)}`;
  const { world, customer } = await testWorld((config) => {
    config.erp = { [erp]: config.erp.mexal as Config['erp'][string] };
    for (const settings of Object.values(config.shops)) settings.erp = erp;
  }, options);
  if (options.worker !== 'elsewhere') await startWatch(world.client, world.config);
  const folder = await mkdtemp(join(tmpdir(), 'incasso-cli-'));
  const environment = world.env;
  const isSecret = (name: string) => /TOKEN|SECRET|PASSWORD|_KEY/.test(name);

  const running = async (
    [command = '', ...rest]: string[],
    env: Env,
    change: (file: Yaml) => void = () => undefined,
    way: (args: string[], env: Env) => Promise<Ended>,
  ) => {
    const file: Yaml = parse(await readFile(join(root, 'incasso.yaml'), 'utf8'));
    const { demo, 'demo-presta': presta } = file.shops;
    file.shops = { [world.shop]: { ...demo, erp }, [world.prestashop]: { ...presta, erp } };
    file.erp = { [erp]: file.erp.mexal };
    file.temporal = { taskQueue: world.shop };
    change(file);
    const path = join(folder, `${randomUUID()}.yaml`);
    await writeFile(path, stringify(file));
    const configOption = command.startsWith('-') ? [] : ['-c', path];
    const all = { ...process.env, TEMPORAL_ADDRESS: inject('temporalAddress'), ...environment, ...env };
    const ended = await way([command, ...configOption, ...rest], all);
    for (const [name, value] of Object.entries({ ...environment, ...env }))
      if (value && isSecret(name)) expect(ended.stdout + ended.stderr, name).not.toContain(value);
    return ended;
  };
  const run: Run = (args, change, env = {}) => running(args, env, change, inProcess);
  return {
    world,
    customer,
    erp,
    folder,
    run,
    starts: (args, change, env = {}) => running(args, env, change, asProcess),
    async findings(change, env, args = [], by = run) {
      const ended = await by(['check', '--json', ...args], change, env);
      const { ok, systems = [] } = JSON.parse(ended.stdout) as {
        ok: boolean;
        systems?: { system: string; findings: Finding[] }[];
      };
      expect(ended.status).toBe(ok ? 0 : 1);
      const all = systems.flatMap(({ system, findings }) =>
        findings.map((finding) => ({ ...finding, system })),
      );
      const wrong = all
        .filter((finding) => finding.ok === false)
        .map(({ system, subject }) => `${system}: ${subject}`);
      return { ...ended, all, wrong };
    },
    async stop() {
      await world.stop();
      await rm(folder, { recursive: true });
    },
  };
}

async function inProcess(args: string[], env: Env): Promise<Ended> {
  const written = { stdout: '', stderr: '' };
  const into = (name: keyof typeof written) => ({
    write: (text: string) => {
      written[name] += text;
    },
  });
  const status = await incasso(args, { env, stdout: into('stdout'), stderr: into('stderr') });
  return { status, ...written };
}

async function asProcess(args: string[], env: Env): Promise<Ended> {
  return startProgram(process.execPath, [join(builtPrograms(), 'cli/main.js'), ...args], { cwd: root, env })
    .ended;
}
