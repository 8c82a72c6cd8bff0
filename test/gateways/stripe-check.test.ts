import { expect, it, onTestFinished } from 'vitest';
import type { Finding } from '../../domain/finding.ts';
import { stripe } from '../../gateways/stripe/index.ts';
import { createStripeSandbox } from '../../sandbox/stripe/index.ts';
import { open, steer } from '../sandbox/stripe-bench.ts';
import { stripeBench } from './stripe-bench.ts';
import { aRequest } from './stripe-given.ts';

const url = 'https://pay.shop.example/webhooks';
const expiresAt = new Date(Date.now() + 3_600_000).toISOString();

/** What is found with this key after the sandbox was steered: by subject. */
async function found(
  secretKey: string,
  steering: [path: string, body: object][],
): Promise<Record<string, Finding>> {
  const sandbox = await createStripeSandbox({ secretKey, webhookUrl: url, webhookEvents: ['*'] });
  try {
    for (const [path, body] of steering) await steer(sandbox, path, body);
    const environment = secretKey.includes('_live_') ? 'production' : 'test';
    const settings = { environment, secretKey, webhookSecret: 'whsec_1', apiUrl: sandbox.url };
    const findings = await stripe
      .create('cards', stripe.settings.parse(settings), 'pay.shop.example')
      .check([url]);
    return Object.fromEntries(findings.map((finding) => [finding.subject, finding]));
  } finally {
    await sandbox.close();
  }
}

it('the environment of the key is told, and whose account it is', async () => {
  const { account } = await found('sk_test_abc', []);
  expect(account?.text).toMatch(/Incasso sandbox.*acct_.*test environment: no real money/);
  expect((await found('sk_live_abc', [])).account?.text).toContain('production environment: real money');
});

it('an account that is not activated takes no real money, and test payments all the same', async () => {
  const closed: [string, object][] = [['account', { chargesEnabled: false }]];
  expect((await found('sk_live_abc', closed)).account).toMatchObject({
    ok: false,
    todo: expect.stringContaining('dashboard'),
  });
  expect((await found('sk_test_abc', closed)).account?.ok).toBe('note');
});

it('a restricted key may lack what payments do not need', async () => {
  const lacks = ['rak_accounts_kyc_basic_read', 'rak_webhook_read', 'rak_payment_intent_write'];
  const findings = await found('rk_test_abc', [['key', { lacks }]]);
  expect(Object.values(findings).filter(({ ok }) => ok === false)).toEqual([]);
  expect(findings['webhook endpoint']).toMatchObject({ ok: 'note', todo: expect.stringContaining(url) });
  expect(findings['right to write PaymentIntents']).toMatchObject({
    ok: 'note',
    text: expect.stringContaining('held first'),
  });
  expect(findings['rights to write']).toMatchObject({
    ok: true,
    text: 'Checkout Sessions, Charges and Refunds',
  });
});

it('each right to write that is missing is named, by calls of which nothing comes', async () => {
  const lacks = ['rak_checkout_session_write', 'rak_charge_write'];
  const findings = await found('rk_test_abc', [['key', { lacks }]]);
  const missing = Object.values(findings).filter(({ ok }) => ok === false);
  expect(missing.map(({ subject }) => subject)).toEqual([
    'right to write Checkout Sessions',
    'right to write Charges and Refunds',
  ]);
  expect(missing[0]).toMatchObject({
    text: expect.stringContaining("'rak_checkout_session_write' permission"),
    todo: expect.stringContaining('API keys'),
  });
  const bench = await stripeBench();
  onTestFinished(() => bench.close());
  await bench.makeGateway().check([url]);
  expect([bench.sandbox.books.sessions, bench.sandbox.books.refunds]).toEqual([{}, {}]);
});

it.each([
  ['its own', { api_version: '2019-12-03' }, {}, 'note', /^is 2019-12-03: .*which is 2026-10-28\.endive$/],
  ["the account's", {}, { accountVersion: '2024-06-20' }, 'note', /^is 2024-06-20, the account's: /],
  ['a later release of the same', { api_version: '2026-11-30.endive' }, {}, true, /^2026-11-30\.endive$/],
  ["the account's, which is ours", {}, {}, true, /^2026-10-28\.endive, the account's$/],
])(
  'an endpoint whose version of events is %s is told, and what to do',
  async (_whose, endpoint, account, ok, text) => {
    const bench = await stripeBench();
    onTestFinished(() => bench.close());
    await bench.steer('account', account);
    await bench.steer('webhooks/endpoint', { url, enabled_events: ['*'], ...endpoint });
    // The account's shows with its first event.
    const { id } = await open(bench.sandbox);
    await bench.steer(`sessions/${id}/expire`, {});
    const findings = await bench.makeGateway().check([url]);
    const version = findings.find(({ subject }) => subject.startsWith('version of'));
    expect(version).toMatchObject({ ok, text: expect.stringMatching(text) });
    if (ok === 'note') expect(version?.todo).toContain('--create-webhook');
  },
);

it('that others take money on the account is told, with their names', async () => {
  const bench = await stripeBench();
  onTestFinished(() => bench.close());
  const installation = async () =>
    (await bench.makeGateway().check([url])).find(({ subject }) => subject === 'installation');
  await bench.makeGateway().openPage(aRequest({ expiresAt }), 'key-1');
  expect(await installation()).toMatchObject({
    ok: true,
    text: expect.stringContaining('"pay.shop.example"'),
  });
  const trial = bench.makeGateway({ installation: 'trial.shop.example' });
  await trial.openPage(aRequest({ expiresAt }), 'key-2');
  expect(await installation()).toMatchObject({
    ok: 'note',
    text: expect.stringMatching(/: trial\.shop\.example$/),
  });
});

it("each right to read that is missing is named, in Stripe's own words", async () => {
  const lacks = ['rak_checkout_session_read', 'rak_charge_read', 'rak_event_read'];
  const findings = await found('rk_test_abc', [['key', { lacks }]]);
  const missing = Object.values(findings).filter(({ ok }) => ok === false);
  expect(missing.map(({ subject }) => subject)).toEqual(
    ['Checkout Sessions', 'Charges', 'Refunds', 'Events'].map((what) => `right to read ${what}`),
  );
  expect(missing[0]?.text).toContain("'rak_checkout_session_read' permission");
});

it('notifications that could not be delivered of late are counted', async () => {
  const bench = await stripeBench();
  onTestFinished(() => bench.close());
  const gateway = bench.makeGateway();
  const notifications = async () =>
    (await gateway.check([url])).find(({ subject }) => subject === 'notifications');
  expect((await notifications())?.ok).toBe(true);
  const { id } = await open(bench.sandbox);
  await bench.losing(async () => void (await bench.steer(`sessions/${id}/expire`, {})));
  expect(await notifications()).toMatchObject({
    ok: 'note',
    text: expect.stringMatching(/^1 of the last day/),
  });
});

it('several endpoints for one address are told, since each has a secret of its own', async () => {
  const bench = await stripeBench();
  onTestFinished(() => bench.close());
  await bench.setWebhooks([
    { url, hears: 'enough' },
    { url, hears: 'all' },
  ]);
  const findings = await bench.makeGateway().check([url]);
  expect(findings.find(({ subject }) => subject === 'webhook endpoints')?.ok).toBe('note');
  expect(findings.filter(({ ok }) => ok === false)).toEqual([]);
});
