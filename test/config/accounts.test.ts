import { expect, it } from 'vitest';
import { accountProblems } from '../../config/gateways.ts';
import { gatewayKinds } from '../../gateways/index.ts';

const problems = (gateways: Parameters<typeof accountProblems>[0]) =>
  accountProblems(gateways).map(({ path }) => path.join('.'));

it('two gateways on one account are refused, whichever their kind: they would hear each other’s payments', () => {
  for (const [kind, { account, settings }] of Object.entries(gatewayKinds)) {
    expect(Object.keys(settings.shape), kind).toEqual(expect.arrayContaining([...account]));
    const one = { kind, ...Object.fromEntries(account.map((field) => [field, 'one'])) };
    const other = { ...one, [String(account[0])]: 'other' };
    expect(problems({ one, other }), kind).toEqual([]);
    expect(problems({ one, other, again: { ...one, page: '3h' } }), kind).toEqual([
      `gateways.again.${account[0]}`,
    ]);
  }
});

it('the refusal names the other gateway, and no key', () => {
  const key = { kind: 'stripe', secretKey: 'sk_test_secret' };
  const [problem] = accountProblems({ cards: key, later: key });
  expect(problem?.message).toContain('the account of gateway "cards" again');
  expect(problem?.message).not.toContain('sk_test');
});

it('Stripe’s accounts of one platform, a shop of both environments and sandboxes of their own are accounts of their own', () => {
  const platform = { kind: 'stripe', secretKey: 'sk_test_1' };
  const shop = { kind: 'axerve', shopLogin: 'GESPAY1', environment: 'test' };
  expect(
    problems({
      one: { ...platform, account: 'acct_1' },
      other: { ...platform, account: 'acct_2' },
      test: shop,
      production: { ...shop, environment: 'production' },
      sandbox: { ...shop, apiUrl: 'http://127.0.0.1:1' },
    }),
  ).toEqual([]);
  expect(problems({ one: shop, other: { ...shop, shopLogin: 'gespay1' } })).toEqual([
    'gateways.other.shopLogin',
  ]);
});

it('what can not be read, and a kind that nobody knows, are told elsewhere', () => {
  const odd = { kind: 'skrill' };
  expect(problems({ one: odd, other: odd, third: { kind: 'unheard' }, fourth: { kind: 7 } })).toEqual([]);
});
