import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../domain/failure.ts';
import { callers, mailedAlert, ownAddress, postedAlert } from './callers-given.ts';
import { bombs, hostileMailServer, hostileServer, type Manner, manners, measured } from './fake-hostile.ts';

const DEADLINE_MS = 500;
// Two busy cores, and what two calls hold before they give up.
const SLACK_MS = 4_000;
const GROWN_MIB = 130;

const slow: Manner[] = [
  'says nothing',
  'drips its headers',
  'drips its body',
  'begins, and never goes on',
  'is a lie of 3 GB',
];
const packings = ['gzip', 'deflate', 'br'] as const;
let server: Awaited<ReturnType<typeof hostileServer>>;
let packed: Awaited<ReturnType<typeof bombs>>;
beforeAll(async () => {
  server = await hostileServer();
  packed = await bombs();
});
afterAll(() => server.close());

const bomb = (packing: (typeof packings)[number]) =>
  server.answers((response) =>
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-encoding': packing })
      .end(packed[packing]),
  );
const failed = (call: Promise<unknown>): Promise<Failure> =>
  call.then(
    (answer) => expect.fail(`no failure: ${JSON.stringify(answer)}`),
    (error: unknown) => (error instanceof Failure ? error : Promise.reject(error)),
  );

describe.each(Object.entries(callers))('a call of %s', (_name, callerAt) => {
  it.each(slow)('ends at its deadline at a server that %s, sorted by whether it writes', async (manner) => {
    server.answers(manners[manner]);
    const { side, reads, writes } = callerAt(server.url, DEADLINE_MS);
    for (const [call, expected] of [
      [reads, { code: `${side}_AWAY`, kind: 'away' }],
      [writes, { code: `${side}_ANSWER_LOST`, kind: 'maybe' }],
    ] as const) {
      const { result, ms } = await measured(() => failed(call()));
      expect(result).toMatchObject(expected);
      expect(result.message).toMatch(/no whole answer within 0\.5 s$|more than 20 MiB/);
      expect(ms).toBeLessThan(DEADLINE_MS + SLACK_MS);
    }
  });

  it.each(packings)('reads no more than 20 MiB of 300 that are packed by %s', async (packing) => {
    bomb(packing);
    const { side, reads, writes } = callerAt(server.url, 60_000);
    for (const [call, expected] of [
      [reads, { code: `${side}_AWAY`, kind: 'away' }],
      [writes, { code: `${side}_ANSWER_LOST`, kind: 'maybe' }],
    ] as const) {
      const { result, grownMiB } = await measured(() => failed(call()));
      expect(result).toMatchObject(expected);
      expect(result.message).toContain('an answer of more than 20 MiB, which is not read');
      expect(grownMiB).toBeLessThan(GROWN_MIB);
    }
  });

  it('reads no more than 20 MiB of a body without end', async () => {
    server.answers(manners['never ends']);
    const { side, reads } = callerAt(server.url, 60_000);
    const { result, grownMiB } = await measured(() => failed(reads()));
    expect(result).toMatchObject({ code: `${side}_AWAY`, kind: 'away' });
    expect(result.message).toContain('more than 20 MiB');
    expect(grownMiB).toBeLessThan(GROWN_MIB);
  });

  it('with more than 20 MiB in it is refused, and never sent', async () => {
    server.answers((response) => response.end('{}'));
    const { side, writes } = callerAt(server.url, 60_000);
    const failure = await failed(writes('x'.repeat(21 * 2 ** 20)));
    expect(failure).toMatchObject({ code: `${side}_REFUSED`, kind: 'refused' });
    expect(failure.message).toContain('a request of more than 20 MiB, which is not sent');
    expect(server.asked).toEqual([]);
  });

  it('that checks an installation says what it met, in time, and little is held', async () => {
    server.answers(manners['drips its body']);
    const dripped = await measured(callerAt(server.url, DEADLINE_MS).checks);
    expect(dripped.result[0]).toMatchObject({ ok: false, text: expect.stringContaining('no whole answer') });
    expect(dripped.ms).toBeLessThan(3 * (DEADLINE_MS + SLACK_MS));
    bomb('gzip');
    const bombed = await measured(callerAt(server.url, 60_000).checks);
    expect(bombed.result[0]).toMatchObject({ ok: false, text: expect.stringContaining('20 MiB') });
    expect(bombed.grownMiB).toBeLessThan(2 * GROWN_MIB);
  });

  it('whose answer is packed, and no more than a shop would say, is read', async () => {
    server.answers((response) =>
      response.writeHead(404, { 'content-encoding': 'gzip' }).end(gzipSync('{"message":"no such order"}')),
    );
    const failure = await failed(callerAt(server.url, 60_000).reads());
    expect(failure.message).toContain('HTTP 404');
  });
});

describe('an alert', () => {
  it.each(slow)('that is posted to a server that %s ends at its deadline', async (manner) => {
    server.answers(manners[manner]);
    const { result, ms } = await measured(() => failed(postedAlert(server.url, DEADLINE_MS)));
    expect(result).toMatchObject({ code: 'ALERT_AWAY', kind: 'maybe' });
    expect(ms).toBeLessThan(DEADLINE_MS + SLACK_MS);
  });

  it.each(packings)('that is posted reads little of 300 MiB packed by %s', async (packing) => {
    bomb(packing);
    const { result, grownMiB } = await measured(() => failed(postedAlert(server.url, 60_000)));
    expect(result).toMatchObject({ code: 'ALERT_AWAY', kind: 'maybe' });
    expect(grownMiB).toBeLessThan(GROWN_MIB);
  });

  it.each([
    ['drips its greeting', '2', DEADLINE_MS, 'no whole answer within 0.5 s'],
    ['never ends its greeting', '2'.repeat(100_000), 60_000, 'EPROTOCOL'],
  ])('that is mailed to a server that %s ends', async (_manner, part, timeout, why) => {
    const mailServer = await hostileMailServer((socket) => {
      const timer = setInterval(() => socket.write(part), 20);
      socket.once('close', () => clearInterval(timer));
    });
    try {
      const { result, ms, grownMiB } = await measured(() => failed(mailedAlert(mailServer.port, timeout)));
      expect(result).toMatchObject({ code: 'ALERT_AWAY' });
      expect(result.message).toContain(why);
      expect(ms).toBeLessThan(DEADLINE_MS + SLACK_MS);
      expect(grownMiB).toBeLessThan(GROWN_MIB);
    } finally {
      mailServer.close();
    }
  });
});

describe('our own address, as incasso check asks for it,', () => {
  it.each(['drips its body', 'never ends'] as const)(
    'is told as silent at a server that %s',
    async (manner) => {
      server.answers(manners[manner]);
      const { result, ms, grownMiB } = await measured(() => ownAddress(server.url));
      expect(result).toMatchObject([
        { text: expect.stringMatching(/gives no answer here: .*(within 8 s|20 MiB)/) },
      ]);
      expect(ms).toBeLessThan(8_000 + SLACK_MS);
      expect(grownMiB).toBeLessThan(GROWN_MIB);
    },
  );
});
