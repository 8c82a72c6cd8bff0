import { describe, expect, it } from 'vitest';
import { axerve } from '../../gateways/axerve/index.ts';
import { apiOf } from '../../gateways/axerve/settings.ts';

const given = { environment: 'test', shopLogin: 'GESPAY12345', apiKey: 'R0VTUEFZMTIzNDU' };
const issues = (settings: object) =>
  (axerve.settings.safeParse(settings).error?.issues ?? []).map(({ path, message }) => [
    path.join('.'),
    message,
  ]);

describe('the settings of a shop at Axerve', () => {
  it('wait 20 seconds, take the money at once, and name the installation', () => {
    expect(axerve.settings.parse(given)).toEqual({
      ...given,
      timeout: 20_000,
      shopCapture: 'unified',
      installationField: 'incasso',
    });
    const more = {
      shopCapture: 'separated',
      installationField: false,
      paymentMethods: ['CREDITCARD', 'S2PIDE'],
    };
    expect(issues({ ...given, ...more })).toEqual([]);
  });

  it.each([
    ['shopLogin', { ...given, shopLogin: 'abc def' }, /GESPAY12345/],
    ['apiKey', { ...given, apiKey: 'abc\n' }, /line break/],
    ['shopCapture', { ...given, shopCapture: 'abc' }, /unified/],
    ['installationField', { ...given, installationField: 'abc-def' }, /letters, digits/],
    ['installationField', { ...given, installationField: true }, /./],
    ['paymentMethods.0', { ...given, paymentMethods: ['abc'] }, /CREDITCARD/],
    ['paymentMethods', { ...given, paymentMethods: [] }, /./],
    ['apiUrl', { ...given, apiUrl: 'http://127.0.0.1:1/api/v1' }, /host and port only/],
    ['apiUrl', { ...given, environment: 'production', apiUrl: 'http://axerve.example' }, /https/],
  ])('refuse a wrong %s without repeating it', (name, settings, message) => {
    const found = issues(settings);
    expect(found).toEqual([[name, expect.stringMatching(message)]]);
    expect(JSON.stringify(found)).not.toContain('abc');
  });

  it('lead to the host of their environment, which the other does not have', () => {
    expect(apiOf({ environment: 'test' })).toBe('https://sandbox.gestpay.net/api/v1/');
    expect(apiOf({ environment: 'production' })).toBe('https://ecomms2s.sella.it/api/v1/');
    expect(apiOf({ environment: 'test', apiUrl: 'http://127.0.0.1:12113' })).toBe(
      'http://127.0.0.1:12113/api/v1/',
    );
  });
});
