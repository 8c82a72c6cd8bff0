import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { erpWorkflowId, orderWorkflowId } from '../../domain/ids.ts';
import * as m from '../../workflows/messages.ts';
import * as e from '../../workflows/standing/erp/messages.ts';
import { type Bench, openBench, type Placed, signed, until } from './bench.ts';
import { alone, aloneErp } from './gateway-steps.ts';
import { startWorker } from './workers-bench.ts';

describe('a document that people go on with in the ERP', () => {
  let bench: Bench;
  let name: string;
  beforeAll(async () => {
    bench = await openBench(
      (config) => {
        name = aloneErp(config, { refresh: 400 });
        alone(config, 60_000);
      },
      { standing: 'all' },
    );
  });
  afterAll(() => bench?.stop());

  const erp = () => bench.world.client.workflow.getHandle(erpWorkflowId(name));
  const accountant = async (order: Placed, act: string) => {
    const [number = ''] = await bench.documents(order);
    const key = number.replace(/[ /]/g, '+');
    const body = act === 'ship' ? { tracking: 'TRK1' } : {};
    return bench.customer.tells(bench.world.urls.mexal, `documents/${key}/${act}`, body);
  };
  const written = async (): Promise<Placed> => {
    const order = await bench.places({ method: 'banktransfer' });
    await bench.ends(order, { stage: 'DONE' });
    return order;
  };
  const looks = async (times: number): Promise<void> => {
    for (let seen = 0; seen < times; seen += 1) {
      const { lookedAt } = await erp().query(e.erpQuery);
      await until('a look', async () =>
        (await erp().query(e.erpQuery)).lookedAt !== lookedAt ? true : undefined,
      );
    }
  };
  const toldOf = async (order: Placed) =>
    (await bench.view(order)).told.filter(({ kind }) => kind === 'document').length;

  it.each([
    ['ship', 'shipped', 'spedito'],
    ['invoice', 'invoiced', 'fatturato'],
    ['cancel', 'cancelled', 'annullato'],
  ])('is told to the shop once: %s', async (act, state, words) => {
    const order = await written();
    await accountant(order, act);
    await until('the telling', async () => ((await toldOf(order)) > 0 ? true : undefined));
    const { status_histories: comments } = (await bench.inShop(order)) as {
      status_histories?: { comment?: string }[];
    };
    const told = comments?.filter(({ comment }) => comment?.includes(words)) ?? [];
    expect(told).toHaveLength(1);
    // As the delivery note has it.
    expect(told[0]?.comment?.includes('TRK1')).toBe(act === 'ship');
    const id = orderWorkflowId(bench.world.shop, order.id);
    await until('the column', async () =>
      String((await bench.columns(id)).Document).endsWith(` · ${state}`) ? true : undefined,
    );
    const { document } = await bench.view(order);
    const columns = await bench.columns(id);
    expect(columns.Document).toBe(`${document?.number} (${document?.year}) · ${state}`);
    const { number, year } = document ?? {};
    expect(JSON.parse(String(columns.FollowedDocument))).toEqual({ number, year, state });
    await looks(3);
    expect(await toldOf(order)).toBe(1);
  });

  it('replays', async () => {
    expect(await bench.replays(4)).toBeGreaterThanOrEqual(4);
  });
});

it('an order written without payment, mapped later, has its document corrected by a retry', async () => {
  const mapping = { method: 'checkmo', erpPayment: '7', collect: 'offline' };
  const bench = await openBench(undefined, { worker: 'elsewhere' });
  let worker = await startWorker(bench.world);
  try {
    const order = await bench.places({ method: 'checkmo' });
    const unmapped = expect.objectContaining({ code: 'UNMAPPED_PAYMENT' });
    await bench.ends(order, { stage: 'DONE', attentions: [unmapped] });
    const payment = async () => {
      const { documents } = await bench.customer.books(bench.world.urls.mexal);
      const [document] = Object.values<{ header: { id_pagamento?: unknown } }>(documents);
      return document?.header.id_pagamento;
    };
    expect(await payment()).toBe(0);
    const retries = () =>
      bench.orderHandle(order).executeUpdate(m.retryUpdate, { args: [{ ...signed, step: 'document' }] });
    await worker.stop();
    worker = await startWorker(bench.world, (config) => void config.mapping.payments.push(mapping));
    await retries();
    await bench.ends(order, { stage: 'DONE', attentions: [] });
    expect(await payment()).toBe(7);
    expect(await bench.documents(order)).toHaveLength(1);
  } finally {
    await worker.stop();
    await bench.stop();
  }
});

it('a document that was invoiced meanwhile is not written a second time by a retry, which a person then settles', async () => {
  const bench = await openBench();
  try {
    const order = await bench.places({ method: 'checkmo' });
    const unmapped = expect.objectContaining({ code: 'UNMAPPED_PAYMENT' });
    await bench.ends(order, { stage: 'DONE', attentions: [unmapped] });
    const written = await bench.documents(order);
    const key = written[0]?.replace(/[ /]/g, '+');
    await bench.customer.tells(bench.world.urls.mexal, `documents/${key}/invoice`, {});
    await bench.orderHandle(order).executeUpdate(m.retryUpdate, { args: [{ ...signed, step: 'document' }] });
    const text = expect.stringContaining('was made of it');
    const refused = expect.objectContaining({ code: 'ERP_REFUSED', text });
    await bench.ends(order, { stage: 'DONE', attentions: expect.arrayContaining([refused, unmapped]) });
    expect(await bench.documents(order)).toEqual(written);
    await bench.orderHandle(order).executeUpdate(m.settledUpdate, { args: [signed] });
    await bench.ends(order, { stage: 'DONE', attentions: [] });
  } finally {
    await bench.stop();
  }
});
