import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sorted } from '../../activities/failures.ts';
import type { Failure } from '../../domain/failure.ts';
import { endedBy, withDeadline } from '../../http/deadline.ts';
import { callers } from './callers-given.ts';
import { hostileServer, manners, measured } from './fake-hostile.ts';

let server: Awaited<ReturnType<typeof hostileServer>>;
beforeAll(async () => {
  server = await hostileServer();
});
afterAll(() => server.close());

const failed = (call: Promise<unknown>) =>
  call.then(
    () => expect.fail('no failure'),
    (error: unknown) => error,
  );

describe.each(Object.entries(callers))('a call of %s in an activity', (_name, callerAt) => {
  it('ends when the activity is cancelled, long before its deadline, sorted by whether it writes', async () => {
    server.answers(manners['drips its body']);
    const { side, reads, writes } = callerAt(server.url, 60_000);
    for (const [call, type] of [
      [reads, `${side}_AWAY`],
      [writes, `${side}_ANSWER_LOST`],
    ] as const) {
      const activity = new MockActivityEnvironment();
      setTimeout(() => activity.cancel(), 300);
      const { result, ms } = await measured(() => failed(activity.run(() => sorted('looks-first', call))));
      expect(result).toMatchObject({
        type,
        message: expect.stringContaining('given up while it was under way'),
      });
      expect(ms).toBeLessThan(5_000);
    }
  });

  it('is not sent once the activity is cancelled, and nothing was done', async () => {
    server.answers((response) => response.end('{}'));
    const { side, writes } = callerAt(server.url, 60_000);
    const result = await failed(endedBy(AbortSignal.abort(), writes));
    expect(result).toMatchObject({ code: `${side}_AWAY`, kind: 'away' });
    expect((result as Failure).message).toContain('given up before it was sent');
    expect(server.asked).toEqual([]);
  });
});

it("two of Mexal's answers that drip give both of its slots back at their deadline", async () => {
  let isWell = false;
  server.answers((response) => (isWell ? response.end('{"dati":[]}') : manners['drips its body'](response)));
  const { reads } = callers.mexal?.(server.url, 700) ?? expect.fail('no Mexal');
  // The first call of a process goes alone.
  isWell = true;
  await reads();
  isWell = false;
  const hanging = [failed(reads()), failed(reads())];
  await expect.poll(() => server.asked.length).toBe(3);
  const third = measured(reads);
  isWell = true;
  for (const failure of await Promise.all(hanging)) expect(failure).toMatchObject({ code: 'ERP_AWAY' });
  const { result, ms } = await third;
  expect(result).toEqual([]);
  expect(ms).toBeLessThan(4_000);
});

it('a deadline is met though garbage is collected before it', async () => {
  setFlagsFromString('--expose-gc');
  const collecting = setInterval(runInNewContext('gc') as () => void, 50);
  const work = endedBy(new AbortController().signal, () =>
    withDeadline(
      500,
      (signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', reject)),
    ),
  );
  expect(await failed(work)).toMatchObject({ code: 'DEADLINE', message: 'no whole answer within 0.5 s' });
  clearInterval(collecting);
});
