import type { Client } from '@temporalio/client';
import { createConnectors } from '../config/connectors.ts';
import type { Env } from '../config/environment.ts';
import { loadConfig } from '../config/load.ts';
import { explanation } from '../config/run.ts';
import { Failure } from '../domain/failure.ts';
import { temporalClient } from '../temporal/connection.ts';
import type { Checking } from './check.ts';

/** The options that every command has. */
export interface Options {
  config: string;
  /** How long each system is waited for; seconds. */
  timeout: number;
  json: boolean;
}

/** The environment and output streams that a command uses; `process` fits. */
export interface Around {
  env: Env;
  stdout: { write(text: string): unknown; columns?: number };
  stderr: { write(text: string): unknown };
}

/** Loads the configuration, runs a command with it, and answers the exit status: 0, or 1 where something is wrong. */
export async function run(
  { config: file, timeout, json }: Options,
  { env, stdout, stderr }: Around,
  command: (checking: Checking) => Promise<{ ok: boolean; text: string }>,
): Promise<number> {
  const ended = (text: string, ok: boolean) => {
    if (text !== '') stdout.write(`${text}\n`);
    return ok ? 0 : 1;
  };
  try {
    const config = loadConfig(file, env);
    const checking = {
      config,
      connectors: createConnectors(config),
      env,
      client: namedServer(env),
      limitMs: timeout * 1000,
      progress: (what: string) => stderr.write(`${what}: looked at\n`),
    };
    const { ok, text } = await command(checking);
    return ended(text, ok);
  } catch (error) {
    if (json && error instanceof Failure) {
      const { code, message, whatToDo } = error;
      return ended(toJson({ ok: false, error: { code, message, whatToDo } }), false);
    }
    stderr.write(`${explanation(error)}\n`);
    return 1;
  }
}

/** An answer as JSON, as `--json` prints it. */
export const toJson = (answer: object): string => JSON.stringify(answer, null, 2);

/** The client of the Temporal server that the environment names; undefined where it names none. */
function namedServer(env: Env): Client | undefined {
  try {
    return temporalClient(env);
  } catch (error) {
    if (error instanceof Failure && error.code === 'CONFIG_MISSING_ENV') return undefined;
    throw error;
  }
}
