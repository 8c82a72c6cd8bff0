import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMagentoSandbox, sandboxIntegration } from '../../sandbox/magento/index.ts';
import { magento } from '../../shops/magento/index.ts';
import { steering } from './steering.ts';

const oauth = { kind: 'oauth1', ...sandboxIntegration };
const bearer = { kind: 'bearer', accessToken: sandboxIntegration.accessToken };

describe('the check of a Magento', () => {
  let sandbox: Awaited<ReturnType<typeof createMagentoSandbox>>;
  beforeEach(async () => {
    sandbox = await createMagentoSandbox();
  });
  afterEach(async () => {
    vi.useRealTimers();
    await sandbox.close();
  });
  const steer = steering(() => sandbox.url);
  const shop = (more: object = {}) =>
    magento.create('it', magento.settings.parse({ url: sandbox.url, auth: oauth, ...more }));
  const of = async (subject: string, more: object = {}) =>
    (await shop(more).check()).filter((finding) => finding.subject === subject);

  it('tells how a token that is sent as it is is allowed', async () => {
    await steer('/quirks', { bearerOff: true });
    const findings = await shop({ auth: bearer }).check();
    expect(findings).toMatchObject([
      {
        ok: false,
        subject: 'right Magento_Sales::actions_view',
        todo: expect.stringContaining('standalone Bearer'),
      },
    ]);
  });

  it('tells a wrong address', async () => {
    expect(await shop({ url: `${sandbox.url}/blog` }).check()).toMatchObject([
      { ok: false, text: expect.stringContaining('see its url') },
    ]);
  });

  it('names the rights that could not be tried, and the statuses that nobody can look up', async () => {
    const [untried] = await of('rights to write');
    expect(untried).toMatchObject({ ok: 'note' });
    for (const right of ['sales', 'comment', 'cancel', 'hold', 'unhold'])
      expect(untried?.text).toContain(`Magento_Sales::${right}`);
    expect(await of('statuses', { writeBack: { shipped: 'in_viaggio' } })).toMatchObject([
      { ok: 'note', text: expect.stringContaining('in_viaggio (writeBack.shipped)') },
    ]);
    expect(await of('statuses')).toEqual([]);
  });

  it('says that a shop without orders could not be tried in full', async () => {
    expect(await of('newest order')).toMatchObject([{ ok: 'note' }]);
    await steer('/orders');
    expect(await of('newest order')).toMatchObject([{ ok: true }]);
  });

  it('compares clocks: one that is far off makes signatures worthless', async () => {
    await steer('/clock', { advanceSeconds: 1200 });
    expect(await of('clock')).toMatchObject([{ ok: false, text: "the shop's is 20 minutes ahead of ours" }]);
    expect(await of('clock', { auth: bearer })).toMatchObject([{ ok: 'note' }]);
  });

  it('lists what a guest is offered apart from what orders were paid with', async () => {
    const { offered, ordered } = await shop().listPayments();
    expect(offered.length).toBeGreaterThan(2);
    await steer('/orders', { method: 'gift_card', title: 'Buono regalo' });
    const gift = { code: 'gift_card', title: 'Buono regalo' };
    expect(await shop().listPayments()).toEqual({ offered, ordered: [gift, ...ordered] });
  });
});
