import { DefaultLogger, type LogEntry, type LogLevel, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';
import { failedRuns } from './failed-runs.ts';

const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;
const loudness = Object.keys(levels);

/**
 * Sends what the Temporal SDK says to our log, its core's words too, and heeds what it says of failing workflow tasks. Once
 * in a process, before the first worker.
 */
export function logTo(logger: Logger, least: LogLevel): void {
  const quietest = loudness.indexOf(least);
  Runtime.install({
    logger: new DefaultLogger('TRACE', (entry) => {
      heed(entry);
      const { level, message, meta } = entry;
      if (loudness.indexOf(level) < quietest) return;
      // Task tokens are long and of no use to people.
      const { taskToken: _taskToken, ...kept } = meta ?? {};
      logger[levels[level]](kept, message);
    }),
    telemetryOptions: { logging: { filter: { core: 'WARN', other: 'WARN' }, forward: {} } },
    shutdownSignals: [],
  });
}

/** The core warns once of a run whose task failed; further failures of it are not logged. */
function heed({ level, meta }: LogEntry): void {
  const { sdkComponent, runId } = meta ?? {};
  if (sdkComponent === 'core' && level === 'WARN' && typeof runId === 'string') failedRuns.hear(runId);
}
