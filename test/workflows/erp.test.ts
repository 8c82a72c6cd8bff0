import { tsToMs } from '@temporalio/common/lib/time.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderWorkflowId } from '../../domain/ids.ts';
import { type Bench, openBench, type Placed, until } from './bench.ts';

const CREATE = { method: 'POST', path: '/documenti/ordini-clienti$' };
const LIMIT_MS = 1_200;
let bench: Bench;
beforeAll(async () => {
  bench = await openBench((config) => {
    for (const erp of Object.values(config.erp)) Object.assign(erp, { timeout: 800, serverLimit: LIMIT_MS });
  });
});
afterAll(() => bench?.stop());

const steer = (what: string, body: object) => bench.customer.tells(bench.world.urls.mexal, what, body);

async function writtenOnce(order: Placed): Promise<void> {
  const { document } = await bench.ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
  expect(await bench.documents(order)).toEqual([document?.number]);
  expect((await bench.inShop(order)).invoices).toHaveLength(1);
}

async function paid(items?: object[]): Promise<Placed> {
  const order = await bench.places(items && { items });
  await bench.pays(order);
  return order;
}

/** How often the order's workflow waited until the ERP could no longer be at work. */
async function waits(order: Placed): Promise<number> {
  const { events } = await bench.orderHandle(order).fetchHistory();
  const timers = events?.flatMap((e) => e.timerStartedEventAttributes?.startToFireTimeout ?? []) ?? [];
  // The other timers of an order are days long.
  return timers.map((timeout) => tsToMs(timeout)).filter((ms) => ms >= LIMIT_MS && ms < 60_000).length;
}

describe("the order's document", () => {
  it('is written once the ERP is up again', async () => {
    const { places, page, customer, ends } = bench;
    const order = await places();
    const shown = await page(order);
    await steer('down', { ms: 6_000 });
    await customer.presses(shown, 'pay');
    await ends(order, { outcome: 'POSITIVE', stage: 'DOCUMENT', attentions: [] });
    await writtenOnce(order);
    // Nothing was sent: nobody has to wait for the ERP's own limit.
    expect(await waits(order)).toBe(0);
  });

  it('that the ERP refuses waits for a person, and is written by a retry once the cause is mended', async () => {
    const { ends, columns, world, retries, documents, inShop } = bench;
    const order = await paid([{ sku: 'BRAND-NEW', qty: 1 }]);
    const stands = [
      expect.objectContaining({ code: 'ERP_REFUSED', text: expect.stringContaining('articolo non trovato') }),
    ];
    await ends(order, { outcome: 'POSITIVE', stage: 'DOCUMENT', attentions: stands });
    const id = orderWorkflowId(world.shop, order.id);
    expect(await columns(id)).toMatchObject({ Stage: 'DOCUMENT', Attention: 'ERP_REFUSED' });
    // The shop has its money booked all the same.
    await ends(order, { told: [expect.objectContaining({ kind: 'paid' })] });
    expect((await inShop(order)).invoices).toHaveLength(1);
    // Not mended: it stands again.
    await retries(order);
    await ends(order, { stage: 'DOCUMENT', attentions: stands });
    expect(await documents(order)).toEqual([]);

    await steer('articles', { codice: 'BRAND-NEW', descrizione: 'Articolo nuovo' });
    expect(await retries(order)).toBe('Trying again, at stage DOCUMENT.');
    await writtenOnce(order);
    expect(await columns(id)).not.toHaveProperty('Attention');
  });

  for (const kind of ['timeout-after', 'reset-after', 'status-after'])
    it(`whose answer is lost after it was stored (${kind}) is found after the ERP's limit, not written again`, async () => {
      await steer('faults', { ...CREATE, kind, status: 502, times: 1 });
      const order = await paid();
      await writtenOnce(order);
      expect(await waits(order)).toBe(1);
    });

  it('that the ERP stores after nobody waited any more is found, not written again', async () => {
    await steer('faults', { ...CREATE, kind: 'latency', ms: 1_700, times: 1 });
    const order = await paid();
    await writtenOnce(order);
    expect(await waits(order)).toBe(1);
  });

  it('waits for a free service of the ERP, without its limit', async () => {
    await steer('pool', { busy: 5 });
    const order = await paid();
    await until('the ERP to be asked again', async () => {
      const { raw } = await bench.orderHandle(order).describe();
      return raw.pendingActivities?.some(({ attempt }) => Number(attempt) > 1) ? true : undefined;
    });
    await bench.ends(order, { stage: 'DOCUMENT', attentions: [] });
    await steer('pool', { busy: 0 });
    await writtenOnce(order);
    expect(await waits(order)).toBe(0);
  });

  it('whose answers keep getting lost is brought to a person, and is written without one', async () => {
    const { ends, columns, world } = bench;
    await steer('faults', { ...CREATE, kind: 'reset-before', times: 3 });
    const order = await paid();
    await ends(order, {
      stage: 'DOCUMENT',
      attentions: [expect.objectContaining({ code: 'ERP_ANSWER_LOST' })],
    });
    const id = orderWorkflowId(world.shop, order.id);
    expect(await columns(id)).toMatchObject({ Attention: 'ERP_ANSWER_LOST' });
    await writtenOnce(order);
    expect(await columns(id)).not.toHaveProperty('Attention');
  });
});

it('replays', async () => {
  expect(await bench.replays(16)).toBe(16);
});
