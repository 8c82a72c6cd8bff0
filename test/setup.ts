import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { TestProject } from 'vitest/node';
import { findTemporalBinary } from '../sandbox/temporal/binary.ts';
import { bundleInto, compileInto } from '../scripts/dist.ts';
import { prepareNamespace } from '../temporal/namespace.ts';
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
const home = fileURLToPath(new URL('../.incasso', import.meta.url));

// On the process, since each project has this module anew.
const run: { incassoServer?: Promise<{ address: string; folder: string; end(): Promise<void> }> } =
  globalThis as object;

/** Starts one dev server in memory, and bundles the workflows, for all projects of the run; builds the programs for `slow`. Returns what ends it to the first. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const first = !run.incassoServer;
  run.incassoServer ??= start(project);
  const { address, folder, end } = await run.incassoServer;
  if (project.name === 'slow') {
    const compile = () => compileInto(folder, { checked: false });
    await compile();
    project.onTestsRerun(compile);
    process.env.INCASSO_PROGRAMS = folder;
  }
  project.provide('temporalAddress', address);
  return first ? end : undefined;
}

async function start(project: TestProject) {
  const log = (line: string) => console.log(line);
  const path = await findTemporalBinary(log);
  Runtime.install({ logger });
  await mkdir(home, { recursive: true });
  const folder = await mkdtemp(join(home, 'tests-'));
  // Tests' processes and those that they start have it from here.
  process.env.INCASSO_WORKFLOW_BUNDLE = join(folder, 'workflows', 'bundle.js');
  const bundle = () => bundleInto(folder);
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
  return { address: server.address, folder, end };
}
