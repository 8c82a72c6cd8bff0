import { DefaultLogger, type LogLevel, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';

const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** Sends what the Temporal SDK says to our log. Once in a process, before the first worker. */
export function logTo(logger: Logger, least: LogLevel): void {
  Runtime.install({
    logger: new DefaultLogger(least, ({ level, message, meta }) => {
      // Task tokens are long and of no use to people.
      const { taskToken: _taskToken, ...kept } = meta ?? {};
      logger[levels[level]](kept, message);
    }),
    shutdownSignals: [],
  });
}
