import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Finding } from '../../domain/finding.ts';
import { createMagentoSandbox, sandboxIntegration } from '../../sandbox/magento/index.ts';
import { magento } from '../../shops/magento/index.ts';
import { rights } from '../../shops/magento/rights.ts';
import { failureOf, paid } from '../contract/shop-notices.ts';
import { steering } from '../sandbox/sandbox-bench.ts';
import { markerKey } from './given.ts';

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
    magento.create('it', magento.settings.parse({ url: sandbox.url, auth: oauth, ...more }), markerKey);
  const findingsOf = async (subject: string, more: object = {}) =>
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

  const resources = (findings: Finding[], ok: Finding['ok']) =>
    findings
      .filter((finding) => finding.subject.startsWith('right ') && finding.ok === ok)
      .map(({ subject }) => subject);
  const all = { failed: 'cancel', verify: 'hold', shipment: true };

  it('finds each right that the settings need, in a shop without orders too, and changes nothing', async () => {
    const findings = await shop({ writeBack: all }).check();
    expect(resources(findings, true)).toEqual(rights.map(({ resource }) => `right ${resource}`));
    const { orders, invoices, shipments } = sandbox.books;
    expect([orders, invoices, shipments]).toEqual([[], [], []]);
  });

  it.each(rights.slice(1).map(({ resource }) => resource))('tells that %s is missing', async (missing) => {
    await steer('/orders');
    const before = structuredClone(sandbox.books.orders);
    const given = rights.map(({ resource }) => resource).filter((resource) => resource !== missing);
    await steer('/quirks', { rights: given });
    const findings = await shop({ writeBack: all }).check();
    const optional = missing === 'Magento_Sales::sales_creditmemo';
    expect(resources(findings, optional ? 'note' : false)).toEqual([`right ${missing}`]);
    expect(findings.find(({ subject }) => subject === `right ${missing}`)).toMatchObject({
      text: expect.stringContaining(`isn't authorized to access ${missing}`),
      todo: expect.stringContaining('Give the integration "Sales > Operations'),
    });
    expect(sandbox.books.orders).toEqual(before);
  });

  it('does not miss rights that the settings do not need', async () => {
    await steer('/quirks', {
      rights: ['actions_view', 'sales_invoice', 'sales_creditmemo', 'invoice', 'comment'].map(
        (right) => `Magento_Sales::${right}`,
      ),
    });
    expect((await shop().check()).filter(({ ok }) => ok === false)).toEqual([]);
  });

  it("with Magento_Sales::sales, which the invoice doesn't go by, nothing is booked as paid", async () => {
    const given = rights.map(({ resource }) => resource.replace('::invoice', '::sales'));
    await steer('/quirks', { rights: given });
    expect(resources(await shop().check(), false)).toEqual(['right Magento_Sales::invoice']);
    const { entity_id } = (await steer('/orders')) as { entity_id: number };
    const order = await shop().readOrder(String(entity_id));
    expect(await failureOf(shop().writeBack(order.id, paid(order, 'p')))).toMatchObject({
      code: 'SHOP_LOGIN_REFUSED',
      message: expect.stringContaining('Magento_Sales::invoice'),
    });
  });

  it('names the statuses that nobody can look up', async () => {
    expect(
      await findingsOf('statuses', { writeBack: { held: 'fermo', shipped: 'in_viaggio' } }),
    ).toMatchObject([
      {
        ok: 'note',
        text: expect.stringContaining('fermo (writeBack.held), in_viaggio (writeBack.shipped)'),
      },
    ]);
    expect(await findingsOf('statuses')).toEqual([]);
  });

  it("asks the import's own list, whose answer is null where it is empty", async () => {
    expect(await findingsOf('changed orders')).toMatchObject([{ ok: true }]);
    const { entity_id } = (await steer('/orders')) as { entity_id: number };
    expect(await findingsOf('changed orders')).toMatchObject([{ ok: true }]);
    await steer('/orders');
    await steer('/quirks', { brokenOrder: entity_id });
    expect(await findingsOf('changed orders')).toMatchObject([
      { ok: 'note', text: expect.stringContaining('the order changed first since') },
    ]);
  });

  it("tells what breaks the import's list alone", async () => {
    await steer('/faults', { kind: 'status', status: 400, path: 'updated_at', times: 9 });
    const wrong = (await shop().check()).filter(({ ok }) => ok === false);
    expect(wrong).toMatchObject([{ subject: 'changed orders', text: expect.stringContaining('HTTP 400') }]);
  });

  it('names the stores, one that is not there, and none where the right is missing', async () => {
    expect(await findingsOf('stores')).toMatchObject([
      { ok: true, text: 'orders of Italiano (default, 1), English (en, 2)' },
    ]);
    expect(await findingsOf('stores', { stores: [2] })).toMatchObject([
      { text: 'orders of English (en, 2)' },
    ]);
    expect(await findingsOf('stores', { stores: [2, 9] })).toMatchObject([
      { ok: false, text: 'there is no store 9', todo: expect.stringContaining('English (en, 2)') },
    ]);
    await steer('/quirks', { rights: rights.map(({ resource }) => resource) });
    expect(await findingsOf('stores')).toEqual([]);
  });

  it('says that this shop wants values encoded twice in signatures', async () => {
    expect(await findingsOf('signatures')).toEqual([]);
    await steer('/quirks', { version: '2.4.8' });
    expect(await findingsOf('signatures')).toMatchObject([
      { ok: 'note', text: expect.stringContaining('encoded twice') },
    ]);
  });

  it('says that a shop without orders could not be tried in full', async () => {
    expect(await findingsOf('newest order')).toMatchObject([{ ok: 'note' }]);
    await steer('/orders');
    expect(await findingsOf('newest order')).toMatchObject([{ ok: true }]);
  });

  it('compares clocks: one that is far off makes signatures worthless', async () => {
    await steer('/clock', { advanceSeconds: 1200 });
    expect(await findingsOf('clock')).toMatchObject([
      { ok: false, text: "the shop's is 20 minutes ahead of ours" },
    ]);
    expect(await findingsOf('clock', { auth: bearer })).toMatchObject([{ ok: 'note' }]);
  });

  it('lists what a guest is offered apart from what orders were paid with', async () => {
    const { offered, ordered } = await shop().listPayments();
    expect(offered.length).toBeGreaterThan(2);
    await steer('/orders', { method: 'gift_card', title: 'Buono regalo' });
    const gift = { code: 'gift_card', title: 'Buono regalo' };
    expect(await shop().listPayments()).toEqual({ offered, ordered: [gift, ...ordered] });
  });
});
