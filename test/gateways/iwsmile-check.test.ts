import { describe, expect, it } from 'vitest';
import { fakeIwsmile } from './fake-iwsmile.ts';
import { ACCOUNT, KEYS } from './iwsmile-given.ts';

const URL = 'https://shop.example/store/cart/checkout/iwsmile/webhooks';

describe('the check of an IWSmile account', () => {
  it('asks for a callback that there never was, and says what nobody can see', async () => {
    const { gateway, asked } = await fakeIwsmile('KO');
    const findings = await gateway.check([URL]);
    expect(findings.map(({ ok, subject }) => [ok, subject])).toEqual([
      [true, 'account'],
      ['note', 'merchant key'],
      ['note', 'callbacks'],
      ['note', 'service'],
    ]);
    expect(JSON.stringify(findings)).toMatch(new RegExp(`${ACCOUNT}.*no real money.*${URL}.*2013`));
    expect(asked.map(({ form }) => form.thx_id)).toEqual(['0']);
    expect(JSON.stringify(findings)).not.toContain(KEYS.right);
  });

  it.each([
    ['OK', false, /verified/],
    ['<html>parked</html>', false, /does not speak/],
    ['IR', 'note', /invalid request/],
    ['EX', true, /can be checked/],
  ])('finds that whoever says %s to it is not, or may be, IWSmile', async (answer, ok, text) => {
    const { gateway } = await fakeIwsmile(answer);
    const [first] = await gateway.check([URL]);
    expect(first).toMatchObject({ ok, text: expect.stringMatching(text) });
  });

  it('says that real money moves in production', async () => {
    const { gateway } = await fakeIwsmile('KO', { environment: 'production', iAmSure: true });
    expect(gateway.live).toBe(true);
    expect((await gateway.check([URL]))[0]?.text).toContain('real money moves');
  });
});
