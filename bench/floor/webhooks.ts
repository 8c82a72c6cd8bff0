import { randomUUID } from 'node:crypto';
import { freePort } from '../../sandbox/ports.ts';
import type { Installation } from '../installation.ts';
import { startMeasured } from '../processes.ts';
import type { Floor } from './orders.ts';
import { bareListener } from './workflows.ts';

/** The floor's API for webhooks, and the ids of the workflows that they are for. */
export interface BareApi {
  url: string;
  ids: string[];
  stop(): Promise<void>;
}

/** Starts the bare API and as many listening workflows as `listeners` says. */
export async function startBareApi(
  { env, folder, webhookSecret }: Installation,
  { client, taskQueue }: Floor,
  listeners: number,
): Promise<BareApi> {
  const port = String(await freePort());
  const program = await startMeasured({
    name: 'bare-api',
    file: 'bench/floor/bare-api.ts',
    args: [port, webhookSecret],
    env,
    folder,
    readyWhen: 'ready to be measured',
  });
  const ids = Array.from({ length: listeners }, () => `listener-${randomUUID()}`);
  for (const workflowId of ids) await client.workflow.start(bareListener, { workflowId, taskQueue });
  return {
    url: `http://127.0.0.1:${port}/webhooks`,
    ids,
    stop: async () => {
      await Promise.all(ids.map((id) => client.workflow.getHandle(id).terminate('measured')));
      await program.stop();
    },
  };
}
