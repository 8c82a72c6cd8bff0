import { describe, expect, it } from 'vitest';
import { stripe } from '../../gateways/stripe/index.ts';

const given = {
  environment: 'test',
  secretKey: 'sk_test_1',
  webhookSecret: 'whsec_1',
};
const production = { ...given, environment: 'production', secretKey: 'rk_live_1' };
const issues = (settings: object) =>
  (stripe.settings.safeParse(settings).error?.issues ?? []).map(({ path, message }) => [
    path.join('.'),
    message,
  ]);

describe('the settings of a Stripe account', () => {
  it('take keys of the environment, restricted ones too, and wait 20 seconds', () => {
    expect(stripe.settings.parse(given)).toEqual({ ...given, timeout: 20_000 });
    expect(issues(production)).toEqual([]);
    expect(issues({ ...given, webhookSecret: ['whsec_new', 'whsec_old'] })).toEqual([]);
  });

  it.each([
    ['secretKey', 'test', { ...given, secretKey: 'sk_live_abc' }, /sk_live_.*environment is "test"/],
    [
      'secretKey',
      'production',
      { ...production, secretKey: 'rk_test_abc' },
      /rk_test_.*environment is "production"/,
    ],
    ['secretKey', 'test', { ...given, secretKey: 'pk_test_abc' }, /sk_test_ or rk_test_/],
    ['webhookSecret', 'test', { ...given, webhookSecret: 'sk_test_abc' }, /whsec_/],
    ['secretKey', 'test', { ...given, secretKey: 'sk_test_abc\n' }, /line break/],
    ['webhookSecret', 'test', { ...given, webhookSecret: 'whsec_abc ' }, /space/],
    ['apiUrl', 'test', { ...given, apiUrl: 'http://127.0.0.1:1/v1' }, /host and port only/],
    ['apiUrl', 'production', { ...production, apiUrl: 'http://stripe.example' }, /https/],
  ])('refuse a wrong %s in environment %s without repeating it', (name, _environment, settings, message) => {
    const found = issues(settings);
    expect(found).toEqual([[name, expect.stringMatching(message)]]);
    expect(JSON.stringify(found)).not.toContain('abc');
  });

  it('refuse a list of secrets that holds one of another kind, or none', () => {
    expect(issues({ ...given, webhookSecret: [] })).toHaveLength(1);
    expect(issues({ ...given, webhookSecret: ['whsec_1', 'pk_test_1'] })).toHaveLength(1);
  });

  it('refuse a name that is not known, which would be a typing error', () => {
    expect(issues({ ...given, webHookSecret: 'whsec_1' })).toHaveLength(1);
  });
});

describe('the address in the back office', () => {
  const at = (settings: object, reference: string) =>
    stripe.create('cards', stripe.settings.parse(settings), 'pay.shop.example').links?.(reference);

  it.each([
    [given, 'pi_1', 'https://dashboard.stripe.com/test/payments/pi_1'],
    [production, 'pi_1', 'https://dashboard.stripe.com/payments/pi_1'],
    [{ ...given, apiUrl: 'http://127.0.0.1:4242' }, 'pi_1', 'http://127.0.0.1:4242/dashboard/payments/pi_1'],
    [
      { ...given, backOfficeUrl: 'http://demo.example/stripe/' },
      'pi_1',
      'http://demo.example/stripe/payments/pi_1',
    ],
  ])('under %o of %s is %s', (settings, reference, url) => {
    expect(at(settings, reference)).toBe(url);
  });
});
