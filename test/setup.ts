import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, DefaultLogger, Runtime } from '@temporalio/worker';
import type { TestProject } from 'vitest/node';
import { findTemporalBinary } from '../sandbox/temporal/binary.ts';
import { prepareNamespace } from '../temporal/namespace.ts';
import { bundling } from '../workers/workflow-code.ts';
import { searchAttributes } from '../workflows/kit/search-attributes.ts';

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

const logger = new DefaultLogger('WARN');

// On the process, since each project has this module anew.
const run: { incassoServer?: Promise<{ address: string; end(): Promise<void> }> } = globalThis as object;

/** Starts one dev server in memory, and bundles the workflows, for all projects of the run. Returns what ends it to the first. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const first = !run.incassoServer;
  run.incassoServer ??= start(project);
  const { address, end } = await run.incassoServer;
  project.provide('temporalAddress', address);
  return first ? end : undefined;
}

async function start(project: TestProject) {
  const log = (line: string) => console.log(line);
  const path = await findTemporalBinary(log);
  Runtime.install({ logger });
  const folder = await mkdtemp(join(tmpdir(), 'incasso-tests-'));
  // Tests' processes and those that they start have it from here.
  process.env.INCASSO_WORKFLOW_BUNDLE = join(folder, 'bundle.js');
  const bundle = async () => {
    const { code } = await bundleWorkflowCode({ ...bundling, logger });
    await writeFile(join(folder, 'bundle.js'), code);
  };
  await bundle();
  project.onTestsRerun(bundle);
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
  const end = async () => {
    await server.teardown();
    await rm(folder, { recursive: true });
  };
  return { address: server.address, end };
}
