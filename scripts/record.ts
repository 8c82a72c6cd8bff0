import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import proto from '@temporalio/proto';
import { Command } from 'commander';
import { pino } from 'pino';
import { explain } from '../config/run.ts';
import { Customer } from '../sandbox/customer.ts';
import { stories } from '../sandbox/stories.ts';
import { shortened, tell } from '../sandbox/storyteller.ts';
import { startWorld } from '../sandbox/world.ts';
import { logTo } from '../workers/logging.ts';
import { orderQuery, orderWorkflowId, paymentWorkflowId } from '../workflows/messages.ts';

const folder = fileURLToPath(new URL('../test/histories/', import.meta.url));

/** Tells every story and keeps the histories of its workflows, against which the tests replay the workflow code. */
async function main(): Promise<void> {
  logTo(pino(pino.destination(2)), 'ERROR');
  const world = await startWorld({ adjust: shortened, log: (line) => console.error(line) });
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const customer = new Customer(world);
    for (const story of stories) {
      const result = await tell(story, customer, world);
      if (!result.ok) throw new Error(`"${story.name}" did not end as it should: ${result.why}`);
      const orderId = orderWorkflowId(world.shop, String(Number(result.order)));
      const { payments } = await world.client.workflow.getHandle(orderId).query(orderQuery);
      for (const workflowId of [orderId, ...payments.map((p) => paymentWorkflowId(p.paymentId))]) {
        const history = await world.client.workflow.getHandle(workflowId).fetchHistory();
        const name = `${story.name}, ${workflowId.startsWith('order') ? 'order' : `payment ${payments.findIndex((p) => workflowId.endsWith(p.paymentId)) + 1}`}`;
        const file = `${name.replace(/[^a-z0-9]+/gi, '-')}.history`;
        await writeFile(`${folder}${file}`, proto.temporal.api.history.v1.History.encode(history).finish());
        console.error(`recorded ${file}`);
      }
    }
  } finally {
    await world.stop();
  }
}

const command = new Command('npm run record')
  .description(
    'Records the histories of every story anew into test/histories. From the first release on, a change of workflow code is guarded with patched() instead, and what was recorded stays.',
  )
  .action(() => main().catch(explain));
await command.parseAsync();
