import { randomUUID } from 'node:crypto';
import { Worker } from '@temporalio/worker';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { WorkflowKind } from '../../api/operators/seen.ts';
import { apiOptions } from '../../api/options.ts';
import { createApi } from '../../api/server.ts';
import { checkoutLinks } from '../../config/links.ts';
import type { Operator } from '../../config/operators.ts';
import { hashPassword } from '../../config/password.ts';
import type { Config } from '../../config/schema.ts';
import { bundled } from '../bundled.ts';
import { connectTest, type TestTemporal } from '../dev-server.ts';
import { bareConfig } from './bench.ts';
import { type Play, playSignal, type Received, receivedQuery } from './fake-workflow.ts';
import { passwords } from './operators-steps.ts';
import '../quiet.ts';

/** Anna may act, Rita may look; `cost`: of their hashes. */
export const people = async (cost?: Parameters<typeof hashPassword>[1]): Promise<Operator[]> => [
  { name: 'Anna', passwordHash: await hashPassword(passwords.Anna, cost), role: 'operator' },
  { name: 'Rita', passwordHash: await hashPassword(passwords.Rita, cost), role: 'reader' },
];
// A fortieth of what guessing costs by default: who signs in is tested, not how long it takes.
const CHEAP = { N: 2 ** 14, r: 1, p: 1 };

/** The operators' pages over HTTP, with workflows played by a stand-in. */
export class OperatorsBench {
  readonly temporal: TestTemporal;
  readonly config: Config;
  /** All that the API logged, as it was written. */
  readonly logged: string[] = [];
  readonly #closing: (() => Promise<unknown>)[] = [];

  constructor(temporal: TestTemporal, config: Config) {
    this.temporal = temporal;
    this.config = config;
  }

  static async open(adjust?: (config: Config) => void): Promise<OperatorsBench> {
    const temporal = await connectTest();
    const operators = await people(CHEAP);
    const config = bareConfig((bare) => {
      bare.operators = operators;
      bare.temporal.uiUrl = 'https://temporal.example/';
      adjust?.(bare);
    });
    const bench = new OperatorsBench(temporal, config);
    const worker = await Worker.create({
      connection: temporal.nativeConnection,
      taskQueue: temporal.taskQueue,
      ...(await bundled(new URL('./fake-workflow.ts', import.meta.url))),
    });
    const working = worker.run();
    bench.#closing.push(async () => {
      worker.shutdown();
      await working;
      await temporal.close();
    });
    return bench;
  }

  /** The API of this configuration; each test that counts tries has one of its own. */
  async api(
    adjust?: (config: Config) => void,
    client = this.temporal.client,
  ): Promise<FastifyInstance & { url: string }> {
    const config = structuredClone(this.config);
    adjust?.(config);
    const logger = pino({ level: 'trace' }, { write: (line: string) => void this.logged.push(line) });
    const app = await createApi(apiOptions(config, client, logger));
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    this.#closing.push(() => app.close());
    return Object.assign(app, { url });
  }

  /** Starts a stand-in; answers with its workflow's ID. */
  async plays(play: Play, kind: WorkflowKind = 'payment', name = nameOf(kind)): Promise<string> {
    const workflowId = `${kind}:${name}`;
    const { client, taskQueue } = this.temporal;
    await client.workflow.start('standIn', { workflowId, taskQueue, args: [play] });
    return workflowId;
  }

  change(workflowId: string, play: Partial<Play>): Promise<void> {
    return this.temporal.client.workflow.getHandle(workflowId).signal(playSignal, play);
  }

  /** The checkout link of an order. */
  link(shop: string, id: string): string {
    return checkoutLinks(this.config.api.publicUrl, this.config.api.checkoutSecret).url(shop, id);
  }

  received(workflowId: string): Promise<Received[]> {
    return this.temporal.client.workflow.getHandle(workflowId).query(receivedQuery);
  }

  async close(): Promise<void> {
    for (const close of this.#closing.splice(0).reverse()) await close();
  }
}

const nameOf = (kind: WorkflowKind): string =>
  kind === 'order' ? `shop:${randomUUID()}` : kind === 'late' ? `stripe:${randomUUID()}` : randomUUID();
