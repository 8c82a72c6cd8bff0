import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { http } from './bench.ts';
import { OperatorsBench } from './operators-bench.ts';
import { hiddenIn, passwords, Visitor } from './operators-visitor.ts';

let bench: OperatorsBench;

beforeAll(async () => {
  bench = await OperatorsBench.open();
});
afterAll(() => bench.close());

const fresh = async (adjust?: Parameters<OperatorsBench['api']>[0]) =>
  new Visitor((await bench.api(adjust)).url);

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
    const visitors = [await fresh(), await fresh(), await fresh()];
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

  test('stops after five tries a minute of one address, the right password too', async () => {
    const visitor = await fresh();
    const names = ['Anna', 'Rita', 'Zoe', 'Anna', 'Rita'];
    for (const name of names) expect((await visitor.signIn(name, 'wrong')).status).toBe(401);
    const { status, headers, data } = await visitor.signIn('Anna', passwords.Anna);
    expect([status, Number(headers['retry-after']) > 0]).toEqual([429, true]);
    expect(data).toContain('Aspetta un minuto');
  });

  test('stops after five tries a minute of one name, from wherever they come', async () => {
    const visitor = await fresh();
    const { data } = await visitor.get('/operators/sign-in');
    const fields = { ...hiddenIn(data), name: 'Anna', password: 'wrong' };
    const from = (n: number) =>
      http.post(`${visitor.url}/operators/sign-in`, new URLSearchParams(fields), {
        headers: { cookie: visitor.cookie, 'x-forwarded-for': `203.0.113.${n}` },
      });
    const statuses = [];
    for (let n = 0; n < 6; n += 1) statuses.push((await from(n)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
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
