import { describe, expect, it } from 'vitest';
import { webhookFindings } from '../../gateways/paypal/check-webhooks.ts';
import { TYPES } from '../../gateways/paypal/event-types.ts';
import { paypal } from '../../gateways/paypal/index.ts';

const given = {
  environment: 'test',
  clientId: 'AYapp',
  clientSecret: 'EKsecret-abc',
  webhookId: '8PT597110X687430LKGECATA',
};
const issues = (settings: object) =>
  (paypal.settings.safeParse(settings).error?.issues ?? []).map(({ path, message }) => [
    path.join('.'),
    message,
  ]);

describe('the settings of a PayPal account', () => {
  it('take what is left out as PayPal has it', () => {
    expect(paypal.settings.parse(given)).toEqual({
      ...given,
      timeout: 20_000,
      immediatePayment: true,
      orderHours: 3,
    });
    expect(issues({ ...given, webhookId: ['8PT1', '7AB2'], orderHours: 72 })).toEqual([]);
  });

  it.each([
    ['clientSecret', { clientSecret: 'abc\n' }, /line break/],
    ['webhookId', { webhookId: 'https://pay.shop.example/webhooks' }, /webhook's id/],
    ['webhookId', { webhookId: [] }, /./],
    ['webhookId', { webhookId: 'WEBHOOK_ID' }, /simulator/],
    ['apiUrl', { apiUrl: 'http://127.0.0.1:1/v2' }, /host and port only/],
    ['apiUrl', { environment: 'production', apiUrl: 'http://paypal.example' }, /https/],
    ['certificateAuthority', { certificateAuthority: 'abc' }, /PEM/],
    [
      'certificateAuthority',
      { certificateAuthority: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' },
      /PEM/,
    ],
    ['orderHours', { orderHours: 6 }, /./],
    ['timeout', { timeout: 300_000 }, /./],
  ])('refuse a wrong %s without repeating it', (name, wrong, message) => {
    const found = issues({ ...given, ...wrong });
    expect(found).toEqual([[name, expect.stringMatching(message)]]);
    expect(JSON.stringify(found)).not.toContain('abc');
  });

  it('say how long a page can be open: a quarter of an hour less than PayPal keeps the order', () => {
    expect(paypal.pageWindow({ orderHours: 3 })).toMatchObject({ maxMs: 165 * 60_000 });
    expect(paypal.pageWindow({ orderHours: 72 })).toMatchObject({ maxMs: 71.75 * 3_600_000 });
  });

  it.each([
    [{}, 'https://www.sandbox.paypal.com/activity/payment/3C6'],
    [{ environment: 'production' }, 'https://www.paypal.com/activity/payment/3C6'],
    [{ apiUrl: 'http://127.0.0.1:4242' }, 'http://127.0.0.1:4242/activity/payment/3C6'],
    [{ backOfficeUrl: 'http://demo.example/pp/' }, 'http://demo.example/pp/activity/payment/3C6'],
  ])('with %o lead to a charge at %s', (changes, url) => {
    const settings = paypal.settings.parse({ ...given, ...changes });
    expect(paypal.create('wallet', settings, 'pay.shop.example').links?.('3C6')).toBe(url);
  });
});

describe('the check of the webhook', () => {
  const url = 'https://pay.shop.example/webhooks';
  const webhook = (id: string) => ({ id, url, event_types: TYPES.map((name) => ({ name })) });

  it('says that notifications are refused where webhookId is another one’s', () => {
    const found = webhookFindings([webhook('8PT1')], [url], ['7AB2']);
    expect(found.find(({ subject }) => subject === 'webhook id')).toMatchObject({
      ok: 'note',
      text: expect.stringContaining('8PT1'),
      todo: expect.stringContaining('Set webhookId to 8PT1'),
    });
    expect(webhookFindings([webhook('8PT1')], [url], ['7AB2', '8PT1']).map(({ ok }) => ok)).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('shows no password and no query of the addresses of others', () => {
    const other = { ...webhook('8PT1'), url: 'https://user:pass@other.example/hook?key=abc' };
    const [found] = webhookFindings([other], [url], ['8PT1']);
    expect(found?.text).toContain('https://other.example/hook');
    expect(found?.text).not.toMatch(/pass|abc/);
  });

  it('asks for no event that PayPal may not have', () => {
    const sure = {
      ...webhook('8PT1'),
      event_types: TYPES.filter((name) => !name.includes('REFUND.')).map((name) => ({ name })),
    };
    expect(webhookFindings([sure], [url], ['8PT1']).every(({ ok }) => ok === true)).toBe(true);
  });
});
