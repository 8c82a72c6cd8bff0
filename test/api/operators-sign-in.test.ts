import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { http } from './bench.ts';
import { OperatorsBench, people } from './operators-bench.ts';
import { hiddenIn, passwords, Visitor } from './operators-steps.ts';
import { checkoutView } from './views-given.ts';

let bench: OperatorsBench;

beforeAll(async () => {
  bench = await OperatorsBench.open();
});
afterAll(() => bench.close());

const fresh = async (adjust?: Parameters<OperatorsBench['api']>[0]) =>
  new Visitor((await bench.api(adjust)).url);
/** With hashes of the default cost. */
const slow = async () => {
  const operators = await people();
  return fresh((config) => {
    config.operators = operators;
  });
};

describe('signing in', () => {
  test('takes name and password to where one wanted to go, and out again', async () => {
    const visitor = await fresh();
    const wanted = await visitor.get('/operators?number=12');
    expect(wanted.status).toBe(303);
    const form = await visitor.get(wanted.headers.location);
    const fields = { ...hiddenIn(form.data), name: ' anna ', password: passwords.Anna };
    const { status, headers } = await visitor.post('/operators/sign-in', fields);
    expect([status, headers.location]).toEqual([303, '/operators?number=12']);
    const home = await visitor.get('/operators');
    expect(home.data).toContain('Anna <small>(operatore)</small>');
    const kept = visitor.cookie;
    const out = await visitor.post('/operators/sign-out', hiddenIn(home.data));
    expect([out.status, out.headers.location]).toEqual([303, '/operators/sign-in']);
    expect((await visitor.get('/operators')).status).toBe(303);
    visitor.cookie = kept;
    expect((await visitor.get('/operators')).status).toBe(303);
  });

  test('answers a wrong name and a wrong password alike, and equally slowly', async () => {
    const visitors = [await slow(), await slow(), await slow()];
    const timed = async (visitor: Visitor, name: string) => {
      const began = performance.now();
      const { status, data } = await visitor.signIn(name, 'not her password');
      return {
        status,
        ms: performance.now() - began,
        page: data.replaceAll(name, '').replace(/value="[^"]*"/g, ''),
      };
    };
    const quickest = { known: Number.POSITIVE_INFINITY, unknown: Number.POSITIVE_INFINITY };
    // In turns, and the quickest of each: a burst of load is not taken for hashing.
    for (const visitor of visitors) {
      const [known, unknown] = [await timed(visitor, 'Anna'), await timed(visitor, 'Zoe')];
      expect([known.status, unknown.status]).toEqual([401, 401]);
      expect(unknown.page).toBe(known.page);
      expect(unknown.page).toContain('Nome o password non corretti');
      quickest.known = Math.min(quickest.known, known.ms);
      quickest.unknown = Math.min(quickest.unknown, unknown.ms);
    }
    // Hashing takes a tenth of a second; an answer without it would take a twentieth of that.
    expect(quickest.unknown).toBeGreaterThan(quickest.known / 3);
  });

  test.each([
    '',
    'Quattro parole a caso',
    'quattro parole a caso ',
    'legge e non tocca nulla',
    'x'.repeat(600),
  ])('lets nobody in with "%s"', async (password) => {
    expect((await (await fresh()).signIn('Anna', password)).status).toBe(401);
  });

  test('stops after five tries a minute of one name from one address, the right password too', async () => {
    const visitor = await fresh();
    for (let n = 0; n < 5; n += 1) expect((await visitor.signIn('Anna', 'wrong')).status).toBe(401);
    const { status, headers, data } = await visitor.signIn(' anna', passwords.Anna);
    expect([status, Number(headers['retry-after']) > 0]).toEqual([429, true]);
    expect(data).toContain('Aspetta un minuto');
    expect((await visitor.signIn('Rita', passwords.Rita)).status).toBe(303);
  });

  test('stops after twenty tries a minute of one address, whatever the names', async () => {
    const visitor = await fresh();
    for (let n = 0; n < 20; n += 1) expect((await visitor.signIn(`Zoe ${n}`, 'wrong')).status).toBe(401);
    expect((await visitor.signIn('Anna', passwords.Anna)).status).toBe(429);
  });

  test('lets nobody keep an operator out by being wrong under the name, from wherever', async () => {
    const visitor = await fresh();
    const known = new Visitor(visitor.url);
    known.from = '203.0.113.1';
    await known.signIn('Anna', passwords.Anna);
    await known.post('/operators/sign-out', hiddenIn((await known.get('/operators')).data));
    for (let n = 0; n < 12; n += 1) {
      const stranger = new Visitor(visitor.url);
      stranger.from = `203.0.113.${1 + (n % 6)}`;
      expect([401, 429]).toContain((await stranger.signIn('Anna', 'wrong')).status);
    }
    visitor.from = '203.0.113.99';
    expect((await visitor.signIn('Anna', passwords.Anna)).status).toBe(303);
    // From an address with too many tries, but from a browser that is known.
    for (let n = 0; n < 4; n += 1) {
      const stranger = new Visitor(visitor.url);
      stranger.from = known.from;
      await stranger.signIn('Anna', 'wrong');
    }
    const stranger = new Visitor(visitor.url);
    stranger.from = known.from;
    expect((await stranger.signIn('Anna', passwords.Anna)).status).toBe(429);
    expect((await known.signIn('Anna', passwords.Anna)).status).toBe(303);
  });

  test('counts the tries of a browser that is known too, and knows it for its operator only', async () => {
    const visitor = await fresh();
    await visitor.signIn('Anna', passwords.Anna);
    expect(visitor.wasHere).toMatch(/^incasso-operator-was-here=\S+$/);
    visitor.cookie = undefined;
    for (let n = 0; n < 5; n += 1) expect((await visitor.signIn('Anna', 'wrong')).status).toBe(401);
    expect((await visitor.signIn('Anna', passwords.Anna)).status).toBe(429);
    // As a stranger's.
    for (let n = 0; n < 5; n += 1) expect((await visitor.signIn('Rita', 'wrong')).status).toBe(401);
    expect((await visitor.signIn('Rita', passwords.Rita)).status).toBe(429);
  });

  test('is not what a cookie of a browser that was here does', async () => {
    const visitor = await fresh();
    await visitor.signIn('Anna', passwords.Anna);
    const other = new Visitor(visitor.url);
    other.cookie = visitor.wasHere?.replace('incasso-operator-was-here', 'incasso-operator');
    expect((await other.get('/operators')).status).toBe(303);
    const forged = new Visitor(visitor.url);
    forged.wasHere = visitor.cookie?.replace('incasso-operator', 'incasso-operator-was-here');
    for (let n = 0; n < 5; n += 1) await forged.signIn('Anna', 'wrong');
    expect((await forged.signIn('Anna', passwords.Anna)).status).toBe(429);
  });

  test('by forty at once leaves customers their pages, and those who were here their turn', async () => {
    const workflowId = await bench.plays({ checkout: checkoutView, offers: [] }, 'order', 'shop:41');
    const visitor = await slow();
    const link = bench.link('shop', '41').replace(/^.*(?=\/checkout)/, visitor.url);
    await visitor.signIn('Anna', passwords.Anna);
    visitor.cookie = undefined;
    const timed = async <T>(work: Promise<T>) => {
      const begun = performance.now();
      return { answer: await work, ms: performance.now() - begun };
    };
    const alone = await timed(http.get(link));
    const strangers = await Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        const stranger = new Visitor(visitor.url);
        stranger.from = `198.51.100.${n + 1}`;
        const { data } = await stranger.get('/operators/sign-in');
        return { stranger, fields: { ...hiddenIn(data), name: 'Anna', password: 'wrong' } };
      }),
    );
    const tried = strangers.map(({ stranger, fields }) => stranger.post('/operators/sign-in', fields));
    const pages = Promise.all(Array.from({ length: 6 }, () => timed(http.get(link))));
    const attempt = visitor.signIn('Anna', passwords.Anna);
    for (const { answer, ms } of await pages) {
      expect(answer.status).toBe(alone.answer.status);
      expect(ms).toBeLessThan(1_000 + 10 * alone.ms);
    }
    expect((await attempt).status).toBe(303);
    const answers = await Promise.all(tried);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(20);
    expect(answers.filter(({ status }) => status === 401).length).toBe(40 - refused.length);
    for (const { headers } of refused) expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    await bench.temporal.client.workflow.getHandle(workflowId).terminate();
  });

  test('says how to add the first operator where there is none', async () => {
    const visitor = await fresh((config) => {
      config.operators = [];
    });
    const { data } = await visitor.get('/operators/sign-in');
    expect(data).toContain('npm run operator');
    expect(data).not.toContain('name="password"');
    expect((await visitor.signIn('Anna', passwords.Anna)).status).not.toBe(303);
  });

  test.each([
    'https://evil.example/operators',
    '//evil.example/operators/x',
    '/\\evil.example/operators',
    '/\t/evil.example/operators/',
    '\\\\evil.example',
    'javascript:alert(1)',
    '/operators@evil.example',
    '/operators/../checkout/token',
    '/operators/%2e%2e/checkout',
    '/operators/sign-out',
    '/checkout/token',
    'http://[',
  ])('goes nowhere but to these pages, even when told "%s"', async (next) => {
    const visitor = await fresh();
    const { status, headers } = await visitor.signIn('Anna', passwords.Anna, next);
    expect([status, headers.location]).toEqual([303, '/operators']);
    const { data } = await visitor.get('/operators');
    const { headers: again } = await visitor.get(`/operators/sign-in?${new URLSearchParams({ next })}`);
    expect([again.location, data.includes('evil')]).toEqual(['/operators', false]);
  });
});

test('every answer is kept by no cache, runs no script of others, and is framed by nobody else', async () => {
  const visitor = await Visitor.signedIn((await bench.api()).url);
  for (const path of [
    '/operators',
    '/operators/sign-in',
    '/operators/payment:none',
    '/operators/a/b/c',
    '/operators/x/',
  ]) {
    const { headers } = await visitor.get(path);
    expect([path, headers['cache-control']]).toEqual([path, 'no-store']);
    expect(headers['content-security-policy']).toMatch(
      /script-src 'self'.*frame-ancestors 'self'|frame-ancestors 'self'.*script-src 'self'/s,
    );
    expect(headers['content-security-policy']).toContain("form-action 'self'");
  }
});

test('pages are in Italian unless the browser prefers English', async () => {
  const visitor = await Visitor.signedIn((await bench.api()).url);
  const cases = {
    'it-IT,it;q=0.9,en;q=0.8': 'it',
    'de,en;q=0.5': 'en',
    'en-GB,en;q=0.9,it;q=0.8': 'en',
    'de-DE': 'it',
    '*': 'it',
  };
  for (const [wanted, language] of Object.entries(cases)) {
    visitor.language = wanted;
    const { data } = await visitor.get('/operators');
    expect([wanted, /<html lang="(..)"/.exec(data)?.[1]]).toEqual([wanted, language]);
  }
});

test('no password, hash or cookie is in any log', async () => {
  const visitor = await Visitor.signedIn((await bench.api()).url);
  await (await fresh()).signIn('Anna', 'a password that is wrong');
  await (await fresh()).signIn('a password in the wrong field', 'x');
  const log = bench.logged.join('');
  expect(log).toContain('signed in');
  const secrets = [
    ...Object.values(passwords),
    ...bench.config.operators.map(({ passwordHash }) => passwordHash.split('$').at(-1) ?? ''),
    'a password that is wrong',
    'a password in the wrong field',
    visitor.cookie?.split('=')[1] ?? '',
  ];
  for (const secret of secrets) expect([secret, log.includes(secret)]).toEqual([secret, false]);
});
