import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPrestaShopSandbox, sandboxKey } from '../../sandbox/prestashop/index.ts';
import { prestashop } from '../../shops/prestashop/index.ts';
import { rights } from '../../shops/prestashop/rights.ts';
import { steering } from '../sandbox/sandbox-bench.ts';
import { markerKey } from './given.ts';

describe('the check of a PrestaShop', () => {
  let sandbox: Awaited<ReturnType<typeof createPrestaShopSandbox>>;
  beforeEach(async () => {
    sandbox = await createPrestaShopSandbox();
  });
  afterEach(() => sandbox.close());
  const steer = steering(() => sandbox.url);
  const check = (more: object = {}) =>
    prestashop
      .create('it', prestashop.settings.parse({ url: sandbox.url, key: sandboxKey, ...more }), markerKey)
      .check();
  const findingsOf = async (subject: string, more: object = {}) =>
    (await check(more)).filter((finding) => finding.subject === subject);
  const keyWith = async (permissions: Record<string, string[]>) => {
    const key = 'RIGHTSRIGHTSRIGHTSRIGHTSRIGHTS12';
    await steer('/keys', { key, permissions });
    return { key };
  };
  const needed = () => Object.fromEntries(rights.map(({ resource, verbs }) => [resource, verbs]));

  it.each([
    [{ webserviceOff: true }, 'is switched off', 'Advanced Parameters'],
    [{ dropAuthorization: true }, 'gets no key', 'CGIPassAuth'],
  ])('tells the shop with %j for what it is', async (quirk, text, todo) => {
    await steer('/quirks', quirk);
    const findings = await check();
    expect(findings).toHaveLength(1);
    expect(findings).toMatchObject([
      {
        ok: false,
        subject: 'webservice',
        text: expect.stringContaining(text),
        todo: expect.stringContaining(todo),
      },
    ]);
  });

  it('tells a wrong address', async () => {
    expect(await check({ url: `${sandbox.url}/blog` })).toMatchObject([
      { ok: false, subject: 'webservice', text: expect.stringContaining('not where url says') },
    ]);
  });

  it.each([
    ['1.7', '1.7'],
    ['9', '9.'],
  ])('tells the version %s', async (version, told) => {
    await steer('/settings', { version });
    expect((await findingsOf('webservice'))[0]).toMatchObject({
      ok: true,
      text: expect.stringContaining(`PrestaShop ${told}`),
    });
    // Before 1.7.8 there are no order_cart_rules that a key could be given.
    expect((await check()).filter(({ subject }) => subject.startsWith('right GET'))).toEqual([]);
  });

  it('works with a key that may exactly what is needed, and names what it may besides', async () => {
    const exact = await keyWith(needed());
    expect(await findingsOf('rights', exact)).toMatchObject([{ ok: true }]);
    await steer('/orders');
    expect(await findingsOf('newest order', exact)).toMatchObject([{ ok: true }]);
    const excess = await keyWith({ ...needed(), orders: ['GET', 'PUT', 'DELETE'] });
    expect(await findingsOf('rights', excess)).toMatchObject([
      { ok: true },
      { ok: 'note', text: expect.stringContaining('PUT orders, DELETE orders') },
    ]);
  });

  it.each(rights.flatMap(({ resource, verbs }) => verbs.map((verb) => [verb, resource])))(
    'misses the right %s %s',
    async (verb, resource) => {
      const verbs = needed()[resource]?.filter((other) => other !== verb) ?? [];
      const { [resource]: _, ...others } = needed();
      const key = await keyWith(verbs.length > 0 ? { ...others, [resource]: verbs } : others);
      expect(await findingsOf(`right ${verb} ${resource}`, key)).toMatchObject([
        { ok: false, todo: `Tick ${verb} of ${resource} in the key.` },
      ]);
    },
  );

  it.each([
    [{ paid: 2 }, 'paid', true, '"Pagamento accettato" (2)'],
    [{ paid: 'PS_OS_PAYMENT' }, 'paid', true, '(2)'],
    [{ paid: 14 }, 'paid', false, 'books no payment'],
    [{ paid: 99 }, 'paid', false, 'no state 99'],
    [{ paid: 'PS_OS_NOWHERE' }, 'paid', false, 'holds no state'],
    [{ paid: 2, verify: 15 }, 'verify', true, '(15)'],
    [{ paid: 2, verify: 3 }, 'verify', false, 'counts as paid'],
    [{ paid: 2, failed: 8, held: 13 }, 'held', true, '(13)'],
    [{ paid: 2, failed: 8, held: 3 }, 'held', false, 'counts as paid'],
    [{ accepted: 'PS_OS_PREPARATION' }, 'accepted', false, 'counts as paid'],
    [{ pay: 14 }, 'pay', 'note', 'mails nothing'],
    [{ pay: 10 }, 'pay', true, '(10)'],
    [{ shipped: 'PS_OS_SHIPPING' }, 'shipped', true, '"Spedito" (4)'],
  ])('of states %j says of %s: %s', async (states, use, ok, text) => {
    expect(await findingsOf(`states.${use}`, { states })).toMatchObject([
      { ok, text: expect.stringContaining(text) },
    ]);
  });

  it('says that paid orders get messages only, and which states nobody understands', async () => {
    expect(await findingsOf('states.paid')).toMatchObject([{ ok: 'note' }]);
    expect((await findingsOf('order states'))[0]?.text).toContain('14 "In attesa di pagamento online"');
    expect(await findingsOf('order states', { statesRead: { open: [14], onHold: [15] } })).toMatchObject([
      { ok: true },
    ]);
  });

  it('compares time zones', async () => {
    expect(await findingsOf('time zone')).toMatchObject([{ ok: true, text: 'Europe/Rome' }]);
    expect(await findingsOf('time zone', { timezone: 'Europe/Rome' })).toMatchObject([{ ok: true }]);
    expect(await findingsOf('time zone', { timezone: 'Europe/London' })).toMatchObject([{ ok: 'note' }]);
    await steer('/orders');
    expect(await findingsOf('time zone', { timezone: 'America/New_York' })).toMatchObject([
      { ok: 'note' },
      { ok: false },
    ]);
    await steer('/settings', { timezone: 'Mars/Olympus' });
    expect(await findingsOf('time zone')).toMatchObject([
      { ok: false, text: expect.stringContaining('Mars/Olympus') },
    ]);
  });

  it('compares clocks', async () => {
    await steer('/clock', { advanceSeconds: 1200 });
    expect(await findingsOf('clock')).toMatchObject([
      { ok: 'note', text: "the shop's is 20 minutes ahead of ours" },
    ]);
  });
});
