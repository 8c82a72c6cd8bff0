import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { TestProject } from 'vitest/node';
import { findTemporalBinary } from '../sandbox/temporal/binary.ts';
import { prepareNamespace } from '../workers/namespace.ts';
import { searchAttributes } from '../workflows/search-attributes.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the dev server of this run listens. */
    temporalAddress: string;
  }
}

const dynamic = {
  'system.enableActivityEagerExecution': 'true',
  // How soon a deleted workflow is gone: the default is 30 s.
  'history.transferProcessorUpdateAckInterval': '"500ms"',
  'history.visibilityProcessorUpdateAckInterval': '"500ms"',
};

/** Starts one dev server in memory for the whole run. Returns what ends it. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const log = (line: string) => console.log(line);
  const path = await findTemporalBinary(log);
  Runtime.install({ logger: new DefaultLogger('WARN') });
  const server = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path },
      searchAttributes: Object.values(searchAttributes),
      extraArgs: Object.entries(dynamic).flatMap(([key, value]) => [
        '--dynamic-config-value',
        `${key}=${value}`,
      ]),
      log: { format: 'text', level: 'error' },
    },
  });
  await prepareNamespace(server.connection, 'default', log);
  provide('temporalAddress', server.address);
  return () => server.teardown();
}
