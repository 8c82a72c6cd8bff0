import { Worker } from '@temporalio/worker';
import { afterEach, expect, it } from 'vitest';
import { keepCallStacks } from '../../workers/call-stacks.ts';
import { workflowCode } from '../../workers/workflow-code.ts';
import { orderStart } from '../../workflows/order/start.ts';
import { connectTest } from '../dev-server.ts';

afterEach(() => keepCallStacks(false));

it.each([
  { kept: true, shown: /\bat order \(/ },
  { kept: false, shown: /^$/ },
])('the call stack of a workflow shows $shown where they are kept: $kept', async ({ kept, shown }) => {
  keepCallStacks(kept);
  const temporal = await connectTest();
  const { client, nativeConnection: connection, taskQueue } = temporal;
  const worker = await Worker.create({ connection, taskQueue, ...workflowCode, activities: {} });
  const shop = `shop-${taskQueue}`;
  await worker.runUntil(async () => {
    const start = { ...orderStart({ shop, id: '1', announced: false }), taskQueue };
    const order = await client.workflow.start('order', start);
    expect(await order.query('__stack_trace')).toMatch(shown);
    await order.terminate();
  });
  await temporal.close();
});
