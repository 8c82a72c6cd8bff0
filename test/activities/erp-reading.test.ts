import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { erpReadingActivities } from '../../activities/erp-reading.ts';
import { sealsOf } from '../../config/seals.ts';
import type { FollowedDocument } from '../../domain/schemas/document.ts';
import type { Erp } from '../../erps/erp.ts';
import { until } from '../../sandbox/customer.ts';
import { ordersOf } from '../../temporal/orders.ts';
import { followedColumn } from '../../workflows/kit/columns.ts';
import { searchAttributes } from '../../workflows/kit/search-attributes.ts';
import { orderStart } from '../../workflows/order/start.ts';
import { bundled } from '../bundled.ts';
import { connectTest, type TestTemporal } from '../dev-server.ts';

describe('the reading of what became of documents', () => {
  const shop = `shop-${randomUUID()}`;
  const numbers = Array.from({ length: 250 }, (_, i) => `OC 1/${i + 1}`);
  let temporal: TestTemporal;
  beforeAll(async () => {
    temporal = await connectTest();
  });
  afterAll(() => temporal.close());

  /** An order whose workflow stands still: nobody serves its task queue. */
  const starts = async (number: string) => {
    const start = orderStart({ shop, id: number.replace('OC 1/', ''), announced: false });
    await temporal.client.workflow.start('order', {
      ...start,
      taskQueue: temporal.taskQueue,
      typedSearchAttributes: [
        ...start.typedSearchAttributes,
        { key: searchAttributes.Document, value: 'what people read' },
        { key: searchAttributes.FollowedDocument, value: followedColumn({ number, year: 2026 }) },
      ],
    });
  };
  const orders = () =>
    ordersOf(temporal.client, temporal.taskQueue, sealsOf('a secret of this test, of 32 letters'));

  it('takes all that are followed, each once, in parts of at most a hundred', async () => {
    await Promise.all(numbers.map(starts));
    await until('all orders in the list', async () => {
      const query = `Shop="${shop}"`;
      return (await temporal.client.workflow.count(query)).count === numbers.length ? true : undefined;
    });
    const parts: FollowedDocument[][] = [];
    for await (const part of orders().followed([shop])) parts.push(part);
    expect(parts.map(({ length }) => length)).toEqual([100, 100, 50]);
    const found = new Map(parts.flat().map(({ reference, ...document }) => [reference, document]));
    const expected = numbers.map((number) => [
      `${shop}/${number.replace('OC 1/', '')}`,
      { number, year: 2026 },
    ]);
    expect(found).toEqual(new Map(expected as [string, object][]));
    for await (const part of orders().followed([])) expect.fail(`${part.length} of no shop`);
  });

  it('asks an order itself that has no such column, or one that nobody can read', async () => {
    const { client, nativeConnection } = temporal;
    const before = `before-${randomUUID()}`;
    const taskQueue = `answering-${temporal.taskQueue}`;
    const worker = await Worker.create({
      connection: nativeConnection,
      taskQueue,
      ...(await bundled(new URL('./fake-order.ts', import.meta.url))),
    });
    const begins = (id: string, view: object, followed?: string) => {
      const start = orderStart({ shop: before, id, announced: false });
      return client.workflow.start('order', {
        ...start,
        taskQueue,
        args: [view],
        typedSearchAttributes: [
          ...start.typedSearchAttributes,
          { key: searchAttributes.Document, value: 'what people read' },
          ...(followed === undefined ? [] : [{ key: searchAttributes.FollowedDocument, value: followed }]),
        ],
      });
    };
    const followed = async () => {
      const found: FollowedDocument[] = [];
      for await (const part of orders().followed([before])) found.push(...part);
      return found.sort((a, b) => a.reference.localeCompare(b.reference));
    };
    await worker.runUntil(async () => {
      await begins('1', { document: { number: 'OC 1/1', year: 2026 } });
      await begins('2', { document: { number: 'OC (2) · 7' }, documentState: 'shipped' }, '{"number":7}');
      await begins('3', { document: { number: 'OC 1/3' }, documentState: 'invoiced' }, 'OC 1/3');
      await until('all orders in the list', async () =>
        (await client.workflow.count(`Shop="${before}"`)).count === 3 ? true : undefined,
      );
      expect(await followed()).toEqual([
        { reference: `${before}/1`, number: 'OC 1/1', year: 2026 },
        { reference: `${before}/2`, number: 'OC (2) · 7', state: 'shipped' },
      ]);
    });
    // Nobody answers: it is not taken for read.
    await expect(followed()).rejects.toMatchObject({ code: 'TEMPORAL_AWAY' });
  });

  it('tells the orders of every part, and goes on next time from where the first part was read', async () => {
    const told: string[] = [];
    const read: string[] = [];
    const erp = {
      listPayments: async () => [],
      changedSince: async (since, followed) => {
        read.push(since);
        const [first] = followed;
        const what = { state: 'shipped', seen: 'it left', inferred: false } as const;
        const changes = first ? [{ reference: first.reference, number: first.number, ...what }] : [];
        return { changes, until: `2026-03-0${read.length + 1}T00:00:00.000Z` };
      },
    } satisfies Pick<Erp, 'listPayments' | 'changedSince'>;
    const part = (id: string) => [{ reference: `${shop}/${id}`, number: `OC 1/${id}` }];
    const { readErp } = erpReadingActivities(
      erp as unknown as Erp,
      {
        async *followed() {
          yield part('1');
          yield part('2');
        },
        tellDocument: async ({ reference }) => {
          told.push(reference);
          return 'told';
        },
      },
      { mapping: [], shops: [shop], everyMs: 1, atOnce: 1 },
      async () => {},
    );
    const since = '2026-03-01T00:00:00.000Z';
    const look = await new MockActivityEnvironment().run(readErp, since);
    expect(look).toMatchObject({ changesUntil: '2026-03-02T00:00:00.000Z', told: 2 });
    expect(read).toEqual([since, since]);
    expect(told).toEqual([`${shop}/1`, `${shop}/2`]);
  });
});
