import { Client, Connection } from '@temporalio/client';
import { type ClientConnectConfig, loadClientConfigProfile, toClientOptions } from '@temporalio/envconfig';
import type { Env } from '../config/environment.ts';
import { Failure } from '../domain/failure.ts';

/** How to reach a Temporal server. */
export interface TemporalOptions {
  connectionOptions: ClientConnectConfig['connectionOptions'];
  namespace: string;
}

/**
 * The server that Temporal's own variables name (TEMPORAL_ADDRESS, TEMPORAL_PROFILE, TLS, API key, the file temporal.toml);
 * undefined where neither an address nor a profile is given. Throws CONFIG_INVALID. See docs.temporal.io/develop/environment-configuration
 */
export function temporalOptions(env: Env = process.env): TemporalOptions | undefined {
  const variables = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
  try {
    const profile = loadClientConfigProfile({ overrideEnvVars: variables });
    if (!profile.address && !variables.TEMPORAL_PROFILE) return undefined;
    const { connectionOptions, namespace } = toClientOptions(profile);
    return { connectionOptions, namespace: namespace ?? 'default' };
  } catch (error) {
    const { message } = error as Error;
    throw new Failure(
      'CONFIG_INVALID',
      'refused',
      `the Temporal server's settings can't be read: ${message}`,
    );
  }
}

/** The same for programs that have no server of their own to fall back on. Throws CONFIG_MISSING_ENV too. */
export function requiredTemporal(env: Env = process.env): TemporalOptions {
  const options = temporalOptions(env);
  if (options) return options;
  throw new Failure(
    'CONFIG_MISSING_ENV',
    'refused',
    'no Temporal server is named: set TEMPORAL_ADDRESS (host:port), or TEMPORAL_PROFILE for one of temporal.toml',
  );
}

/** A way to the Temporal server that the environment names; nothing is called yet. Throws CONFIG_MISSING_ENV, CONFIG_INVALID. */
export function temporalClient(env: Env = process.env): Client {
  const { connectionOptions, namespace } = requiredTemporal(env);
  return new Client({ connection: Connection.lazy(connectionOptions), namespace });
}
