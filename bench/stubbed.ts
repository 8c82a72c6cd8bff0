import { randomUUID } from 'node:crypto';
import { WithStartWorkflowOperation } from '@temporalio/client';
import { paymentWorkflowId } from '../domain/ids.ts';
import type { Program } from '../sandbox/kit/programs.ts';
import { announcedUpdate, messageSignal } from '../workflows/messages.ts';
import { orderStart } from '../workflows/order/start.ts';
import type { order } from '../workflows/order/workflow.ts';
import { isDone, places, type Took } from './customers.ts';
import { type Installation, SHOP, senderOf } from './installation.ts';
import { startMeasured } from './processes.ts';
import { sightsOf } from './sights.ts';

/** Our workflows with outside systems that answer at once. */
export interface Stubbed {
  worker: Program;
  buys(): Promise<Took>;
}

/** Starts the worker with such systems. */
export async function startStubbed(installation: Installation): Promise<Stubbed> {
  const { client, env, folder, configFile } = installation;
  const send = senderOf(installation);
  const pattern = await places(installation);
  const worker = await startMeasured({
    name: 'stubbed',
    file: 'bench/stubbed-worker.ts',
    args: [configFile, pattern],
    env,
    folder,
    readyWhen: 'ready to be measured',
  });
  const seen = sightsOf(worker);
  return {
    worker,
    async buys() {
      const id = randomUUID();
      const startedAt = Date.now();
      const view = await client.workflow.executeUpdateWithStart(announcedUpdate, {
        startWorkflowOperation: new WithStartWorkflowOperation<typeof order>('order', {
          ...orderStart({ shop: SHOP, id, announced: true }),
          taskQueue: `${SHOP}-at-once`,
          workflowIdConflictPolicy: 'USE_EXISTING',
        }),
      });
      const paymentId = view.paymentId ?? '';
      await seen('opened', paymentId);
      const paidAt = Date.now();
      await send(paymentWorkflowId(paymentId), messageSignal, {
        id: `evt_${id}`,
        source: 'notification',
        at: new Date().toISOString(),
        live: false,
        fact: 'PAID',
        page: `cs_${paymentId}`,
        charge: `pi_${id}`,
        money: view.total,
        gateway: 'stripe',
        status: 'checkout.session.completed complete/paid',
      });
      const writtenAt = await seen('written', id);
      await isDone(installation, id);
      return { order: writtenAt - startedAt, webhook: writtenAt - paidAt };
    },
  };
}
