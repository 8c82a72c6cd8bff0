import { MockActivityEnvironment } from '@temporalio/testing';
import { describe, expect, it } from 'vitest';
import { importActivities, type Orders } from '../../activities/import.ts';
import type { ChangedOrder, Shop } from '../../shops/shop.ts';

const at = '2026-03-02T10:00:00.000Z';
const order = (id: string, status: string, statusId?: string): ChangedOrder => ({
  id,
  createdAt: at,
  changedAt: at,
  status,
  statusId,
});

describe('the states in which orders start', () => {
  it.each([
    [undefined, ['1', '2', '3']],
    [['pending'], ['1']],
    [['Pagamento accettato'], ['2']],
    [
      ['2', 'pending'],
      ['1', '2'],
    ],
    [['14'], ['3']],
  ])('%j are named by word or number', async (states, wanted) => {
    const changed = [
      order('1', 'pending'),
      order('2', 'Pagamento accettato', '2'),
      order('3', 'In attesa di pagamento', '14'),
    ];
    const until = { changedAt: at, id: '3' };
    const shop = { listChanged: async () => ({ orders: changed, unreadable: [], until, more: false }) };
    const started: string[] = [];
    const orders = {
      start: async (_shop: string, id: string) => {
        started.push(id);
        return 'started';
      },
      tell: async () => 'over',
    } as unknown as Orders;
    const { importChanged } = importActivities({ it: shop as unknown as Shop }, orders, () => ({
      everyMs: 1,
      delayMs: 0,
      overlapMs: 0,
      atOnce: 5,
      states,
    }));
    const after = { changedAt: at, id: '0' };
    await new MockActivityEnvironment().run(() =>
      importChanged('it', after, {}, '2026-01-01T00:00:00.000Z', { after, known: {} }),
    );
    expect(started).toEqual(wanted);
  });
});
