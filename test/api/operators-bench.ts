import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import type { AxiosResponse } from 'axios';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { apiOptions } from '../../api/options.ts';
import { createApi } from '../../api/server.ts';
import { hashPassword } from '../../config/password.ts';
import type { Config, Operator } from '../../config/schema.ts';
import { connectTest, type TestTemporal } from '../temporal.ts';
import { bareConfig, http } from './bench.ts';
import { type Play, playSignal, type Received, receivedQuery } from './operators-workflow.ts';

// Once in a test file's process, before its first worker: what it says at INFO helps nobody.
Runtime.install({ logger: new DefaultLogger('ERROR') });

export const passwords = { Anna: 'quattro parole a caso', Rita: 'legge e non tocca nulla' };

const people = async (): Promise<Operator[]> => [
  { name: 'Anna', passwordHash: await hashPassword(passwords.Anna), role: 'operator' },
  { name: 'Rita', passwordHash: await hashPassword(passwords.Rita), role: 'reader' },
];

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
    const operators = await people();
    const config = bareConfig((bare) => {
      bare.operators = operators;
      bare.temporal.uiUrl = 'https://temporal.example/';
      adjust?.(bare);
    });
    const bench = new OperatorsBench(temporal, config);
    const worker = await Worker.create({
      connection: temporal.nativeConnection,
      taskQueue: temporal.taskQueue,
      workflowsPath: fileURLToPath(new URL('./operators-workflow.ts', import.meta.url)),
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
  async plays(play: Play, kind: 'order' | 'payment' | 'late' = 'payment'): Promise<string> {
    const workflowId = `${kind}:${randomUUID()}`;
    const { client, taskQueue } = this.temporal;
    await client.workflow.start('standIn', { workflowId, taskQueue, args: [play] });
    return workflowId;
  }

  change(workflowId: string, play: Partial<Play>): Promise<void> {
    return this.temporal.client.workflow.getHandle(workflowId).signal(playSignal, play);
  }

  received(workflowId: string): Promise<Received[]> {
    return this.temporal.client.workflow.getHandle(workflowId).query(receivedQuery);
  }

  async close(): Promise<void> {
    for (const close of this.#closing.splice(0).reverse()) await close();
  }
}

/** A browser as far as these pages need one: a cookie, and forms with their hidden fields. */
export class Visitor {
  cookie: string | undefined;
  language = 'it';
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  static async signedIn(url: string, name: keyof typeof passwords = 'Anna'): Promise<Visitor> {
    const visitor = new Visitor(url);
    const { status } = await visitor.signIn(name, passwords[name]);
    if (status !== 303) throw new Error(`${name} could not sign in: ${status}`);
    return visitor;
  }

  async get(path: string): Promise<AxiosResponse<string>> {
    return this.#kept(await http.get(`${this.url}${path}`, { headers: this.#headers() }));
  }

  async post(path: string, fields: Record<string, string>): Promise<AxiosResponse<string>> {
    const body = new URLSearchParams(fields);
    return this.#kept(await http.post(`${this.url}${path}`, body, { headers: this.#headers() }));
  }

  /** Opens a form, fills it in over what stands there, and sends it. */
  async send(path: string, typed: Record<string, string>): Promise<AxiosResponse<string>> {
    const { data } = await this.get(path);
    return this.post(path, { ...hiddenIn(data), ...typed });
  }

  async signIn(name: string, password: string, next?: string): Promise<AxiosResponse<string>> {
    const search = next === undefined ? '' : `?${new URLSearchParams({ next })}`;
    const { data } = await this.get(`/operators/sign-in${search}`);
    return this.post('/operators/sign-in', { ...hiddenIn(data), name, password });
  }

  #headers() {
    return { cookie: this.cookie, 'accept-language': this.language };
  }

  #kept<T>(answer: AxiosResponse<T>): AxiosResponse<T> {
    const [set] = answer.headers['set-cookie'] ?? [];
    if (set !== undefined) this.cookie = set.split(';')[0];
    return answer;
  }
}

/** The hidden fields of a page's last form; those of the header's are only there without another. */
export function hiddenIn(html: string): Record<string, string> {
  const form = html.slice(html.lastIndexOf('<form method="post"'));
  const fields = form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
  return Object.fromEntries([...fields].map(([, name = '', value = '']) => [name, plain(value)]));
}

const plain = (escaped: string): string =>
  escaped
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** The page's heading. */
export const headingIn = (html: string): string => plain(/<h1>(.*?)<\/h1>/.exec(html)?.[1] ?? '');

/** A path of a workflow's page, or of one of its forms. */
export const pathTo = (workflowId: string, action?: string): string =>
  `/operators/${encodeURIComponent(workflowId)}${action ? `/${action}` : ''}`;
