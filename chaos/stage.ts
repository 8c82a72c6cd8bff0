import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { choosePorts } from '../sandbox/ports.ts';
import { type Sandboxes, startSandboxes } from '../sandbox/sandboxes.ts';
import { startTemporal, type TemporalServer } from '../sandbox/temporal/server.ts';
import { buildInto } from '../scripts/dist.ts';
import { configuration, shops } from './installation.ts';
import { RestartingProgram } from './program.ts';
import type { Weather } from './weather.ts';

const home = fileURLToPath(new URL('../.incasso', import.meta.url));

/** All that runs: the sandboxes in this process, our programs and Temporal in processes of their own. */
export interface Stage {
  /** The folder of logs, Temporal's database and the configuration. */
  folder: string;
  sandboxes: Sandboxes;
  api: RestartingProgram;
  worker: RestartingProgram;
  /** One of the two workers serves the ERP, and the other takes over when that one is killed. */
  secondWorker: RestartingProgram;
  temporal: RestartableTemporal;
  client: Client;
  /** Stops everything; `keep` leaves the folder. */
  stop(keep: boolean): Promise<void>;
}

/** What a stage needs. */
export interface StageOptions {
  weather: Weather;
  /** How long an order can be paid, in milliseconds. */
  orderMs: number;
  /** The folder of our built programs; where absent, they are built for this stage. */
  programs?: string;
}

/** Starts Temporal, the sandboxes and our programs; stops what it started where one fails. */
export async function openStage({ weather, orderMs, programs }: StageOptions): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'incasso-chaos-'));
  const ports = await choosePorts(undefined);
  const closing: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    const temporal = new RestartableTemporal(join(folder, 'temporal.db'), ports.temporal);
    closing.push(() => temporal.stop());
    await temporal.start();
    const sandboxes = await startSandboxes({
      ports,
      shop: shops.magento,
      closing,
      mishaps: weather.at,
      misdeliveries: weather.ofWebhooks,
    });
    const dist = programs ?? (await built(closing));
    const config = join(folder, 'incasso.yaml');
    await writeFile(config, await configuration(ports, orderMs));
    const env = {
      ...process.env,
      ...sandboxes.env,
      TEMPORAL_ADDRESS: temporal.address,
    };
    const program = (name: string, ready: string, ...command: string[]) => {
      const log = join(folder, `${name.replaceAll(' ', '-')}.log`);
      const restarting = new RestartingProgram({
        name,
        env,
        ready,
        log,
        cwd: dist,
        command: [...command, '--config', config],
      });
      closing.push(() => restarting.stop());
      return restarting;
    };
    const api = program('API', 'Server listening', 'api/main.js');
    const worker = program('worker', 'worker ready', 'workers/main.js');
    const secondWorker = program('second worker', 'worker ready', 'workers/main.js');
    await Promise.all([api, worker, secondWorker].map((started) => started.start()));
    const connection = Connection.lazy({ address: temporal.address });
    closing.push(() => connection.close());
    const client = new Client({ connection });
    return {
      folder,
      sandboxes,
      api,
      worker,
      secondWorker,
      temporal,
      client,
      stop: async (keep) => {
        await stop();
        if (!keep) await rm(folder, { recursive: true });
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Builds our programs into a folder of the project, so that they find their packages. */
async function built(closing: (() => Promise<unknown>)[]): Promise<string> {
  await mkdir(home, { recursive: true });
  const dist = await mkdtemp(join(home, 'chaos-'));
  closing.push(() => rm(dist, { recursive: true }));
  await buildInto(dist, { checked: false });
  return dist;
}

/** Temporal's dev server, whose database file survives a restart. */
export class RestartableTemporal {
  readonly address: string;
  readonly #dbFile: string;
  readonly #port: number;
  #server: TemporalServer | undefined;

  constructor(dbFile: string, port: number) {
    this.address = `127.0.0.1:${port}`;
    this.#dbFile = dbFile;
    this.#port = port;
  }

  async start(): Promise<void> {
    const log = () => undefined;
    this.#server = await startTemporal({ dbFile: this.#dbFile, port: this.#port, uiPort: false, log });
  }

  async stop(): Promise<void> {
    await this.#server?.stop();
    this.#server = undefined;
  }
}
