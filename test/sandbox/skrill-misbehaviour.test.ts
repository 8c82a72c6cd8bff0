import { describe, expect, test } from 'vitest';
import {
  EXAMPLE,
  md5sig,
  open,
  press,
  query,
  receiver,
  shop,
  skrill,
  statusOf,
  steer,
} from './skrill-bench.ts';

describe('told to misbehave', () => {
  const misbehave = async (mode: string, extra: object = {}) => {
    const made = await shop({ webhookRetryMs: [10, 10], delayedMs: null });
    await steer(made.sandbox, 'webhooks', { mode, times: 1, ...extra });
    return made;
  };

  test('it loses one report, which can be asked for again', async () => {
    const { hook, sandbox, sid } = await misbehave('lose');
    await press(sandbox, sid, 'pay');
    expect(sandbox.books.deliveries).toMatchObject([{ note: 'lost on purpose' }]);
    expect(await query(sandbox, { action: 'repost', trn_id: '100042-7b1c' })).toEqual(['200\t\tOK']);
    expect((await hook.until(1))[0]?.raw).toBe(EXAMPLE);
  });

  test('duplicate: one fact is told twice', async () => {
    const { hook, sandbox, sid } = await misbehave('duplicate');
    await press(sandbox, sid, 'pay');
    expect((await hook.until(2)).map(({ raw }) => raw)).toEqual([EXAMPLE, EXAMPLE]);
    expect(sandbox.books.charges).toHaveLength(1);
  });

  test('delay: the buyer is back before the report', async () => {
    const { hook, sandbox, sid } = await misbehave('delay', { ms: 60_000 });
    expect((await press(sandbox, sid, 'pay')).status).toBe(303);
    expect(hook.got).toEqual([]);
    sandbox.advance(60);
    await hook.until(1);
  });

  test('reorder: a report arrives after the one that follows it', async () => {
    const { hook, sandbox, sid } = await misbehave('reorder', { type: '0' });
    await press(sandbox, sid, 'delayed-succeed');
    await steer(sandbox, `delayed/${sid}`, { result: 'succeed' });
    expect((await hook.until(2)).map(({ fields }) => fields.status)).toEqual(['2', '0']);
  });

  test('corrupt-signature: the first post is signed wrongly, its repetition rightly', async () => {
    const answer = ({ fields }: { fields: Record<string, string> }) =>
      fields.md5sig === md5sig(fields) ? 200 : 400;
    const { hook, sandbox, sid } = await shop({ webhookRetryMs: [10] }, answer);
    await steer(sandbox, 'webhooks', { mode: 'corrupt-signature' });
    await press(sandbox, sid, 'pay');
    const [wrong, right] = await hook.until(2);
    expect(wrong?.fields.md5sig).not.toBe('EEF83786DED92AECBE955626BAF34A48');
    expect(right?.raw).toBe(EXAMPLE);
  });

  test('alter-amount: the unsigned sum is another, and the signature still right', async () => {
    const { hook, sandbox, sid } = await misbehave('alter-amount');
    await press(sandbox, sid, 'pay');
    const fields = await hook.first();
    expect(fields).toMatchObject({ amount: '0.01', mb_amount: '25.4', md5sig: md5sig(fields) });
  });

  test('a paid payment is told as failed, and asked for it is paid', async () => {
    const { hook, sandbox, sid } = await shop();
    expect((await steer(sandbox, `sessions/${sid}/contradict`, {})).status).toBe(400);
    await press(sandbox, sid, 'pay');
    await steer(sandbox, `sessions/${sid}/contradict`, {});
    expect((await hook.until(2)).map(({ fields }) => fields.status)).toEqual(['2', '-2']);
    expect(hook.got[1]?.fields.md5sig).toBe('71EA6237BAD45F0E2042EB3888D24A64');
    expect(await statusOf(sandbox)).toMatchObject({ status: '2' });
  });

  test('what was ordered can be taken back, and a misbehaviour nobody knows is refused', async () => {
    const { hook, sandbox, sid } = await misbehave('lose');
    await fetch(`${sandbox.url}/_sandbox/webhooks`, { method: 'DELETE' });
    await press(sandbox, sid, 'pay');
    await hook.until(1);
    expect((await steer(sandbox, 'webhooks', { mode: 'shout' })).status).toBe(400);
  });

  test('a report meets with what is drawn for its status', async () => {
    const hook = await receiver();
    const sandbox = await skrill({
      webhookMishaps: (type) => (type === '-2' ? { mode: 'lose' } : undefined),
    });
    const sid = await open(sandbox, { status_url: hook.url });
    await press(sandbox, sid, 'refuse');
    await press(sandbox, sid, 'pay');
    expect((await hook.until(1))[0]?.fields.status).toBe('2');
  });
});
