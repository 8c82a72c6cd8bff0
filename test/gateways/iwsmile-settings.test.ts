import { describe, expect, it } from 'vitest';
import { GatewayEntry } from '../../config/schema.ts';
import { iwsmile } from '../../gateways/iwsmile/index.ts';
import { ACCOUNT, KEYS } from './iwsmile-given.ts';

const given = { environment: 'test', account: ACCOUNT, merchantKey: KEYS.right };
const issues = (settings: object) =>
  (iwsmile.settings.safeParse(settings).error?.issues ?? []).map(({ path, message }) => [
    path.join('.'),
    message,
  ]);

describe('the settings of an IWSmile account', () => {
  it('wait 20 seconds, and are sure of nothing', () => {
    expect(iwsmile.settings.parse(given)).toEqual({ ...given, timeout: 20_000, iAmSure: false });
  });

  it('of production are refused without iAmSure: true, with the reason, in a configuration too', () => {
    const production = { ...given, environment: 'production' };
    for (const settings of [production, { ...production, iAmSure: false }])
      expect(issues(settings)).toEqual([['iAmSure', expect.stringMatching(/2013.*docs\/iwsmile\.md/)]]);
    expect(issues({ ...production, iAmSure: true })).toEqual([]);
    expect(issues({ ...production, iAmSure: 'true' })).toHaveLength(1);
    const entry = (more: object) =>
      GatewayEntry.safeParse({ kind: 'iwsmile', ...production, ...more }).success;
    expect([entry({}), entry({ iAmSure: true })]).toEqual([false, true]);
  });

  it.each([
    ['account', { ...given, account: 'IW71' }, /digits/],
    ['merchantKey', { ...given, merchantKey: `${KEYS.right}\n` }, /64/],
    ['merchantKey', { ...given, merchantKey: KEYS.right.slice(1) }, /64/],
    ['only', { ...given, only: 'wallet' }, /account/],
    ['apiUrl', { ...given, apiUrl: 'http://127.0.0.1:1/Pagamenti' }, /host and port only/],
    ['apiUrl', { ...given, environment: 'production', iAmSure: true, apiUrl: 'http://iw.example' }, /https/],
  ])('refuse a wrong %s without repeating it', (name, settings, message) => {
    const found = issues(settings);
    expect(found).toEqual([[name, expect.stringMatching(message)]]);
    expect(JSON.stringify(found)).not.toMatch(/5a5a5a|IW71/);
  });

  it('take a list of keys while one is being changed, and none that is empty', () => {
    expect(issues({ ...given, merchantKey: [KEYS.wrong, KEYS.right] })).toEqual([]);
    expect(issues({ ...given, merchantKey: [] })).toHaveLength(1);
  });
});
