import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { erpWorkflowId } from '../../domain/ids.ts';
import { searchAttributes } from '../../workflows/kit/search-attributes.ts';
import { type CliBench, openCli, type Yaml } from './bench.ts';

const timeout = 120_000;

let bench: CliBench;
beforeAll(async () => {
  bench = await openCli();
  await steer('webhooks/endpoint', { url: webhook(bench.world.urls.api), enabled_events: ['*'] });
}, timeout);
afterAll(() => bench?.stop());

const steer = (what: string, body: object) => bench.customer.tells(bench.world.urls.stripe, what, body);
const webhook = (api: string) => `${api}/store/cart/checkout/stripe/webhooks`;
const ofErp = (file: Yaml) => file.erp[bench.erp];

describe('of an installation that is right', { timeout }, () => {
  it('nothing stops an order: status 0, every system is named, and no secret is told', async () => {
    const { status, all, wrong, stderr } = await bench.findings(undefined, undefined, [], bench.starts);
    expect([status, wrong]).toEqual([0, []]);
    const systems = new Set(all.map(({ system }) => system));
    expect([...systems].sort()).toEqual(['api', 'erp', 'gateway', 'mapping', 'shop', 'temporal']);
    expect(stderr).toContain('gateway stripe: looked at');
  });

  it('people read it as tables, with what it comes to below', async () => {
    const { status, stdout } = await bench.run(['check']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^GATEWAY stripe$/m);
    expect(stdout).toMatch(/ok +│ webhook endpoint +│ http/);
    expect(stdout).toContain('Nothing was found that would stop an order.');
  });
});

describe('at the gateway', { timeout }, () => {
  it('a key that is refused is told once, and everything else is looked at', async () => {
    const { wrong, all } = await bench.findings(undefined, { STRIPE_SECRET_KEY: 'sk_test_anotherAccount' });
    expect(wrong).toEqual(['gateway: account']);
    expect(all.filter(({ system }) => system === 'erp').length).toBeGreaterThan(5);
  });

  it('a key of the other environment is refused before anything is asked', async () => {
    const { status, stdout } = await bench.run(['check', '--json'], undefined, {
      STRIPE_SECRET_KEY: 'sk_live_anotherAccount',
    });
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'CONFIG_INVALID' } });
    expect(stdout).toContain('must start with sk_test_ or rk_test_');
    const words = await bench.run(['check'], undefined, { STRIPE_SECRET_KEY: 'sk_live_anotherAccount' });
    expect([words.status, words.stdout]).toEqual([1, '']);
    expect(words.stderr).toContain('Correct incasso.yaml');
  });

  it('a right that the key lacks is named', async () => {
    await steer('key', { lacks: ['rak_checkout_session_read'] });
    const { wrong } = await bench.findings();
    await steer('key', { lacks: [] });
    expect(wrong).toEqual(['gateway: right to read Checkout Sessions']);
  });

  it('an event that is needed stops orders, one that is only quicker does not, and both are added', async () => {
    const url = webhook(bench.world.urls.api);
    await steer('webhooks/endpoint', { url, enabled_events: ['checkout.session.completed'] });
    const { wrong, all } = await bench.findings();
    expect(wrong).toEqual(['gateway: events']);
    expect(all.find(({ subject }) => subject === 'further events')?.ok).toBe('note');
    const { stdout, status } = await bench.run(['check', '--create-webhook']);
    expect(status).toBe(0);
    expect(stdout).toContain('now it hears of checkout.session.async_payment_succeeded,');
  });

  it('a webhook that is missing is made when asked for, once, and its secret shown that once', async () => {
    await steer('webhooks/endpoint', { url: 'https://shop.example/elsewhere', enabled_events: ['*'] });
    const before = await bench.findings();
    expect(before.wrong.map((text) => text.replace(/.*: /, ''))).toEqual(['webhook endpoint']);
    const made = await bench.run(['check', '--create-webhook']);
    expect(made.status).toBe(0);
    const secrets = made.stdout.match(/whsec_\w{20,}/g) ?? [];
    expect(secrets).toHaveLength(1);
    expect(made.stdout).toContain('gateways.stripe.webhookSecret');
    const again = await bench.findings(undefined, undefined, ['--create-webhook']);
    expect(again.wrong).toEqual([]);
    expect(again.stdout).not.toContain('whsec_');
    const { webhooks } = JSON.parse(again.stdout);
    // The others are told their address with each payment, and keep none.
    const kept = webhooks.filter((one: object) => !('withEachPayment' in one));
    expect(kept.length).toBeGreaterThan(1);
    for (const one of kept) expect(one).toMatchObject({ added: [] });
  });
});

describe('in the shop', { timeout }, () => {
  it('a right that the key lacks is named', async () => {
    const { magento } = bench.world.urls;
    await bench.customer.tells(magento, 'faults', {
      kind: 'status',
      status: 401,
      times: 1,
      path: '/invoices',
    });
    const { wrong } = await bench.findings();
    expect(wrong).toEqual(['shop: right Magento_Sales::sales_invoice']);
  });

  it('one that is away is a finding, and its methods are said to be unseen', async () => {
    const { wrong, all } = await bench.findings(undefined, {
      MAGENTO_URL: 'http://127.0.0.1:9',
    });
    expect(wrong).toHaveLength(1);
    expect(wrong[0]).toMatch(/^shop: /);
    const unseen = all.find(({ subject }) => subject === `methods of ${bench.world.shop}`);
    expect(unseen).toMatchObject({ system: 'mapping', ok: 'note' });
  });
});

describe('in the ERP', { timeout }, () => {
  it('a series that it does not have is named, with what to do', async () => {
    const { wrong, all } = await bench.findings((file) => {
      ofErp(file).document.series = 77;
    });
    expect(wrong).toEqual(['erp: series 77 of OC', 'erp: series 77 of OX']);
    expect(all.find(({ subject }) => subject === 'series 77 of OC')?.todo).toContain('document.series');
  });

  it('one that is away is a finding, and its payments are said to be uncompared', async () => {
    const { wrong, all } = await bench.findings(undefined, {
      MEXAL_URL: 'http://127.0.0.1:9/webapi',
    });
    expect(wrong).toEqual(['erp: company']);
    expect(all.find(({ subject }) => subject === `payments of ${bench.erp}`)?.ok).toBe('note');
  });

  it('one that hangs is given up after the time that was asked for', async () => {
    await bench.customer.tells(bench.world.urls.mexal, 'faults', {
      kind: 'timeout-before',
      times: 1,
      path: '/webapi',
    });
    // Its process ends though the call is under way.
    const { wrong } = await bench.findings(undefined, undefined, ['--timeout', '15'], bench.starts);
    await bench.customer.takesBack(bench.world.urls.mexal, 'faults');
    expect(wrong).toEqual(['erp: answer']);
  });

  it('one that is known to refuse our login is not asked at all', async () => {
    const shut = `${bench.erp}-shut`;
    const { client } = bench.world;
    await client.workflow.start('erp', {
      workflowId: erpWorkflowId(shut),
      taskQueue: `nobody-${shut}`,
      typedSearchAttributes: [{ key: searchAttributes.Attention, value: 'ERP_LOGIN_REFUSED' }],
    });
    const { wrong, all } = await bench.findings(
      (file) => {
        file.erp = { [shut]: ofErp(file) };
        for (const name of Object.keys(file.shops)) file.shops[name].erp = shut;
      },
      { MEXAL_PASSWORD: 'a-password-that-is-wrong' },
    );
    expect(wrong).toContain('erp: answer');
    expect(all.find(({ system }) => system === 'erp')).toMatchObject({
      text: expect.stringContaining('is not asked'),
      todo: expect.stringContaining('resume'),
    });
    const { failedLogins } = await bench.customer.books(bench.world.urls.mexal);
    expect(failedLogins).toEqual({});
    await client.workflow.getHandle(erpWorkflowId(shut)).terminate();
  });
});

describe('of Temporal', { timeout }, () => {
  it('being away is a finding, and all others are still looked at', async () => {
    const { wrong, all } = await bench.findings(undefined, { TEMPORAL_ADDRESS: '127.0.0.1:9' });
    expect(wrong).toEqual(['temporal: server']);
    expect(all.filter(({ system, ok }) => system === 'erp' && ok === true).length).toBeGreaterThan(5);
  });

  it('the variable that names it is asked for where it is not set', async () => {
    const { wrong, all } = await bench.findings(undefined, { TEMPORAL_ADDRESS: undefined });
    expect(wrong).toEqual(['temporal: answer']);
    expect(all.find(({ system }) => system === 'temporal')?.text).toContain('TEMPORAL_ADDRESS');
  });

  it('a namespace that is not there is named, with the command that makes it', async () => {
    const { wrong, all } = await bench.findings(undefined, { TEMPORAL_NAMESPACE: 'nobodys' });
    expect(wrong).toEqual(['temporal: namespace']);
    expect(all.find(({ subject }) => subject === 'namespace')?.todo).toContain('namespace create');
  });

  it('a task queue on which nobody works is told', async () => {
    const { wrong } = await bench.findings((file) => {
      file.temporal.taskQueue = 'nobody-works-here';
    });
    expect(wrong).toEqual([
      'temporal: workers',
      'temporal: workers, their calls',
      `temporal: who serves ${bench.erp}`,
      'temporal: workflows',
    ]);
  });
});

describe('of the public address', { timeout }, () => {
  it('something else that answers there stops orders; nothing that answers may only be hidden from here', async () => {
    const at = (url: string) => bench.findings(undefined, { INCASSO_PUBLIC_URL: url });
    const [other, { all }] = await Promise.all([at(bench.world.urls.magento), at('http://127.0.0.1:9')]);
    expect(other.wrong).toContain('api: public address');
    expect(all.find(({ system }) => system === 'api')?.ok).toBe('note');
  });
});

describe('the command itself', { timeout }, () => {
  it('ends with 2 where it was not understood, and says what there is', async () => {
    const runs = await Promise.all(
      [['check', '--everything'], ['check', '--timeout', 'long'], ['nothing'], ['--help']].map((args) =>
        bench.starts(args),
      ),
    );
    expect(runs.map(({ status }) => status)).toEqual([2, 2, 2, 0]);
    expect(runs.at(-1)?.stdout).toContain('mapping');
  });
});
