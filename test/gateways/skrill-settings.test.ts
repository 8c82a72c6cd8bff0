import { describe, expect, it } from 'vitest';
import { skrill } from '../../gateways/skrill/index.ts';

const given = {
  environment: 'test',
  email: 'shop@example.it',
  merchantId: '100005',
  apiPassword: 'MqiPass1',
  webhookSecret: 'incasso1',
};
const issues = (settings: object) =>
  (skrill.settings.safeParse(settings).error?.issues ?? []).map(({ path, message }) => [
    path.join('.'),
    message,
  ]);

describe('the settings of a Skrill account', () => {
  it('wait 20 seconds, and believe md5sig', () => {
    expect(skrill.settings.parse(given)).toEqual({ ...given, timeout: 20_000, signature: 'md5' });
    expect(issues({ ...given, environment: 'production', webhookSecret: ['new1', 'old1'] })).toEqual([]);
  });

  it.each([
    ['merchantId', { ...given, merchantId: 'abc' }, /digits/],
    ['apiPassword', { ...given, apiPassword: 'abc' }, /8/],
    ['apiPassword', { ...given, apiPassword: 'abcdefg1\n' }, /line break/],
    ['webhookSecret', { ...given, webhookSecret: 'Incasso1' }, /small letters/],
    ['webhookSecret', { ...given, webhookSecret: 'incassoincasso' }, /ten/],
    ['email', { ...given, email: 'abc' }, /email/i],
    ['apiUrl', { ...given, apiUrl: 'http://127.0.0.1:1/app' }, /host and port only/],
    ['apiUrl', { ...given, apiUrl: 'http://:abc@127.0.0.1:1' }, /host and port only/],
    ['apiUrl', { ...given, environment: 'production', apiUrl: 'http://skrill.example' }, /https/],
  ])('refuse a wrong %s without repeating it', (name, settings, message) => {
    const found = issues(settings);
    expect(found).toEqual([[name, expect.stringMatching(message)]]);
    expect(JSON.stringify(found)).not.toMatch(/abc|Incasso1|incassoinc/);
  });

  it('refuse a list of words that is empty, and a name that is not known', () => {
    expect(issues({ ...given, webhookSecret: [] })).toHaveLength(1);
    expect(issues({ ...given, secretWord: 'incasso1' })).toHaveLength(1);
  });
});
