import { afterEach, describe, expect, it, vi } from 'vitest';
import { csv, fakeSkrill, NOT_FOUND, PAYMENT, row, trn } from './fake-skrill.ts';

afterEach(() => vi.useRealTimers());
const now = (at: string) => vi.useFakeTimers({ toFake: ['Date'], now: new Date(at) });

/** The ids of the movements that are listed since then, and what Skrill was asked for. */
async function listed(since: string, ...rows: string[]) {
  const { gateway, asked } = await fakeSkrill({ history: () => csv(...rows), status_trn: () => NOT_FOUND });
  const { notifications, until, more } = await gateway.listNotifications(since);
  const ids = notifications.map((one) => (one.kind === 'message' ? one.message.id : one.id));
  const { start_date, end_date } = asked[0]?.form ?? {};
  return { ids: ids.map((id) => id.replace('history:', '')), until, more, start_date, end_date };
}
const payment = (id: string, time: string) => row({ id, time, type: 'Receive Money', plus: '25.4' });

describe('the account’s history', () => {
  it('is told to the minute: what came in the minute in which the last part ended is in the next', async () => {
    now('2026-03-02T10:10:00Z');
    const rows = [
      payment('1', '02 Mar 26 10:59'),
      payment('2', '02 Mar 26 11:00'),
      payment('3', '02 Mar 26 11:05'),
    ];
    expect(await listed('2026-03-02T10:00:40.000Z', ...rows)).toMatchObject({
      ids: ['2', '3'],
      until: '2026-03-02T10:10:00.000Z',
      more: false,
    });
  });

  it('is read by both readings of its time in summer, which calls itself CET', async () => {
    now('2026-07-02T10:30:00Z');
    const rows = [
      payment('1', '02 Jul 26 10:59'),
      payment('2', '02 Jul 26 11:10'),
      payment('3', '02 Jul 26 12:10'),
    ];
    // 11:10 is 09:10 in summer time, and 10:10 in what the column is called by.
    expect((await listed('2026-07-02T10:00:00.000Z', ...rows)).ids).toEqual(['2', '3']);
  });

  it('is asked for with a day more on both sides, up to today at the end', async () => {
    now('2026-03-20T10:10:00Z');
    expect(await listed('2026-03-02T23:30:00.000Z')).toMatchObject({
      start_date: '02-03-2026',
      end_date: '05-03-2026',
      until: '2026-03-03T23:30:00.000Z',
      more: true,
    });
    const last = await listed('2026-03-20T09:00:00.000Z');
    expect([last.start_date, last.end_date, last.more]).toEqual(['06-03-2026', undefined, false]);
  });

  it('of a part that is over has nothing of what comes after it', async () => {
    now('2026-03-20T10:10:00Z');
    const rows = [
      payment('1', '02 Mar 26 11:00'),
      payment('2', '03 Mar 26 10:59'),
      payment('3', '03 Mar 26 11:00'),
    ];
    expect((await listed('2026-03-02T10:00:00.000Z', ...rows)).ids).toEqual(['1', '2']);
  });

  it('may be in whatever order: the oldest is told first', async () => {
    now('2026-03-02T10:10:00Z');
    const rows = [
      payment('10', '02 Mar 26 11:02'),
      payment('9', '02 Mar 26 11:02'),
      payment('12', '02 Mar 26 11:01'),
    ];
    expect((await listed('2026-03-02T10:00:00.000Z', ...rows)).ids).toEqual(['12', '9', '10']);
  });

  it('that is another table is no list', async () => {
    for (const history of ['a,b\n1,2', '<html>', '']) {
      const { gateway } = await fakeSkrill({ history: () => history });
      const call = gateway.listNotifications(new Date().toISOString());
      if (history === '') expect(await call).toMatchObject({ notifications: [] });
      else await expect(call).rejects.toMatchObject({ code: 'GATEWAY_ANSWER_LOST' });
    }
  });

  it('names what it can’t read, and nothing of a customer', async () => {
    const { gateway } = await fakeSkrill({ history: () => csv(row({ time: 'b@example.com', minus: '5' })) });
    const error = await gateway.listNotifications(new Date().toISOString()).catch((reason: Error) => reason);
    expect(String(error)).toMatch(/Time/);
    expect(String(error)).not.toContain('example.com');
  });

  it('leads to each try by its own id, and to our reference where Skrill does not know that', async () => {
    now('2026-03-02T10:10:00Z');
    const { gateway, asked } = await fakeSkrill({
      history: () => csv(payment('77', '02 Mar 26 11:05')),
      status_trn: ({ trn_id }) => (trn_id ? trn() : NOT_FOUND),
    });
    const { notifications } = await gateway.listNotifications('2026-03-02T10:00:00.000Z');
    const [one] = notifications;
    const found = one?.kind === 'lookup' ? await gateway.lookUp(one) : undefined;
    expect(found).toMatchObject({
      paymentId: PAYMENT,
      messages: [{ id: 'skrill:2451682729:2', fact: 'PAID' }],
    });
    expect(asked.slice(1).map(({ form }) => form.mb_trn_id ?? form.trn_id)).toEqual(['77', PAYMENT]);
  });

  it('of other software on the account leads to nothing, and is not read once more for it', async () => {
    now('2026-03-02T10:10:00Z');
    const { gateway, asked } = await fakeSkrill({
      history: () => csv(payment('77', '02 Mar 26 11:05')),
      status_trn: () => trn({ status: '-2', incasso_page: undefined, incasso_installation: undefined }),
    });
    const { notifications } = await gateway.listNotifications('2026-03-02T10:00:00.000Z');
    const [one] = notifications;
    expect(one?.kind === 'lookup' ? await gateway.lookUp(one) : one).toBeUndefined();
    expect(asked.filter(({ form }) => form.action === 'history')).toHaveLength(1);
  });

  it('of a chargeback leads to the payment, which was paid before and is disputed now', async () => {
    now('2026-03-02T10:10:00Z');
    const { gateway } = await fakeSkrill({
      history: () => csv(row({ id: '80', time: '02 Mar 26 11:05', type: 'Chargeback', minus: '25.4' })),
      status_trn: () => trn({ status: '-3' }),
    });
    const { notifications } = await gateway.listNotifications('2026-03-02T10:00:00.000Z');
    const [one] = notifications;
    const found = one?.kind === 'lookup' ? await gateway.lookUp(one) : undefined;
    expect(found?.messages.map(({ id, fact }) => `${id} ${fact}`)).toEqual([
      'skrill:2451682729:2 PAID',
      'dispute:2451682729:-3 DISPUTED',
    ]);
  });
});
