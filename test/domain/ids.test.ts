import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as ids from '../../domain/ids.ts';

const named = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,29}$/);
/** Whatever a shop, a gateway or a task queue may call something, colons, slashes and line ends with it. */
const anything = fc.string({ minLength: 1, unit: 'grapheme' });
const taskQueue = fc.stringMatching(/^[\w.:/-]{1,40}$/);

const runs = { numRuns: Number(process.env.LAWS_RUNS ?? 200) };

it('each workflow ID is read back as what it was written of', () => {
  const written = fc.oneof(
    fc.record({ shop: named, id: anything }).map(({ shop, id }) => ({
      workflowId: ids.orderWorkflowId(shop, id),
      read: { kind: 'order', shop, id },
    })),
    fc.record({ gateway: named, messageId: anything }).map(({ gateway, messageId }) => ({
      workflowId: ids.lateMessageWorkflowId(gateway, messageId),
      read: { kind: 'late', gateway, messageId },
    })),
    anything.map((paymentId) => ({
      workflowId: ids.paymentWorkflowId(paymentId),
      read: { kind: 'payment', paymentId },
    })),
    anything.map((paymentId) => ({
      workflowId: ids.depositDocumentWorkflowId(paymentId),
      read: { kind: 'document', paymentId },
    })),
    named.map((name) => ({ workflowId: ids.shopWorkflowId(name), read: { kind: 'shop', name } })),
    named.map((name) => ({ workflowId: ids.gatewayWorkflowId(name), read: { kind: 'gateway', name } })),
    named.map((name) => ({ workflowId: ids.erpWorkflowId(name), read: { kind: 'erp', name } })),
    fc.record({ taskQueue, erp: named }).map(({ taskQueue, erp }) => ({
      workflowId: ids.erpLeaseId(taskQueue, erp),
      read: { kind: 'erp-lease', taskQueue, erp },
    })),
    taskQueue.map((queue) => ({
      workflowId: ids.watchWorkflowId(queue),
      read: { kind: 'watch', taskQueue: queue },
    })),
  );
  const law = fc.property(written, ({ workflowId, read }) => {
    expect(ids.readWorkflowId(workflowId)).toEqual(read);
  });
  fc.assert(law, runs);
});

it("an order's reference is read back as shop and id", () => {
  const law = fc.property(named, anything, (shop, id) => {
    expect(ids.readOrderReference(ids.orderReference({ shop, id }))).toEqual({ shop, id });
  });
  fc.assert(law, runs);
});

it('IDs and references stay as ERPs and open workflows have them', () => {
  expect([
    ids.orderReference({ shop: 'demo', id: '12' }),
    ids.orderWorkflowId('demo', '12'),
    ids.paymentWorkflowId('000000012-9f'),
    ids.depositDocumentWorkflowId('A-9f'),
    ids.lateMessageWorkflowId('stripe', 'evt_1'),
    ids.shopWorkflowId('demo'),
    ids.gatewayWorkflowId('stripe'),
    ids.erpWorkflowId('mexal'),
    ids.erpLeaseId('incasso', 'mexal'),
    ids.watchWorkflowId('incasso'),
  ]).toEqual([
    'demo/12',
    'order:demo:12',
    'payment:000000012-9f',
    'document:A-9f',
    'late:stripe:evt_1',
    'shop:demo',
    'gateway:stripe',
    'erp:mexal',
    'erp-lease:incasso:mexal',
    'watch:incasso',
  ]);
});

it.each([
  '',
  'order',
  'order:',
  'order:demo',
  'order:demo:',
  'order::12',
  'order:de/mo:12',
  'payment',
  'payment:',
  'late:stripe',
  'late::evt_1',
  'shop:demo:12',
  'erp-lease:mexal',
  'erp-lease:incasso:',
  'watch:',
  'alerts:one',
  'Order:demo:12',
])('%j is no workflow of ours', (workflowId) => expect(ids.readWorkflowId(workflowId)).toBeUndefined());

it.each(['', 'demo', 'demo/', '/12', 'de:mo/12', '9f0c2c5e-deposit'])(
  '%j is no reference of an order',
  (reference) => expect(ids.readOrderReference(reference)).toBeUndefined(),
);
