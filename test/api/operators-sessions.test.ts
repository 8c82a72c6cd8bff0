import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sessions } from '../../api/operators/sessions.ts';
import { operatorsSettings } from '../../api/operators/settings.ts';
import { http } from './bench.ts';
import { OperatorsBench } from './operators-bench.ts';
import { headingIn, hiddenIn, passwords, pathTo, Visitor } from './operators-steps.ts';
import { paymentView } from './views-given.ts';

let bench: OperatorsBench;
let url: string;

beforeAll(async () => {
  bench = await OperatorsBench.open();
  ({ url } = await bench.api());
});
afterAll(() => bench.close());

const fresh = async (adjust?: Parameters<OperatorsBench['api']>[0]) =>
  new Visitor((await bench.api(adjust)).url);
const offers = [{ action: 'verifyNow' as const }];
const reason = 'visto in Stripe';

describe('a session', () => {
  test('is a cookie for these pages only, that scripts can’t read and other sites’ forms don’t send', async () => {
    const visitor = await fresh((config) => {
      config.api.publicUrl = 'https://shop.example/pay';
    });
    const { headers } = await visitor.signIn('Anna', passwords.Anna);
    expect(headers['set-cookie']?.[0]).toMatch(
      /^incasso-operator=[^;]+; Max-Age=28800; Path=\/pay\/operators; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(headers.location).toBe('/pay/operators');
    const plain = await (await fresh()).signIn('Anna', passwords.Anna);
    expect(plain.headers['set-cookie']?.[0]).not.toContain('Secure');
  });

  test('that is over asks to sign in, says that nothing was sent, and comes back to the form', async () => {
    const workflowId = await bench.plays({ payment: paymentView(), offers });
    const path = pathTo(workflowId, 'verifyNow');
    const ownSessions = sessions(operatorsSettings(bench.config));
    const [anna] = bench.config.operators;
    const old = await ownSessions.start(anna, Date.now() - 8 * 3_600_000 - 1_000);
    const visitor = Object.assign(new Visitor(url), { cookie: `incasso-operator=${old.cookie}` });
    const updateId = '3f0e3c5a-0000-4000-8000-000000000000';
    const sent = await visitor.post(path, { token: ownSessions.token(old.session), updateId, reason });
    expect(sent.status).toBe(303);
    const form = await visitor.get(sent.headers.location);
    expect(form.data).toContain('Sessione scaduta: non è stato inviato nulla');
    const fields = { ...hiddenIn(form.data), name: 'Anna', password: passwords.Anna };
    const { headers } = await visitor.post('/operators/sign-in', fields);
    expect(headers.location).toBe(path);
    expect(headingIn((await visitor.get(path)).data)).toBe('Verifica adesso');
    expect(await bench.received(workflowId)).toEqual([]);
  });

  test('ends when its operator is taken out or gets a new password; the role is that of now', async () => {
    const ownSessions = sessions(operatorsSettings(bench.config));
    const [anna, rita] = bench.config.operators;
    const { cookie } = await ownSessions.start(anna);
    const seen = async (adjust: Parameters<OperatorsBench['api']>[0]) => {
      const visitor = await fresh(adjust);
      visitor.cookie = `incasso-operator=${cookie}`;
      const { status, data } = await visitor.get('/operators');
      return status === 200 ? /Anna <small>\((.*?)\)/.exec(data)?.[1] : status;
    };
    expect(await seen(() => undefined)).toBe('operatore');
    expect(
      await seen((config) => {
        config.operators = config.operators.map((operator) => ({ ...operator, role: 'reader' }));
      }),
    ).toBe('sola lettura');
    expect(
      await seen((config) => {
        config.operators = config.operators.slice(1);
      }),
    ).toBe(303);
    expect(
      await seen((config) => {
        config.operators = [{ name: 'Anna', passwordHash: rita?.passwordHash ?? '', role: 'operator' }];
      }),
    ).toBe(303);
    expect(
      await seen((config) => {
        config.api.checkoutSecret = 'another-secret-of-more-than-32-characters';
      }),
    ).toBe(303);
  });

  test('can’t be made of a checkout link’s secret, nor of a changed cookie', async () => {
    const { cookie } = await sessions(operatorsSettings(bench.config)).start(bench.config.operators[0]);
    const [head, body, mark] = cookie.split('.');
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
    const forged = await sessions({
      ...operatorsSettings(bench.config),
      sessionKey: new TextEncoder().encode(bench.config.api.checkoutSecret),
    }).start(bench.config.operators[0]);
    for (const bad of [
      `${head}.${body}.`,
      `${unsigned}.${body}.`,
      `${head}.${body}.x${mark}`,
      forged.cookie,
      'x',
    ]) {
      const visitor = Object.assign(new Visitor(url), { cookie: `incasso-operator=${bad}` });
      expect([bad, (await visitor.get('/operators')).status]).toEqual([bad, 303]);
    }
  });
});

describe('every form', () => {
  test('without the token of its own session is refused with 403 and does nothing', async () => {
    const workflowId = await bench.plays({ payment: paymentView(), offers });
    const path = pathTo(workflowId, 'verifyNow');
    const visitor = await Visitor.signedIn((await bench.api()).url);
    const other = await Visitor.signedIn((await bench.api()).url);
    const fields: Record<string, string> = { ...hiddenIn((await visitor.get(path)).data), reason };
    const { token = '', ...without } = fields;
    const { token: others = '' } = hiddenIn((await other.get('/operators')).data);
    const tokens = [
      without,
      { ...fields, token: '' },
      { ...fields, token: others },
      { ...fields, token: `${token}x` },
    ];
    for (const sent of tokens) {
      const { status, data } = await visitor.post(path, sent);
      expect([status, headingIn(data)]).toEqual([403, 'Questo modulo non è più valido']);
      expect((await visitor.post('/operators/sign-out', sent)).status).toBe(403);
    }
    expect(await bench.received(workflowId)).toEqual([]);
    expect((await visitor.get('/operators')).status).toBe(200);
  });

  test('of the sign-in too: another site can’t sign anybody in', async () => {
    const visitor = await fresh();
    const form = hiddenIn((await visitor.get('/operators/sign-in')).data);
    const { cookie } = visitor;
    for (const [token, sent] of [
      ['', cookie],
      [form.token ?? '', undefined],
    ] as const) {
      visitor.cookie = sent;
      const fields = { ...form, token, name: 'Anna', password: passwords.Anna };
      const { status, data } = await visitor.post('/operators/sign-in', fields);
      expect(status).toBe(403);
      expect(data).toContain('non accetta i cookie');
    }
  });

  test('is read as a form only', async () => {
    const visitor = await Visitor.signedIn((await bench.api()).url);
    const { token } = hiddenIn((await visitor.get('/operators')).data);
    for (const type of ['application/json', 'text/plain']) {
      const headers = { cookie: visitor.cookie, 'content-type': type };
      const { status } = await http.post(`${visitor.url}/operators/sign-out`, JSON.stringify({ token }), {
        headers,
      });
      expect([type, status]).toEqual([type, 415]);
    }
  });
});
