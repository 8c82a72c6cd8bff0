import { expect, it, onTestFinished } from 'vitest';
import type { Finding } from '../../domain/finding.ts';
import { stripe } from '../../gateways/stripe/index.ts';
import { createStripeSandbox } from '../../sandbox/stripe/index.ts';
import { open, steer } from '../sandbox/stripe-shop.ts';
import { stripeBench } from './stripe-bench.ts';

const url = 'https://pay.shop.example/webhooks';

/** What is found with this key after the sandbox was steered: by subject. */
async function found(
  secretKey: string,
  steering: [path: string, body: object][],
): Promise<Record<string, Finding>> {
  const sandbox = await createStripeSandbox({ secretKey, webhookUrl: url, webhookEvents: ['*'] });
  try {
    for (const [path, body] of steering) await steer(sandbox, path, body);
    const environment = secretKey.includes('_live_') ? 'production' : 'test';
    const publicKey = environment === 'test' ? 'pk_test_1' : 'pk_live_1';
    const settings = { environment, publicKey, secretKey, webhookSecret: 'whsec_1', apiUrl: sandbox.url };
    const findings = await stripe.create('cards', stripe.settings.parse(settings)).check([url]);
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

it('a restricted key may lack what payments do not need, and its rights to write are not shown', async () => {
  const lacks = ['rak_accounts_kyc_basic_read', 'rak_webhook_read'];
  const findings = await found('rk_test_abc', [['key', { lacks }]]);
  expect(Object.values(findings).filter(({ ok }) => ok === false)).toEqual([]);
  expect(findings['webhook endpoint']).toMatchObject({ ok: 'note', todo: expect.stringContaining(url) });
  expect(findings['rights to write']?.ok).toBe('note');
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
  await bench.loseNext();
  await bench.steer(`sessions/${id}/expire`, {});
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
