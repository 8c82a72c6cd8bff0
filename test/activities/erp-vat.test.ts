import { MockActivityEnvironment } from '@temporalio/testing';
import { expect, it } from 'vitest';
import { erpActivities } from '../../activities/erp.ts';
import type { Erp } from '../../erps/erp.ts';
import { anOrder } from '../domain/orders-given.ts';

it('writes no document of rows whose VAT nobody knows, and says which', async () => {
  const written: string[] = [];
  const writeDocument: Erp['writeDocument'] = async ({ reference }) => {
    written.push(reference);
    return { id: '1', number: 'OC 1/1' };
  };
  const { writeDocument: write } = erpActivities({ mexal: { writeDocument } as Erp }, []);
  const told = (order: ReturnType<typeof anOrder>) =>
    new MockActivityEnvironment().run(write, 'mexal', { reference: `brescia/${order.id}`, order });
  const [line] = anOrder().lines;
  const mixed = anOrder({ id: '18', lines: line ? [{ ...line, taxRate: 14.3, rateUnclear: true }] : [] });
  await told(anOrder());
  await expect(told(mixed)).rejects.toMatchObject({
    type: 'ORDER_VAT_UNCLEAR',
    nonRetryable: true,
    message: expect.stringContaining('A1 (14.3 %)'),
  });
  expect(written).toEqual(['brescia/17']);
});
