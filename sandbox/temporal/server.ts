import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { Failure } from '../../domain/failure.ts';
import { prepareNamespace } from '../../temporal/namespace.ts';
import { searchAttributes } from '../../workflows/kit/search-attributes.ts';
import { holdLock, type Lock } from '../kit/lock.ts';
import { lastLines, type Program, startProgram } from '../kit/programs.ts';
import { freePort } from '../ports.ts';
import { findTemporalBinary } from './binary.ts';

/** How a dev server is started. */
export interface TemporalOptions {
  /** Where workflows are kept; without it they live in memory only. One server at a time can use a file. */
  dbFile?: string;
  /** Port on 127.0.0.1; a free one without it. */
  port?: number;
  /** Port of the Web UI on 127.0.0.1; a free one without it, none at all with `false`. */
  uiPort?: number | false;
  namespace?: string;
  /** Gets the progress. */
  log: (line: string) => void;
  /** Gets the server's own warnings; by default `log`. */
  warn?: (line: string) => void;
}

/** A running dev server, ready for our workflows. */
export interface TemporalServer {
  address: string;
  uiUrl: string | undefined;
  namespace: string;
  /** Ends it once it has stored everything; at most 15 s. */
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
const START_MS = 60_000;
// A port that was free when it was chosen, by us or by the server, can be taken by then. A database whose server was killed
// is repaired by the next one, parts of which can find it locked meanwhile; our lock says that no other server uses it.
const STARTED_AGAIN_AFTER = /address already in use|failed listening|database is locked/;
const STARTS = 3;
const RECONNECTING = { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 100 };
const RETENTION_DAYS = 30;
const PROBLEMS_REPORTED_AFTER = 'system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute';

/**
 * Starts Temporal's dev server on loopback and prepares its namespace. The SDK's `createLocal` is not used, since it waits
 * only 5 s, kills the server in the end, and lets Ctrl-C reach it and the server outlive us. Throws TEMPORAL_BINARY_MISSING,
 * TEMPORAL_NOT_STARTED.
 */
export async function startTemporal(options: TemporalOptions): Promise<TemporalServer> {
  const { log, warn = log, namespace = 'default' } = options;
  const dbFile = options.dbFile && resolve(options.dbFile);
  const lock = dbFile ? await lockDatabase(dbFile) : undefined;
  try {
    const binary = await findTemporalBinary(log);
    for (let attempt = 1; ; attempt += 1) {
      const port = await portFor(options.port, 'Temporal');
      const uiPort =
        options.uiPort === false ? undefined : await portFor(options.uiPort, "Temporal's Web UI");
      const server = startProgram(binary, serverArguments(port, uiPort, dbFile, namespace), {
        group: true,
        onLine: (line, from) => void (from === 'stderr' && line.trim() && warn(line)),
      });
      lock?.shareWith(server.pid);
      const address = `${HOST}:${port}`;
      const uiUrl = uiPort === undefined ? undefined : `http://${HOST}:${uiPort}`;
      try {
        await prepareWhenServing(address, namespace, server, log);
        return { address, uiUrl, namespace, stop: () => server.stop().then(() => lock?.release()) };
      } catch (error) {
        const again = server.hasEnded() && STARTED_AGAIN_AFTER.test(server.said()) && attempt < STARTS;
        await server.stop();
        if (!again) throw error;
      }
    }
  } catch (error) {
    lock?.release();
    throw error;
  }
}

async function prepareWhenServing(
  address: string,
  namespace: string,
  server: Program,
  log: (line: string) => void,
): Promise<void> {
  const connection = Connection.lazy({ address, channelArgs: RECONNECTING });
  const serves = () =>
    connection.workflowService.describeNamespace({ namespace }).then(
      () => true,
      () => false,
    );
  try {
    const deadline = Date.now() + START_MS;
    while (!(await serves())) {
      const how = server.hasEnded()
        ? 'ended at once'
        : `doesn't answer at ${address} after ${START_MS / 1000} s`;
      if (server.hasEnded() || Date.now() > deadline)
        throw notStarted(`The Temporal dev server ${how}: ${lastLines(server.said(), 1)}`);
      await delay(100);
    }
    await prepareNamespace(connection, namespace, log, { minRetentionDays: RETENTION_DAYS });
  } finally {
    await connection.close();
  }
}

const serverArguments = (
  port: number,
  uiPort: number | undefined,
  dbFile: string | undefined,
  namespace: string,
): string[] => [
  ...['server', 'start-dev', `--ip=${HOST}`, `--port=${port}`, `--namespace=${namespace}`],
  uiPort === undefined ? '--headless' : `--ui-port=${uiPort}`,
  ...(dbFile ? [`--db-filename=${dbFile}`] : []),
  '--dynamic-config-value=system.enableActivityEagerExecution=true',
  // Servers before 1.30 ignore it.
  `--dynamic-config-value=${PROBLEMS_REPORTED_AFTER}=2`,
  // A new database has these at once; an existing one ignores them and is prepared after the start.
  ...Object.values(searchAttributes).map(
    ({ name, type }) => `--search-attribute=${name}=${TypedSearchAttributes.toMetadataType(type)}`,
  ),
  ...['--log-level=error', '--color=never'],
  // A profile of the user's own CLI must not change this server.
  ...['--disable-config-file', '--disable-config-env'],
];

async function portFor(wish: number | undefined, whose: string): Promise<number> {
  const port = await freePort(wish);
  if (port !== undefined) return port;
  throw notStarted(
    `Port ${wish} on ${HOST}, for ${whose}, is taken by another program: end it, or choose another port`,
  );
}

// SQLite would let two servers use one file, and both would lose workflows.
function lockDatabase(dbFile: string): Promise<Lock> {
  // A server that was just ended gets a moment to be gone.
  const refuseAt = Date.now() + 3_000;
  return holdLock(`${dbFile}.lock`, (pid) => {
    if (Date.now() > refuseAt)
      throw notStarted(
        `The database ${dbFile} is in use by another running server (process ${pid}): end that one first`,
      );
  });
}

const notStarted = (message: string): Failure => new Failure('TEMPORAL_NOT_STARTED', 'refused', message);
