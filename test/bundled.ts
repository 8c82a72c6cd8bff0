import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const logger = new DefaultLogger('ERROR');
const made = new Map<string, ReturnType<typeof bundleWorkflowCode>>();

/** The workflows of a test, for workers and replays: bundled once for all files of the process. */
export async function bundled(workflows: URL, interceptors: URL[] = []) {
  const [workflowsPath = '', ...workflowInterceptorModules] = [workflows, ...interceptors].map((url) =>
    fileURLToPath(url),
  );
  const bundling =
    made.get(workflowsPath) ?? bundleWorkflowCode({ workflowsPath, workflowInterceptorModules, logger });
  made.set(workflowsPath, bundling);
  return { workflowBundle: await bundling };
}
