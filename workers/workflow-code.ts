import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BundleOptions, WorkerOptions } from '@temporalio/worker';

const workflowsPath = fileURLToPath(new URL('../workflows/index.ts', import.meta.url));
const interceptorsPath = fileURLToPath(new URL('../workflows/interceptors.ts', import.meta.url));
// Made by `npm run build`; beside it there are no sources to bundle at start.
const codePath = fileURLToPath(new URL('../workflows/bundle.js', import.meta.url));

/**
 * The workflows are loaded once for all of their runs, not once for each: nothing in their modules belongs to one run.
 * That spares memory, and time at the start of a run.
 */
const preloadModules = [workflowsPath];

/**
 * How many runs a worker keeps in memory: those of some 250 orders and their payments. Others are brought back from their
 * history when they hear something.
 */
export const KEPT_IN_MEMORY = 500;

/**
 * Errors are told with file and line. The sources themselves would be two thirds of the bundle, which each worker reads several times
 * as it starts.
 */
const withoutSources: BundleOptions['webpackConfigHook'] = (config) => ({
  ...config,
  devtool: 'inline-nosources-source-map',
});

/** For whoever bundles the workflows. */
export const bundling: BundleOptions = {
  workflowsPath,
  preloadModules,
  workflowInterceptorModules: [interceptorsPath],
  webpackConfigHook: withoutSources,
};

type WorkflowCode = Pick<
  WorkerOptions,
  'workflowBundle' | 'workflowsPath' | 'bundlerOptions' | 'interceptors'
>;

// Each worker bundles them anew, which takes it some seconds.
const fromSources: WorkflowCode = {
  workflowsPath,
  bundlerOptions: { preloadModules, webpackConfigHook: withoutSources },
  interceptors: { workflowModules: [interceptorsPath] },
};

// Who starts many workers from the same sources (the tests) bundles them once for all, and says here where that lies.
const bundled = [codePath, process.env.INCASSO_WORKFLOW_BUNDLE].find((path) => path && existsSync(path));

/** The workflows of a worker, and for replaying histories: those that were built, otherwise the sources. */
export const workflowCode: WorkflowCode = bundled ? { workflowBundle: { codePath: bundled } } : fromSources;
