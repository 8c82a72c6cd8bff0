import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { installationName } from '../../config/installation.ts';
import { apiAlone, bareConfig, http, notify, secrets, signature } from './bench.ts';
import { eventOf } from './events-given.ts';

let api: Awaited<ReturnType<typeof apiAlone>>;

beforeAll(async () => {
  api = await apiAlone(bareConfig(), inject('temporalAddress'));
});
afterAll(() => api.close());

const useless = () => eventOf({ type: 'customer.created' });
const counts = async () => (await http.get(`${api.url}/health`)).data.notifications;
const outcome = async (body: string, how?: Parameters<typeof notify>[2]) => {
  const { status, data } = await notify(api.url, body, how);
  return [status, data.error?.code ?? data.received];
};

describe('a notification', () => {
  test('with another secret’s signature, or none, is refused', async () => {
    const body = useless();
    const hash = signature(body);
    const refused = [
      signature(body, ['whsec_another']),
      signature(body, ['']),
      hash.replace('v1=', 'v0='),
      hash.replace(/^t=/, 't=1'),
      hash.replace(/,.*/, ''),
      'nonsense',
      '',
    ];
    for (const signed of refused)
      expect([signed, ...(await outcome(body, { signed }))]).toEqual([signed, 400, 'SIGNATURE_INVALID']);
    const unsigned = await http.post(`${api.url}/store/cart/checkout/stripe/webhooks`, { id: 'evt_1' });
    expect([unsigned.status, unsigned.data.error.code]).toEqual([400, 'SIGNATURE_INVALID']);
    expect(JSON.stringify(unsigned.data)).not.toContain(secrets.webhook);
  });

  test('is believed for the very bytes that were signed, and for no others that mean the same', async () => {
    const body = useless();
    const compact = JSON.stringify(JSON.parse(body));
    expect(await outcome(compact, { signed: signature(body) })).toEqual([400, 'SIGNATURE_INVALID']);
    expect(await outcome(`${body} `, { signed: signature(body) })).toEqual([400, 'SIGNATURE_INVALID']);
    const odd = `\r\n\t${body.replace('customer.created', 'customer\\u002ecreated')}\n`;
    for (const type of ['application/json', 'text/plain; charset=latin1', 'application/octet-stream', 'x/y'])
      expect([type, ...(await outcome(odd, { type }))]).toEqual([type, 200, 'ignored']);
  });

  test('signed too long ago, or in the future, is refused', async () => {
    const body = useless();
    for (const seconds of [-310, 310, -86_400, 86_400])
      expect([
        seconds,
        ...(await outcome(body, { signed: signature(body, [secrets.webhook], seconds) })),
      ]).toEqual([seconds, 400, 'SIGNATURE_INVALID']);
    for (const seconds of [-290, 290])
      expect((await outcome(body, { signed: signature(body, [secrets.webhook], seconds) }))[0]).toBe(200);
  });

  test('with several signatures is believed when one of them is right', async () => {
    const body = useless();
    for (const signers of [
      ['whsec_old', secrets.webhook],
      [secrets.webhook, 'whsec_new', 'whsec_newer'],
    ])
      expect(await outcome(body, { signed: signature(body, signers) })).toEqual([200, 'ignored']);
    expect((await outcome(body, { signed: signature(body, ['whsec_old', 'whsec_older']) }))[0]).toBe(400);
  });

  test('of up to a MiB is read, a larger one is refused', async () => {
    const filled = (bytes: number) => eventOf({ type: 'customer.created', filling: 'x'.repeat(bytes) });
    expect(await outcome(filled(1_000_000))).toEqual([200, 'ignored']);
    expect((await outcome(filled(1_049_000)))[0]).toBe(413);
  });

  test('that is empty, or signed but no event, is refused', async () => {
    expect((await outcome(''))[0]).toBe(400);
    expect((await http.post(`${api.url}/store/cart/checkout/stripe/webhooks`)).status).toBe(400);
    for (const body of [
      '{"id": "evt_',
      'null',
      '[]',
      '{}',
      '"evt_1"',
      '{"object": "v2.core.event", "id": "evt_1"}',
    ])
      expect([body, ...(await outcome(body))]).toEqual([body, 400, 'MESSAGE_UNREADABLE']);
  });

  test('to a gateway that is not configured is not found', async () => {
    for (const to of ['elsewhere', '__proto__', 'constructor', 'toString', '%00'])
      expect([to, ...(await outcome(useless(), { to }))]).toEqual([to, 404, 'UNKNOWN_GATEWAY']);
  });

  test('of a kind nobody uses, or of somebody else’s payment, is acknowledged and counted', async () => {
    const before = await counts();
    expect(await outcome(useless())).toEqual([200, 'ignored']);
    expect(await outcome(eventOf({}))).toEqual([200, 'foreign']);
    expect(
      await outcome(eventOf({ paymentId: 'not one of ours: / too long to be ours / '.repeat(3) })),
    ).toEqual([200, 'foreign']);
    expect(await counts()).toEqual({ ...before, ignored: before.ignored + 1, foreign: before.foreign + 2 });
  });
});

describe('of a payment that is not followed here', () => {
  const made = (about: Parameters<typeof eventOf>[0]) => eventOf({ paymentId: randomUUID(), ...about });

  test('that another installation on the account made, nobody is told; of one that bears our name, or none, somebody is', async () => {
    expect(await outcome(made({ installation: 'trial.example' }))).toEqual([200, 'foreign']);
    expect(await outcome(made({ installation: installationName(bareConfig()) }))).toEqual([200, 'late']);
    expect(await outcome(made({}))).toEqual([200, 'late']);
  });

  test('of a connected account nobody is told, unless that account is the configured one', async () => {
    expect(await outcome(made({ account: 'acct_1Other' }))).toEqual([200, 'foreign']);
    const connected = await apiAlone(
      bareConfig(({ gateways: { stripe } }) => Object.assign(stripe ?? {}, { account: 'acct_1Ours' })),
      inject('temporalAddress'),
    );
    const received = async (account: string) =>
      (await notify(connected.url, made({ account }))).data.received;
    expect([await received('acct_1Ours'), await received('acct_1Other')]).toEqual(['late', 'foreign']);
    await connected.close();
  });
});

describe('with two accounts of one kind', () => {
  const secretsOf = { cards: 'whsec_of_cards', deposits: 'whsec_of_deposits' };
  let ofTwo: typeof api;

  beforeAll(async () => {
    const config = bareConfig((given) => {
      const { stripe } = given.gateways;
      if (stripe?.kind !== 'stripe') throw new Error('the demo takes money by Stripe');
      given.gateways = {
        cards: { ...stripe, webhookSecret: secretsOf.cards },
        deposits: { ...stripe, webhookSecret: [secretsOf.deposits, 'whsec_being_rolled'] },
      };
    });
    ofTwo = await apiAlone(config, inject('temporalAddress'));
  });
  afterAll(() => ofTwo.close());

  test('each believes its own secret at its own address, and not the other’s', async () => {
    const body = useless();
    const status = async (to: string, by: string) =>
      (await notify(ofTwo.url, body, { to, signed: signature(body, [by]) })).status;
    expect(await status('cards', secretsOf.cards)).toBe(200);
    expect(await status('deposits', secretsOf.deposits)).toBe(200);
    expect(await status('deposits', 'whsec_being_rolled')).toBe(200);
    expect(await status('cards', secretsOf.deposits)).toBe(400);
    expect(await status('deposits', secretsOf.cards)).toBe(400);
  });

  test('the kind is no address, since it could mean either', async () => {
    const body = useless();
    const { status } = await notify(ofTwo.url, body, {
      to: 'stripe',
      signed: signature(body, [secretsOf.cards]),
    });
    expect(status).toBe(404);
  });

  test('one alone of its kind is reached by its name and by its kind', async () => {
    const ofOne = await apiAlone(
      bareConfig((config) => {
        const { stripe } = config.gateways;
        config.gateways = stripe ? { cards: stripe } : {};
      }),
      inject('temporalAddress'),
    );
    for (const to of ['cards', 'stripe'])
      expect((await notify(ofOne.url, useless(), { to })).status).toBe(200);
    await ofOne.close();
  });
});
