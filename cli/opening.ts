import type { Client } from '@temporalio/client';
import { createConnectors } from '../config/connectors.ts';
import { loadConfig } from '../config/load.ts';
import { explain } from '../config/run.ts';
import { Failure } from '../domain/failure.ts';
import { temporalClient } from '../temporal/connection.ts';
import type { Checking } from './check.ts';

/** What every command is told. */
export interface Options {
  config: string;
  /** Seconds. */
  timeout: number;
  json: boolean;
}

/** Runs a command over the installation of the file, and ends the process with its status, whatever is still under way. */
export async function run(
  { config: file, timeout, json }: Options,
  command: (checking: Checking) => Promise<{ ok: boolean; text: string }>,
): Promise<void> {
  try {
    const config = loadConfig(file, process.env);
    const checking = {
      config,
      connectors: createConnectors(config),
      client: namedServer(),
      limitMs: timeout * 1000,
      told: (what: string) => console.error(`${what}: looked at`),
    };
    const { ok, text } = await command(checking);
    end(text, ok);
  } catch (error) {
    if (!json || !(error instanceof Failure)) return explain(error);
    const { code, message, whatToDo } = error;
    end(toJson({ ok: false, error: { code, message, whatToDo } }), false);
  }
}

export const toJson = (answer: object): string => JSON.stringify(answer, null, 2);

/** Undefined where the environment names none: what needs it says so. */
function namedServer(): Client | undefined {
  try {
    return temporalClient();
  } catch (error) {
    if (error instanceof Failure && error.code === 'CONFIG_MISSING_ENV') return undefined;
    throw error;
  }
}

/** Connections that nobody waits for any more would keep the process. */
function end(text: string, ok: boolean): void {
  process.stdout.write(text === '' ? '' : `${text}\n`, () => process.exit(ok ? 0 : 1));
}
