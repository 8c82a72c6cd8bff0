import { loadClientConnectConfig } from '@temporalio/envconfig';
import { Failure } from '../domain/failure.ts';

/** Where Temporal is, by TEMPORAL_ADDRESS, a profile or the user's temporal.toml; undefined where none of them says. */
export function temporalOptions() {
  const { connectionOptions, namespace } = loadClientConnectConfig();
  if (!connectionOptions.address) return undefined;
  return { connectionOptions, namespace: namespace ?? 'default' };
}

/** The same for programs that have no server of their own to fall back on. */
export function requiredTemporal() {
  const options = temporalOptions();
  if (!options)
    throw new Failure(
      'CONFIG_MISSING_ENV',
      'refused',
      'TEMPORAL_ADDRESS is not set, and no Temporal profile is chosen',
    );
  return options;
}
