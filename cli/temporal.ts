import {
  type Client,
  isGrpcServiceError,
  QueryNotRegisteredError,
  ServiceError,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { NamespaceNotFoundError } from '@temporalio/common';
import type { Config } from '../config/schema.ts';
import { Failure } from '../domain/failure.ts';
import { bad, type Finding, finding, good, note } from '../domain/finding.ts';
import { withDeadline } from '../temporal/deadline.ts';
import { type ErpHolder, holderOf, loginIsRefused } from '../temporal/erp.ts';
import { howToPrepare } from '../temporal/namespace.ts';
import { recentPollers } from '../temporal/pollers.ts';
import { searchAttributes } from '../workflows/kit/search-attributes.ts';
import { checkStuck } from './stuck.ts';

const ANSWER_MS = 8_000;
const NOT_FOUND = 5;
// Errors that the client library throws instead of a ServiceError.
const REFUSALS = [NamespaceNotFoundError, WorkflowNotFoundError, QueryNotRegisteredError];

/** Calls Temporal. Throws TEMPORAL_AWAY where it gives no answer within `ms`, or an error. */
export async function askTemporal<T>(client: Client, call: () => Promise<T>, ms = ANSWER_MS): Promise<T> {
  try {
    return await withDeadline(client, ms, call);
  } catch (error) {
    const cause = error instanceof ServiceError ? error.cause : error;
    if (isGrpcServiceError(cause)) throw answered(cause.details || cause.message);
    if (REFUSALS.some((kind) => error instanceof kind)) throw answered((error as Error).message);
    throw error;
  }
}

const answered = (what: string) => new Failure('TEMPORAL_AWAY', 'away', `Temporal answers: ${what}`);

/** Checks the Temporal server, its namespace and search attributes, and that workers serve our task queues. */
export async function checkTemporal(client: Client, { temporal, erp }: Config): Promise<Finding[]> {
  const { connection } = client;
  const { namespace } = client.options;
  const ask = <T>(call: () => Promise<T>) => askTemporal(client, call);

  const server = async (): Promise<Finding[]> => {
    const known = await ask(() =>
      connection.workflowService.describeNamespace({ namespace }).catch((error: unknown) => {
        if (isGrpcServiceError(error) && error.code === NOT_FOUND) return undefined;
        throw error;
      }),
    );
    return known
      ? [good('server', `answers, and has namespace ${namespace}`)]
      : [
          bad(
            'namespace',
            `the server has none called ${namespace}`,
            `Name another (TEMPORAL_NAMESPACE), or make it: temporal operator namespace create --namespace ${namespace} --retention 90d`,
          ),
        ];
  };

  const attributes = async (): Promise<Finding[]> => {
    const missing = await ask(() => howToPrepare(connection, namespace));
    if (missing === undefined) return [good('search attributes', Object.keys(searchAttributes).join(', '))];
    const [what = '', ...commands] = missing.split('\n');
    return [
      bad(
        'search attributes',
        what,
        ['Start the worker, which adds them where it may; or run:', ...commands].join('\n'),
      ),
    ];
  };

  const workers = async (): Promise<Finding[]> => {
    const { taskQueue } = temporal;
    const served: [string, queue: string, 'workflow' | 'activity'][] = [
      ['workers', taskQueue, 'workflow'],
      ['workers, their calls', taskQueue, 'activity'],
    ];
    return Promise.all(
      served.map(async ([subject, queue, kind]) => {
        const pollers = await ask(() => recentPollers(connection, namespace, queue, kind));
        return pollers.length > 0
          ? good(subject, `at work on ${queue}: ${[...new Set(pollers)].join(', ')}`)
          : bad(
              subject,
              `nobody works on task queue ${queue}`,
              'Start the worker, and see that its incasso.yaml names the same temporal.taskQueue.',
            );
      }),
    );
  };

  const erps = async (): Promise<Finding[]> =>
    Promise.all(
      Object.keys(erp).map(async (name) =>
        servedFinding(name, await ask(() => holderOf(client, temporal.taskQueue, name))),
      ),
    );

  return finding('server', async () => {
    const found = await server();
    if (found.some(({ ok }) => ok === false)) return found;
    const parts = await Promise.all([
      finding('search attributes', attributes),
      finding('workers', workers),
      finding('who serves the ERPs', erps),
      finding('workflows', () => ask(() => checkStuck(client, temporal.taskQueue))),
    ]);
    return [...found, ...parts.flat()];
  });
}

/** The finding about which worker serves an ERP: one does at a time, and a spare takes over when that one ends. */
function servedFinding(erp: string, { by, since, spares }: ErpHolder): Finding {
  const subject = `who serves ${erp}`;
  const ready = spares.length > 0 ? `ready to go on: ${spares.join(', ')}` : 'no other worker is ready';
  if (by) return good(subject, `${by}${since ? `, since ${since}` : ''}; ${ready}`);
  if (spares.length > 0) return note(subject, `nobody at this moment; ${ready}, within half a minute`);
  return bad(
    subject,
    'no worker',
    `Start a worker without --no-erp, and see that its incasso.yaml names the same temporal.taskQueue and ${erp}.`,
  );
}

/** Whether the ERP is known to refuse our login: then nothing may be sent to it, since further refusals lock our user. */
export async function isShut(client: Client, erp: string): Promise<boolean> {
  try {
    return await askTemporal(client, () => loginIsRefused(client, erp));
  } catch (error) {
    // Temporal could not be asked; `checkTemporal` reports why.
    if (error instanceof Failure) return false;
    throw error;
  }
}
