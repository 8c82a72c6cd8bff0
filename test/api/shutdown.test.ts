import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { depositPaymentId } from '../../api/deposits/request.ts';
import { paymentWorkflowId } from '../../domain/ids.ts';
import { type Program, says, startProgram } from '../../sandbox/kit/programs.ts';
import { freePort } from '../../sandbox/ports.ts';
import { builtPrograms } from '../programs.ts';
import { announce, bareEnvironment } from './bench.ts';
import { asksFor, depositsKey, wanted } from './deposits-bench.ts';

const INSTALLATION = 'pay.example';
const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
let config: string;
let url: string;
let connection: Connection;
const running: Program[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'incasso-shutdown-'));
  config = join(folder, 'incasso.yaml');
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const demo = parse(await readFile(join(root, 'incasso.yaml'), 'utf8'));
  const ownConfig = {
    ...demo,
    installation: INSTALLATION,
    api: { ...demo.api, port },
    // No worker runs: an announcement waits as long as this.
    windows: { ...demo.windows, returnWait: '4s' },
    temporal: { taskQueue: 'nobody-works-on-this' },
    deposits: { ...demo.deposits, key: '${DEPOSITS_KEY}', document: 'none' },
  };
  await writeFile(config, stringify(ownConfig));
  connection = Connection.lazy({ address: inject('temporalAddress') });
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  await connection.close();
  await rm(folder, { recursive: true });
});

/** The program as it is installed, once it listens. */
async function program() {
  const environment = bareEnvironment(url);
  const env = {
    ...process.env,
    ...environment,
    DEPOSITS_KEY: depositsKey,
    TEMPORAL_ADDRESS: inject('temporalAddress'),
  };
  const args = ['api/main.js', '--config', config];
  const child = startProgram(process.execPath, args, { cwd: builtPrograms(), env });
  running.push(child);
  await says(child, 'Server listening');
  const gone = child.ended.then(({ status }) => ({ code: status, at: Date.now() }));
  return { terminate: () => child.kill('SIGTERM'), gone };
}

/** Whether a new connection is taken. */
const isOpen = () =>
  new Promise<boolean>((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

it('an announcement under way is answered after SIGTERM, and one more, while new connections are refused', async () => {
  const api = await program();
  const inHand = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined);
  const answer = announce(url, 'demo', String(Date.now() % 1e9));
  await delay(1_500);
  api.terminate();
  await expect.poll(isOpen, { timeout: 3_000, interval: 50 }).toBe(false);
  const refusedAt = Date.now();
  api.terminate();
  const { status, data } = await answer;
  const answeredAt = Date.now();
  expect([status, data.workflowId]).toEqual([202, expect.stringMatching(/^order:demo:\d+$/)]);
  expect(answeredAt).toBeGreaterThan(refusedAt);
  const { code, at } = await api.gone;
  expect(code).toBe(0);
  // No connection lingers, neither this one nor one that a browser keeps in hand.
  expect(at - answeredAt).toBeLessThan(5_000);
  inHand.destroy();
});

it('each of 150 deposits with SIGTERM among them is answered, or was never taken in', async () => {
  const api = await program();
  const client = new Client({ connection });
  const keys = Array.from({ length: 150 }, (_, n) => `shutdown-${Date.now()}-${n}`);
  const asked = keys.map(async (key) => {
    const { status } = await asksFor(url, wanted, { 'idempotency-key': key });
    return status;
  });
  await Promise.any(asked);
  api.terminate();
  const answers = await Promise.allSettled(asked);
  expect((await api.gone).code).toBe(0);
  const began = await Promise.all(
    keys.map((key) =>
      client.workflow
        .getHandle(paymentWorkflowId(depositPaymentId(INSTALLATION, key)))
        .describe()
        .then(
          () => true,
          (error: unknown) => (error instanceof WorkflowNotFoundError ? false : Promise.reject(error)),
        ),
    ),
  );
  const told = answers.map((answer) => answer.status === 'fulfilled' && answer.value === 201);
  expect(told).toEqual(began);
  expect(told).toContain(true);
});

it('a connection that says nothing holds the program for 20 seconds at most', async () => {
  const api = await program();
  const silent = connect(Number(new URL(url).port), '127.0.0.1');
  await once(silent, 'connect');
  silent.on('error', () => undefined).write('POST /payments HTTP/1.1\r\n');
  await delay(500);
  const begun = Date.now();
  api.terminate();
  const { code, at } = await api.gone;
  silent.destroy();
  expect(code).toBe(0);
  expect(at - begun).toBeLessThan(26_000);
});
